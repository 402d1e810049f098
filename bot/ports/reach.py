"""How many see what comments say, and share it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.case import Case
from bot.domain.ids import CaseId, CommentId, DeskId
from bot.domain.reach import Reach


class ReachCounts(Protocol):
    """How many see what comments say, and share it."""

    async def newest(self) -> CommentId:
        """The number of the newest comment; 0 while there is none."""

    async def stirred(
        self, desk_id: DeskId, *, beyond: CommentId, since: datetime, limit: int
    ) -> list[Case]:
        """Open cases that may be seen by more, the newest first.

        A newer comment than `beyond` answers one of theirs or stands in their thread, or somebody
        has reacted to one of theirs since.
        """

    async def of_cases(self, stirred: Sequence[Case], *, now: datetime) -> dict[CaseId, Reach]:
        """What is known of each."""
