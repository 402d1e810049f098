"""Opening SQLite: one file, many readers, one writer at a time."""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry, NullPool

from bot.errors import StoreBusy, StoreFailure, StoreUnusable
from bot.storage.one_hop import AT_ONCE, OneHopConnection

if sys.platform != "win32":
    import fcntl

PATIENCE = timedelta(seconds=5)
"""How long to wait for another program that holds the database."""

READER_COUNT = 4

# an answer that a manager approved must outlive a power cut; what was forgotten is overwritten
_PRAGMAS = ("PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON")
_WITH_FOREIGN_KEYS = (*_PRAGMAS, "PRAGMA foreign_keys = ON")

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_ADVICE = {
    sqlite3.SQLITE_READONLY: "is read-only: give the user of this program the right to write",
    sqlite3.SQLITE_PERM: "may not be used: give the user of this program the right to write",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check that its folder is there, and that the user"
    " of this program may read and write both",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full, make room",
    sqlite3.SQLITE_IOERR: "cannot be read or written: check the disk, which may be full",
    sqlite3.SQLITE_CORRUPT: "is damaged: put the newest backup in its place",
    sqlite3.SQLITE_NOTADB: "is not a database: check database.url",
}


_Connector = Callable[[], Awaitable[aiosqlite.Connection]]


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep other desks off this database while the block runs; a dead process lets go by itself.

    Raise StoreUnusable if another one has it, or where no lock can be taken.
    """
    if sys.platform == "win32":
        yield
        return
    # links to a file are names of one database
    real = path.resolve()
    try:
        lock = real.with_name(f"{real.name}.lock").open("a")
    except OSError as error:
        raise StoreUnusable(
            f"the folder {real.parent} cannot be written ({error.strerror}): give the user of"
            " this program the right to write, or name another database"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreUnusable(
                f"another jawab is running on {path}: stop that one, or name another database"
            ) from None
        yield


def writing_engine(path: Path, patience: timedelta) -> AsyncEngine:
    """The engine that changes things: one connection, whose transactions lock at once.

    A transaction that reads first and then writes would fail without waiting when somebody else
    wrote in between.
    """
    connect = _connector(path, "rwc", patience)
    return _engine(connect, begin="BEGIN IMMEDIATE", pragmas=_WITH_FOREIGN_KEYS, size=1)


def reading_engine(path: Path, patience: timedelta) -> AsyncEngine:
    """The engine that can only look; it never waits for writers."""
    connect = _connector(path, "ro", patience)
    return _engine(connect, begin="BEGIN", pragmas=(), size=READER_COUNT)


def upgrading_engine(path: Path, patience: timedelta) -> AsyncEngine:
    """The engine that changes tables; foreign keys are off, since tables are made anew."""
    connect = _connector(path, "rwc", patience)
    return _engine(connect, begin="BEGIN IMMEDIATE", pragmas=_PRAGMAS, size=None)


def _connector(path: Path, mode: str, patience: timedelta) -> _Connector:
    # at DEBUG it tells every statement with its values: what people wrote, and lead codes
    logging.getLogger("aiosqlite").setLevel(logging.INFO)

    def open_file() -> sqlite3.Connection:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=patience.total_seconds(),
            # the driver must not begin transactions by itself
            isolation_level=None,
        )

    def connect() -> Awaitable[aiosqlite.Connection]:
        connection = OneHopConnection(open_file, iter_chunk_size=AT_ONCE)
        # should a connection ever be left open, its thread must not hang the exit
        connection._thread.daemon = True  # noqa: SLF001
        return connection

    return connect


def _engine(
    connect: _Connector, *, begin: str, pragmas: tuple[str, ...], size: int | None
) -> AsyncEngine:
    if size is None:
        engine = create_async_engine(
            "sqlite+aiosqlite://", async_creator=connect, poolclass=NullPool, hide_parameters=True
        )
    else:
        engine = create_async_engine(
            "sqlite+aiosqlite://",
            async_creator=connect,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=size,
            max_overflow=0,
            hide_parameters=True,
        )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def prepare_file(path: Path, patience: timedelta = PATIENCE) -> None:
    """Make the folder and the file, in WAL mode; raise StoreBusy or StoreUnusable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(
            f"the folder {path.parent} cannot be made ({error.strerror}): check database.url"
        ) from error
    try:
        connection = sqlite3.connect(path, timeout=patience.total_seconds(), isolation_level=None)
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            # a read-only file is only noticed by writing to it
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("PRAGMA user_version = 1")
            connection.execute("ROLLBACK")
        finally:
            connection.close()
    except sqlite3.Error as error:
        failure = failure_of(error, path)
        if failure is None:
            raise
        raise failure from error
    if mode != "wal":
        raise StoreUnusable(
            f"the database {path} cannot use write-ahead logging: put it on a local disk"
        )


def copy(source: Path, target: Path) -> None:
    """Copy a database that may be in use; raise StoreBusy or StoreUnusable.

    The copy appears under its name only when it is whole.
    """
    if not source.is_file():
        raise StoreUnusable(f"there is no database {source} to copy: check database.url")
    if target.exists():
        raise StoreUnusable(f"{target} is there already: name a file that is not")
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        make_for(source, unfinished)
        _copy_pages(source, unfinished)
        unfinished.rename(target)
    except sqlite3.Error as error:
        is_target = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
        failure = failure_of(error, target if is_target else source)
        if failure is None:
            raise
        raise failure from error
    except OSError as error:
        raise StoreUnusable(f"the copy {target} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def make_for(source: Path, target: Path) -> None:
    """Make an empty file that those may read who may read another; raise OSError."""
    mode = source.stat().st_mode & 0o777 | 0o600
    target.touch(mode=0o600)
    target.chmod(mode)


def _copy_pages(source: Path, target: Path) -> None:
    original = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        is_ours = original.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone()[0]
        if not is_ours:
            raise StoreUnusable(
                f"the database {source} holds nothing of jawab's, there is nothing to copy:"
                " check database.url"
            )
        duplicate = sqlite3.connect(target)
        try:
            original.backup(duplicate)
        finally:
            duplicate.close()
    finally:
        original.close()


def failure_of(error: BaseException, path: Path) -> StoreFailure | None:
    """What an error of SQLite means for the store; None for a mistake of our own."""
    if isinstance(error, PoolTimeout):
        return StoreBusy(f"the database {path} has too many readers: try again")
    cause = error.orig if isinstance(error, DBAPIError) else error
    # extended codes keep the kind in the lowest byte
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return None
    if code & 0xFF in _BUSY:
        return StoreBusy(
            f"the database {path} is locked by another program:"
            " stop the other program, or try again later"
        )
    advice = _ADVICE.get(code & 0xFF)
    return None if advice is None else StoreUnusable(f"the database {path} {advice}")
