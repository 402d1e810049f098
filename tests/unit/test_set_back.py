"""A clock that was set back is told from one that differs from another machine's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.leases import LASTS, Job
from bot.domain.set_back import TOLERANCE, ClockLook, ClockState, clock_state, has_passed
from bot.telegram.wording import Wording

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
SOON = NOW + 10 * SECOND


def look(
    *, at: datetime = NOW, newest: datetime | None = None, sender: datetime | None = None
) -> ClockLook:
    """What is seen at a moment; `sender` is the clock of the machine that sends."""
    leases = {Job.SENDER: sender + LASTS} if sender else {}
    return ClockLook(now=at, newest=newest, leases=leases)


@pytest.mark.parametrize("is_shared", [False, True])
@pytest.mark.parametrize("newest", [None, NOW - HOUR, NOW, NOW + 30 * SECOND, NOW + TOLERANCE])
def test_a_clock_that_differs_a_little_is_right(
    newest: datetime | None, *, is_shared: bool
) -> None:
    before = look(newest=newest)
    now = look(at=SOON, newest=newest)
    assert clock_state(before, None, is_shared=is_shared) is ClockState.RIGHT
    assert clock_state(now, before, is_shared=is_shared) is ClockState.RIGHT


def test_a_file_has_one_writer_so_what_lies_ahead_was_written_before_a_set_back() -> None:
    seen = look(newest=NOW + 5 * HOUR)
    assert clock_state(seen, None, is_shared=False) is ClockState.SET_BACK
    assert seen.ahead == 5 * HOUR


def test_where_others_write_two_looks_are_needed() -> None:
    first = look(newest=NOW + 5 * HOUR)
    assert clock_state(first, None, is_shared=True) is ClockState.UNSURE
    assert clock_state(first, look(at=NOW - SECOND), is_shared=True) is ClockState.UNSURE
    second = look(at=SOON, newest=NOW + 5 * HOUR)
    assert clock_state(second, first, is_shared=True) is ClockState.SET_BACK


def test_another_machine_that_goes_on_working_hours_ahead_is_no_set_back() -> None:
    # given somebody who renews a lease by a clock that is two hours ahead
    first = look(newest=NOW + 2 * HOUR, sender=NOW + 2 * HOUR)
    second = look(at=SOON, newest=NOW + 2 * HOUR, sender=SOON + 2 * HOUR)

    # then the clocks differ, also where nothing else was written
    assert clock_state(second, first, is_shared=True) is ClockState.DIFFERS
    assert second.differs_by(first) == 2 * HOUR
    idle = look(at=SOON, sender=SOON + 2 * HOUR)
    assert clock_state(idle, first, is_shared=True) is ClockState.DIFFERS


@pytest.mark.parametrize("newest", [None, NOW + HOUR])
def test_a_lease_that_nobody_renews_is_of_somebody_who_is_gone(newest: datetime | None) -> None:
    first = look(newest=newest, sender=NOW + 2 * HOUR)
    second = look(at=SOON, newest=newest, sender=NOW + 2 * HOUR)
    assert clock_state(first, look(at=NOW - SECOND), is_shared=True) is ClockState.UNSURE
    assert clock_state(second, first, is_shared=True) is ClockState.SET_BACK
    assert second.ahead == NOW + 2 * HOUR - SOON


def test_machines_half_a_minute_apart_renew_leases_without_a_word() -> None:
    first = look(sender=NOW + 30 * SECOND)
    second = look(at=SOON, newest=SOON + 30 * SECOND, sender=SOON + 30 * SECOND)
    assert clock_state(second, first, is_shared=True) is ClockState.RIGHT


@given(st.timedeltas(timedelta(days=-2), timedelta(days=2)))
def test_no_pause_is_longer_than_it_was_to_be_by_more_than_clocks_differ(
    since: timedelta,
) -> None:
    is_over = has_passed(HOUR, NOW + since, NOW)
    assert is_over is not (-HOUR < since <= TOLERANCE)


class StillClock:
    """Words need no time."""

    def now(self) -> datetime:
        return NOW

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nobody waits here")


@pytest.mark.parametrize("key", ["clock-set-back", "clock-differs"])
@pytest.mark.parametrize(
    ("language", "hours", "span"),
    [
        ("en", 0, "by 30 min."),
        ("en", 1, "by 1 hour 30 min."),
        ("en", 5, "by 5 hours 30 min."),
        ("hi", 0, "30 मिनट"),
        ("hi", 5, "5 घंटे 30 मिनट"),
        ("ru", 0, "на 30 мин."),
        ("ru", 1, "на 1 час 30 мин."),
        ("ru", 2, "на 2 часа 30 мин."),
        ("ru", 5, "на 5 часов 30 мин."),
        ("ru", 21, "на 21 час 30 мин."),
    ],
)
def test_by_how_much_is_said_in_the_right_form(
    key: str, language: str, hours: int, span: str
) -> None:
    words = Wording(language, "UTC", StillClock(), strict=True)
    assert span in words.say(key, hours=hours, minutes=30)
