"""Taking a database down to an older version, and what is lost by it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    URL,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    Text,
    and_,
    cast,
    func,
    inspect,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreUnusable
from bot.storage.opening import (
    held,
    keep,
    parsed_url,
    path_of,
    require_file,
    require_nobody,
    translated_for,
    upgrading_engine,
)
from bot.storage.upgrade import REVISIONS, go_down, version_of

_OF_ALEMBIC = "alembic_version"
_STILL_NEEDED = "2BP01"
"""PostgreSQL's state where something else depends on what is to go."""
_EMPTY = ("", "[]", "0")
"""What columns hold in rows that have nothing there, besides NULL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Something that an older version does not know, and in how many rows there is any of it.

    A table, a column of one that stays, or rows of one that stays.
    """

    what: Literal["table", "column", "rows"]
    name: str
    row_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WayDown:
    """What going down does: the versions, what is lost, and tables that come back with rows."""

    version: str
    revision: str
    lost: tuple[Lost, ...]
    regained: Mapping[str, int]


async def look_down(url: str, revision: str) -> WayDown:
    """Try out what going down loses, and take it back; nothing is changed.

    Raise SettingsInvalid (the URL), StoreBusy, or StoreUnusable where one cannot go there, and
    where a desk is at work.
    """
    parsed = parsed_url(url)
    async with _alone(url, parsed, revision) as (connection, version):
        before = await connection.run_sync(_seen)
        await _go(connection, parsed, revision)
        after = await connection.run_sync(_seen)
        await connection.rollback()
        with translated_for(parsed):
            lost = [one async for one in _lost(connection, before, after)]
    return WayDown(
        version=version,
        revision=revision,
        lost=tuple(lost),
        regained={name: after[name].row_count for name in sorted(after.keys() - before.keys())},
    )


async def downgrade(url: str, revision: str) -> Path | None:
    """Take the database down, after a copy of its file; return where that is, None for a server.

    All of it is done or nothing. Raise as `look_down`.
    """
    parsed = parsed_url(url)
    async with _alone(url, parsed, revision) as (connection, version):
        kept = await keep(parsed, version)
        await _go(connection, parsed, revision)
        with translated_for(parsed):
            await connection.commit()
    return kept


@dataclass(frozen=True, slots=True)
class _Seen:
    table: Table
    row_count: int


@asynccontextmanager
async def _alone(
    url: str, parsed: URL, revision: str
) -> AsyncIterator[tuple[AsyncConnection, str]]:
    """A transaction in a database that no desk works on and nobody else can write, its version."""
    if parsed.get_backend_name() == "sqlite":
        require_file(path_of(parsed))
    engine = upgrading_engine(parsed)
    try:
        with held(url):
            with translated_for(parsed):
                version = _checked(await version_of(engine), revision)
                connection = await engine.connect()
            try:
                with translated_for(parsed):
                    await connection.begin()
                await require_nobody(connection, parsed)
                yield connection, version
            finally:
                await connection.close()
    finally:
        await engine.dispose()


def _checked(version: str | None, revision: str) -> str:
    if revision not in REVISIONS:
        raise StoreUnusable(
            f"there is no version {revision} of the tables: name one of {REVISIONS[0]} to"
            f" {REVISIONS[-1]}; an older program says which it knows when it refuses this database"
        )
    if version is None:
        raise StoreUnusable("the database has no tables yet: there is nothing to go down from")
    if version == revision:
        raise StoreUnusable(f"the database is of version {revision} already")
    if version < revision:
        raise StoreUnusable(
            f"the database is of version {version}, which is older than {revision}: `jawab db"
            " upgrade` brings it up"
        )
    return version


async def _go(connection: AsyncConnection, url: URL, revision: str) -> None:
    try:
        with translated_for(url):
            await connection.run_sync(go_down, revision)
    except DBAPIError as error:
        raise StoreUnusable(
            f"the tables cannot be taken down ({_reason(error)}): is there an index, view or"
            " trigger of your own that needs what is dropped? Nothing was changed"
        ) from error


def _reason(error: DBAPIError) -> str:
    """What the database says; PostgreSQL names what depends on a column only in the details."""
    said = getattr(error.orig, "__cause__", None)
    is_needed = getattr(said, "sqlstate", None) == _STILL_NEEDED
    detail = getattr(said, "detail", None) if is_needed else None
    return f"{error.orig}: {detail}" if detail else str(error.orig)


def _seen(connection: Connection) -> dict[str, _Seen]:
    """Every table as it is now, and how many rows it has."""
    tables = MetaData()
    names = inspect(connection).get_table_names()
    tables.reflect(connection, only=[name for name in names if name != _OF_ALEMBIC])
    return {
        name: _Seen(table, connection.scalar(select(func.count()).select_from(table)) or 0)
        for name, table in tables.tables.items()
    }


async def _lost(
    connection: AsyncConnection, before: Mapping[str, _Seen], after: Mapping[str, _Seen]
) -> AsyncIterator[Lost]:
    for name, seen in sorted(before.items()):
        if name not in after:
            yield Lost(what="table", name=name, row_count=seen.row_count)
            continue
        for column in seen.table.columns:
            if column.name not in after[name].table.columns:
                filled = select(func.count()).select_from(seen.table).where(_is_filled(column))
                count = await connection.scalar(filled) or 0
                yield Lost(what="column", name=f"{name}.{column.name}", row_count=count)
        gone = seen.row_count - after[name].row_count
        if gone > 0:
            yield Lost(what="rows", name=name, row_count=gone)


def _is_filled(column: Column[Any]) -> ColumnElement[bool]:
    return and_(column.is_not(None), cast(column, Text).not_in(_EMPTY))
