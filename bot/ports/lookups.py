"""Finding cases and comments."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.case import Status
from bot.domain.desk_pages import Which
from bot.domain.ids import BrandId, CaseId, CommentId, DeskId
from bot.ports.cases import AuditEntry


class Lookups(Protocol):
    """Finding cases and comments for managers; only the newest comments are searched."""

    async def open_cases(
        self, desk_id: DeskId, which: Which, *, limit: int, offset: int = 0
    ) -> list[CaseId]:
        """Open cases of that kind, the most urgent first; what is put off comes last."""

    async def open_case_count(self, desk_id: DeskId, which: Which) -> int:
        """How many there are of that kind."""

    async def due_by(self, desk_id: DeskId, until: datetime, *, limit: int) -> list[CaseId]:
        """Open cases, not put off, that are due by then, the earliest first."""

    async def back_by(self, desk_id: DeskId, until: datetime, *, limit: int) -> list[CaseId]:
        """Cases that are put off and come back by then, the earliest first."""

    async def promised(self, desk_id: DeskId, *, limit: int) -> list[CaseId]:
        """Cases with a promise that is not kept, open or closed, the earliest first."""

    async def said_since(
        self, desk_id: DeskId, action: str, *, since: datetime, limit: int
    ) -> list[AuditEntry]:
        """What was done of one kind to cases of a desk after that moment, the newest first."""

    async def comments_with(
        self, brand_id: BrandId, words: str, *, limit: int, offset: int = 0
    ) -> list[CommentId]:
        """Comments of a brand that hold all of these words, the newest first."""

    async def author_named(self, brand_id: BrandId, username: str) -> str | None:
        """The key of the author who last wrote under a user name, in whatever case."""

    async def comments_of(
        self, brand_id: BrandId, author_key: str, *, limit: int
    ) -> list[CommentId]:
        """An author's comments, the newest first."""

    async def first_seen(self, brand_id: BrandId, author_key: str) -> tuple[datetime | None, int]:
        """When an author first wrote, and how many comments there are."""

    async def cases_of(self, brand_id: BrandId, author_key: str, *, limit: int) -> list[CaseId]:
        """An author's cases, the newest first."""

    async def outcomes_of(self, brand_id: BrandId, author_key: str) -> dict[Status, int]:
        """How many of an author's cases have which status."""
