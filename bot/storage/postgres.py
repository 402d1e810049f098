"""Opening PostgreSQL: the server does what files and locks do elsewhere."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable

import structlog
from sqlalchemy import URL, func, select
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

_SETTINGS = {"timezone": "UTC", "lock_timeout": "5s", "application_name": "jawab"}

OTHERS_CONNECTED = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = 'jawab' AND pid <> pg_backend_pid()"
)
"""How many connections to this database jawab has besides the one that asks."""

# what the server says when two of us wanted the same (see its appendix "Error Codes")
_BUSY_STATES = {"55P03", "40001", "40P01", "53300"}
_FULL_STATES = {"53100"}
_READ_ONLY_STATES = {"25006", "42501"}
_NOT_LET_IN_STATES = {"28000", "28P01"}
_NO_SUCH_DATABASE_STATES = {"3D000"}
_UNREACHED_STATES = {"57P03", "57P01"}


def writing_engine(url: URL) -> AsyncEngine:
    """The engine that changes things; this process changes one thing at a time."""
    return _engine(url, read_only=False, size=1)


def reading_engine(url: URL) -> AsyncEngine:
    """The engine that can only look, at one consistent state per transaction."""
    engine = _engine(url, read_only=True, size=READER_COUNT)
    return engine.execution_options(isolation_level="REPEATABLE READ")


def upgrading_engine(url: URL) -> AsyncEngine:
    """The engine that changes tables."""
    return create_async_engine(
        without_options(url),
        poolclass=NullPool,
        connect_args={**options_of(url), "server_settings": dict(_SETTINGS)},
        hide_parameters=True,
    )


def _engine(url: URL, *, read_only: bool, size: int) -> AsyncEngine:
    settings = _SETTINGS | {"default_transaction_read_only": "on" if read_only else "off"}
    return create_async_engine(
        without_options(url),
        pool_size=size,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={**options_of(url), "server_settings": settings},
        hide_parameters=True,
    )


class PostgresBell:
    """Wakes other processes by NOTIFY; they look at the database now and then all the same."""

    def __init__(self, url: URL) -> None:
        plain = without_options(url).set(drivername="postgresql")
        self._url = plain.render_as_string(hide_password=False)
        self._options = drivers_options_of(url)
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

        connection = await asyncpg.connect(
            self._url, server_settings=dict(_SETTINGS), **self._options
        )
        broken = asyncio.Event()

        def heard(_connection: object, _pid: int, _channel: str, payload: object) -> None:
            bot_id, _, mark = str(payload).partition(" ")
            if mark != self._mark:
                called(BotId(int(bot_id)))

        try:
            connection.add_termination_listener(lambda _connection: broken.set())
            await connection.add_listener(_CHANNEL, heard)
            await broken.wait()
        finally:
            await connection.close()


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
    if state in _UNREACHED_STATES or is_gone:
        return StoreUnusable(f"{name} is not reached: check database.url and that it runs")
    return None
