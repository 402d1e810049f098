"""How many points waiting and a deadline are worth."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.lane import Lane
from bot.domain.rising import Rise, rise_of
from bot.domain.sla import Calendar, Goal, Sla, Span
from tests.contract.store_values import SHOP

OPENED = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
ALWAYS = Calendar(zone=UTC)
OFFICE = Calendar(zone=UTC, week=((Span(begins=time(9), ends=time(10)),),) * 7)


def rise(minutes: int, *, lane: Lane = Lane.COMPLAINT, calendar: Calendar = ALWAYS) -> Rise:
    sla = Sla(goals=(Goal(first_answer=timedelta(minutes=100)),), calendar=calendar)
    clocks = sla.clocks(lane=lane, community=SHOP, priority=50, since=OPENED)
    now = OPENED + timedelta(minutes=minutes)
    return rise_of(lane, since=OPENED, clocks=clocks, calendar=calendar, now=now)


@pytest.mark.parametrize(
    ("minutes", "waiting", "deadline"),
    [(29, 0, 0), (30, 3, 0), (50, 3, 4), (79, 6, 4), (80, 6, 8), (100, 9, 14), (9999, 12, 14)],
)
def test_points_grow_with_each_half_hour_and_towards_the_deadline(
    minutes, waiting, deadline
) -> None:
    assert rise(minutes) == Rise(waiting=waiting, deadline=deadline)


def test_only_working_time_counts() -> None:
    evening, morning = rise(60, calendar=OFFICE), rise(24 * 60, calendar=OFFICE)

    assert evening == morning == Rise(waiting=6, deadline=4)
    assert rise(24 * 60 + 40, calendar=OFFICE) == Rise(waiting=9, deadline=14)


def test_what_came_after_fits_on_a_priority_and_reach_comes_last() -> None:
    full = Rise(waiting=12, deadline=14, reach=10)

    assert full.on(50) == full
    assert full.on(70) == Rise(waiting=12, deadline=14, reach=4)
    assert full.on(95) == Rise(waiting=5)
    assert full.points == 36
    assert [(one.reason, one.points) for one in full.terms] == [
        ("waiting", 12),
        ("deadline", 14),
        ("reach", 10),
    ]
    # a manager says what it is: who waits and how many see it stays true
    assert full.in_lane(Lane.QUESTION) == Rise(waiting=12, reach=10)
    assert full.in_lane(Lane.PRAISE) == Rise()


@pytest.mark.parametrize("lane", [Lane.SPAM, Lane.UNSURE, Lane.PRAISE])
def test_where_nobody_waits_nothing_rises(lane) -> None:
    assert rise(500, lane=lane) == Rise()
