"""How many points it is worth that many see a comment, or share it."""

from __future__ import annotations

import pytest

from bot.domain.lane import Lane
from bot.domain.reach import REACH_AT_MOST, Reach


@pytest.mark.parametrize(
    ("reach", "points"),
    [
        (Reach(), 0),
        (Reach(comments=9, reactions=2), 0),
        (Reach(comments=10), 2),
        (Reach(comments=30), 4),
        (Reach(comments=4000), 6),
        (Reach(reactions=3), 2),
        (Reach(reactions=10), 4),
        (Reach(joined=1), 2),
        (Reach(joined=8), 6),
        (Reach(comments=10, joined=1, reactions=3), 6),
        (Reach(comments=100, joined=8, reactions=30), REACH_AT_MOST),
    ],
)
def test_points_grow_in_steps_up_to_an_end(reach: Reach, points: int) -> None:
    assert reach.points(Lane.COMPLAINT) == points


def test_who_answers_a_question_helps_and_does_not_join_in() -> None:
    assert Reach(joined=8).points(Lane.ABUSE) == 6
    assert Reach(joined=8).points(Lane.QUESTION) == 0
    assert Reach(joined=8, comments=10).points(Lane.QUESTION) == 2
