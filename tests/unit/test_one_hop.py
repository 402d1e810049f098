"""Statements that do everything in one trip to the database's thread."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.one_hop import AT_ONCE
from bot.storage.sqlite import prepare_file, writing_engine

MANY = 3 * AT_ONCE + 7


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    path = tmp_path / "numbers.db"
    prepare_file(path)
    engine = writing_engine(path, timedelta(seconds=1))
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE numbers (n INTEGER PRIMARY KEY)"))
        await connection.execute(
            text("INSERT INTO numbers VALUES (:n)"), [{"n": n} for n in range(MANY)]
        )
    yield engine
    await engine.dispose()


@pytest.mark.parametrize("count", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE, MANY])
async def test_every_row_comes_however_many_there_are(engine: AsyncEngine, count: int) -> None:
    async with engine.begin() as connection:
        found = await connection.execute(
            text("SELECT n FROM numbers ORDER BY n LIMIT :count"), {"count": count}
        )
        assert [n for (n,) in found] == list(range(count))


async def test_a_stream_gives_its_rows_in_parts(engine: AsyncEngine) -> None:
    seen: list[int] = []
    async with engine.begin() as connection:
        stream = await connection.stream(text("SELECT n FROM numbers ORDER BY n"))
        async for rows in stream.partitions(300):
            assert len(rows) <= 300
            seen += [n for (n,) in rows]
    assert seen == list(range(MANY))


async def test_rows_that_nobody_fetches_hold_nothing_up(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        # when a stream is left after its first row
        stream = await connection.stream(text("SELECT n FROM numbers ORDER BY n"))
        assert await stream.fetchone() == (0,)
        await stream.close()
        # then the table can be dropped, which an open statement would forbid
        await connection.execute(text("DROP TABLE numbers"))


async def test_a_row_that_cannot_be_read_holds_nothing_up(engine: AsyncEngine) -> None:
    # given a text that is none
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE words (word TEXT)"))
        await connection.execute(
            text("INSERT INTO words VALUES (CAST(x'c328' AS TEXT)), ('whole')")
        )
    async with engine.begin() as connection:
        # when reading it fails, and somebody remembers how
        with pytest.raises(OperationalError) as failed:
            await connection.execute(text("SELECT word FROM words"))
        # then the table can be dropped, which an open statement would forbid
        await connection.execute(text("DROP TABLE words"))
    assert "UTF-8" in str(failed.value)


async def test_the_number_of_changed_rows_is_known_with_returning_too(
    engine: AsyncEngine,
) -> None:
    async with engine.begin() as connection:
        changed = await connection.execute(text("UPDATE numbers SET n = -n WHERE n > 2990"))
        assert changed.rowcount == MANY - 2991
        returned = await connection.execute(text("DELETE FROM numbers WHERE n < 0 RETURNING n"))
        assert len(returned.all()) == MANY - 2991


async def test_what_the_database_refuses_is_told_and_the_rest_goes_on(
    engine: AsyncEngine,
) -> None:
    with pytest.raises(IntegrityError):
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO numbers VALUES (1)"))
    async with engine.begin() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM numbers")) == MANY
