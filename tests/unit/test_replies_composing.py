"""Snippets within texts, and the texts that may be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.choosing import fitting_variants
from replies.composing import compose
from replies.template import SlotsMissing, render
from replies.types import Inquiry, Library, SavedReply, Snippet, Variant

HELLO = Snippet(
    id="hello",
    variants=(
        Variant(lang="en", text="Hello $author!"),
        Variant(lang="en", text="Dear $author,", tone="formal"),
        Variant(lang="hi", text="नमस्ते $author!"),
    ),
)
BYE = Snippet(id="bye", variants=(Variant(lang="en", text="Yours, $snippet_team"),))
TEAM = Snippet(id="team", variants=(Variant(lang="en", text="the $brand team"),))


def a_reply(*texts: tuple[str, str, str]) -> SavedReply:
    return SavedReply(
        id="late",
        titles={"en": "Late"},
        variants=tuple(Variant(lang=lang, tone=tone, text=text) for lang, tone, text in texts),
    )


def composed(reply: SavedReply, *snippets: Snippet) -> list[str]:
    replies = compose(Library(replies=(reply,), snippets=snippets))
    return [variant.text for one in replies for variant in one.variants]


def test_a_snippet_comes_in_the_language_and_tone_of_the_text() -> None:
    reply = a_reply(
        ("en", "warm", "$snippet_hello We are late."),
        ("en", "formal", "$snippet_hello we are late."),
        ("hi", "warm", "${snippet_hello} देर हो गई।"),
    )

    assert composed(reply, HELLO) == [
        "Hello $author! We are late.",
        "Dear $author, we are late.",
        "नमस्ते $author! देर हो गई।",
    ]


def test_where_a_snippet_lacks_the_language_it_comes_in_english() -> None:
    assert composed(a_reply(("hi-Latn", "", "$snippet_hello Der ho gayi.")), HELLO) == [
        "Hello $author! Der ho gayi."
    ]


def test_snippets_may_hold_snippets() -> None:
    text = composed(a_reply(("en", "", "Sorry. $snippet_bye")), BYE, TEAM)

    assert text == ["Sorry. Yours, the $brand team"]


def test_a_text_without_its_snippet_is_never_proposed() -> None:
    # given two texts, one of which names what is not there
    reply = a_reply(("en", "", "Sorry."), ("en", "", "Sorry. $snippet_gone"))

    # then only the other is left, and a reply with no text at all is left out
    assert composed(reply) == ["Sorry."]
    assert compose(Library(replies=(a_reply(("en", "", "$snippet_gone")),))) == ()


def test_snippets_that_lead_in_a_circle_end() -> None:
    circle = (
        Snippet(id="a", variants=(Variant(lang="en", text="$snippet_b"),)),
        Snippet(id="b", variants=(Variant(lang="en", text="$snippet_a"),)),
    )

    assert composed(a_reply(("en", "", "Sorry. $snippet_a")), *circle) == []


def test_an_escaped_dollar_is_no_snippet() -> None:
    text = "It costs $$snippet_hello, $author."

    assert composed(a_reply(("en", "", text), ("en", "", "$snippet_hello")), HELLO)[0] == text


def test_a_snippet_brings_its_forms_along() -> None:
    glad = Snippet(id="glad", variants=(Variant(lang="ru", text="$[speaker: f=рада|other=рады]"),))

    (text,) = composed(a_reply(("ru", "", "Мы ${snippet_glad}.")), glad)

    assert render(text, {"speaker": "feminine"}, "ru") == "Мы рада."


def test_a_snippet_within_a_form_never_makes_it_readable() -> None:
    # given a snippet that would close the form it stands in
    close = Snippet(id="close", variants=(Variant(lang="en", text="a|other=b] c"),))

    (text,) = composed(a_reply(("en", "", "x $[ask_n: one=$snippet_close|other=d]")), close)

    with pytest.raises(SlotsMissing):
        render(text, {"ask_n": "1"})


@given(st.text(alphabet="ab $_{}snippet", max_size=40))
def test_whatever_a_text_holds_no_snippet_is_left_in_it(text: str) -> None:
    hello = Snippet(id="a", variants=(Variant(lang="en", text="hi"),))

    for left in composed(a_reply(("en", "", text)), hello):
        assert "$snippet_" not in left.replace("$$", "")


def an_inquiry(**changes: object) -> Inquiry:
    given_ = {"text": "late", "vector": b"", "languages": ("en",)}
    return Inquiry(**{**given_, **changes})  # type: ignore[arg-type]


def test_nothing_playful_meets_anger() -> None:
    # given a reply with a playful text first
    reply = a_reply(("en", "Cheerful", "Oopsie! 😄"), ("en", "calm", "We are sorry."))

    # then a calm comment may get it, an angry one never does
    calm = [one.text for one in fitting_variants(reply, an_inquiry())]
    tense = [one.text for one in fitting_variants(reply, an_inquiry(is_tense=True))]
    assert calm == ["Oopsie! 😄", "We are sorry."]
    assert tense == ["We are sorry."]


def test_a_text_on_another_card_of_the_thread_comes_after_the_others() -> None:
    reply = a_reply(("en", "", "Sorry."), ("en", "", "We apologise."))
    proposed = frozenset({"Sorry."})

    texts = [one.text for one in fitting_variants(reply, an_inquiry(proposed=proposed))]

    assert texts == ["We apologise.", "Sorry."]
