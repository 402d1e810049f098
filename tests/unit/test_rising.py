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


@pytest.mark.parametrize("lane", [Lane.SPAM, Lane.UNSURE, Lane.PRAISE])
def test_where_nobody_waits_nothing_rises(lane) -> None:
    assert rise(500, lane=lane) == Rise()
