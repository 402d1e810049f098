"""How people sound, and many negative comments at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.case import Status
from bot.domain.comment import Comment
from bot.domain.ids import BotId, CaseId, CommunityId, DeskId, IncidentId, MessageRef, Owner
from bot.domain.incidents import Incident, TimelineEntry
from bot.domain.lane import Lane
from bot.domain.mood import MoodCounts, Place


class Moods(Protocol):
    """How many comments had which tone, by thread and by when they were sent."""

    async def add(self, owner: Owner, place: Place, counts: MoodCounts, *, at: datetime) -> None:
        """Add to what was written in a thread in that minute; negative counts take away."""

    async def minutes(
        self, bot_id: BotId, *, since: datetime, until: datetime
    ) -> dict[Place, dict[datetime, MoodCounts]]:
        """What was written since then, by thread and minute; not what was put together since."""

    async def hours(
        self, place: Place, *, since: datetime, until: datetime
    ) -> dict[datetime, MoodCounts]:
        """What was written in a place, by hour; hours without a comment are left out."""

    async def sums(
        self, communities: Sequence[CommunityId], *, since: datetime, until: datetime
    ) -> dict[Place, MoodCounts]:
        """What was written in a stretch of time, by thread."""

    async def thin(self, bot_id: BotId, *, before: datetime, width: timedelta) -> int:
        """Put older counts together, so that each is as long as `width`; return how many went."""


class Incidents(Protocol):
    """Incidents, open and closed, the cases that they collect, and what happened in them."""

    async def add(self, incident: Incident) -> IncidentId:
        """Keep a new incident (its `id` is given here)."""

    async def save(self, incident: Incident) -> bool:
        """Keep a change of an incident that is open; False if it was closed already."""

    async def note_card(
        self, incident_id: IncidentId, card: MessageRef | None, *, shows: str, at: datetime | None
    ) -> None:
        """Its card stands there and shows that, or (None) nowhere; open or closed."""

    async def get(self, incident_id: IncidentId) -> Incident | None:
        """One incident."""

    async def open_at(self, place: Place) -> Incident | None:
        """The open incident that a place lies in: the thread's own, else the community's."""

    async def open_ones(self, desk_id: DeskId) -> list[Incident]:
        """A desk's open incidents, the oldest first."""

    async def closed_ones(self, desk_id: DeskId, *, limit: int) -> list[Incident]:
        """A desk's closed incidents, the newest first."""

    async def closed_since(self, desk_id: DeskId, since: datetime) -> list[Incident]:
        """Those that were closed after that moment."""

    async def collect(
        self, incident: Incident, case_ids: Sequence[CaseId], *, at: datetime
    ) -> None:
        """Let cases belong to an incident; those that do already stay as they are."""

    async def is_collected(self, case_id: CaseId) -> bool:
        """Whether a case belongs to an incident that is open."""

    async def fitting_cases(
        self, place: Place, *, lanes: Collection[Lane], since: datetime
    ) -> list[CaseId]:
        """The open cases of a place that were opened since then, in these lanes."""

    async def case_counts(self, incident_id: IncidentId) -> dict[Status, int]:
        """How many of its cases have which status."""

    async def open_cases(
        self, incident_id: IncidentId, *, limit: int, offset: int = 0
    ) -> list[CaseId]:
        """Its open cases, the most urgent first."""

    async def first_case(self, incident_id: IncidentId) -> CaseId | None:
        """The case that it collected first."""

    async def waits(self, incident_id: IncidentId) -> list[timedelta]:
        """How long the authors of its answered cases waited for their first answer."""

    async def closings(self, incident_id: IncidentId) -> dict[str, dict[Status, int]]:
        """How many of its cases were closed by whom, with which status."""

    async def heard(
        self, owner: Owner, place: Place, *, since: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """The newest judged comments of a place that were sent in that time, the oldest first."""

    async def happened(self, incident: Incident, entry: TimelineEntry) -> None:
        """Add to the timeline."""

    async def timeline(self, incident_id: IncidentId) -> list[TimelineEntry]:
        """What happened, in the order of time."""
