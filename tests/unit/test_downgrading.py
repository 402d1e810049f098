"""`jawab db downgrade`: what it says, does, keeps and refuses."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from bot.storage import downgrading
from bot.storage.opening import held, upgrade
from bot.storage.upgrade import HEAD
from tests.contract.store_values import BOT, a_case, a_comment, a_seed
from tests.databases import open_at
from tests.unit.jawab_command import Jawab, command_at


@pytest.fixture
def jawab(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Jawab:
    return command_at(tmp_path, monkeypatch, capfd)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A desk's database with a case that has waited."""
    path = tmp_path / "jawab.db"
    asyncio.run(_write(path))
    _change(path, "UPDATE cases SET risen_waiting = 7")
    return path


async def _write(path: Path) -> None:
    shared = await open_at(path)
    async with shared.of_bot(BOT).writing() as tx:
        await tx.directory.seed(a_seed())
        await tx.comments.add(a_comment())
        await tx.cases.add(a_case())
    await shared.close()


def _change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _read(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def _version(path: Path) -> object:
    return _read(path, "SELECT version_num FROM alembic_version")[0][0]


def _url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def test_it_says_what_is_dropped_keeps_a_copy_and_goes_down(jawab: Jawab, file: Path) -> None:
    # when a lead takes it to where there were no lists of authors
    outcome = jawab("db", "downgrade", "0020", "--yes")

    # then each loss is counted, the rest is there, and the copy is of before
    assert outcome.code == 0, outcome.err
    assert f"From version {HEAD} down to 0020" in outcome.out
    assert "table author_lists, 0 rows" in outcome.out
    assert "column cases.risen_waiting, filled in 1 rows" in outcome.out
    assert "column cases.risen_deadline, filled in 0 rows" in outcome.out
    assert _version(file) == "0020"
    assert _read(file, "SELECT count(*) FROM cases") == [(1,)]
    (kept,) = file.parent.glob(f"jawab.db.{HEAD}.*.backup")
    assert kept.name in outcome.out
    assert _read(kept, "SELECT risen_waiting FROM cases") == [(7,)]

    # and this program brings it up again
    assert jawab("db", "upgrade").code == 0
    assert _read(file, "SELECT risen_waiting FROM cases") == [(0,)]


def test_whoever_does_not_agree_has_lost_nothing(jawab: Jawab, file: Path) -> None:
    outcome = jawab("db", "downgrade", "0001")

    assert outcome.code == 1
    assert "table saved_replies, 0 rows" in outcome.out
    assert _version(file) == HEAD
    assert _read(file, "SELECT risen_waiting FROM cases") == [(7,)]
    assert not list(file.parent.glob("*.backup"))


@pytest.mark.parametrize(
    ("revision", "match"),
    [
        ("0099", "there is no version 0099"),
        ("head", "there is no version head"),
        (HEAD, "already"),
    ],
)
def test_a_version_that_is_not_below_is_refused(
    jawab: Jawab, file: Path, revision: str, match: str
) -> None:
    outcome = jawab("db", "downgrade", revision, "--yes")

    assert outcome.code == 1
    assert match in outcome.err
    assert not list(file.parent.glob("*.backup"))


def test_a_version_above_is_what_upgrade_is_for(jawab: Jawab, file: Path) -> None:
    assert jawab("db", "downgrade", "0018", "--yes").code == 0
    outcome = jawab("db", "downgrade", "0020", "--yes")

    assert outcome.code == 1
    assert "`jawab db upgrade`" in outcome.err
    assert _version(file) == "0018"


def test_the_database_of_a_newer_program_is_left_to_that_program(jawab: Jawab, file: Path) -> None:
    _change(file, "UPDATE alembic_version SET version_num = '9999'")
    outcome = jawab("db", "downgrade", "0018", "--yes")

    assert outcome.code == 1
    assert "newer version (9999" in outcome.err
    assert f"jawab db downgrade {HEAD}" in outcome.err
    assert not list(file.parent.glob("*.backup"))


def test_nothing_goes_down_while_somebody_has_the_database(jawab: Jawab, file: Path) -> None:
    with held(_url(file)):
        outcome = jawab("db", "downgrade", "0018", "--yes")
    missing = jawab("db", "downgrade", "0018", "--yes", "--config", _elsewhere(file))

    assert (outcome.code, missing.code) == (1, 1)
    assert "another jawab is running" in outcome.err
    assert "there is no database" in missing.err
    assert _version(file) == HEAD


def _elsewhere(file: Path) -> Path:
    config = file.with_name("elsewhere.toml")
    config.write_text('[database]\nurl = "sqlite+aiosqlite:///elsewhere.db"\n')
    return config


async def test_what_a_host_has_hung_on_the_tables_survives(file: Path) -> None:
    # given triggers, a view and indexes of somebody else, also on tables that are made anew
    _change(
        file,
        "CREATE TABLE told (what TEXT)",
        *(
            f"CREATE TRIGGER {table}_told AFTER DELETE ON {table}"
            f" BEGIN INSERT INTO told VALUES ('{table}'); END"
            for table in ("cases", "facts", "actions", "desk_messages")
        ),
        "CREATE TRIGGER told_of AFTER INSERT ON told BEGIN DELETE FROM desk_messages"
        " WHERE shows = new.what; END",
        "CREATE VIEW shown AS SELECT chat_id, message_id FROM desk_messages",
        "CREATE INDEX own_partial ON desk_messages (chat_id DESC) WHERE role = 'card'",
        "CREATE UNIQUE INDEX own_unique ON facts (key) WHERE value = 'once'",
    )
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    own = "own_partial own_unique shown told told_of"
    names = {*own.split(), *(f"{t}_told" for t in ("cases", "facts", "actions", "desk_messages"))}
    before = [row for row in _read(file, query) if row[1] in names]

    # when the database goes down to before there were several bots, and up again
    await downgrading.downgrade(_url(file), "0008")
    below = [row for row in _read(file, query) if row[1] in names]
    await upgrade(_url(file))

    # then all of it is as it was, and works
    assert len(before) == len(names)
    assert below == before
    assert [row for row in _read(file, query) if row[1] in names] == before
    _change(file, "INSERT INTO facts VALUES (1, 'a', 'b')", "DELETE FROM facts WHERE key = 'a'")
    assert _read(file, "SELECT what FROM told") == [("facts",)]


async def test_what_a_host_needs_of_a_column_stops_it_and_nothing_has_happened(file: Path) -> None:
    _change(file, "CREATE VIEW slow AS SELECT id FROM cases WHERE risen_waiting > 5")

    with pytest.raises(StoreUnusable, match=r"slow.*of your own"):
        await downgrading.downgrade(_url(file), "0018")

    assert _version(file) == HEAD
    assert _read(file, "SELECT count(*) FROM slow") == [(1,)]


async def test_a_way_down_that_breaks_off_leaves_the_database_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a disk that has no room for the copy
    def no_room(_source: Path, _target: Path) -> None:
        raise StoreUnusable("the disk is full")

    monkeypatch.setattr("bot.storage.sqlite.copy", no_room)

    with pytest.raises(StoreUnusable, match="full"):
        await downgrading.downgrade(_url(file), "0018")

    assert _version(file) == HEAD
