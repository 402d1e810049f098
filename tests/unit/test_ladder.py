"""The rules of a ladder: its steps, nights, holds, and clocks that jump."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import DutyId, LadderId, UserId
from bot.domain.ladder import Ladder, Notify, Outcome, Plan, Step, Subject, SubjectKind
from bot.domain.oncall import Duty, Roster, WeeklyShift, weekly_shift
from bot.domain.roster import Manager, Role
from bot.domain.sla import Calendar, Span
from bot.services.doctor_oncall import examine_oncall
from tests.contract.store_values import OWNER

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
STEPS = (
    Step(notify=Notify.DESK, after=0 * MINUTE),
    Step(notify=Notify.ON_CALL, after=2 * MINUTE),
    Step(notify=Notify.LEADS, after=15 * MINUTE),
)
PLAN = Plan(steps=STEPS, repeat_every=30 * MINUTE, repeats=2, hold=15 * MINUTE)
NIGHT = Span(begins=time(22), ends=time(8))
AT_NIGHT = replace(PLAN, nights=Calendar(zone=UTC, week=((NIGHT,),) * 7), wakes_from=95)


def a_ladder(at: datetime = NOON, *, priority: int = 90, plan: Plan = PLAN) -> Ladder:
    return plan.begin(
        Ladder(
            id=LadderId(1),
            owner=OWNER,
            subject=Subject(kind=SubjectKind.CASE, id=1),
            since=at,
            reason="urgent",
            priority=priority,
            started_at=at,
            next_at=at,
        )
    )


def climb(
    ladder: Ladder, plan: Plan, minutes: int, start: datetime = NOON
) -> list[tuple[int, Notify]]:
    """What is notified in which minute, if nobody reacts."""
    rung = []
    for minute in range(minutes):
        now = start + minute * MINUTE
        if plan.is_due(ladder, now):
            step, ladder = plan.take(ladder, now)
            if step is not None:
                rung.append((minute, step.notify))
    return rung


def test_each_step_comes_in_its_time_and_the_last_is_repeated_until_it_runs_out() -> None:
    assert climb(a_ladder(), PLAN, 300) == [
        (0, Notify.DESK),
        (2, Notify.ON_CALL),
        (15, Notify.LEADS),
        (45, Notify.LEADS),
        (75, Notify.LEADS),
    ]


def test_a_ladder_that_has_run_out_says_so() -> None:
    ladder = a_ladder()
    for _ in range(5):
        _, ladder = PLAN.take(ladder, ladder.next_at)

    step, ended = PLAN.take(ladder, ladder.next_at)

    assert step is None
    assert ended.outcome is Outcome.RUN_OUT
    assert not PLAN.is_due(ended, NOON + timedelta(days=1))


def test_whoever_sees_to_it_holds_the_ladder_for_a_while() -> None:
    held = a_ladder().hold(until=NOON + 15 * MINUTE, by="Asha")

    assert not PLAN.is_due(held, NOON + 14 * MINUTE)
    assert PLAN.is_due(held, NOON + 15 * MINUTE)
    _, going_on = PLAN.take(held, NOON + 15 * MINUTE)
    assert going_on.held_by == ""


def test_at_night_only_the_most_urgent_wakes_anybody() -> None:
    late = datetime(2026, 11, 26, 23, 0, tzinfo=UTC)
    morning = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)

    patient = a_ladder(late, plan=AT_NIGHT)

    assert patient.next_at == morning
    assert not AT_NIGHT.is_due(patient, morning - MINUTE)
    assert AT_NIGHT.is_due(patient, morning)
    assert AT_NIGHT.is_due(a_ladder(late, priority=95, plan=AT_NIGHT), late)


def test_a_ladder_begun_in_the_evening_rests_at_night_and_goes_on_in_the_morning() -> None:
    evening = datetime(2026, 11, 26, 21, 59, tzinfo=UTC)

    rung = climb(a_ladder(evening, plan=AT_NIGHT), AT_NIGHT, 700, start=evening)

    assert rung[0] == (0, Notify.DESK)
    assert rung[1] == (601, Notify.ON_CALL)


def test_a_clock_that_jumps_forward_brings_one_step_after_the_other() -> None:
    ladder = a_ladder()
    hours_later = NOON + timedelta(hours=9)

    step, ladder = PLAN.take(ladder, hours_later)

    assert step is not None
    assert step.notify is Notify.DESK
    assert not PLAN.is_due(ladder, hours_later + timedelta(seconds=59))
    assert PLAN.is_due(ladder, hours_later + 2 * MINUTE)


def test_a_clock_that_jumps_back_does_not_silence_it() -> None:
    _, ladder = PLAN.take(a_ladder(), NOON)
    held = ladder.hold(until=NOON + 15 * MINUTE, by="Asha")
    earlier = NOON - timedelta(hours=5)

    assert PLAN.is_due(ladder, earlier)
    assert PLAN.is_due(held, earlier)


def test_nobody_was_reached_so_the_next_step_comes_at_once() -> None:
    _, ladder = PLAN.take(a_ladder(), NOON)

    assert PLAN.is_due(PLAN.hurry(ladder, NOON), NOON)


@given(st.lists(st.integers(-600, 600), max_size=60))
def test_whatever_clocks_do_everybody_is_called_and_it_ends(jumps: list[int]) -> None:
    ladder, now, called = a_ladder(), NOON, 0
    for jump in [*jumps, *[31] * 12]:
        now += jump * MINUTE
        if PLAN.is_due(ladder, now):
            step, ladder = PLAN.take(ladder, now)
            called += step is not None

    assert called == len(STEPS) + PLAN.repeats
    assert ladder.outcome is Outcome.RUN_OUT


# --- who is on call -----------------------------------------------------------------------------


ASHA, RAVI, MIRA = UserId(1), UserId(2), UserId(3)
PEOPLE = (("asha", ASHA), ("ravi", RAVI), ("mira", MIRA))
ALL_DAYS = tuple(range(7))


def a_duty(who: UserId, begins: int, ends: int, number: int = 1) -> Duty:
    return Duty(
        id=DutyId(number),
        owner=OWNER,
        user_id=who,
        begins_at=NOON + timedelta(hours=begins),
        ends_at=NOON + timedelta(hours=ends),
        by=who,
        by_name="",
    )


ROSTER = Roster(
    weekly=(
        weekly_shift("Asha", ALL_DAYS, Span(begins=time(8), ends=time(16)), UTC),
        weekly_shift("Ravi", ALL_DAYS, Span(begins=time(14), ends=time(22)), UTC),
        weekly_shift("Nobody here", ALL_DAYS, Span(begins=time(0), ends=time(0)), UTC),
    ),
    duties=(),
    people=PEOPLE,
)


def test_shifts_that_overlap_make_a_first_and_a_next() -> None:
    assert ROSTER.on_call(NOON) == (ASHA,)
    assert ROSTER.on_call(NOON + timedelta(hours=3)) == (ASHA, RAVI)
    assert ROSTER.on_call(NOON + timedelta(hours=15)) == ()


def test_whoever_took_a_shift_comes_before_the_weekly_ones() -> None:
    taken = replace(ROSTER, duties=(a_duty(RAVI, 0, 2, 1), a_duty(MIRA, 0, 1, 2)))

    assert taken.on_call(NOON) == (MIRA, RAVI, ASHA)
    assert taken.on_call(NOON + timedelta(hours=2)) == (ASHA, RAVI)


def test_somebody_who_has_left_the_desk_is_not_called() -> None:
    left = replace(ROSTER, duties=(a_duty(UserId(99), 0, 5),), people=PEOPLE[1:])

    assert left.on_call(NOON) == ()
    assert replace(left, duties=(), weekly=ROSTER.weekly[2:]).is_empty


def test_the_days_ahead_are_stretches_of_the_same_people() -> None:
    stretches = ROSTER.ahead(NOON, until=NOON + timedelta(hours=24))

    assert [one.people for one in stretches] == [(ASHA,), (ASHA, RAVI), (RAVI,), (), (ASHA,)]
    assert stretches[0].begins_at == NOON
    assert stretches[-1].ends_at == NOON + timedelta(hours=24)
    for one, following in pairwise(stretches):
        assert one.ends_at == following.begins_at


# --- what `jawab check` says of it --------------------------------------------------------------


TEAM = tuple(
    Manager(desk_id=OWNER.desk_id, user_id=user_id, name=name, role=role)
    for user_id, name, role in (
        (ASHA, "Asha", Role.LEAD),
        (RAVI, "Ravi", Role.MANAGER),
        (MIRA, "Mira", Role.MODERATOR),
    )
)


def found(weekly: tuple[WeeklyShift, ...], *rung: UserId) -> list[str]:
    findings = examine_oncall(weekly, TEAM, rung, at=NOON)
    return [f"{one.level}: {one.message} ({one.remedy})" for one in findings]


def test_a_roster_with_gaps_and_names_that_nobody_has_is_found() -> None:
    told = found((*ROSTER.weekly[:2], weekly_shift("Rafi", (0,), NIGHT, UTC)), ASHA, RAVI)

    assert told == [
        "failure: nobody at the desk has that name (did you mean Ravi?)",
        "note: nobody from Thu 22:00 to Fri 08:00, and 6 more times this week: leads are called"
        " ([[oncall.shifts]], or /oncall)",
    ]


def test_people_who_cannot_be_written_to_are_named() -> None:
    always = Span(begins=time(0), ends=time(0))
    weekly = tuple(weekly_shift(name, ALL_DAYS, always, UTC) for name in ("Ravi", "Mira"))

    told = found(weekly, MIRA)

    assert told[0].startswith("ok: somebody at every hour of the week; where shifts overlap")
    assert "cannot be written to: Ravi" in told[1]
    assert "no lead can be written to" in told[2]


def test_without_a_roster_it_says_who_is_called() -> None:
    (told,) = found((), ASHA)

    assert told.startswith("note: there are no weekly shifts: leads are called")
