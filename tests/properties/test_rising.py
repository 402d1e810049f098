"""Waiting makes a case more urgent, never less, and only so far."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Status
from bot.domain.lane import Lane
from bot.domain.rising import NO_RISE, RISE_AT_MOST, RISING_LANES, rise_of
from bot.domain.sla import Clocks
from replies.types import Found
from tests.contract.store_values import a_case
from tests.properties.test_sla import calendars, lengths, moments

lanes = st.sampled_from(sorted(RISING_LANES))
priorities = st.integers(0, 100)
waits = st.lists(st.integers(-30, 600).map(lambda minutes: timedelta(minutes=minutes)), max_size=8)
waiting = st.tuples(lanes, calendars, moments, lengths)
"""A lane, when somebody works, when the case was opened, and within how much work it is due."""
NOTHING = Found(suggestions=(), best_score=0.0)


def clocks_of(calendar, start, work) -> Clocks:
    return Clocks(at_risk_at=calendar.after(start, work * 0.8), due_at=calendar.after(start, work))


@given(waiting, priorities, waits)
def test_it_never_falls_is_bounded_and_the_same_whoever_looked_between(
    waiting, priority, steps
) -> None:
    lane, calendar, opened_at, work = waiting
    clocks = clocks_of(calendar, opened_at, work)
    fresh = a_case(lane=lane, priority=priority, opened_at=opened_at)
    case, now, latest = fresh, opened_at, opened_at

    # when somebody looks again and again, by a clock that may go back a little
    for step in steps:
        now += step
        latest = max(latest, now)
        rise = rise_of(lane, since=opened_at, clocks=clocks, calendar=calendar, now=now)
        risen = case.rise_to(rise)
        assert case.priority <= risen.priority <= min(100, priority + RISE_AT_MOST)
        case = risen

    # then it stands where one look at the latest moment would have put it
    rise = rise_of(lane, since=opened_at, clocks=clocks, calendar=calendar, now=latest)
    assert case.priority == fresh.rise_to(rise).priority
    assert case.base_priority == priority
    assert case.version == fresh.version


@given(waiting, priorities, priorities, lengths)
def test_what_else_counts_is_kept_and_a_new_opening_waits_anew(
    waiting, priority, later, waited
) -> None:
    lane, calendar, opened_at, work = waiting
    clocks = clocks_of(calendar, opened_at, work)
    rise = rise_of(lane, since=opened_at, clocks=clocks, calendar=calendar, now=opened_at + waited)
    case = a_case(lane=lane, priority=priority, opened_at=opened_at).rise_to(rise)

    heard = case.hear(focus_id=case.focus_id, lane=lane, priority=later, reasons=(), found=NOTHING)
    assert heard.base_priority == later
    assert heard.priority == min(100, later + case.rise.points)

    praised = case.label(Lane.PRAISE, priority=later, clocks=Clocks(), reason="by hand")
    assert (praised.priority, praised.rise) == (later, NO_RISE)

    closed = case.answer_elsewhere(name="", at=opened_at + waited)
    assert closed.status is Status.ANSWERED_ELSEWHERE
    assert closed.reopen(at=opened_at + waited, clocks=clocks).priority == priority
