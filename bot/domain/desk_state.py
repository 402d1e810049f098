"""Whether a desk is at work, as the database tells it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

AWAY_AFTER = timedelta(minutes=2)
"""A desk at work notes every half minute that it is there, and a poll takes up to 25 seconds."""


class DeskState(StrEnum):
    """What may be said of a desk from outside."""

    NEW = "new"
    """It has never been there."""
    AT_WORK = "at_work"
    AWAY = "away"
    """Stopped, or out of Telegram's reach."""
    REFUSED = "refused"
    """Ended, because Telegram does not take its bot's token."""


def state_of(
    alive_at: datetime | None, *, refused_at: datetime | None, now: datetime
) -> DeskState:
    """The state of a desk that was last there at `alive_at`.

    `refused_at` is since when its bot's token is not taken.
    """
    if refused_at is not None:
        return DeskState.REFUSED
    if alive_at is None:
        return DeskState.NEW
    # a sign from hours ahead is one of a clock that was set back since: it says nothing of now
    return DeskState.AT_WORK if abs(now - alive_at) <= AWAY_AFTER else DeskState.AWAY
