"""What is done against comments and authors: sanctions, members' reports, sweeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.ids import CaseId, CommentId, CommunityId, DeskId, SanctionId, SweepId
from bot.domain.lane import Lane
from bot.domain.reports import Outcome, Report, Reporter
from bot.domain.sanctions import Sanction
from bot.domain.sweeping import Fate, Sweep, Swept


class Sanctions(Protocol):
    """Mutes, bans and warnings, those that are lifted or over too."""

    async def add(self, sanction: Sanction) -> SanctionId:
        """Keep a new sanction (its `id` is given here)."""

    async def get(self, sanction_id: SanctionId) -> Sanction | None:
        """One sanction."""

    async def of_author(self, community_id: CommunityId, author_key: str) -> list[Sanction]:
        """An author's sanctions in a community, oldest first."""

    async def of_case(self, case_id: CaseId) -> list[Sanction]:
        """What was given over a case, oldest first."""

    async def lift(self, sanction_id: SanctionId, *, at: datetime) -> bool:
        """Take a sanction back; False if it was lifted already."""

    async def restore(self, sanction_id: SanctionId) -> None:
        """It could not be lifted: it holds as before."""


class Reports(Protocol):
    """Members' reports of comments."""

    async def add(self, report: Report) -> bool:
        """Keep a report; False if that person has reported the comment as it stands before."""

    async def of_comment(self, comment_id: CommentId) -> list[Report]:
        """A comment's reports, the oldest first."""

    async def reported(self, comment_ids: Collection[CommentId]) -> set[CommentId]:
        """Those of these comments that somebody has reported."""

    async def of_case(self, case_id: CaseId) -> list[Report]:
        """The reports of all comments of a case, the oldest first."""

    async def reporter(self, desk_id: DeskId, by: int, *, since: datetime) -> Reporter:
        """What somebody's earlier reports at a desk tell; those since then are today's."""

    async def decide(self, case_id: CaseId, outcome: Outcome, *, again: bool) -> None:
        """Say what managers decided about the reported comments of a case.

        What was decided about them before stays, unless managers think `again`.
        """


class Sweeps(Protocol):
    """What is deleted by itself, and in which messages it is told."""

    async def add(self, sweep: Sweep) -> SweepId:
        """Begin a sweep (its `id` is given here)."""

    async def get(self, sweep_id: SweepId) -> Sweep | None:
        """One sweep."""

    async def newest(self, desk_id: DeskId, *, limit: int) -> list[Sweep]:
        """A desk's sweeps, the newest first."""

    async def show(self, sweep_id: SweepId, shows: str) -> None:
        """Keep what the desk reads of it now."""

    async def put(self, sweep: Sweep, one: Swept) -> None:
        """Keep a deletion, which has not been kept before."""

    async def mark(self, case_id: CaseId, fate: Fate) -> None:
        """Keep what became of a deletion; a case over which there was none stays as it is."""

    async def of_case(self, case_id: CaseId) -> tuple[SweepId, Swept] | None:
        """The deletion over a case, and the sweep that it is in."""

    async def of_sweep(self, sweep_id: SweepId) -> list[Swept]:
        """The deletions of a sweep, the oldest first."""

    async def count(self, community_id: CommunityId, *, since: datetime) -> int:
        """How many went by themselves in a community since then, those stopped too."""

    async def last(self, community_id: CommunityId, *, since: datetime, limit: int) -> list[Swept]:
        """A community's deletions since then, the newest first."""

    async def could_go(
        self, community_id: CommunityId, lanes: Collection[Lane], *, since: datetime, limit: int
    ) -> list[CommentId]:
        """Comments of these lanes that were written in a community since then, newest first."""
