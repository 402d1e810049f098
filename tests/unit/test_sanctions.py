"""What holds for an author, and where the ladder of warnings leads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.sanctions import (
    DAY,
    HOUR,
    Rung,
    Sanction,
    SanctionKind,
    deletable_until,
    rung_after,
    standing_of,
)
from tests.contract.store_values import NOW
from tests.contract.test_store_sanctions import a_sanction

LATER = NOW + 2 * HOUR


def a_mute(until=NOW + HOUR, **changes) -> Sanction:
    return a_sanction(kind=SanctionKind.MUTE, until=until, **changes)


def test_the_longest_mute_holds() -> None:
    mutes = [a_mute(NOW + DAY), a_mute(LATER), a_mute(NOW + HOUR)]

    assert standing_of(mutes, now=NOW).muted_until == NOW + DAY
    for_good = standing_of([*mutes, a_mute(None)], now=NOW)
    assert (for_good.is_muted, for_good.muted_until) == (True, None)


def test_what_is_over_or_lifted_does_not_hold() -> None:
    over, lifted = a_mute(NOW + HOUR), a_mute(None, lifted_at=NOW)

    assert standing_of([over], now=NOW).is_muted
    assert not standing_of([over, lifted], now=NOW + HOUR).is_muted


@pytest.mark.parametrize(
    ("held", "until", "is_covered"),
    [
        (NOW + HOUR, NOW + HOUR, True),
        (NOW + HOUR, NOW + DAY, False),
        (NOW + HOUR, None, False),
        (None, NOW + DAY, True),
        (None, None, True),
    ],
)
def test_a_shorter_mute_changes_nothing(held, until, is_covered) -> None:
    assert standing_of([a_mute(held)], now=NOW).covers(SanctionKind.MUTE, until) is is_covered


def test_a_ban_covers_mutes_but_no_warning() -> None:
    banned = standing_of([a_sanction(kind=SanctionKind.BAN, until=None)], now=NOW)

    assert banned.covers(SanctionKind.BAN, None)
    assert banned.covers(SanctionKind.MUTE, None)
    assert not banned.covers(SanctionKind.WARNING, None)


@pytest.mark.parametrize(
    ("warning_count", "rung"),
    [(0, Rung()), (1, Rung(mute=HOUR)), (2, Rung(mute=DAY)), (3, Rung(offers_ban=True))],
)
def test_the_rungs_of_the_ladder(warning_count, rung) -> None:
    assert rung_after(warning_count) == rung


def test_telegrams_clock_for_deleting_is_two_days() -> None:
    assert deletable_until(NOW) == NOW + timedelta(hours=48)
