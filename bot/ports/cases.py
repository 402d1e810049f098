"""What managers handle, and what they did."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.case import Case
from bot.domain.ids import BotId, CaseId, CommunityId, DeskId, Owner, UserId
from bot.domain.lane import Lane
from bot.domain.learning import Outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to a case; `detail` is free text (a note, what was sent or deleted)."""

    owner: Owner
    case_id: CaseId | None
    at: datetime
    by: UserId | None
    by_name: str
    action: str
    detail: str = ""


class Cases(Protocol):
    """Cases and what was done to them."""

    async def add(self, case: Case) -> CaseId:
        """Keep a new case (its `id` is given here)."""

    async def save(self, case: Case, *, expected_version: int) -> None:
        """Keep a change; raise CaseConflict if the case is no longer at `expected_version`."""

    async def get(self, case_id: CaseId) -> Case:
        """One case."""

    async def several(self, case_ids: Sequence[CaseId]) -> list[Case]:
        """These cases, in this order; one that there is not is left out."""

    async def latest(
        self, community_id: CommunityId, thread_key: str, author_key: str
    ) -> Case | None:
        """The newest case of an author in a thread, open or closed."""

    async def open(self, desk_id: DeskId, *, limit: int, offset: int = 0) -> list[Case]:
        """Open and claimed cases, the most urgent first, older before newer."""

    async def next_free(self, desk_id: DeskId, *, but: Collection[CaseId] = ()) -> Case | None:
        """The most urgent case that nobody holds and nobody has put off, and none of `but`."""

    async def run_out(self, bot_id: BotId, *, now: datetime, limit: int) -> list[Case]:
        """Cases whose claim has run out, that were put off until now, or promised by now."""

    async def gathered(
        self, desk_id: DeskId, lane: Lane, *, after: CaseId, limit: int
    ) -> list[Case]:
        """Cases of a lane that nobody holds or has put off, newer than `after`, oldest first."""

    async def rising(self, desk_id: DeskId, *, after: CaseId, limit: int) -> list[Case]:
        """Cases with a higher number than `after` that waiting can still make more urgent.

        They are open or claimed, not put off, and neither at 100 nor at the end of their rise.
        """

    async def keep_rise(self, case: Case) -> bool:
        """Keep priority and rise of a case; False, and nothing, if it has changed meanwhile."""

    async def open_count(self, desk_id: DeskId) -> int:
        """How many are open or claimed."""

    async def proposed_to_others(
        self, community_id: CommunityId, thread_key: str, author_key: str, *, limit: int
    ) -> frozenset[str]:
        """Texts proposed for the newest open cases of a thread that are not this author's."""

    async def outcomes(
        self, bot_id: BotId, *, since: datetime
    ) -> dict[CommunityId, dict[Lane, Outcomes]]:
        """Count the cases that managers closed since then, by community and lane."""

    async def audit(self, entry: AuditEntry) -> None:
        """Add an audit row."""

    async def audit_of(self, case_id: CaseId) -> list[AuditEntry]:
        """What was done to a case, oldest first."""
