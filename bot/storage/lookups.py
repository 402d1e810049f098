"""Finding cases and comments for managers: lists of the queue, words, an author."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Status
from bot.domain.desk_pages import Shown, Which
from bot.domain.ids import BrandId, CaseId, CommentId, DeskId
from bot.domain.promises import PromiseState
from bot.ports import AuditEntry
from bot.storage.cases import entry_of
from bot.storage.fields import counted
from bot.storage.reading import readable
from bot.storage.schema import audit, cases, comments
from bot.storage.types import earliest

LOOKS_BACK = 50_000
"""The newest comments that are searched: whoever reads them all keeps other managers waiting."""
_ESCAPE = "\\"


class SqlLookups:
    """Looks into the tables of cases and comments."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open_cases(
        self, desk_id: DeskId, which: Which, *, limit: int, offset: int = 0
    ) -> list[CaseId]:
        """Open cases of that kind, the most urgent first; what is put off comes last."""
        found = await self._connection.scalars(
            select(cases.c.id)
            .where(_is_wanted(desk_id, which))
            .order_by(
                cases.c.snoozed_until.is_not(None),
                cases.c.priority.desc(),
                cases.c.opened_at,
                cases.c.id,
            )
            .limit(limit)
            .offset(offset)
        )
        return [CaseId(case_id) for case_id in found]

    async def open_case_count(self, desk_id: DeskId, which: Which) -> int:
        """How many there are of that kind."""
        statement = select(func.count()).where(_is_wanted(desk_id, which))
        return await self._connection.scalar(statement) or 0

    async def due_by(self, desk_id: DeskId, until: datetime, *, limit: int) -> list[CaseId]:
        """Open cases, not put off, that are due by then, the earliest first."""
        is_due = and_(cases.c.snoozed_until.is_(None), cases.c.due_at <= until)
        found = select(cases.c.id).where(_is_wanted(desk_id, Which()), is_due)
        return await self._first(found.order_by(cases.c.due_at, cases.c.id), limit)

    async def back_by(self, desk_id: DeskId, until: datetime, *, limit: int) -> list[CaseId]:
        """Cases that are put off and come back by then, the earliest first."""
        found = select(cases.c.id).where(
            _is_wanted(desk_id, Which()), cases.c.snoozed_until <= until
        )
        return await self._first(found.order_by(cases.c.snoozed_until, cases.c.id), limit)

    async def promised(self, desk_id: DeskId, *, limit: int) -> list[CaseId]:
        """Cases with a promise that is not kept, open or closed, the earliest first."""
        is_open = cases.c.promise.in_(
            [state.value for state in PromiseState if state is not PromiseState.KEPT]
        )
        found = select(cases.c.id).where(cases.c.desk_id == desk_id, is_open)
        return await self._first(found.order_by(cases.c.promised_at, cases.c.id), limit)

    async def said_since(
        self, desk_id: DeskId, action: str, *, since: datetime, limit: int
    ) -> list[AuditEntry]:
        """What was done of one kind to cases of a desk after that moment, the newest first."""
        return await readable(
            self._connection,
            select(audit)
            .where(audit.c.desk_id == desk_id, audit.c.action == action, audit.c.at > since)
            .order_by(audit.c.at.desc(), audit.c.id.desc())
            .limit(limit),
            audit,
            entry_of,
        )

    async def _first(self, found: Select[int], limit: int) -> list[CaseId]:
        return [CaseId(one) for one in await self._connection.scalars(found.limit(limit))]

    async def comments_with(
        self, brand_id: BrandId, words: str, *, limit: int, offset: int = 0
    ) -> list[CommentId]:
        """Comments of a brand that hold all of these words, the newest first."""
        recent = _recent(brand_id).subquery()
        found = await self._connection.scalars(
            select(recent.c.id)
            .where(*(_holds(recent.c.text, word) for word in words.split()))
            .order_by(recent.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return [CommentId(comment_id) for comment_id in found]

    async def author_named(self, brand_id: BrandId, username: str) -> str | None:
        """The key of the author who last wrote under a user name, in whatever case."""
        recent = _recent(brand_id).subquery()
        return await self._connection.scalar(
            select(recent.c.author_key)
            .where(func.lower(recent.c.author_username) == username.lower())
            .order_by(recent.c.id.desc())
            .limit(1)
        )

    async def comments_of(
        self, brand_id: BrandId, author_key: str, *, limit: int
    ) -> list[CommentId]:
        """An author's comments, the newest first."""
        found = await self._connection.scalars(
            select(comments.c.id)
            .where(_is_by(brand_id, author_key))
            .order_by(comments.c.id.desc())
            .limit(limit)
        )
        return [CommentId(comment_id) for comment_id in found]

    async def first_seen(self, brand_id: BrandId, author_key: str) -> tuple[datetime | None, int]:
        """When an author first wrote, and how many comments there are."""
        found = await self._connection.execute(
            select(earliest(comments.c.sent_at), func.count()).where(_is_by(brand_id, author_key))
        )
        first_at, count = found.one()
        return first_at, count

    async def cases_of(self, brand_id: BrandId, author_key: str, *, limit: int) -> list[CaseId]:
        """An author's cases, the newest first."""
        found = await self._connection.scalars(
            select(cases.c.id)
            .where(cases.c.id.in_(_cases_by(brand_id, author_key)))
            .order_by(cases.c.id.desc())
            .limit(limit)
        )
        return [CaseId(case_id) for case_id in found]

    async def outcomes_of(self, brand_id: BrandId, author_key: str) -> dict[Status, int]:
        """How many of an author's cases have which status."""
        found = await self._connection.execute(
            select(cases.c.status, func.count())
            .where(cases.c.id.in_(_cases_by(brand_id, author_key)))
            .group_by(cases.c.status)
        )
        return counted(Status, found)


def _is_wanted(desk_id: DeskId, which: Which) -> ColumnElement[bool]:
    is_open = and_(cases.c.desk_id == desk_id, cases.c.is_open.is_(True))
    match which.shown:
        case Shown.LANE:
            return and_(is_open, cases.c.lane == which.lane)
        case Shown.FREE:
            is_free = and_(cases.c.status == Status.OPEN.value, cases.c.snoozed_until.is_(None))
            return and_(is_open, is_free)
        case Shown.HELD:
            is_held = and_(
                cases.c.status == Status.CLAIMED.value, cases.c.holder_id == which.holder
            )
            return and_(is_open, is_held)
        case Shown.PUT_OFF:
            return and_(is_open, cases.c.snoozed_until.is_not(None))
        case _:
            return is_open


def _recent(brand_id: BrandId) -> Select[int, str, str, str]:
    return (
        select(comments.c.id, comments.c.text, comments.c.author_key, comments.c.author_username)
        .where(comments.c.brand_id == brand_id)
        .order_by(comments.c.id.desc())
        .limit(LOOKS_BACK)
    )


def _holds(text: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """SQLite folds capital letters of English only, so the usual spellings are tried."""
    spellings = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
    return or_(*(text.ilike(_pattern(one), escape=_ESCAPE) for one in spellings))


def _pattern(word: str) -> str:
    for special in (_ESCAPE, "%", "_"):
        word = word.replace(special, f"{_ESCAPE}{special}")
    return f"%{word}%"


def _is_by(brand_id: BrandId, author_key: str) -> ColumnElement[bool]:
    return and_(comments.c.brand_id == brand_id, comments.c.author_key == author_key)


def _cases_by(brand_id: BrandId, author_key: str) -> Select[int]:
    """By way of the comments, which there is an index of."""
    return select(comments.c.case_id).where(
        _is_by(brand_id, author_key), comments.c.case_id.is_not(None)
    )
