"""Opening, upgrading and backing up a SQLite store, and what is said when it cannot be used."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import CommunityId
from bot.errors import SettingsInvalid, StoreBusy, StoreUnusable
from bot.storage import sqlite
from bot.storage import upgrade as upgrading
from bot.storage.opening import backup, held, open_store, upgrade
from bot.storage.schema import metadata
from bot.storage.upgrade import HEAD, REVISIONS
from tests.contract.store_values import BOT, NOW, a_comment, a_seed, an_update


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "data" / "jawab.db"


async def make(path: Path) -> None:
    """Make a database with one update in it."""
    store = await open_store(url_of(path))
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1)], at=NOW)
    await store.close()


async def update_count(path: Path) -> int:
    store = await open_store(url_of(path), prepare=False)
    try:
        async with store.reading() as tx:
            return (await tx.counts()).updates
    finally:
        await store.close()


@contextmanager
def held_by_another_program(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def set_version(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [version])
        connection.commit()


async def test_the_folder_and_the_database_are_made_at_the_first_start(path) -> None:
    await make(path)

    assert await update_count(path) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_a_name_with_any_character_in_it_is_only_a_name(tmp_path) -> None:
    path = tmp_path / "चाय & co #1 50%" / "a b.db"
    await make(path)

    assert path.is_file()


async def test_a_closed_store_leaves_no_thread_behind(path) -> None:
    store = await open_store(url_of(path))
    async with store.writing() as tx, store.reading():
        await tx.directory.set_value("a", "b", is_shared=True)

    await store.close()

    assert [each.name for each in threading.enumerate() if "aiosqlite" in each.name.lower()] == []


async def test_the_connection_for_reading_cannot_write(path) -> None:
    store = await open_store(url_of(path))
    try:
        with pytest.raises(StoreUnusable, match="read-only"):
            async with store.reading() as tx:
                await tx.directory.set_value("a", "b", is_shared=True)
    finally:
        await store.close()


@pytest.mark.parametrize(
    "comments",
    [
        pytest.param([a_comment(community_id=CommunityId(9))], id="of no community"),
        pytest.param([a_comment(), a_comment()], id="made of the same message"),
    ],
)
async def test_comments_that_cannot_be_are_refused_by_the_tables(path, comments) -> None:
    store = (await open_store(url_of(path))).of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())

    async def add_all() -> None:
        async with store.writing() as tx:
            for comment in comments:
                await tx.comments.add(comment)

    with pytest.raises(IntegrityError):
        await add_all()
    async with store.reading() as tx:
        assert (await tx.counts()).comments == 0
    await store.close()


# --- migrations ---------------------------------------------------------------------------------


async def test_the_migrations_make_the_tables_that_the_queries_expect(path) -> None:
    await upgrade(url_of(path))

    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_every_migration_is_known_and_the_last_one_is_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(upgrading.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)

    assert [each.revision for each in scripts.walk_revisions()][::-1] == list(REVISIONS)
    assert scripts.get_current_head() == HEAD


async def test_upgrading_says_nothing_and_a_second_time_does_nothing(path, capfd) -> None:
    assert await upgrade(url_of(path)) is None
    await make(path)
    assert await upgrade(url_of(path)) is None

    assert await update_count(path) == 1
    assert [each.name for each in path.parent.glob("*.backup")] == []
    assert capfd.readouterr() == ("", "")


async def test_a_database_is_copied_before_it_is_migrated(path, monkeypatch) -> None:
    # given a database that is one version behind
    await make(path)
    set_version(path, "0000")
    monkeypatch.setattr(upgrading, "REVISIONS", ("0000", *REVISIONS))

    async def migrate(_engine: object) -> None:
        set_version(path, HEAD)

    monkeypatch.setattr("bot.storage.opening.migrate", migrate)

    # when it is upgraded
    kept = await upgrade(url_of(path))

    # then the copy is what it was before
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            "0000",
        )
        assert connection.execute("SELECT count(*) FROM updates").fetchone() == (1,)
    assert await update_count(path) == 1


async def test_a_database_of_a_newer_version_is_refused_and_not_touched(path) -> None:
    await make(path)
    set_version(path, "9999")

    with pytest.raises(StoreUnusable, match="newer version"):
        await open_store(url_of(path))
    with pytest.raises(StoreUnusable, match="newer version"):
        await open_store(url_of(path), prepare=False)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            "9999",
        )


async def test_the_database_of_another_program_is_refused(path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE customers (id)")

    with pytest.raises(StoreUnusable, match="another program"):
        await open_store(url_of(path))


# --- looking only -------------------------------------------------------------------------------


async def test_looking_at_a_missing_database_makes_none(path) -> None:
    with pytest.raises(StoreUnusable, match="no database"):
        await open_store(url_of(path), prepare=False)

    assert not path.parent.exists()


async def test_looking_works_while_somebody_else_writes(path) -> None:
    await make(path)

    with held_by_another_program(path):
        assert await update_count(path) == 1


async def test_looking_at_an_older_database_asks_for_the_upgrade(path) -> None:
    await make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (REVISIONS[-2],))
        connection.commit()

    with pytest.raises(StoreUnusable, match="jawab db upgrade"):
        await open_store(url_of(path), prepare=False)


async def test_looking_at_an_empty_file_asks_where_the_database_is(path) -> None:
    path.parent.mkdir()
    sqlite.prepare_file(path)

    with pytest.raises(StoreUnusable, match="no tables yet"):
        await open_store(url_of(path), prepare=False)


# --- what cannot be used ------------------------------------------------------------------------


NO_PATIENCE = timedelta(milliseconds=20)


async def test_a_database_that_somebody_else_holds_is_busy(path) -> None:
    await make(path)
    store = await open_store(url_of(path), patience=NO_PATIENCE)
    try:
        with held_by_another_program(path), pytest.raises(StoreBusy, match="locked"):
            async with store.writing():
                pass
        async with store.writing() as tx:
            await tx.directory.set_value("a", "b", is_shared=True)
    finally:
        await store.close()


async def test_a_start_while_somebody_else_holds_the_database_is_busy(path) -> None:
    await make(path)

    with held_by_another_program(path), pytest.raises(StoreBusy, match="locked"):
        await open_store(url_of(path), patience=NO_PATIENCE)


async def test_a_file_that_is_no_database_is_said_so(path) -> None:
    path.parent.mkdir()
    path.write_text("these are not the bytes of a database" * 100)

    with pytest.raises(StoreUnusable, match="not a database"):
        await open_store(url_of(path))


async def test_a_damaged_database_is_said_so(path) -> None:
    await make(path)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)

    with pytest.raises(StoreUnusable, match="damaged"):
        await open_store(url_of(path))


async def test_a_full_disk_is_said_so(path) -> None:
    # given a database that may not grow
    await make(path)
    store = await open_store(url_of(path))

    async def add_a_large_update() -> None:
        async with store.writing() as tx:
            connection = tx.updates._connection
            pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            await tx.updates.add(BOT, [an_update(2, "x" * 1_000_000)], at=NOW)

    # when a large update comes, then it is refused with a reason
    with pytest.raises(StoreUnusable, match="full"):
        await add_a_large_update()
    await store.close()


async def test_a_folder_that_cannot_be_made_is_said_so(tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreUnusable, match="cannot be made"):
        await open_store(url_of(tmp_path / "file" / "jawab.db"))


async def test_a_folder_in_place_of_the_file_is_said_so(tmp_path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        await open_store(url_of(tmp_path))


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://host/db", "sqlite+aiosqlite://", "sqlite:///:memory:"]
)
async def test_a_url_that_names_no_usable_database_is_refused(url) -> None:
    with pytest.raises(SettingsInvalid, match=r"database\.url"):
        await open_store(url)


async def test_a_postgresql_that_is_not_there_is_said_so_without_its_password() -> None:
    with pytest.raises(StoreUnusable, match="not reached") as refusal:
        await open_store("postgresql+asyncpg://jawab:secret@127.0.0.1:1/jawab")

    assert "secret" not in str(refusal.value)


# --- backups ------------------------------------------------------------------------------------


async def test_a_backup_is_whole_while_the_bot_writes(path, tmp_path) -> None:
    # given a bot that is in the middle of writing
    await make(path)
    store = await open_store(url_of(path))
    target = tmp_path / "kept" / "copy.db"
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(2)], at=NOW)
        # when it is backed up
        await backup(url_of(path), target)
    await store.close()

    # then the copy holds what was committed
    assert await update_count(target) == 1
    assert await update_count(path) == 2


async def test_a_backup_overwrites_nothing(path, tmp_path) -> None:
    await make(path)
    target = tmp_path / "precious"
    target.write_text("precious")

    with pytest.raises(StoreUnusable, match="is there already"):
        await backup(url_of(path), target)

    assert target.read_text() == "precious"


async def test_a_backup_of_nothing_is_refused(path, tmp_path) -> None:
    with pytest.raises(StoreUnusable, match="no database"):
        await backup(url_of(path), tmp_path / "copy.db")

    assert not (tmp_path / "copy.db").exists()


async def test_many_readers_and_writers_at_once_all_get_their_turn(path) -> None:
    store = await open_store(url_of(path))

    async def look_and_write(number: int) -> None:
        async with store.reading() as tx:
            await tx.counts()
        async with store.writing() as tx:
            await tx.updates.add(BOT, [an_update(number)], at=NOW)

    await asyncio.gather(*(look_and_write(number) for number in range(30)))
    await store.close()

    assert await update_count(path) == 30


async def test_a_second_desk_on_the_same_database_is_refused_while_the_first_runs(
    tmp_path: Path,
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'jawab.db'}"
    with held(url), pytest.raises(StoreUnusable, match="another jawab is running"), held(url):
        pass
    with held(url):
        pass
