"""Ladders, their rings, and shifts that were taken from the chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    RowMapping,
    Select,
    String,
    and_,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.author_lists import REASONS, AuthorList
from bot.domain.case import Case
from bot.domain.ids import (
    BotId,
    ChatId,
    DeskId,
    DutyId,
    LadderId,
    MessageId,
    RingId,
    UserId,
)
from bot.domain.ladder import (
    Ladder,
    Notify,
    Outcome,
    Ring,
    RingState,
    Subject,
    SubjectKind,
)
from bot.domain.oncall import Duty
from bot.storage.cases import case_of
from bot.storage.reading import readable, sole
from bot.storage.rows import owner_of, owner_row
from bot.storage.schema import cases, duties, ladders, rings

_QUIET = f'"{REASONS[AuthorList.QUIET]}"'
"""As it stands among the reasons of a case, which are kept as JSON."""


class SqlLadders:
    """Ladders and rings in tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, ladder: Ladder) -> LadderId:
        """Keep a new ladder (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(ladders).values(_ladder_row(ladder)).returning(ladders.c.id)
        )
        assert given is not None
        return LadderId(given)

    async def save(self, ladder: Ladder) -> None:
        """Keep how far it has come."""
        await self._connection.execute(
            update(ladders).where(ladders.c.id == ladder.id).values(_ladder_row(ladder))
        )

    async def get(self, ladder_id: LadderId) -> Ladder | None:
        """One ladder."""
        found = await self._ladders(select(ladders).where(ladders.c.id == ladder_id))
        return found[0] if found else None

    async def newest(self, subject: Subject) -> Ladder | None:
        """The ladder that was started for a subject last; raise DamagedRow if it is damaged."""
        found = (
            select(ladders)
            .where(
                ladders.c.subject_kind == subject.kind.value,
                ladders.c.subject_id == subject.id,
            )
            .order_by(ladders.c.since.desc())
        )
        return await sole(self._connection, found.limit(1), ladders, ladder_of)

    async def running(self, desk_id: DeskId, *, limit: int) -> list[Ladder]:
        """Those that go on, the one whose next step comes first first."""
        return await self._ladders(
            select(ladders)
            .where(ladders.c.desk_id == desk_id, ladders.c.ended_at.is_(None))
            .order_by(ladders.c.next_at, ladders.c.id)
            .limit(limit)
        )

    async def urgent_without(
        self, desk_id: DeskId, *, from_priority: int, limit: int
    ) -> list[Case]:
        """Open cases of that priority, not put off, for whose opening nobody was fetched yet.

        Those whose author is on the list of the quiet are left out.
        One whose ladder had ended because it was closed is among them when it is open again.
        """
        has_one = (
            select(ladders.c.id)
            .where(
                ladders.c.subject_kind == SubjectKind.CASE.value,
                ladders.c.subject_id == cases.c.id,
                ladders.c.since == cases.c.opened_at,
                ladders.c.outcome != Outcome.DONE.value,
            )
            .exists()
        )
        return await readable(
            self._connection,
            select(cases)
            .where(
                cases.c.desk_id == desk_id,
                cases.c.is_open.is_(True),
                cases.c.priority >= from_priority,
                cases.c.snoozed_until.is_(None),
                ~cast(cases.c.reasons, String).contains(_QUIET),
                ~has_one,
            )
            .order_by(cases.c.priority.desc(), cases.c.opened_at, cases.c.id)
            .limit(limit),
            cases,
            case_of,
        )

    async def add_ring(self, ring: Ring) -> RingId:
        """Keep a new notification (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(rings).values(_ring_row(ring)).returning(rings.c.id)
        )
        assert given is not None
        return RingId(given)

    async def save_ring(self, ring: Ring) -> None:
        """Keep how far it has come."""
        await self._connection.execute(
            update(rings).where(rings.c.id == ring.id).values(_ring_row(ring))
        )

    async def ring(self, ring_id: RingId) -> Ring | None:
        """One notification."""
        found = await self._rings(select(rings).where(rings.c.id == ring_id))
        return found[0] if found else None

    async def rings_of(self, ladder_id: LadderId) -> list[Ring]:
        """A ladder's notifications, the oldest first."""
        return await self._rings(
            select(rings).where(rings.c.ladder_id == ladder_id).order_by(rings.c.id)
        )

    async def rings_elsewhere(
        self, bot_id: BotId, *, now: datetime, ways: Sequence[Notify], limit: int
    ) -> list[Ring]:
        """Queued notifications that do not go through Telegram and whose time has come."""
        return await self._rings(
            select(rings)
            .where(
                rings.c.bot_id == bot_id,
                rings.c.state == RingState.QUEUED.value,
                rings.c.notify.in_([way.value for way in ways]),
                rings.c.not_before <= now,
            )
            .order_by(rings.c.id)
            .limit(limit)
        )

    # --- shifts that were taken ------------------------------------------------------------------

    async def duties(self, desk_id: DeskId, *, after: datetime) -> list[Duty]:
        """Those that end later, in the order in which they were taken."""
        return await readable(
            self._connection,
            select(duties)
            .where(and_(duties.c.desk_id == desk_id, duties.c.ends_at > after))
            .order_by(duties.c.id),
            duties,
            duty_of,
        )

    async def add_duty(self, duty: Duty) -> DutyId:
        """Keep a shift (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(duties)
            .values(
                **owner_row(duty.owner),
                user_id=duty.user_id,
                begins_at=duty.begins_at,
                ends_at=duty.ends_at,
                by_id=duty.by,
                by_name=duty.by_name,
            )
            .returning(duties.c.id)
        )
        assert given is not None
        return DutyId(given)

    async def end_duties(self, desk_id: DeskId, user_id: UserId, *, at: datetime) -> int:
        """End all that somebody took, those ahead too; return how many."""
        ahead = and_(
            duties.c.desk_id == desk_id, duties.c.user_id == user_id, duties.c.ends_at > at
        )
        count = await self._connection.scalar(select(func.count()).where(ahead))
        await self._connection.execute(delete(duties).where(ahead, duties.c.begins_at >= at))
        await self._connection.execute(update(duties).where(ahead).values(ends_at=at))
        return count or 0

    async def _ladders(self, statement: Select[*tuple[object, ...]]) -> list[Ladder]:
        return await readable(self._connection, statement, ladders, ladder_of)

    async def _rings(self, statement: Select[*tuple[object, ...]]) -> list[Ring]:
        return await readable(self._connection, statement, rings, ring_of)


def _ladder_row(ladder: Ladder) -> dict[str, object]:
    return {
        **owner_row(ladder.owner),
        "subject_kind": ladder.subject.kind.value,
        "subject_id": ladder.subject.id,
        "since": ladder.since,
        "reason": ladder.reason,
        "priority": ladder.priority,
        "started_at": ladder.started_at,
        "step": ladder.step,
        "next_at": ladder.next_at,
        "held_until": ladder.held_until,
        "held_by": ladder.held_by,
        "ended_at": ladder.ended_at,
        "outcome": ladder.outcome.value,
    }


def ladder_of(row: RowMapping) -> Ladder:
    """The ladder that a row holds."""
    return Ladder(
        id=LadderId(row["id"]),
        owner=owner_of(row),
        subject=Subject(kind=SubjectKind(row["subject_kind"]), id=row["subject_id"]),
        since=row["since"],
        reason=row["reason"],
        priority=row["priority"],
        started_at=row["started_at"],
        step=row["step"],
        next_at=row["next_at"],
        held_until=row["held_until"],
        held_by=row["held_by"],
        ended_at=row["ended_at"],
        outcome=Outcome(row["outcome"]),
    )


def _ring_row(ring: Ring) -> dict[str, object]:
    return {
        **owner_row(ring.owner),
        "ladder_id": ring.ladder_id,
        "step": ring.step,
        "notify": ring.notify.value,
        "user_id": ring.user_id,
        "chat_id": ring.chat_id,
        "message_id": ring.message_id,
        "at": ring.at,
        "state": ring.state.value,
        "attempts": ring.attempts,
        "not_before": ring.not_before,
        "error": ring.error,
    }


def ring_of(row: RowMapping) -> Ring:
    """The notification that a row holds."""
    return Ring(
        id=RingId(row["id"]),
        owner=owner_of(row),
        ladder_id=LadderId(row["ladder_id"]),
        step=row["step"],
        notify=Notify(row["notify"]),
        user_id=None if row["user_id"] is None else UserId(row["user_id"]),
        chat_id=None if row["chat_id"] is None else ChatId(row["chat_id"]),
        message_id=None if row["message_id"] is None else MessageId(row["message_id"]),
        at=row["at"],
        state=RingState(row["state"]),
        attempts=row["attempts"],
        not_before=row["not_before"],
        error=row["error"],
    )


def duty_of(row: RowMapping) -> Duty:
    """The shift that a row holds."""
    return Duty(
        id=DutyId(row["id"]),
        owner=owner_of(row),
        user_id=UserId(row["user_id"]),
        begins_at=row["begins_at"],
        ends_at=row["ends_at"],
        by=UserId(row["by_id"]),
        by_name=row["by_name"],
    )
