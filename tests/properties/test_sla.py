"""Clocks run in working time alone, over weekends, holidays and changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sla import Calendar, Span

ZONES = ("UTC", "Asia/Kolkata", "Europe/Moscow", "America/New_York", "Australia/Lord_Howe")
NEW_YORK = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)

clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
spans = st.builds(Span, begins=clock_times, ends=clock_times)
weeks = (
    st.lists(st.lists(spans, max_size=3).map(tuple), min_size=7, max_size=7).filter(any).map(tuple)
)
days = st.dates(date(2026, 2, 20), date(2026, 4, 20)) | st.dates(
    date(2026, 9, 20), date(2026, 11, 20)
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
holidays = st.frozensets(days, max_size=5)
calendars = st.builds(Calendar, zone=zones, week=weeks, holidays=holidays) | st.builds(
    Calendar, zone=zones, holidays=holidays
)
moments = st.builds(
    lambda day, minutes: datetime.combine(day, time(), UTC) + timedelta(minutes=minutes),
    days,
    st.integers(0, 24 * 60),
)
lengths = st.integers(1, 600).map(lambda minutes: timedelta(minutes=minutes))


@given(calendars, moments, lengths)
def test_what_is_due_is_due_after_so_much_working_time(calendar, start, work) -> None:
    due = calendar.after(start, work)

    assert calendar.between(start, due) == work
    assert calendar.between(start, due - timedelta(seconds=1)) < work


@given(calendars, moments, moments, moments)
def test_working_time_adds_up_and_is_never_more_than_time(calendar, one, other, third) -> None:
    first, middle, last = sorted((one, other, third))
    whole = calendar.between(first, last)

    assert whole == calendar.between(first, middle) + calendar.between(middle, last)
    assert timedelta(0) <= whole <= last - first


@given(calendars, moments, lengths, lengths)
def test_who_writes_later_is_due_no_earlier(calendar, start, work, later) -> None:
    assert calendar.after(start, work) <= calendar.after(start + later, work)
    assert calendar.after(start, work) <= calendar.after(start, work + later)


@given(calendars, moments)
def test_the_clock_runs_where_somebody_works(calendar, at) -> None:
    works = calendar.is_working(at)

    assert works is bool(calendar.between(at, at + timedelta(seconds=1)))
    assert (calendar.ends_after(at) > at) is works


def on(day: date, begins: time, ends: time) -> Calendar:
    """Hours on one day of the week alone, in New York."""
    span = (Span(begins=begins, ends=ends),)
    week = tuple(span if number == day.weekday() else () for number in range(7))
    return Calendar(zone=NEW_YORK, week=week)


FORWARD, BACK = date(2026, 3, 8), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "begins", "ends", "hours"),
    [
        (FORWARD, time(2, 15), time(2, 45), 0),
        (FORWARD, time(2, 30), time(3), 0),
        (FORWARD, time(1), time(2, 30), 1),
        (FORWARD, time(2, 30), time(4), 1),
        (BACK, time(0), time(1, 30), 2.5),
        (BACK, time(1, 30), time(3), 2.5),
    ],
)
def test_hours_at_the_change_of_the_clock_are_as_long_as_they_were(
    day, begins, ends, hours
) -> None:
    calendar, midnight = on(day, begins, ends), datetime.combine(day, time(), NEW_YORK)

    assert calendar.between(midnight, midnight + timedelta(days=1)) == hours * HOUR


def test_hours_that_the_clocks_leave_out_put_nothing_off_longer_than_a_week() -> None:
    # given hours on Sundays that do not come on the day the clocks go forward
    calendar = on(FORWARD, time(2, 30), time(3))

    # then what was promised that night is due on the next Sunday
    start = datetime.combine(FORWARD, time(), NEW_YORK)
    due = calendar.after(start, timedelta(minutes=10))
    assert due == datetime(2026, 3, 15, 2, 40, tzinfo=NEW_YORK)
