"""Opening PostgreSQL: the server does what files and locks do elsewhere."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import URL, event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.domain.ids import BotId
from bot.errors import StoreBusy, StoreFailure, StoreUnusable
from bot.storage.postgres_options import drivers_options_of, options_of, without_options

log = structlog.get_logger(__name__)

READER_COUNT = 4
_CHANNEL = "jawab"
_HEAR_AGAIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a server is waited for, and how long it waits for us; None for ever, in seconds.

    A line that was cut tells nobody, for hours: a server that owes an `answer` for so long is
    gone, and whoever only listens asks now and then whether it is `still_there`. Who stands still
    within a change keeps all others from changing anything, and is undone when it was `held` so
    long.
    """

    connect: float = 10.0
    answer: float | None = 60.0
    still_there: float = 30.0
    held: float | None = 10.0


SHARED = Limits()
ALONE = Limits(answer=None, held=None)
"""For whoever has a database alone: nobody waits, and a step may take its time."""

_SETTINGS = {"timezone": "UTC", "lock_timeout": "5s", "application_name": "jawab"}

_LAST = (
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off'"
)

OTHERS_CONNECTED = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = 'jawab' AND pid <> pg_backend_pid()"
)
"""How many connections to this database jawab has besides the one that asks."""

# what the server says when two of us wanted the same (see its appendix "Error Codes"), or when it
# has too much to do: it stopped a statement, has no memory or no connection to spare
_BUSY_STATES = {"55P03", "40001", "40P01", "53300", "53200", "53400", "57014"}
_FULL_STATES = {"53100"}
_READ_ONLY_STATES = {"25006", "42501"}
_NOT_LET_IN_STATES = {"28000", "28P01"}
_NO_SUCH_DATABASE_STATES = {"3D000"}
# a connection that broke or that the server ended, a server that stops, and its own trouble
_UNREACHED_STATES = ("08", "57P", "58", "25P03")


def writing_engine(url: URL, limits: Limits = SHARED) -> AsyncEngine:
    """The engine that changes things; this process changes one thing at a time."""
    settings = {"default_transaction_read_only": "off"}
    if limits.held is not None:
        settings["idle_in_transaction_session_timeout"] = f"{round(limits.held * 1000)}ms"
    engine = _engine(url, limits, settings, size=1)
    event.listen(engine.sync_engine, "connect", _have_commits_last)
    return engine


def _have_commits_last(connection: DBAPIConnection, _record: object) -> None:
    """A server that is set to forget its last commits in a crash would have replies sent twice.

    Whoever waits for more than the server's own disk goes on doing so.
    """
    cursor = connection.cursor()
    cursor.execute(_LAST)
    cursor.close()
    connection.commit()


def reading_engine(url: URL, limits: Limits = SHARED) -> AsyncEngine:
    """The engine that can only look, at one consistent state per transaction."""
    settings = {"default_transaction_read_only": "on"}
    engine = _engine(url, limits, settings, size=READER_COUNT)
    return engine.execution_options(isolation_level="REPEATABLE READ")


def upgrading_engine(url: URL) -> AsyncEngine:
    """The engine that changes tables."""
    return create_async_engine(
        without_options(url),
        poolclass=NullPool,
        connect_args={**options_of(url), "server_settings": dict(_SETTINGS)},
        hide_parameters=True,
    )


def _engine(url: URL, limits: Limits, settings: dict[str, str], *, size: int) -> AsyncEngine:
    return create_async_engine(
        without_options(url),
        pool_size=size,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={
            **options_of(url),
            "server_settings": _SETTINGS | settings,
            "timeout": limits.connect,
            "command_timeout": limits.answer,
        },
        hide_parameters=True,
    )


class PostgresBell:
    """Wakes other processes by NOTIFY; they look at the database now and then all the same."""

    def __init__(self, url: URL, limits: Limits = SHARED) -> None:
        self._url = url
        self._limits = limits
        self._mark = secrets.token_hex(4)

    async def ring(self, connection: AsyncConnection, bot_id: BotId) -> None:
        """Have it told when the transaction is committed."""
        await connection.execute(select(func.pg_notify(_CHANNEL, f"{bot_id} {self._mark}")))

    async def listen(self, called: Callable[[BotId], None]) -> None:
        """Call for every change of another process; a connection that breaks is made anew."""
        # where the database is a file, it is not needed, and takes its time to be imported
        import asyncpg  # noqa: PLC0415

        while True:
            try:
                await self._hear(called)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("bell.not_heard", reason=type(error).__name__)
            await asyncio.sleep(_HEAR_AGAIN_SECONDS)

    async def _hear(self, called: Callable[[BotId], None]) -> None:
        import asyncpg  # noqa: PLC0415

        connection = await asyncpg.connect(**_arguments_of(self._url, self._limits))
        broken = asyncio.Event()

        def heard(_connection: object, _pid: int, _channel: str, payload: object) -> None:
            bot_id, _, mark = str(payload).partition(" ")
            if mark != self._mark:
                called(BotId(int(bot_id)))

        try:
            connection.add_termination_listener(lambda _connection: broken.set())
            await connection.add_listener(_CHANNEL, heard)
            while not broken.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(broken.wait(), self._limits.still_there)
                    break
                # a line that was cut says nothing by itself
                await connection.execute("SELECT 1")
        finally:
            connection.terminate()


def _arguments_of(url: URL, limits: Limits) -> dict[str, Any]:
    """What the URL says, its options too, as an engine tells it to the driver."""
    plain = without_options(url)
    _, given = plain.get_dialect()().create_connect_args(plain)
    arguments = {**given, **drivers_options_of(url)}
    waits = {"timeout": limits.connect, "command_timeout": limits.connect}
    return arguments | waits | {"server_settings": dict(_SETTINGS)}


def failure_of(error: BaseException, url: URL) -> StoreFailure | None:
    """What an error of PostgreSQL means for the store; None for a mistake of our own."""
    # options may hold a password, too
    name = f"the database {url.set(query={}).render_as_string(hide_password=True)}"
    if isinstance(error, PoolTimeout):
        return StoreBusy(f"{name} has too many readers: try again")
    if isinstance(error, OSError):
        secured = ", and that it speaks TLS as the option ssl asks" if "ssl" in url.query else ""
        return StoreUnusable(
            f"{name} is not reached: check database.url and that it runs{secured}"
        )
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if state in _BUSY_STATES:
        return StoreBusy(f"{name} is locked by another program: try again later")
    if state in _FULL_STATES:
        return StoreUnusable(f"{name} cannot grow: the disk is full, make room")
    if state in _READ_ONLY_STATES:
        return StoreUnusable(f"{name} is read-only: give its user the right to write")
    if state in _NOT_LET_IN_STATES:
        return StoreUnusable(f"{name} does not let this user in: check the user and its password")
    if state in _NO_SUCH_DATABASE_STATES:
        return StoreUnusable(
            f"{name} is not on that server: make it (createdb), or check its name"
        )
    is_gone = isinstance(error, InterfaceError | OperationalError) or error.connection_invalidated
    if is_gone or str(state or "").startswith(_UNREACHED_STATES):
        return StoreUnusable(f"{name} is not reached: check database.url and that it runs")
    return None
