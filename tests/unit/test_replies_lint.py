"""What a library's author is warned of."""

import pytest

from replies.findings import Severity
from replies.lint import MAX_TEXT_LENGTH, is_language, lint
from replies.types import SavedReply, Variant


def a_reply(
    reply_id: str = "late",
    *,
    examples: tuple[str, ...] = ("where is my order",),
    texts: tuple[tuple[str, str], ...] = (("en", "Sorry"), ("ru", "Простите")),
) -> SavedReply:
    variants = tuple(Variant(lang=lang, text=text) for lang, text in texts)
    return SavedReply(id=reply_id, titles={"en": "T"}, examples=examples, variants=variants)


def test_a_good_library_has_no_findings() -> None:
    assert lint([a_reply(), a_reply("hours", examples=("when do you open",))]) == []


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (a_reply(examples=()), "there are no example comments"),
        (a_reply(texts=(("en", "Sorry"),)), "no text in ru"),
        (
            a_reply(texts=(("en", "x" * (MAX_TEXT_LENGTH + 1)), ("ru", "Простите"))),
            "the en text has 501 characters",
        ),
    ],
)
def test_what_is_doubtful_is_a_warning(reply: SavedReply, message: str) -> None:
    others = [a_reply("a", examples=("one",)), a_reply("b", examples=("two",))]

    (finding,) = lint([*others, reply])

    assert (finding.message, finding.severity) == (message, Severity.WARNING)
    assert (finding.reply_id, finding.entry) == ("late", 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Where is my order?", "where is my ORDER 😡"),
        ("मेरा ऑर्डर कहाँ है", "कहाँ है मेरा ऑर्डर?"),
        ("Где мой заказ", "где мой заказ!!!"),
    ],
)
def test_nearly_the_same_example_under_two_replies_is_a_warning(first: str, second: str) -> None:
    findings = lint([a_reply("a", examples=(first,)), a_reply("b", examples=(second,))])

    (finding,) = findings
    assert finding.reply_id == "b"
    assert finding.message == f'the example "{second}" is much like "{first}"'


def test_alike_examples_of_one_reply_are_fine() -> None:
    assert lint([a_reply(examples=("where is it", "Where is it?"))]) == []


def test_errors_and_warnings_come_in_the_order_of_the_replies() -> None:
    twice = [a_reply("a", examples=()), a_reply("a", examples=("x",)), a_reply("b", examples=())]

    assert [finding.entry for finding in lint(twice)] == [0, 1, 2]


def test_replies_without_text_are_not_asked_for_languages() -> None:
    found = SavedReply(id="x", titles={"en": "X"}, examples=("x y z",))

    assert lint([a_reply(), found]) == []


@pytest.mark.parametrize("tag", ["en", "hi", "hi-Latn", "ru", "pt-BR", "fil", "und"])
def test_languages_are_known_by_their_tags(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "xx", "hinglish", "EN", "hi-latn", "hi_Latn", "english"])
def test_other_tags_are_not_languages(tag: str) -> None:
    assert not is_language(tag)
