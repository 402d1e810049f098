"""One saved reply is not said to everybody in a thread at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.crowding import MOST, WINDOW, first_room

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


@pytest.mark.parametrize(
    ("others", "at"),
    [
        ([], 0),
        ([0, 0], 0),
        ([-5, -4, -3], 5),
        ([-10, -4, -3], 0),
        ([-12, -11, -3], 0),
        ([-1, 0, 0, 9, 10, 10], 19),
        ([2, 3, 4], 12),
        ([-5, 4, 8], 0),
    ],
)
def test_the_fourth_waits_until_the_first_is_ten_minutes_old(
    others: list[float], at: float
) -> None:
    assert first_room(NOON, [minutes(one) for one in others]) == minutes(at)


@given(st.lists(st.floats(min_value=-30, max_value=30), max_size=12))
def test_however_many_are_approved_no_ten_minutes_hold_more_than_three(
    approvals: list[float],
) -> None:
    # given approvals at any times, one after the other
    leaving: list[datetime] = []
    for approval in sorted(approvals):
        leaving.append(first_room(minutes(approval), leaving))

    # then each leaves no sooner than it was approved, and never more than three at once
    leaving.sort()
    assert len(leaving) == len(approvals)
    assert all(
        later - sooner >= WINDOW for sooner, later in zip(leaving, leaving[MOST:], strict=False)
    )
