"""Who fails again and again is left alone, for longer and longer, and asked first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.breaker import CLOSED, FIRST_PAUSE, LONGEST_PAUSE, TRIPS_AFTER, Breaker

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


def opened() -> Breaker:
    breaker = Breaker()
    for _ in range(TRIPS_AFTER):
        breaker.fail(NOW)
    return breaker


def test_it_opens_after_failures_without_a_success_between_them() -> None:
    breaker = Breaker()
    for _ in range(TRIPS_AFTER - 1):
        breaker.fail(NOW)
    breaker.succeed()
    for _ in range(TRIPS_AFTER - 1):
        breaker.fail(NOW)
    assert (breaker.is_open, breaker.wait(NOW)) == (False, CLOSED)

    breaker.fail(NOW)

    assert (breaker.is_open, breaker.wait(NOW)) == (True, FIRST_PAUSE)
    # after the pause it is still open: one question first
    assert (breaker.is_open, breaker.wait(NOW + FIRST_PAUSE)) == (True, CLOSED)


def test_pauses_double_up_to_an_end_and_a_success_closes_it() -> None:
    breaker, pauses = opened(), []
    for _ in range(8):
        breaker.fail(NOW)
        pauses.append(breaker.wait(NOW).total_seconds())
    assert pauses == [2, 4, 8, 16, 30, 30, 30, 30]

    breaker.succeed()

    assert not breaker.is_open
    assert opened().wait(NOW) == FIRST_PAUSE


def test_a_clock_that_is_set_back_leaves_nobody_alone_for_hours() -> None:
    assert opened().wait(NOW - timedelta(hours=5)) == FIRST_PAUSE
    breaker = opened()
    for _ in range(20):
        breaker.fail(NOW)
    assert breaker.wait(NOW - timedelta(hours=5)) == LONGEST_PAUSE


def test_once_the_pause_is_over_it_may_be_asked_though_the_clock_was_set_back() -> None:
    breaker = opened()
    now = NOW - timedelta(hours=5)
    wait = breaker.wait(now)
    assert breaker.wait(now + wait) == CLOSED
