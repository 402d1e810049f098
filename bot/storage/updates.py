"""The inbox: updates as they came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import BotId, UpdateId
from bot.ports import RawUpdate, WaitingUpdate
from bot.storage.reading import readable
from bot.storage.rows import upsert
from bot.storage.schema import updates

WAITING = "waiting"
HANDLED = "handled"
DEAD = "dead"
STATES = frozenset({WAITING, HANDLED, DEAD})
EMPTY = "{}"


class SqlUpdates:
    """Updates in a table; `seq` keeps the order in which they arrived."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, bot_id: BotId, batch: Sequence[RawUpdate], *, at: datetime) -> int:
        """Keep updates; one that is there already changes nothing. Return how many were new."""
        if not batch:
            return 0
        rows = [
            {
                "bot_id": bot_id,
                "update_id": each.update_id,
                "body": each.body,
                "received_at": at,
                "state": WAITING,
                "due_at": at,
                "attempts": 0,
                "error": "",
            }
            for each in sorted(batch, key=lambda each: each.update_id)
        ]
        statement = upsert(self._connection, updates).on_conflict_do_nothing()
        new = await self._connection.execute(statement.returning(updates.c.seq), rows)
        return len(new.all())

    async def waiting(self, bot_id: BotId, *, now: datetime, limit: int) -> list[WaitingUpdate]:
        """Those whose turn has come, in Telegram's order."""
        statement = (
            select(updates)
            .where(updates.c.bot_id == bot_id, updates.c.state == WAITING, updates.c.due_at <= now)
            .order_by(updates.c.seq)
            .limit(limit)
        )
        return await readable(self._connection, statement, updates, waiting_of)

    async def finish(self, bot_id: BotId, update_ids: Collection[UpdateId]) -> int:
        """They are handled: only that they came is kept. Return how many of them had waited."""
        done = await self._connection.execute(
            update(updates)
            .where(
                updates.c.bot_id == bot_id,
                updates.c.update_id.in_(update_ids),
                updates.c.state == WAITING,
            )
            .values(state=HANDLED, body=EMPTY, error="")
        )
        return done.rowcount

    async def postpone(
        self, bot_id: BotId, update_id: UpdateId, *, until: datetime, error: str
    ) -> None:
        """Its handler failed: try again later."""
        await self._connection.execute(
            update(updates)
            .where(_waits(bot_id, update_id))
            .values(due_at=until, error=error, attempts=updates.c.attempts + 1)
        )

    async def bury(self, bot_id: BotId, update_id: UpdateId, *, error: str) -> bool:
        """Its handler failed too often: keep it as a dead letter; False if it waits no more."""
        buried = await self._connection.execute(
            update(updates)
            .where(_waits(bot_id, update_id))
            .values(state=DEAD, error=error, attempts=updates.c.attempts + 1)
        )
        return buried.rowcount > 0

    async def forget_finished(self, *, before: datetime) -> int:
        """Drop handled updates that are older; return how many."""
        gone = await self._connection.execute(
            delete(updates).where(updates.c.state == HANDLED, updates.c.received_at < before)
        )
        return gone.rowcount


def waiting_of(row: RowMapping) -> WaitingUpdate:
    """The update that a row holds; what it means is another matter."""
    return WaitingUpdate(
        bot_id=BotId(row["bot_id"]),
        update_id=UpdateId(row["update_id"]),
        body=row["body"],
        received_at=row["received_at"],
        attempts=row["attempts"],
    )


def _waits(bot_id: BotId, update_id: UpdateId) -> ColumnElement[bool]:
    """Whether it is that one, and nobody has handled it meanwhile."""
    is_it = (updates.c.bot_id == bot_id) & (updates.c.update_id == update_id)
    return is_it & (updates.c.state == WAITING)
