"""Working time: what falls due when, over nights, weekends, holidays and changed clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ChatId
from bot.domain.lane import Lane
from bot.domain.sla import Calendar, Clocks, Goal, Sla, Span
from bot.hours import days_of, spans_of
from bot.settings import Settings
from bot.sla_rules import sla_of, week_of

DELHI, MOSCOW, BERLIN = (
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Europe/Moscow"),
    ZoneInfo("Europe/Berlin"),
)
OFFICE = Span(begins=time(9), ends=time(18))
OFFICE_WEEK = ((OFFICE,),) * 5 + ((), ())
NIGHT = Span(begins=time(22), ends=time(6))
HOUR = timedelta(hours=1)
CHAI, TEA = ChatId(-1), ChatId(-2)


def at(zone: ZoneInfo, words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=zone).astimezone(UTC)


def office(zone: ZoneInfo = DELHI, *holidays: date) -> Calendar:
    return Calendar(zone=zone, week=OFFICE_WEEK, holidays=frozenset(holidays))


@pytest.mark.parametrize(
    ("start", "work", "due"),
    [
        ("2026-11-26 10:00", HOUR, "2026-11-26 11:00"),
        ("2026-11-26 07:00", HOUR, "2026-11-26 10:00"),
        ("2026-11-26 17:30", HOUR, "2026-11-27 09:30"),
        ("2026-11-27 17:30", HOUR, "2026-11-30 09:30"),
        ("2026-11-28 12:00", HOUR, "2026-11-30 10:00"),
        ("2026-11-26 09:00", 9 * HOUR, "2026-11-26 18:00"),
        ("2026-11-26 09:00", 45 * HOUR, "2026-12-02 18:00"),
    ],
)
def test_a_clock_stands_still_outside_working_hours(start: str, work: timedelta, due: str) -> None:
    assert office().after(at(DELHI, start), work) == at(DELHI, due)


def test_a_holiday_is_a_day_without_work() -> None:
    calendar = office(DELHI, date(2026, 11, 27))

    assert calendar.after(at(DELHI, "2026-11-26 17:30"), HOUR) == at(DELHI, "2026-11-30 09:30")
    assert not calendar.is_working(at(DELHI, "2026-11-27 12:00"))


def test_a_night_shift_goes_on_after_midnight() -> None:
    calendar = Calendar(zone=MOSCOW, week=((NIGHT,),) * 7)

    assert calendar.is_working(at(MOSCOW, "2026-11-27 02:00"))
    assert not calendar.is_working(at(MOSCOW, "2026-11-27 12:00"))
    assert calendar.after(at(MOSCOW, "2026-11-26 23:30"), HOUR) == at(MOSCOW, "2026-11-27 00:30")
    assert calendar.after(at(MOSCOW, "2026-11-27 05:30"), HOUR) == at(MOSCOW, "2026-11-27 22:30")


@pytest.mark.parametrize(
    ("day", "length"),
    [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)],
)
def test_a_day_on_which_clocks_change_is_as_long_as_it_is(day: str, length: int) -> None:
    calendar = Calendar(zone=BERLIN)
    begins = at(BERLIN, f"{day} 00:00")
    ends = at(BERLIN, f"{date.fromisoformat(day) + timedelta(days=1)} 00:00")

    assert calendar.between(begins, ends) == length * HOUR


def test_hours_that_clocks_skip_are_not_worked() -> None:
    early = Calendar(zone=BERLIN, week=((Span(begins=time(1), ends=time(4)),),) * 7)

    assert (
        early.between(at(BERLIN, "2026-03-29 00:00"), at(BERLIN, "2026-03-29 12:00")) == 2 * HOUR
    )
    assert (
        early.between(at(BERLIN, "2026-10-25 00:00"), at(BERLIN, "2026-10-25 12:00")) == 4 * HOUR
    )


def test_where_nobody_ever_works_nothing_falls_due() -> None:
    never = Calendar(zone=DELHI, week=((),) * 7)

    assert never.after(at(DELHI, "2026-11-26 10:00"), HOUR) is None


moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
times = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
weeks = st.lists(
    st.lists(st.builds(Span, begins=times, ends=times), max_size=2).map(tuple),
    min_size=7,
    max_size=7,
).map(tuple)
calendars = st.builds(
    Calendar,
    zone=st.sampled_from([DELHI, MOSCOW, BERLIN, ZoneInfo("America/New_York")]),
    week=weeks,
    holidays=st.frozensets(st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=9),
)
works = st.integers(1, 3000).map(lambda minutes: timedelta(minutes=minutes))


@given(calendars, moments, works)
def test_what_falls_due_lies_so_much_work_ahead(
    calendar: Calendar, start: datetime, work: timedelta
) -> None:
    due = calendar.after(start, work)

    if due is not None:
        assert due > start
        assert calendar.between(start, due) == work
        assert calendar.is_working(due - timedelta(seconds=1))


@given(calendars, moments, works, works)
def test_work_adds_up(
    calendar: Calendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    middle, end = calendar.after(start, first), calendar.after(start, first + second)

    if middle is not None and end is not None:
        assert calendar.after(middle, second) == end
        assert calendar.between(start, end) == first + second


# --- goals --------------------------------------------------------------------------------------


SLA = Sla(
    goals=(
        Goal(lanes=frozenset({Lane.ABUSE}), priority_from=90, first_answer=HOUR / 6),
        Goal(communities=frozenset({TEA}), first_answer=2 * HOUR, resolution=20 * HOUR),
        Goal(lanes=frozenset({Lane.COMPLAINT, Lane.QUESTION}), first_answer=HOUR / 2),
    ),
    calendar=Calendar(zone=UTC),
    calendars=((TEA, office(DELHI)),),
)
START = at(DELHI, "2026-11-26 17:00")


def clocks(lane: Lane, community: ChatId = CHAI, priority: int = 50) -> Clocks:
    return SLA.clocks(lane=lane, community=community, priority=priority, since=START)


def test_the_first_goal_that_fits_holds() -> None:
    assert clocks(Lane.ABUSE, priority=95).due_at == START + HOUR / 6
    assert clocks(Lane.ABUSE, priority=89) == Clocks()
    assert clocks(Lane.QUESTION).due_at == START + HOUR / 2
    assert clocks(Lane.PRAISE) == Clocks()


def test_an_answer_is_at_risk_when_a_fifth_of_its_time_is_left() -> None:
    assert clocks(Lane.QUESTION).at_risk_at == START + timedelta(minutes=24)


def test_a_community_counts_by_its_own_hours() -> None:
    told = clocks(Lane.QUESTION, TEA)

    assert told.due_at == at(DELHI, "2026-11-27 10:00")
    assert told.resolve_at == at(DELHI, "2026-12-01 10:00")


def test_what_is_more_urgent_falls_due_earlier_and_never_later() -> None:
    early, late = Clocks(due_at=START, resolve_at=START + HOUR), Clocks(due_at=START + HOUR)

    assert late.tightened(early) == early
    assert early.tightened(late) == early
    assert Clocks().tightened(Clocks()) == Clocks()


# --- as it is configured ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "days"), [("mon", (0,)), ("mon-fri", (0, 1, 2, 3, 4)), ("sat-mon", (5, 6, 0))]
)
def test_days_are_named_alone_or_as_a_span(name: str, days: tuple[int, ...]) -> None:
    assert days_of(name) == days


@pytest.mark.parametrize("name", ["", "monday", "mon-", "mon-xyz", "Mon"])
def test_what_is_no_day_is_said(name: str) -> None:
    with pytest.raises(ValueError, match="is no day"):
        days_of(name)


def test_spans_are_read_to_the_end_of_the_day() -> None:
    assert spans_of("9:00-13:00, 14:30-24:00") == (
        (time(9), time(13)),
        (time(14, 30), time(0)),
    )
    for wrong in ("9-18", "09:00", "25:00-26:00", "09:00-18:00-19:00"):
        with pytest.raises(ValueError, match="hint"):
            spans_of(wrong)


def test_days_that_are_not_named_are_free_and_without_hours_all_are_worked() -> None:
    week = week_of({"mon-fri": "09:00-18:00", "sat": "10:00-14:00", "wed": "20:00-22:00"})

    assert [len(spans) for spans in week] == [1, 1, 2, 1, 1, 1, 0]
    assert Calendar(zone=UTC, week=week_of({})).is_always


def test_the_configuration_gives_goals_in_their_order_and_the_general_one_last() -> None:
    settings = Settings.model_validate(
        {
            "desk": {"time_zone": "Asia/Kolkata"},
            "sla": {
                "first_answer_minutes": 45,
                "goals": [{"lanes": ["abuse"], "first_answer_minutes": 5}],
                "calendars": [{"communities": [-2], "hours": {"mon-sun": "09:00-18:00"}}],
            },
        }
    )

    sla = sla_of(settings)

    assert [goal.first_answer for goal in sla.goals] == [
        timedelta(minutes=5),
        timedelta(minutes=45),
    ]
    assert sla.calendar.is_always
    assert sla.calendar_of(TEA).zone == DELHI
    assert not sla.calendar_of(TEA).is_always
