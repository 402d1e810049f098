"""Words for lexical search, in every script."""

import pytest

from replies.words import WordIndex, normalise, terms, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where's MY order?!", ["where", "s", "my", "order"]),
        ("ऑर्डर कहाँ है? नहीं मिला।", ["ऑर्डर", "कहाँ", "है", "नहीं", "मिला"]),
        ("Ещё ёлка", ["еще", "елка"]),
        ("क्\u200dष ok\ufe0f 👍", ["क्ष", "ok"]),
        ("Ｆｕｌｌ ①", ["full", "1"]),
        ("😡🙏 …", []),
    ],
)
def test_words_stay_whole(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_case_and_punctuation_do_not_matter() -> None:
    assert normalise("  REFUND,  please!! ") == normalise("refund please")


def test_a_misspelt_word_shares_pieces() -> None:
    assert set(terms("delivery")) & set(terms("delivry"))


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    index = WordIndex([["the tea"], ["the refund"], ["the cup"], ["the menu"]])

    scores = index.score("the refund").tolist()

    assert max(scores) == scores[1]
    assert 0 < scores[0] < scores[1] / 2


def test_nothing_shared_scores_nothing() -> None:
    assert WordIndex([["tea"], ["refund"]]).score("где заказ").tolist() == [0, 0]
    assert WordIndex([["tea"]]).score("👍").tolist() == [0]
    assert WordIndex([]).score("tea").tolist() == []
