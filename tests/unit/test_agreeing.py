"""Comments that only agree, in many languages, and what they take from what they agree with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agreeing import AgreesWith, is_agreement, is_glad, lane_with
from bot.domain.lane import Lane


@pytest.mark.parametrize(
    "text",
    [
        "same here",
        "Same here!!! 😡😡",
        "same here bro",
        "Me too.",
        "+1",
        "+ 1",
        "+1000",
        "++",
        "plus one",
        "👆",
        "this ☝️",
        "и у меня",
        "И у меня тоже(((",
        "Аналогично",
        "тот же вопрос",
        "ребят, у меня тоже",
        "в мене теж",
        "मेरे साथ भी",
        "मेरे साथ भी यही हुआ 😢",
        "मुझे भी भाई",
        "mere saath bhi",
        "Mere sath bhi yaar",
        "mera bhi same issue",
        "A mí también",
        "a mi tambien",
        "¡Mismo problema!",
        "eu também",
        "bei mir auch",
        "moi aussi",
        "même problème",
        "j'ai le même problème",
        "anch'io",
        "sama kak",
        "saya juga",
        "bende de aynı sorun",
        "Ben de",
        "وأنا أيضاً",
        "نفس المشكلة",
        "نفـس المشكلة",
    ],
)
def test_who_only_agrees_is_understood(text: str) -> None:
    assert is_agreement(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "👍",
        "❤️",
        "ok",
        "same here?",
        "is it the same here?",
        "not the same here",
        "same here, but the refund came after two days",
        "me too much sugar in it",
        "+7 900 123 45 67",
        "+1 for the new menu",
        "и у меня всё работает",
        "у меня нет такой проблемы",
        "मेरे साथ भी अच्छा रहा, धन्यवाद टीम",
        "mere saath bhi aao kabhi",
        "ich auch nicht mehr dort kaufen",
        "bhai",
        "1",
    ],
)
def test_who_says_more_or_something_else_is_not_taken_for_it(text: str) -> None:
    assert not is_agreement(text)


@given(st.text(max_size=80))
def test_any_text_is_one_or_the_other(text: str) -> None:
    assert is_agreement(text) in (True, False)


@pytest.mark.parametrize(
    ("own", "other", "taken"),
    [
        (Lane.NONE, Lane.COMPLAINT, Lane.COMPLAINT),
        (Lane.UNSURE, Lane.QUESTION, Lane.QUESTION),
        (Lane.QUESTION, Lane.COMPLAINT, Lane.COMPLAINT),
        (Lane.NONE, Lane.PRAISE, Lane.PRAISE),
        (Lane.COMPLAINT, Lane.PRAISE, Lane.UNSURE),
        (Lane.PRAISE, Lane.COMPLAINT, Lane.COMPLAINT),
        (Lane.COMPLAINT, Lane.COMPLAINT, Lane.COMPLAINT),
        (Lane.PRAISE, Lane.PRAISE, Lane.PRAISE),
        (Lane.SPAM, Lane.COMPLAINT, None),
        (Lane.ABUSE, Lane.QUESTION, None),
        (Lane.NONE, Lane.SPAM, None),
        (Lane.NONE, Lane.ABUSE, None),
        (Lane.NONE, Lane.NONE, None),
        (Lane.COMPLAINT, Lane.QUESTION, None),
    ],
)
def test_a_lane_is_taken_over_but_praise_makes_no_complaint(
    own: Lane, other: Lane, taken: Lane | None
) -> None:
    assert lane_with(own, AgreesWith(lane=other)) is taken


def test_joy_is_seen() -> None:
    assert is_glad("same here ❤️")
    assert not is_glad("same here 😡")


def test_nothing_is_taken_from_nothing() -> None:
    assert lane_with(Lane.NONE, None) is None
