"""How a desk is doing, counted along indexes: it is asked every few seconds."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Table, and_, exists, func, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.comment import CommentState
from bot.domain.ids import BotId, DeskId, Owner
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState, Urgency
from bot.domain.sla import SlaKind
from bot.domain.vitals import RECENT, UNSENT, Vitals
from bot.storage.damage import SqlDamage
from bot.storage.fields import counted
from bot.storage.outbox_rows import EDIT
from bot.storage.payload_codec import PayloadKind
from bot.storage.rows import Scope
from bot.storage.schema import cases, comments, incidents, ladders, outbox, sla_events, updates
from bot.storage.types import MaybeMoment, earliest
from bot.storage.updates import DEAD, WAITING

_MOST_LAGS = 2000
_URGENCIES = frozenset(map(int, Urgency))
"""A damaged row may say another one."""


class SqlVitals:
    """Counts over all tables that something waits in."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, owner: Owner, *, now: datetime) -> Vitals:
        """The numbers of one desk and its bot."""
        came = and_(updates.c.bot_id == owner.bot_id, updates.c.state == WAITING)
        waits = and_(
            comments.c.bot_id == owner.bot_id, comments.c.state == CommentState.WAITING.value
        )
        is_open = and_(cases.c.desk_id == owner.desk_id, cases.c.is_open)
        is_up = or_(cases.c.snoozed_until.is_(None), cases.c.snoozed_until <= now)
        unsent = await self._unsent(owner.bot_id)
        unknown_since = [
            at
            for (state, _), (_, at) in unsent.items()
            if state is OutboxState.UNKNOWN and at is not None
        ]
        return Vitals(
            waiting_updates=await self._count(updates, came),
            oldest_update_at=await self._first(updates.c.received_at, came),
            dead_letters=await self._count(
                updates, and_(updates.c.bot_id == owner.bot_id, updates.c.state == DEAD)
            ),
            damaged_rows=await SqlDamage(self._connection, Scope()).count(owner.bot_id),
            waiting_comments=await self._count(comments, waits),
            oldest_comment_at=await self._first(comments.c.received_at, waits),
            open_cases=await self._open_cases(is_open),
            oldest_case_at=await self._first(cases.c.opened_at, and_(is_open, is_up)),
            overdue_cases=await self._count(cases, and_(is_open, is_up, cases.c.due_at < now)),
            card_lags=await self._card_lags(owner.bot_id, since=now - RECENT),
            outbox={key: count for key, (count, _) in unsent.items()},
            due_since=await self._due_since(owner.bot_id, now),
            sent=await self._sent(owner.bot_id, since=now - RECENT),
            oldest_unknown_at=min(unknown_since, default=None),
            missed=await self._missed(owner.desk_id),
            running_ladders=await self._count(
                ladders, and_(ladders.c.desk_id == owner.desk_id, ladders.c.ended_at.is_(None))
            ),
            open_incidents=await self._count(
                incidents,
                and_(incidents.c.desk_id == owner.desk_id, incidents.c.closed_at.is_(None)),
            ),
        )

    async def _count(self, table: Table, where: ColumnElement[bool]) -> int:
        counted = await self._connection.scalar(
            select(func.count()).select_from(table).where(where)
        )
        return counted or 0

    async def _first(
        self, column: Column[datetime], where: ColumnElement[bool]
    ) -> datetime | None:
        return await self._connection.scalar(select(earliest(column)).where(where))

    async def _open_cases(self, is_open: ColumnElement[bool]) -> dict[Lane, int]:
        found = await self._connection.execute(
            select(cases.c.lane, func.count()).where(is_open).group_by(cases.c.lane)
        )
        return counted(Lane, found)

    async def _card_lags(self, bot_id: BotId, *, since: datetime) -> list[timedelta]:
        """Of cards that nobody had asked for: the first of its case, from its first comment on."""
        earlier = outbox.alias()
        is_first_card = and_(
            outbox.c.bot_id == bot_id,
            outbox.c.attempted_at >= since,
            outbox.c.state == OutboxState.SENT.value,
            outbox.c.kind == PayloadKind.DRAWING.value,
            outbox.c.urgency == int(Urgency.CARD),
            outbox.c.cost != EDIT,
            ~exists().where(
                earlier.c.case_id == outbox.c.case_id,
                earlier.c.kind == PayloadKind.DRAWING.value,
                earlier.c.id < outbox.c.id,
            ),
        )
        first_heard = (
            select(earliest(comments.c.received_at))
            .where(comments.c.case_id == outbox.c.case_id)
            .scalar_subquery()
        )
        found = await self._connection.execute(
            select(type_coerce(outbox.c.sent_at, MaybeMoment()), first_heard)
            .where(is_first_card)
            .order_by(outbox.c.attempted_at.desc())
            .limit(_MOST_LAGS)
        )
        return [sent_at - heard_at for sent_at, heard_at in found if sent_at and heard_at]

    async def _unsent(
        self, bot_id: BotId
    ) -> dict[tuple[OutboxState, Urgency], tuple[int, datetime | None]]:
        """How many there are, and when the one that was tried first was tried last."""
        found = await self._connection.execute(
            select(
                outbox.c.state,
                outbox.c.urgency,
                func.count(),
                # alone it would have SQLite walk along the index of all attempts
                earliest(outbox.c.attempted_at),
            )
            .where(outbox.c.bot_id == bot_id, outbox.c.state.in_([one.value for one in UNSENT]))
            .group_by(outbox.c.state, outbox.c.urgency)
        )
        return {
            (OutboxState(state), Urgency(urgency)): (count, at)
            for state, urgency, count, at in found
            if urgency in _URGENCIES
        }

    async def _due_since(self, bot_id: BotId, now: datetime) -> dict[Urgency, datetime]:
        found = await self._connection.execute(
            select(outbox.c.urgency, earliest(outbox.c.not_before))
            .where(
                outbox.c.bot_id == bot_id,
                outbox.c.state == OutboxState.QUEUED.value,
                outbox.c.not_before <= now,
            )
            .group_by(outbox.c.urgency)
        )
        return {Urgency(urgency): at for urgency, at in found if at and urgency in _URGENCIES}

    async def _sent(self, bot_id: BotId, *, since: datetime) -> dict[Urgency, int]:
        found = await self._connection.execute(
            select(outbox.c.urgency, func.count())
            .where(
                outbox.c.bot_id == bot_id,
                outbox.c.attempted_at >= since,
                outbox.c.state == OutboxState.SENT.value,
            )
            .group_by(outbox.c.urgency)
        )
        return {Urgency(urgency): count for urgency, count in found if urgency in _URGENCIES}

    async def _missed(self, desk_id: DeskId) -> dict[SlaKind, int]:
        found = await self._connection.execute(
            select(sla_events.c.kind, func.count())
            .where(sla_events.c.desk_id == desk_id)
            .group_by(sla_events.c.kind)
        )
        return counted(SlaKind, found)
