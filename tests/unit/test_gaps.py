"""What is a gap, and when the desk is told of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.gaps import (
    Alike,
    Gap,
    GapPage,
    Unanswered,
    gaps_among,
    gaps_page,
    weekly_page,
)
from bot.domain.ids import CaseId, CommentId
from bot.simulator.entities import parse_html
from bot.telegram.cards import DeskRenderer
from tests.card_views import StillClock

NOW = datetime(2026, 7, 6, 10, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=7)


def a_comment(number: int, **changes: Any) -> Unanswered:
    values: dict[str, Any] = {
        "comment_id": CommentId(number),
        "case_id": CaseId(number),
        "author_key": f"user:{number}",
        "text": f"gluten {number}",
        "at": NOW - timedelta(days=1),
        "model_id": "m",
        "vector": b"",
    }
    return Unanswered(**values | changes)


def found(*comments: Unanswered, **changes: Any) -> list[Gap]:
    groups = [Alike(members=tuple(range(len(comments))), words=("gluten",))]
    values: dict[str, Any] = {"since": SINCE, "put_aside": {}, "examples": ()}
    return gaps_among(comments, groups, **values | changes)


THREE = (a_comment(1), a_comment(2), a_comment(3))


def test_three_comments_by_two_people_are_a_gap() -> None:
    assert found(*THREE)
    assert found(THREE[0], THREE[1], a_comment(3, author_key="user:1"))


def test_two_comments_or_one_author_are_none() -> None:
    assert not found(*THREE[:2])
    assert not found(*(a_comment(number, author_key="user:1") for number in range(5)))


def test_what_stands_among_the_examples_is_filled() -> None:
    assert not found(*THREE, examples=["gluten  2"])


@pytest.mark.parametrize(("count", "is_back"), [(5, False), (6, True)])
def test_what_was_put_aside_comes_back_when_it_doubles(count: int, is_back: bool) -> None:
    comments = [a_comment(number) for number in range(1, count + 1)]

    assert bool(found(*comments, put_aside={CommentId(1): 3})) is is_back


def test_the_comment_that_was_put_aside_may_be_old_and_is_not_counted() -> None:
    old = a_comment(9, at=SINCE - timedelta(days=30))

    assert not found(old, *THREE, put_aside={old.comment_id: 2})
    (gap,) = found(old, *THREE, put_aside={old.comment_id: 1})
    assert len(gap.comments) == 3


def test_the_most_usual_answer_comes_first() -> None:
    answers = ("It depends", "No gluten", "no  gluten")
    (gap,) = found(*(a_comment(at, answer=words) for at, words in enumerate(answers)))

    assert [one.answer for one in gap.answered] == ["No gluten", "no  gluten", "It depends"]


def test_a_text_stands_once_among_what_becomes_examples() -> None:
    (gap,) = found(*(a_comment(number, text="gluten?") for number in range(3)))

    assert [one.comment_id for one in gap.distinct] == [0]


# --- pages --------------------------------------------------------------------------------------

MANY = tuple(Gap(comments=(a_comment(number),), words=()) for number in range(1, 18))


@pytest.mark.parametrize(
    ("asked_for", "number", "first", "count_on_it"),
    [(0, 1, 1, 8), (1, 1, 1, 8), (2, 2, 9, 8), (3, 3, 17, 1), (9, 3, 17, 1)],
)
def test_a_page_that_is_not_there_becomes_the_nearest_one(
    asked_for: int, number: int, first: int, count_on_it: int
) -> None:
    page = gaps_page(MANY, number=asked_for)

    assert (page.number, page.page_count, page.count) == (number, 3, 17)
    assert (page.first, len(page.gaps)) == (first, count_on_it)


def test_without_gaps_there_is_one_empty_page() -> None:
    page = gaps_page((), number=2)

    assert (page.number, page.page_count, page.gaps) == (1, 1, ())


@pytest.mark.parametrize("language", ["en", "hi", "ru"])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 9, 17])
def test_gaps_are_told_in_every_language(language: str, count: int) -> None:
    renderer = DeskRenderer(language, "Asia/Kolkata", StillClock(), strict=True)
    several = MANY[:count]

    drawn = [
        renderer.gaps(gaps_page(several, number=1)),
        renderer.gaps(weekly_page(several)),
        *(renderer.gap(GapPage(gap=gap)) for gap in several[:1]),
    ]

    for one in drawn:
        text = parse_html(one.html).text
        assert text
        assert "{" not in text
        assert str(count) in text or count == 0 or one is drawn[-1]
