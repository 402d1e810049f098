"""What the tables hold of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import CaseId, ChatId, MessageId
from bot.domain.privacy import Footprint, Person, Trace
from bot.storage.fields import Fields
from bot.storage.payload_codec import PayloadKind
from bot.storage.reading import readable
from bot.storage.schema import (
    audit,
    author_lists,
    cases,
    comment_parts,
    comments,
    managers,
    outbox,
    reports,
    sanctions,
)
from bot.storage.types import earliest, latest

_SHOWN = (PayloadKind.DRAWING, PayloadKind.DESK_NOTE, PayloadKind.MEDIA_COPY)

_OF_CASE = (
    "id",
    "thread_key",
    "lane",
    "priority",
    "reasons",
    "tags",
    "status",
    "opened_at",
    "closed_at",
)
"""What is told of a case to its author; who worked on it is not."""

_TABLES = {
    "comments": comments,
    "cases": cases,
    "decisions": audit,
    "answers": outbox,
    "sanctions": sanctions,
    "lists": author_lists,
    "reports_made": reports,
}
"""Where stands what is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Comments and cases of somebody, or of some time."""

    of_comments: ColumnElement[bool]
    of_cases: ColumnElement[bool]

    @property
    def comment_ids(self) -> Select[int]:
        """Of the comments."""
        return select(comments.c.id).where(self.of_comments)

    @property
    def case_ids(self) -> Select[int]:
        """Of the cases."""
        return select(cases.c.id).where(self.of_cases)


class SqlPersons:
    """Looks for a person in every table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def footprint(self, person: Person, *, at: datetime) -> Footprint | None:
        """How much is kept of a person; None if they never wrote."""
        theirs = rows_of(person)
        count, first_at, last_at = (
            await self._connection.execute(
                select(
                    func.count(), earliest(comments.c.sent_at), latest(comments.c.sent_at)
                ).where(theirs.of_comments)
            )
        ).one()
        if not count:
            return None
        name = await self._connection.scalar(
            select(comments.c.author_name)
            .where(theirs.of_comments)
            .order_by(comments.c.id.desc())
            .limit(1)
        )
        return Footprint(
            name=name or "",
            comment_count=count,
            case_count=await self._count(select(func.count()).where(theirs.of_cases)),
            open_case_count=await self._count(
                select(func.count()).where(theirs.of_cases, cases.c.is_open.is_(True))
            ),
            sanctions_in_force=await self._count(
                select(func.count()).where(sanctions_of(person), in_force(at))
            ),
            first_at=first_at or at,
            last_at=last_at or at,
        )

    async def cases_of(self, person: Person) -> list[CaseId]:
        """All cases of a person, the oldest first."""
        found = await self._connection.scalars(rows_of(person).case_ids.order_by(cases.c.id))
        return [CaseId(case_id) for case_id in found]

    async def quoting(self, person: Person) -> list[CaseId]:
        """Open cases of others who answer them, whose cards show what."""
        found = await self._connection.scalars(
            select(comments.c.case_id)
            .join(cases, cases.c.id == comments.c.case_id)
            .where(cases.c.is_open.is_(True), answers_one_of(rows_of(person)))
            .distinct()
        )
        return [CaseId(case_id) for case_id in found if case_id is not None]

    async def traces(self, person: Person) -> list[Trace]:
        """The messages that ever showed managers a case of theirs, as far as they are known."""
        found = await self._connection.execute(
            select(outbox.c.chat_id, outbox.c.sent_message_id, outbox.c.kind)
            .where(
                outbox.c.case_id.in_(rows_of(person).case_ids),
                outbox.c.kind.in_([kind.value for kind in _SHOWN]),
                outbox.c.sent_message_id.is_not(None),
            )
            .order_by(outbox.c.id)
        )
        told = {
            (chat_id, message_id): kind == PayloadKind.MEDIA_COPY
            for chat_id, message_id, kind in found
        }
        return [
            Trace(chat_id=ChatId(chat_id), message_id=MessageId(message_id), is_copy=is_copy)
            for (chat_id, message_id), is_copy in told.items()
        ]

    async def is_manager(self, person: Person) -> bool:
        """Whether they have a role at a desk of the brand."""
        count = select(func.count()).where(
            managers.c.user_id == person.telegram_id, managers.c.brand_id == person.brand_id
        )
        return person.user_id is not None and await self._count(count) > 0

    async def everything(self, person: Person) -> dict[str, list[dict[str, object]]]:
        """All rows about a person, table by table, without what is about others."""
        theirs = rows_of(person)
        of_case = theirs.case_ids
        told = {
            "comments": select(comments).where(theirs.of_comments).order_by(comments.c.id),
            "cases": select(*(cases.c[name] for name in _OF_CASE))
            .where(theirs.of_cases)
            .order_by(cases.c.id),
            "decisions": select(audit.c.case_id, audit.c.at, audit.c.action, audit.c.detail)
            .where(audit.c.case_id.in_(of_case))
            .order_by(audit.c.id),
            "answers": select(outbox.c.case_id, outbox.c.sent_at, outbox.c.state, outbox.c.payload)
            .where(outbox.c.case_id.in_(of_case), outbox.c.kind == PayloadKind.PUBLIC_REPLY.value)
            .order_by(outbox.c.id),
            "sanctions": select(
                sanctions.c.kind, sanctions.c.at, sanctions.c.until, sanctions.c.lifted_at
            )
            .where(sanctions_of(person))
            .order_by(sanctions.c.id),
            "lists": select(author_lists.c.list, author_lists.c.at).where(
                lists_of(person), author_lists.c.list != ""
            ),
            "reports_made": select(reports.c.at, reports.c.outcome)
            .where(reports.c.brand_id == person.brand_id, reports.c.by_id == person.telegram_id)
            .order_by(reports.c.id),
        }
        return {
            name: await readable(self._connection, statement, _TABLES[name], _as_told)
            for name, statement in told.items()
        }

    async def _count(self, statement: Select[int]) -> int:
        return await self._connection.scalar(statement) or 0


def rows_of(person: Person) -> Rows:
    """What one brand keeps of a person."""
    return Rows(
        of_comments=and_(
            comments.c.brand_id == person.brand_id, comments.c.author_key == person.author_key
        ),
        of_cases=and_(
            cases.c.brand_id == person.brand_id, cases.c.author_key == person.author_key
        ),
    )


def answers_one_of(old: Rows) -> ColumnElement[bool]:
    """Whether a comment answers one of these."""
    answered = select(comment_parts.c.message_id).where(
        comment_parts.c.comment_id.in_(old.comment_ids),
        comment_parts.c.bot_id == comments.c.bot_id,
        comment_parts.c.chat_id == comments.c.chat_id,
        comment_parts.c.message_id == comments.c.reply_to,
    )
    return and_(comments.c.reply_to.is_not(None), answered.exists())


def sanctions_of(person: Person) -> ColumnElement[bool]:
    """Whether a sanction is theirs."""
    return and_(
        sanctions.c.brand_id == person.brand_id, sanctions.c.author_key == person.author_key
    )


def lists_of(person: Person) -> ColumnElement[bool]:
    """Whether a row of the lists of authors is about them."""
    is_theirs = or_(
        author_lists.c.key == person.author_key, author_lists.c.same_as == person.author_key
    )
    return and_(author_lists.c.brand_id == person.brand_id, is_theirs)


def in_force(at: datetime) -> ColumnElement[bool]:
    """Whether a sanction holds at that moment."""
    return and_(
        sanctions.c.lifted_at.is_(None),
        or_(sanctions.c.until.is_(None), sanctions.c.until > at),
    )


def _as_told(row: RowMapping) -> dict[str, object]:
    return {key: _plain(key, value) for key, value in row.items()}


def _plain(key: str, value: object) -> object:
    """A value as JSON can say it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return Fields(value).text("text") if key == "payload" else value
