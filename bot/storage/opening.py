"""Opening a store by its URL, backing it up, bringing it to this version."""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import SettingsInvalid, StoreUnusable
from bot.ports import Store
from bot.storage import postgres, sqlite
from bot.storage.postgres_options import options_of
from bot.storage.store import Engines, SqlStore, Translate, translated
from bot.storage.upgrade import HEAD, migrate, version_of

_LARGEST_PORT = 65535
_EXAMPLE = "sqlite+aiosqlite:///data/jawab.db"
_SERVER_EXAMPLE = "postgresql+asyncpg://user:password@host:5432/name"


async def open_store(
    url: str, *, prepare: bool = True, patience: timedelta = sqlite.PATIENCE
) -> Store:
    """Open the database; with `prepare` it is made, or brought to this version, where need be.

    Without, a missing or older one is refused, as is fit for looking at a bot's database from
    outside. `patience` is how long to wait for another program that holds it. Raise
    SettingsInvalid (the URL), StoreBusy or StoreUnusable.
    """
    parsed = parsed_url(url)
    if prepare:
        await upgrade(url, patience=patience)
        return _store(parsed, patience)
    if parsed.get_backend_name() == "sqlite":
        require_file(path_of(parsed))
    store = _store(parsed, patience)
    try:
        await require_current(store.readers, parsed)
    except BaseException:
        await store.close()
        raise
    return store


async def upgrade(url: str, *, patience: timedelta = sqlite.PATIENCE) -> Path | None:
    """Bring the database to this version, after a copy of its file where it is not empty.

    Return where the copy is, None if none was needed. Raise as `open_store`.
    """
    parsed = parsed_url(url)
    if parsed.get_backend_name() == "sqlite":
        await asyncio.to_thread(sqlite.prepare_file, path_of(parsed), patience)
    engine = upgrading_engine(parsed, patience)
    kept = None
    try:
        with translated_for(parsed):
            version = await version_of(engine)
            if version is not None and version != HEAD:
                kept = await keep(parsed, version)
            if version != HEAD:
                await _migrate_unless_done(engine)
    finally:
        await engine.dispose()
    return kept


async def _migrate_unless_done(engine: AsyncEngine) -> None:
    """Processes that start together all want to; one does it."""
    try:
        await migrate(engine)
    except SQLAlchemyError:
        if await version_of(engine) != HEAD:
            raise


async def backup(url: str, target: Path) -> None:
    """Copy the database to a new file, also while the bot runs. Raise as `open_store`."""
    parsed = parsed_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise SettingsInvalid("database.url: back up PostgreSQL with its own pg_dump")
    await asyncio.to_thread(sqlite.copy, path_of(parsed), target)


def held(url: str) -> AbstractContextManager[None]:
    """Keep other desks off this database while the block runs. Raise StoreUnusable if one has it.

    With PostgreSQL it is up to whoever starts them.
    """
    parsed = parsed_url(url)
    return sqlite.held(path_of(parsed)) if parsed.get_backend_name() == "sqlite" else nullcontext()


def parsed_url(url: str) -> URL:
    """What a URL says, with the driver that we use; raise SettingsInvalid."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsInvalid(f"database.url is no URL: write it as {_EXAMPLE}") from error
    except ValueError:
        # what is taken for a port may be the rest of a password
        raise SettingsInvalid(
            f"database.url: the port is no number (hint: {_SERVER_EXAMPLE}; signs in a password"
            " are written with %, such as %40 for @)"
        ) from None
    match parsed.get_backend_name():
        case "sqlite":
            if parsed.database in (None, "", ":memory:"):
                raise SettingsInvalid(f"database.url names no file: write it as {_EXAMPLE}")
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql":
            if parsed.port is not None and parsed.port > _LARGEST_PORT:
                raise SettingsInvalid(
                    f"database.url: there is no port {parsed.port} (hint: PostgreSQL's is 5432)"
                )
            options_of(parsed)
            return parsed.set(drivername="postgresql+asyncpg")
        case other:
            raise SettingsInvalid(
                f"database.url: {other} is not supported:"
                " use sqlite+aiosqlite or postgresql+asyncpg"
            )


def url_of_file(name: str) -> str:
    """The URL of a file, whatever characters its name has."""
    return URL.create("sqlite+aiosqlite", database=name).render_as_string()


def name_of(url: URL) -> str:
    """A URL for people to read: without password, and without options, which may hold one."""
    return url.set(query={}).render_as_string(hide_password=True)


def path_of(url: URL) -> Path:
    """Where the file of SQLite is."""
    assert url.database is not None
    return Path(url.database)


def require_file(path: Path) -> None:
    """Raise StoreUnusable if there is no such database."""
    if not path.is_file():
        raise StoreUnusable(
            f"there is no database {path}: start the bot once, or check database.url"
        )


async def require_current(engine: AsyncEngine, url: URL) -> None:
    """Raise StoreUnusable if the tables are of another version."""
    with translated_for(url):
        version = await version_of(engine)
    if version is None:
        raise StoreUnusable(
            f"the database {name_of(url)} has no tables yet: start the bot once, put back a"
            " backup, or check database.url"
        )
    if version != HEAD:
        raise StoreUnusable("the database is of an older version: run `jawab db upgrade`")


async def require_nobody(connection: AsyncConnection, url: URL) -> None:
    """Raise StoreUnusable if a desk is at work: of SQLite `held` tells, PostgreSQL is asked."""
    if connection.dialect.name != "postgresql":
        return
    with translated_for(url):
        others = await connection.scalar(text(postgres.OTHERS_CONNECTED))
    if others:
        raise StoreUnusable(f"another jawab is running on {name_of(url)}: stop that one first")


async def keep(url: URL, version: str) -> Path | None:
    """Copy the file of SQLite before its tables change; None for a server, which has backups."""
    if url.get_backend_name() != "sqlite":
        return None
    path = path_of(url)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = path.with_name(f"{path.name}.{version}.{moment}.backup")
    await asyncio.to_thread(sqlite.copy, path, kept)
    return kept


def upgrading_engine(url: URL, patience: timedelta = sqlite.PATIENCE) -> AsyncEngine:
    """The engine that changes tables."""
    if url.get_backend_name() == "sqlite":
        return sqlite.upgrading_engine(path_of(url), patience)
    return postgres.upgrading_engine(url)


def engines_of(
    url: URL, patience: timedelta = sqlite.PATIENCE, *, is_alone: bool = False
) -> Engines:
    """Both engines of a database, nothing of which is looked at yet.

    Where somebody `is_alone` with it, a server lets them take any time for each step.
    """
    if url.get_backend_name() == "sqlite":
        path = path_of(url)
        return Engines(
            readers=sqlite.reading_engine(path, patience),
            writer=sqlite.writing_engine(path, patience),
        )
    limits = postgres.ALONE if is_alone else postgres.SHARED
    return Engines(
        readers=postgres.reading_engine(url, limits),
        writer=postgres.writing_engine(url, limits),
    )


def _store(url: URL, patience: timedelta) -> SqlStore:
    """A server may have other processes of ours; a file has one."""
    is_server = url.get_backend_name() != "sqlite"
    return SqlStore(
        engines_of(url, patience),
        translate=_translator(url),
        bell=postgres.PostgresBell(url) if is_server else None,
    )


def _translator(url: URL) -> Translate:
    if url.get_backend_name() == "sqlite":
        return lambda error: sqlite.failure_of(error, path_of(url))
    return lambda error: postgres.failure_of(error, url)


def translated_for(url: URL) -> AbstractContextManager[None]:
    """Raise StoreBusy or StoreUnusable in place of what that database raises."""
    return translated(_translator(url))
