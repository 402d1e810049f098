"""Tags are short words that a team writes by hand."""

import pytest

from bot.domain.tags import LONGEST_TAG, read_tags


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("refund", ("refund",)),
        ("#Refund, VIP", ("refund", "vip")),
        ("vip vip #vip", ("vip",)),
        ("रिफंड हिन्दी_टैग", ("रिफंड", "हिन्दी_टैग")),
        ("возврат-денег", ("возврат-денег",)),
        ("24h", ("24h",)),
    ],
)
def test_words_become_tags(words: str, tags: tuple[str, ...]) -> None:
    assert read_tags(words) == tags


@pytest.mark.parametrize(
    "words", ["", "#", "<b>", "a b!", "-vip", "x" * (LONGEST_TAG + 1), "क" * 24 + "!", "\u202evip"]
)
def test_where_one_is_no_tag_none_is_read(words: str) -> None:
    assert read_tags(words) == ()
