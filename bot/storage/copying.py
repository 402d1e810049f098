"""Copying all tables from one database to another, of whichever kind the two are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import URL, RowMapping, Table, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import SettingsInvalid, StoreUnusable
from bot.storage.opening import (
    engines_of,
    held,
    name_of,
    parsed_url,
    path_of,
    require_current,
    require_file,
    require_nobody,
    translated_for,
    upgrade,
    upgrading_engine,
)
from bot.storage.schema import metadata
from bot.storage.upgrade import HEAD, version_of

BATCH = 500
"""Rows that are held in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What was copied; tables without rows do not count."""

    table_count: int
    row_count: int


async def count_rows(source: str) -> int:
    """How many rows a copy of this database will have; raise SettingsInvalid or StoreFailure."""
    url = parsed_url(source)
    async with _read(url) as connection:
        with translated_for(url):
            return sum((await _counts(connection)).values())


async def copy_all(
    source: str, target: str, *, done: Callable[[int], None] = lambda _rows: None
) -> Copied:
    """Copy every row of `source` into the empty database `target`, in one transaction.

    Tables of the target are made where there are none. `done` hears how many more rows are there.
    Raise SettingsInvalid for URLs, StoreUnusable where a desk is at work on either of them, where
    the target is not empty, or where what arrived is not what was there.
    """
    from_url, to_url = parsed_url(source), parsed_url(target)
    if _is_same(from_url, to_url):
        raise SettingsInvalid("source and target are the same database: name another target")
    if from_url.get_backend_name() == "sqlite":
        require_file(path_of(from_url))
    async with AsyncExitStack() as stack:
        stack.enter_context(held(source))
        reading = await stack.enter_async_context(_read(from_url))
        await require_nobody(reading, from_url)
        await _prepare(target)
        stack.enter_context(held(target))
        writing = await stack.enter_async_context(_written(to_url))
        await require_nobody(writing, to_url)
        await _require_empty(writing, to_url)
        with translated_for(from_url):
            expected = await _counts(reading)
        for table in metadata.sorted_tables:
            async for rows in _batches(reading, from_url, table):
                await _write(writing, to_url, table, rows)
                done(len(rows))
        with translated_for(to_url):
            await _set_sequences(writing)
            arrived = await _counts(writing)
        _compare(expected, arrived)
    return Copied(
        table_count=sum(count > 0 for count in arrived.values()), row_count=sum(arrived.values())
    )


@asynccontextmanager
async def _read(url: URL) -> AsyncIterator[AsyncConnection]:
    """One consistent state of a database that is of this version."""
    if url.get_backend_name() == "sqlite":
        require_file(path_of(url))
    engines = engines_of(url, is_alone=True)
    try:
        await require_current(engines.readers, url)
        async with _connected(engines.readers, url) as connection:
            yield connection
    finally:
        await engines.dispose()


@asynccontextmanager
async def _written(url: URL) -> AsyncIterator[AsyncConnection]:
    """A transaction that is committed at the end, or not at all."""
    engines = engines_of(url, is_alone=True)
    try:
        async with _connected(engines.writer, url) as connection:
            yield connection
            with translated_for(url):
                await connection.commit()
    finally:
        await engines.dispose()


@asynccontextmanager
async def _connected(engine: AsyncEngine, url: URL) -> AsyncIterator[AsyncConnection]:
    with translated_for(url):
        connection = await engine.connect()
    try:
        yield connection
    finally:
        await connection.close()


async def _prepare(target: str) -> None:
    """Make the tables; a database that has some already is left as it is."""
    url = parsed_url(target)
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite and not await asyncio.to_thread(path_of(url).is_file):
        await upgrade(target)
        return
    engine = upgrading_engine(url)
    try:
        with translated_for(url):
            version = await version_of(engine)
    finally:
        await engine.dispose()
    if version is None:
        await upgrade(target)
    elif version != HEAD:
        raise StoreUnusable(f"the target {name_of(url)} is not empty: name a new database")


async def _require_empty(connection: AsyncConnection, url: URL) -> None:
    with translated_for(url):
        for table in metadata.sorted_tables:
            if (await connection.execute(select(table).limit(1))).first() is not None:
                raise StoreUnusable(
                    f"the target {name_of(url)} is not empty ({table.name}): name a new database"
                )


async def _counts(connection: AsyncConnection) -> dict[str, int]:
    return {
        table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
    }


async def _batches(
    connection: AsyncConnection, url: URL, table: Table
) -> AsyncIterator[Sequence[RowMapping]]:
    with translated_for(url):
        found = await connection.stream(
            select(table).order_by(*table.primary_key.columns),
            execution_options={"yield_per": BATCH},
        )
        async for rows in found.mappings().partitions():
            yield rows


async def _write(
    connection: AsyncConnection, url: URL, table: Table, rows: Sequence[RowMapping]
) -> None:
    try:
        with translated_for(url):
            await connection.execute(insert(table), [dict(row) for row in rows])
    except DBAPIError as error:
        # what the database says would quote the row
        raise StoreUnusable(
            f"a row of {table.name} does not fit ({type(error).__name__}):"
            " `jawab db check` looks for what is wrong"
        ) from error


async def _set_sequences(connection: AsyncConnection) -> None:
    """PostgreSQL goes on counting after the highest number; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        highest = await connection.scalar(select(func.max(column)))
        await connection.execute(
            select(
                func.setval(
                    func.pg_get_serial_sequence(table.name, column.name),
                    highest or 1,
                    highest is not None,
                )
            )
        )


def _compare(expected: dict[str, int], arrived: dict[str, int]) -> None:
    for name, count in expected.items():
        if arrived[name] != count:
            raise StoreUnusable(
                f"{name}: {count} rows were there and {arrived[name]} arrived: nothing was kept"
            )


def _is_same(one: URL, other: URL) -> bool:
    if {one.get_backend_name(), other.get_backend_name()} != {"sqlite"}:
        return one == other
    # a file may go by several names
    return path_of(one).resolve() == path_of(other).resolve()
