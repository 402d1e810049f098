"""Cases that ask or complain of the same."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.alike import AlikeGroup, Candidate, Member
from bot.domain.ids import AlikeId, CaseId, CommunityId
from bot.domain.lane import Lane


class AlikeGroups(Protocol):
    """Cases that ask or complain of the same."""

    async def add(self, group: AlikeGroup) -> AlikeId:
        """Keep a new group with its members (its `id` is given here)."""

    async def get(self, group_id: AlikeId) -> AlikeGroup | None:
        """One group."""

    async def anchors_of(self, case_ids: Collection[CaseId]) -> dict[CaseId, CaseId]:
        """With which case the newest group began that each is in, as far as it is in any."""

    async def of_case(self, case_id: CaseId) -> AlikeGroup | None:
        """The newest group that a case is in, and was not taken out of."""

    async def anchored_by(self, case_id: CaseId) -> AlikeGroup | None:
        """The newest group that began with a case, whether that is still in it or not."""

    async def fresh(self, community_id: CommunityId, *, since: datetime) -> list[AlikeGroup]:
        """Groups of a community that somebody joined since then, the oldest first."""

    async def put(self, group_id: AlikeId, member: Member) -> None:
        """Keep how a case stands in a group."""

    async def note(
        self,
        group_id: AlikeId,
        *,
        newest_at: datetime | None = None,
        reply_id: str | None = None,
    ) -> None:
        """Keep when somebody joined last, or what those who were answered got."""

    async def waiting(
        self, community_id: CommunityId, lane: Lane, *, since: datetime, limit: int
    ) -> list[Candidate]:
        """Free cases of a lane whose comment was written since then, the newest first."""

    async def candidates(self, case_ids: Collection[CaseId]) -> list[Candidate]:
        """What these cases are about, those that no encoder has seen left out."""
