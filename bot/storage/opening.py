"""Opening a store by its URL, backing it up, bringing it to this version."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SettingsInvalid, StoreFailure, StoreUnusable
from bot.ports import Store
from bot.storage import postgres, sqlite
from bot.storage.store import SqlStore
from bot.storage.upgrade import HEAD, migrate, version_of

_EXAMPLE = "sqlite+aiosqlite:///data/jawab.db"


async def open_store(url: str, *, prepare: bool = True) -> Store:
    """Open the database; with `prepare` it is made, or brought to this version, where need be.

    Without, a missing or older one is refused, as is fit for looking at somebody else's. Raise
    SettingsInvalid (the URL), StoreBusy or StoreUnusable.
    """
    parsed = _parsed(url)
    if prepare:
        await upgrade(url)
    elif parsed.get_backend_name() == "sqlite":
        _require_file(_path(parsed))
    store = _store(parsed)
    if not prepare:
        try:
            await _require_current(parsed)
        except BaseException:
            await store.close()
            raise
    return store


async def upgrade(url: str) -> Path | None:
    """Bring the database to this version, after a copy of its file where it is not empty.

    Return where the copy is, None if none was needed. Raise as `open_store`.
    """
    parsed = _parsed(url)
    path = _path(parsed) if parsed.get_backend_name() == "sqlite" else None
    if path is not None:
        await asyncio.to_thread(sqlite.prepare_file, path)
    engine = _upgrading_engine(parsed)
    try:
        version = await version_of(engine)
        if version == HEAD:
            return None
        kept = None if path is None or version is None else await _keep(path, version)
        await migrate(engine)
    except (SQLAlchemyError, OSError) as error:
        failure = _failure_of(error, parsed)
        if failure is None:
            raise
        raise failure from error
    finally:
        await engine.dispose()
    return kept


async def backup(url: str, target: Path) -> None:
    """Copy the database to a new file, also while the bot runs. Raise as `open_store`."""
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite":
        raise SettingsInvalid("database.url: back up PostgreSQL with its own pg_dump")
    await asyncio.to_thread(sqlite.copy, _path(parsed), target)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsInvalid(f"database.url is no URL: write it as {_EXAMPLE}") from error
    match parsed.get_backend_name():
        case "sqlite":
            if parsed.database in (None, "", ":memory:"):
                raise SettingsInvalid(f"database.url names no file: write it as {_EXAMPLE}")
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql":
            return parsed.set(drivername="postgresql+asyncpg")
        case other:
            raise SettingsInvalid(
                f"database.url: {other} is not supported:"
                " use sqlite+aiosqlite or postgresql+asyncpg"
            )


def _path(url: URL) -> Path:
    assert url.database is not None
    return Path(url.database)


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise StoreUnusable(
            f"there is no database {path}: start the bot once, or check database.url"
        )


async def _require_current(url: URL) -> None:
    engine = _upgrading_engine(url)
    try:
        version = await version_of(engine)
    except (SQLAlchemyError, OSError) as error:
        failure = _failure_of(error, url)
        if failure is None:
            raise
        raise failure from error
    finally:
        await engine.dispose()
    if version != HEAD:
        raise StoreUnusable("the database is of an older version: run `jawab db upgrade`")


async def _keep(path: Path, version: str) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = path.with_name(f"{path.name}.{version}.{moment}.backup")
    await asyncio.to_thread(sqlite.copy, path, kept)
    return kept


def _store(url: URL) -> SqlStore:
    if url.get_backend_name() == "sqlite":
        path = _path(url)
        return SqlStore(
            readers=sqlite.reading_engine(path),
            writer=sqlite.writing_engine(path),
            translate=lambda error: sqlite.failure_of(error, path),
        )
    return SqlStore(
        readers=postgres.reading_engine(url),
        writer=postgres.writing_engine(url),
        translate=lambda error: postgres.failure_of(error, url),
    )


def _upgrading_engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() == "sqlite":
        return sqlite.upgrading_engine(_path(url))
    return postgres.upgrading_engine(url)


def _failure_of(error: BaseException, url: URL) -> StoreFailure | None:
    if url.get_backend_name() == "sqlite":
        return sqlite.failure_of(error, _path(url))
    return postgres.failure_of(error, url)
