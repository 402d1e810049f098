"""From every version that somebody may have, the way up, with rows in every table."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from bot.storage import sqlite
from bot.storage import upgrade as upgrading
from bot.storage.opening import upgrade
from bot.storage.schema import metadata
from bot.storage.upgrade import REVISIONS
from tests.any_rows import fill


async def test_rows_of_every_older_version_come_up_whole(tmp_path: Path) -> None:
    # given a database that went through all versions and got a row in each table at each
    file = tmp_path / "jawab.db"
    sqlite.prepare_file(file)
    for number, version in enumerate(REVISIONS[:-1], start=1):
        _go_up(file, version)
        _fill(file, number)

    # when it is opened by this version
    kept = await upgrade(f"sqlite+aiosqlite:///{file}")

    # then the copy is of before, the tables are those of now, and no row is lost
    assert kept is not None
    assert kept.name.startswith(f"jawab.db.{REVISIONS[-2]}.")
    assert _differences(file) == []
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in ("updates", "comments", "cases", "outbox", "audit", "managers"):
            count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert count == (len(REVISIONS) - 1,), table


def _go_up(file: Path, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(upgrading.__file__).parent / "migrations"))
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()


def _fill(file: Path, number: int) -> None:
    engine = sa.create_engine(f"sqlite:///{file}")
    tables = sa.MetaData()
    with engine.begin() as connection:
        tables.reflect(connection, only=lambda name, _: name != "alembic_version")
        fill(connection, tables, number)
    engine.dispose()


def _differences(file: Path) -> list[object]:
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    return found
