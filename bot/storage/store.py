"""The store: units of work on a database, whichever it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

import structlog
from sqlalchemy import Column, ColumnElement, and_, func, select, true, type_coerce
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.case import Status
from bot.domain.ids import BotId, Owner
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState
from bot.errors import StoreFailure
from bot.ports import Counts
from bot.storage.alike import SqlAlike
from bot.storage.approvals import SqlApprovals
from bot.storage.author_lists import SqlAuthorLists
from bot.storage.cases import SqlCases
from bot.storage.comments import SqlComments
from bot.storage.damage import SqlDamage, note_damage
from bot.storage.desk_messages import SqlDeskMessages
from bot.storage.directory import SqlDirectory
from bot.storage.doors import SqlDoors
from bot.storage.figures import SqlFigures
from bot.storage.forgetting import SqlForgetting
from bot.storage.gaps import SqlGaps
from bot.storage.holds import SqlHolds
from bot.storage.incidents import SqlIncidents
from bot.storage.invites import SqlInvites
from bot.storage.ladders import SqlLadders
from bot.storage.leases import SqlLeases, take_turn
from bot.storage.lookups import SqlLookups
from bot.storage.moments import SqlMoments
from bot.storage.moods import SqlMoods
from bot.storage.outbox import SqlOutbox
from bot.storage.reach import SqlReach
from bot.storage.reading import DamageFound, watch
from bot.storage.replies import SqlReplies
from bot.storage.reports import SqlReports
from bot.storage.rows import Scope
from bot.storage.rule_hits import SqlRuleHits
from bot.storage.sanctions import SqlSanctions
from bot.storage.schema import cases, comments, outbox, updates
from bot.storage.sla_events import SqlSlaEvents
from bot.storage.sweeps import SqlSweeps
from bot.storage.topics import SqlTopics
from bot.storage.types import MaybeMoment
from bot.storage.updates import DEAD, SqlUpdates
from bot.storage.uses import SqlUses
from bot.storage.vitals import SqlVitals

log = structlog.get_logger(__name__)

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
    """One unit of work: every repository speaks over the same connection.

    What is found by chat or message, buttons and small facts are those of the scope's bot.
    """

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self.updates = SqlUpdates(connection)
        self.directory = SqlDirectory(connection, scope)
        self.comments = SqlComments(connection, scope)
        self.cases = SqlCases(connection)
        self.outbox = SqlOutbox(connection, scope)
        self.desk = SqlDeskMessages(connection, scope)
        self.topics = SqlTopics(connection, scope)
        self.replies = SqlReplies(connection)
        self.uses = SqlUses(connection)
        self.gaps = SqlGaps(connection)
        self.tally = SqlFigures(connection)
        self.lookups = SqlLookups(connection)
        self.sanctions = SqlSanctions(connection)
        self.author_lists = SqlAuthorLists(connection)
        self.invites = SqlInvites(connection, scope)
        self.doors = SqlDoors(connection, scope)
        self.approvals = SqlApprovals(connection)
        self.holds = SqlHolds(connection)
        self.reports = SqlReports(connection)
        self.rule_hits = SqlRuleHits(connection)
        self.alike = SqlAlike(connection)
        self.sweeps = SqlSweeps(connection)
        self.leases = SqlLeases(connection, scope)
        self.persons = SqlForgetting(connection)
        self.sla = SqlSlaEvents(connection)
        self.ladders = SqlLadders(connection)
        self.moods = SqlMoods(connection)
        self.incidents = SqlIncidents(connection)
        self.vitals = SqlVitals(connection)
        self.reach = SqlReach(connection, scope)
        self.moments = SqlMoments(connection)
        self.damage = SqlDamage(connection, scope)

    async def counts(self, of: Owner | None = None) -> Counts:
        """Count everything, or what is of one desk and of the bot that serves it."""
        came = true() if of is None else updates.c.bot_id == of.bot_id
        heard, opened, queued = (
            true() if of is None else table.c.desk_id == of.desk_id
            for table in (comments, cases, outbox)
        )
        return Counts(
            updates=await self._count(updates.c.seq, came),
            comments=await self._count(comments.c.id, heard),
            cases=await self._count_by(cases.c.status, tuple(Status), opened),
            lanes=await self._count_by(comments.c.lane, tuple(Lane), heard),
            outbox=await self._count_by(outbox.c.state, tuple(OutboxState), queued),
            damaged_rows=await self.damage.count(None if of is None else of.bot_id),
            dead_letters=await self._count(updates.c.seq, and_(came, updates.c.state == DEAD)),
            last_update_at=await self._connection.scalar(
                select(type_coerce(updates.c.received_at, MaybeMoment()))
                .where(came)
                .order_by(updates.c.seq.desc())
                .limit(1)
            ),
        )

    async def _count(self, column: Column[int], where: ColumnElement[bool]) -> int:
        return await self._connection.scalar(select(func.count(column)).where(where)) or 0

    async def _count_by(
        self, column: Column[str], every: Sequence[S], where: ColumnElement[bool]
    ) -> dict[S, int]:
        found = await self._connection.execute(
            select(column, func.count()).where(where).group_by(column)
        )
        counted = {value: count for value, count in found}  # noqa: C416
        return {value: counted.get(value.value, 0) for value in every}


class WritersTurn:
    """Writers of one process take turns, and never wait for each other inside the database."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self.taken_count = 0
        self._task: asyncio.Task[object] | None = None

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Have the turn inside the block."""
        task = asyncio.current_task()
        if task is not None and task is self._task:
            raise RuntimeError("writing() inside writing() would wait for itself")
        async with self._lock:
            self._task = task
            try:
                yield
            finally:
                self.taken_count += 1
                self._task = None


class Bell(Protocol):
    """Tells other processes that something has changed: a wake-up only, nothing is lost by it."""

    async def ring(self, connection: AsyncConnection, bot_id: BotId) -> None:
        """Have it told when the transaction is committed."""

    async def listen(self, called: Callable[[BotId], None]) -> None:
        """Call whenever another process has changed something of a bot; for ever."""


class SqlStore:
    """A database behind two engines: one that looks, one that changes things.

    With a `bell` it is shared with other processes: what is written for a bot is written by one of
    them at a time, and told to all.
    """

    def __init__(
        self,
        engines: Engines,
        *,
        translate: Translate,
        scope: Scope | None = None,
        turn: WritersTurn | None = None,
        bell: Bell | None = None,
        found: DamageFound | None = None,
    ) -> None:
        self._engines = engines
        self._translate = translate
        self._scope = scope or Scope()
        self._turn = turn or WritersTurn()
        self._bell = bell
        self._found = found or DamageFound()

    def of_bot(self, bot_id: BotId) -> SqlStore:
        """The same database, as one of its bots sees it."""
        return SqlStore(
            self._engines,
            translate=self._translate,
            scope=Scope(bot_id),
            turn=self._turn,
            bell=self._bell,
            found=self._found,
        )

    @property
    def readers(self) -> AsyncEngine:
        """The engine that looks."""
        return self._engines.readers

    @property
    def writes(self) -> int:
        """How often this process has changed something: who saw this number saw all of it."""
        return self._turn.taken_count

    @property
    def is_shared(self) -> bool:
        """Whether other processes may use the database too."""
        return self._bell is not None

    async def listen(self, called: Callable[[BotId], None]) -> None:
        """Call whenever another process has changed something of a bot; for ever.

        It is a wake-up only: whoever looks now and then misses nothing.
        """
        if self._bell is None:
            await asyncio.Event().wait()
        else:
            await self._bell.listen(called)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlTransaction]:
        """Look at one consistent state. Raise StoreBusy or StoreUnusable."""
        with translated(self._translate):
            async with self._engines.readers.connect() as connection:
                watch(connection, self._found)
                yield SqlTransaction(connection, self._scope)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SqlTransaction]:
        """Change things: committed at the end, rolled back if an exception leaves the block.

        Raise StoreBusy or StoreUnusable.
        """
        async with self._turn.taken():
            with translated(self._translate):
                if self._found.unnoted:
                    await self._note_damage()
                async with self._engines.writer.begin() as connection:
                    watch(connection, self._found)
                    bot_id = self._scope.bot_or_none
                    if self._bell is not None and bot_id is not None:
                        await take_turn(connection, bot_id)
                    yield SqlTransaction(connection, self._scope)
                    if self._bell is not None and bot_id is not None:
                        await self._bell.ring(connection, bot_id)

    async def note_damage(self) -> None:
        """Note the damaged rows that this process has come across, as every change does first."""
        if self._found.unnoted:
            async with self._turn.taken():
                await self._note_damage()

    async def _note_damage(self) -> None:
        """In a transaction of its own: what came across them may have been undone.

        Should that fail, it is done when they are come across again; nothing waits for it.
        """
        unnoted = self._found.taken()
        try:
            async with self._engines.writer.begin() as connection:
                await note_damage(connection, unnoted)
        except Exception:
            log.exception("store.damage_not_noted", count=len(unnoted))

    async def close(self) -> None:
        """Let go of connections and threads."""
        await self._engines.dispose()
