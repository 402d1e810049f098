"""Everything goes from SQLite to PostgreSQL and back, and nothing gets lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import SettingsInvalid, StoreUnusable
from bot.storage import copying
from bot.storage.copying import copy_all, count_rows
from bot.storage.opening import engines_of, held, open_store, parsed_url
from bot.storage.schema import metadata
from tests import postgres
from tests.any_rows import fill
from tests.contract.store_values import BOT, NOW, an_update
from tests.databases import open_at


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """A database with three rows in each table."""
    path = tmp_path / "jawab.db"
    await (await open_at(path)).close()
    engines = engines_of(parsed_url(url_of(path)))
    async with engines.writer.begin() as connection:
        for number in (1, 2, 70):
            await connection.run_sync(fill, metadata, number)
    await engines.dispose()
    return path


async def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    engines = engines_of(parsed_url(url))
    async with engines.readers.connect() as connection:
        found = {
            table.name: [
                tuple(row)
                for row in await connection.execute(
                    sa.select(table).order_by(*table.primary_key.columns)
                )
            ]
            for table in metadata.sorted_tables
        }
    await engines.dispose()
    return found


async def test_all_rows_go_to_postgresql_and_back(
    file: Path, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a database with rows in all tables, an empty server, and batches of two
    await postgres.emptied(postgres_url)
    monkeypatch.setattr(copying, "BATCH", 2)
    expected, steps = await rows_of(url_of(file)), []

    # when it is copied there and back
    there = await copy_all(url_of(file), postgres_url, done=steps.append)
    back = tmp_path / "new" / "back.db"
    again = await copy_all(postgres_url, url_of(back))

    # then every row is as it was, and was counted
    assert await rows_of(postgres_url) == expected
    assert await rows_of(url_of(back)) == expected
    assert there == again
    assert (there.table_count, there.row_count) == (len(expected), 3 * len(expected))
    assert sum(steps) == there.row_count == await count_rows(postgres_url)

    # and the server goes on counting where it was
    store = await open_store(postgres_url)
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(900)], at=NOW)
    async with store.reading() as tx:
        assert (await tx.counts()).updates == 4
    # while a desk is at work on it, it is not copied
    with pytest.raises(StoreUnusable, match="another jawab is running"):
        await copy_all(postgres_url, url_of(tmp_path / "third.db"))
    await store.close()
    assert [row[0] for row in (await rows_of(postgres_url))["updates"]] == [1, 2, 70, 71]

    # and what is not empty is no target
    with pytest.raises(StoreUnusable, match="not empty"):
        await copy_all(url_of(file), postgres_url)


async def test_a_copy_that_fails_leaves_the_target_empty(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a target that takes all but the last table
    target, tables = tmp_path / "target.db", metadata.sorted_tables
    write = copying._write

    async def write_some(connection, url, table, rows) -> None:
        if table is not tables[-1]:
            await write(connection, url, table, rows)

    monkeypatch.setattr(copying, "_write", write_some)

    # when it is copied
    with pytest.raises(StoreUnusable, match=rf"{tables[-1].name}: 3 rows were there and 0"):
        await copy_all(url_of(file), url_of(target))

    # then nothing is there, and the next try succeeds
    assert await count_rows(url_of(target)) == 0
    monkeypatch.undo()
    assert (await copy_all(url_of(file), url_of(target))).row_count == 3 * len(tables)


async def test_what_cannot_be_copied_is_said_so(file: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="the same database"):
        await copy_all(url_of(file), url_of(file))
    with pytest.raises(StoreUnusable, match="no database"):
        await copy_all(url_of(tmp_path / "none.db"), url_of(tmp_path / "target.db"))
    with held(url_of(file)), pytest.raises(StoreUnusable, match="another jawab is running"):
        await copy_all(url_of(file), url_of(tmp_path / "target.db"))
    assert not (tmp_path / "target.db").exists()


async def test_a_server_that_refuses_is_told_from_one_that_is_not_there(
    file: Path, postgres_url: str
) -> None:
    there = sa.make_url(postgres_url)
    nobody = there.set(username="nobody_we_know", password="canary")
    refused = {"does not let this user in": nobody, "createdb": there.set(database="never_made")}

    for words, url in refused.items():
        with pytest.raises(StoreUnusable, match=words) as refusal:
            await copy_all(url_of(file), url.render_as_string(hide_password=False))

        assert "canary" not in str(refusal.value)
