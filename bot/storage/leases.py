"""Leases in a table, and the row by which the writers of several processes take turns."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import BotId
from bot.domain.leases import Job, Lease
from bot.storage.reading import readable
from bot.storage.rows import Scope, upsert
from bot.storage.schema import leases

WRITER = "writer"
"""Stands for whoever writes: its row is locked, and says nothing."""
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class SqlLeases:
    """Who does what for a bot."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def take(self, job: Job, holder: str, *, now: datetime) -> Lease | None:
        """Take a lease or go on holding it; None while another has it."""
        lease = await self.of(job)
        if not lease.is_free(holder, now):
            return None
        taken = lease.taken(holder, now)
        await self._put(taken)
        return taken

    async def give_back(self, lease: Lease, *, now: datetime) -> None:
        """Others need not wait for its end; one that is lost already stays with whoever has it."""
        if await self.is_held(lease):
            await self._put(lease.given_back(now))

    async def is_held(self, lease: Lease) -> bool:
        """Whether nobody else has taken it since."""
        return (await self.of(lease.job)).token == lease.token

    async def of(self, job: Job) -> Lease:
        """How it stands; one that nobody ever took has no holder."""
        found = select(leases).where(
            leases.c.bot_id == self._scope.bot_id, leases.c.job == job.value
        )
        # a damaged end counts as over: whoever takes the lease next writes a new one
        known = await readable(
            self._connection, found, leases, lease_of, instead={"until": _LONG_AGO}
        )
        return known[0] if known else Lease(job=job, holder="", token=0, until=_LONG_AGO)

    async def _put(self, lease: Lease) -> None:
        row = {"holder": lease.holder, "token": lease.token, "until": lease.until}
        await self._connection.execute(
            upsert(self._connection, leases)
            .values(bot_id=self._scope.bot_id, job=lease.job.value, **row)
            .on_conflict_do_update(index_elements=[leases.c.bot_id, leases.c.job], set_=row)
        )


def lease_of(row: RowMapping) -> Lease:
    """The lease that a row holds."""
    return Lease(job=Job(row["job"]), holder=row["holder"], token=row["token"], until=row["until"])


async def take_turn(connection: AsyncConnection, bot_id: BotId) -> None:
    """Wait until no other process writes for this bot; held until the transaction ends.

    What is written for a bot is thereby written one after the other, as on SQLite, whichever
    process does it.
    """
    locked = (
        select(leases.c.token)
        .where(leases.c.bot_id == bot_id, leases.c.job == WRITER)
        .with_for_update()
    )
    if (await connection.execute(locked)).first() is None:
        await connection.execute(
            upsert(connection, leases)
            .values(bot_id=bot_id, job=WRITER, holder="", token=0, until=_LONG_AGO)
            .on_conflict_do_nothing()
        )
        await connection.execute(locked)
