from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifiers.language import detect_language
from classifiers.normalise import HEAD_CHARS, TAIL_CHARS, has_content, normalise, tidy
from classifiers.surface import COUNT, NAMES, describe
from classifiers.wordbag import BUCKETS, MAX_PIECES, bag

ANY_TEXT = st.text(st.characters(), max_size=300)  # surrogates included
NASTY = st.text(st.sampled_from("a\u200b\u200d\u202e\ud83d\udc4d\x00\n?😡क़"), max_size=60)


@given(ANY_TEXT | NASTY)
def test_any_string_becomes_clean_text(text: str) -> None:
    clean = normalise(text)
    clean.encode("utf-8")  # no surrogate is left
    assert not set(clean) & set("\u200b\u202e\u2066\ufeff\x00\n\t")
    assert clean == clean.strip()


@settings(deadline=None)  # the first text loads the detector
@example("ऀऀऀँऀ")  # marks without a letter
@given(ANY_TEXT | NASTY)
def test_every_text_has_signs_a_bag_and_a_language(text: str) -> None:
    clean = normalise(text)
    signs = describe(clean, tidy(text))
    assert signs.shape == (COUNT,) == (len(NAMES),)
    assert signs.min() >= 0
    assert signs.max() <= 4
    pieces = bag(clean)
    assert len(pieces) <= MAX_PIECES
    assert all(0 <= piece < BUCKETS for piece in pieces)
    assert detect_language(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "😡" * 4_096,
        "\u202e\u200b" * 50_000,
        "a@" * 50_000,
        "1 " * 50_000,
        "?!" * 50_000,
    ],
)
@pytest.mark.timeout(60)
def test_a_very_long_text_hangs_nothing_and_is_cut(text: str) -> None:
    clean = normalise(text)
    describe(clean, tidy(text))
    detect_language(text)
    assert len(clean) <= HEAD_CHARS + TAIL_CHARS + 1


def test_the_end_of_a_long_text_is_read_too() -> None:
    assert normalise("bla " * 5_000 + "where is my refund?").endswith("where is my refund?")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("soooooo goooood", "soo good"),
        ("look at https://spam.example/x?y=1 now", "look at http now"),
        ("write to asha@example.org", "write to [email]"),
        ("@asha_k hello", "@user hello"),
        ("call +91 98765 43210", "call [phone]"),
        ("100000 rupees", "100000 rupees"),
        ("why????????", "why???"),
        ("😡😡😡😡😡😡", "😡😡😡"),
        ("fr\u200bee mon\u200cey", "free money"),
        ("ok\x00\x07ay", "okay"),
        ("\u202eabc", "abc"),
        ("ðŸ˜Š", "😊"),
        ("\ud83d\ude0a", "😊"),
        ("नमस्ते", "नमस्ते"),
        ("क्‍या", "क्‍या"),
    ],
)
def test_text_is_brought_into_the_form_that_training_saw(text: str, clean: str) -> None:
    assert normalise(text) == clean


def test_only_blank_and_hidden_characters_are_no_content() -> None:
    assert not has_content(normalise("  \u200b\n ... "))
    assert has_content("🔥")
    assert has_content("?")
