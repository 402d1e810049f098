"""Deadlines, and who is notified until somebody sees to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.breaches import Moment
from bot.domain.case import Case
from bot.domain.ids import BotId, DeskId, DutyId, LadderId, RingId, UserId
from bot.domain.ladder import Ladder, Notify, Ring, Subject
from bot.domain.oncall import Duty
from bot.domain.sla import SlaKind


class SlaEvents(Protocol):
    """Deadlines that came near or were missed."""

    async def missed(self, desk_id: DeskId, *, now: datetime, limit: int) -> list[Moment]:
        """What has come by now and is not noted yet, the earliest first.

        A case that was answered with a promise is not at its end before that is kept.
        """

    async def note(self, moment: Moment, *, at: datetime) -> bool:
        """Keep it once; False if it is noted already."""

    async def counts(
        self, desk_id: DeskId, *, since: datetime, until: datetime | None = None
    ) -> Mapping[SlaKind, int]:
        """How many of each kind there were since then, or in a stretch of time."""


class Ladders(Protocol):
    """Ladders, their notifications, and shifts that were taken from the chat."""

    async def add(self, ladder: Ladder) -> LadderId:
        """Keep a new ladder (its `id` is given here)."""

    async def save(self, ladder: Ladder) -> None:
        """Keep how far it has come."""

    async def get(self, ladder_id: LadderId) -> Ladder | None:
        """One ladder."""

    async def newest(self, subject: Subject) -> Ladder | None:
        """The ladder that was started for a subject last."""

    async def running(self, desk_id: DeskId, *, limit: int) -> list[Ladder]:
        """Those that go on, the one whose next step comes first first."""

    async def urgent_without(
        self, desk_id: DeskId, *, from_priority: int, limit: int
    ) -> list[Case]:
        """Open cases of that priority, not put off, for whose opening nobody was fetched yet.

        One whose ladder had ended because it was closed is among them when it is open again.
        """

    async def add_ring(self, ring: Ring) -> RingId:
        """Keep a new notification (its `id` is given here)."""

    async def save_ring(self, ring: Ring) -> None:
        """Keep how far it has come."""

    async def ring(self, ring_id: RingId) -> Ring | None:
        """One notification."""

    async def rings_of(self, ladder_id: LadderId) -> list[Ring]:
        """A ladder's notifications, the oldest first."""

    async def rings_elsewhere(
        self, bot_id: BotId, *, now: datetime, ways: Sequence[Notify], limit: int
    ) -> list[Ring]:
        """Queued notifications that do not go through Telegram and whose time has come."""

    async def duties(self, desk_id: DeskId, *, after: datetime) -> list[Duty]:
        """Shifts that end later, in the order in which they were taken."""

    async def add_duty(self, duty: Duty) -> DutyId:
        """Keep a shift (its `id` is given here)."""

    async def end_duties(self, desk_id: DeskId, user_id: UserId, *, at: datetime) -> int:
        """End all that somebody took, those ahead too; return how many."""
