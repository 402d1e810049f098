"""A clock that was set back: how it is noticed, and by how much what waits is late.

What is in the database was written by the clock of some process. Where the newest of it lies
ahead of now, either the clock was set back since then, or another machine that works on the same
database has another clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.leases import LASTS, Job

TOLERANCE = timedelta(minutes=1)
"""Clocks of machines that share a database may differ, and be corrected, by as much."""


def has_passed(length: timedelta, since: datetime, now: datetime) -> bool:
    """Whether so long a time is over; also where `since` lies ahead: the clock was set back.

    What lies ahead by no more than clocks may differ was just now.
    """
    return not since - TOLERANCE <= now < since + length


class ClockState(StrEnum):
    """What a look at the database says of the clock."""

    RIGHT = "right"
    UNSURE = "unsure"
    """Ahead lies something that another machine may be writing: look once more."""
    SET_BACK = "set_back"
    DIFFERS = "differs"
    """Another machine is at work by a clock that is ahead: whose is right nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLook:
    """What was seen at `now`: the newest moment that was written, and when leases end."""

    now: datetime
    newest: datetime | None = None
    leases: Mapping[Job, datetime] = field(default_factory=dict)

    @property
    def ahead(self) -> timedelta:
        """How far what was written last lies ahead, be it a lease."""
        written = [until - LASTS for until in self.leases.values()]
        if self.newest is not None:
            written.append(self.newest)
        return max(max(written, default=self.now) - self.now, timedelta())

    @property
    def is_ahead(self) -> bool:
        """Whether that is more than clocks may differ by."""
        return self.ahead > TOLERANCE

    def differs_by(self, before: ClockLook | None) -> timedelta:
        """How far the clock of somebody is ahead who renewed a lease since then; zero: nobody."""
        was = {} if before is None else before.leases
        renewed = [
            until - LASTS - self.now
            for job, until in self.leases.items()
            if job in was and until > was[job]
        ]
        return max((one for one in renewed if one > TOLERANCE), default=timedelta())


def clock_state(look: ClockLook, before: ClockLook | None, *, is_shared: bool) -> ClockState:
    """What this look and the one before it, if any, say; a shared database needs both."""
    if look.differs_by(before):
        return ClockState.DIFFERS
    if not look.is_ahead:
        return ClockState.RIGHT
    if is_shared and (before is None or not before.is_ahead):
        return ClockState.UNSURE
    return ClockState.SET_BACK
