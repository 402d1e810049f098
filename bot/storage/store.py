"""The store: units of work on a database, whichever it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Column, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.case import Status
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState
from bot.errors import StoreFailure
from bot.ports import Counts
from bot.storage.approvals import SqlApprovals
from bot.storage.cases import SqlCases
from bot.storage.comments import SqlComments
from bot.storage.desk_messages import SqlDeskMessages
from bot.storage.directory import SqlDirectory
from bot.storage.figures import SqlFigures
from bot.storage.gaps import SqlGaps
from bot.storage.holds import SqlHolds
from bot.storage.invites import SqlInvites
from bot.storage.lookups import SqlLookups
from bot.storage.outbox import SqlOutbox
from bot.storage.replies import SqlReplies
from bot.storage.sanctions import SqlSanctions
from bot.storage.schema import cases, comments, outbox, updates
from bot.storage.updates import DEAD, SqlUpdates
from bot.storage.uses import SqlUses

S = TypeVar("S", bound=StrEnum)

Translate = Callable[[Exception], StoreFailure | None]
"""Says what a database error means for the store; None for a mistake of our own."""


@contextmanager
def translated(translate: Translate) -> Iterator[None]:
    """Raise StoreBusy or StoreUnusable in place of what the database raises."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        failure = translate(error)
        if failure is None:
            raise
        raise failure from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """One engine that looks, one that changes things."""

    readers: AsyncEngine
    writer: AsyncEngine

    async def dispose(self) -> None:
        """Let go of connections and threads."""
        await self.readers.dispose()
        await self.writer.dispose()


class SqlTransaction:
    """One unit of work: every repository speaks over the same connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.updates = SqlUpdates(connection)
        self.directory = SqlDirectory(connection)
        self.comments = SqlComments(connection)
        self.cases = SqlCases(connection)
        self.outbox = SqlOutbox(connection)
        self.desk = SqlDeskMessages(connection)
        self.replies = SqlReplies(connection)
        self.uses = SqlUses(connection)
        self.gaps = SqlGaps(connection)
        self.tally = SqlFigures(connection)
        self.lookups = SqlLookups(connection)
        self.sanctions = SqlSanctions(connection)
        self.invites = SqlInvites(connection)
        self.approvals = SqlApprovals(connection)
        self.holds = SqlHolds(connection)

    async def counts(self) -> Counts:
        """Count everything."""
        return Counts(
            updates=await self._connection.scalar(select(func.count(updates.c.seq))) or 0,
            comments=await self._connection.scalar(select(func.count(comments.c.id))) or 0,
            cases=await self._count_by(cases.c.status, tuple(Status)),
            lanes=await self._count_by(comments.c.lane, tuple(Lane)),
            outbox=await self._count_by(outbox.c.state, tuple(OutboxState)),
            dead_letters=await self._connection.scalar(
                select(func.count(updates.c.seq)).where(updates.c.state == DEAD)
            )
            or 0,
        )

    async def _count_by(self, column: Column[str], every: Sequence[S]) -> dict[S, int]:
        found = await self._connection.execute(select(column, func.count()).group_by(column))
        counted = {value: count for value, count in found}  # noqa: C416
        return {value: counted.get(value.value, 0) for value in every}


class SqlStore:
    """A database behind two engines: one that looks, one that changes things.

    Writers of this process take turns, so that they never wait for each other inside the database.
    """

    def __init__(self, engines: Engines, *, translate: Translate) -> None:
        self._engines = engines
        self._translate = translate
        self._turn = asyncio.Lock()
        self._writing_task: asyncio.Task[object] | None = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlTransaction]:
        """Look at one consistent state. Raise StoreBusy or StoreUnusable."""
        with translated(self._translate):
            async with self._engines.readers.connect() as connection:
                yield SqlTransaction(connection)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SqlTransaction]:
        """Change things: committed at the end, rolled back if an exception leaves the block.

        Raise StoreBusy or StoreUnusable.
        """
        task = asyncio.current_task()
        if task is not None and task is self._writing_task:
            raise RuntimeError("writing() inside writing() would wait for itself")
        async with self._turn:
            self._writing_task = task
            try:
                with translated(self._translate):
                    async with self._engines.writer.begin() as connection:
                        yield SqlTransaction(connection)
            finally:
                self._writing_task = None

    async def close(self) -> None:
        """Let go of connections and threads."""
        await self._engines.dispose()
