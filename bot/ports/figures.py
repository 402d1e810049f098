"""Counts: for the board, for figures, for rules, for those who watch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.board import Answer, Waiting
from bot.domain.case import Case, Status
from bot.domain.communities import Load
from bot.domain.desk_pages import Figures
from bot.domain.ids import BotId, CommentId, CommunityId, DeskId, Owner, UserId
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState
from bot.domain.rule_pages import HitCounts
from bot.domain.rules import RuleHit
from bot.domain.vitals import Vitals


class Tally(Protocol):
    """Counts for the board, for figures and for the team."""

    async def waiting(self, desk_id: DeskId) -> Waiting:
        """What waits at a desk."""

    async def next_due(self, desk_id: DeskId) -> Case | None:
        """The open case, not put off, whose deadline falls first."""

    async def held(self, desk_id: DeskId, *, limit: int) -> list[Case]:
        """Cases that somebody holds, the longest held first."""

    async def held_counts(self, desk_id: DeskId) -> dict[UserId, int]:
        """How many cases each manager holds."""

    async def active_at(self, desk_id: DeskId) -> dict[UserId, datetime]:
        """When each manager last did something to a case."""

    async def look_first_count(self, desk_id: DeskId) -> int:
        """How many public replies may have been sent, and nobody knows."""

    async def dead_letter_count(self, bot_id: BotId) -> int:
        """How many updates could not be handled."""

    async def answers(
        self, owner: Owner, *, since: datetime, until: datetime | None = None
    ) -> tuple[Answer, ...]:
        """For each case that was answered since then, the first public reply since then."""

    async def figures(
        self, owner: Owner, *, since: datetime, until: datetime | None = None
    ) -> Figures:
        """What happened since then, or in a stretch of time, its end not included."""

    async def loads(self, bot_id: BotId, *, since: datetime) -> dict[CommunityId, Load]:
        """What was written since then and is judged, by community."""


class RuleHits(Protocol):
    """What the brand's rules did, or would have done, to comments."""

    async def put(
        self, owner: Owner, comment_id: CommentId, hits: Sequence[RuleHit], *, at: datetime
    ) -> None:
        """Keep which rules held for a comment, in place of what was kept before."""

    async def counts(
        self, desk_id: DeskId, rules: Collection[str], *, day: datetime, week: datetime
    ) -> dict[tuple[str, bool], HitCounts]:
        """How often these rules held since two moments, by name and whether they ran dry."""

    async def newest(
        self, desk_id: DeskId, rule: str, *, is_dry: bool, since: datetime, limit: int
    ) -> list[CommentId]:
        """The newest comments that a rule held for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What `jawab status` tells: every state and lane is present, zeros included."""

    updates: int
    comments: int
    cases: Mapping[Status, int]
    lanes: Mapping[Lane, int]
    outbox: Mapping[OutboxState, int]
    dead_letters: int
    damaged_rows: int = 0
    """Rows that somebody came across and could not read; `jawab db check` looks at all."""
    last_update_at: datetime | None = None
    """When the latest update came that is still known; handled ones are for three days."""


class VitalSigns(Protocol):
    """How desks are doing, in numbers."""

    async def of(self, owner: Owner, *, now: datetime) -> Vitals:
        """The numbers of one desk and its bot."""
