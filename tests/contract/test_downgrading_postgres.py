"""`jawab db downgrade` on PostgreSQL: what it says, does and refuses there."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.storage.opening import open_store
from bot.storage.upgrade import HEAD
from tests import postgres
from tests.contract.store_values import BOT, a_case, a_comment, a_seed
from tests.unit.jawab_command import Jawab, command


class Served:
    """A desk's database on a server, and a look at it that is no desk's."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("+asyncpg", "")

    def change(self, statement: str) -> None:
        asyncio.run(self._ask(statement))

    def read(self, query: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in asyncio.run(self._ask(query))]

    async def _ask(self, statement: str) -> list[Any]:
        connection = await asyncpg.connect(self._url)
        try:
            return list(await connection.fetch(statement))
        finally:
            await connection.close()

    @property
    def version(self) -> object:
        return self.read("SELECT version_num FROM alembic_version")[0][0]


@pytest.fixture
def database(postgres_url: str) -> Served:
    """A case that has waited, and its comment."""
    asyncio.run(_write(postgres_url))
    served = Served(postgres_url)
    served.change("UPDATE cases SET risen_waiting = 7")
    return served


async def _write(url: str) -> None:
    await postgres.bared(url)
    shared = await open_store(url)
    async with shared.of_bot(BOT).writing() as tx:
        await tx.directory.seed(a_seed())
        await tx.comments.add(a_comment())
        await tx.cases.add(a_case())
    await shared.close()


@pytest.fixture
def jawab(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    postgres_url: str,
) -> Jawab:
    """The command, with the URL where a password belongs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text('[brand]\nname = "Chai"\n')
    monkeypatch.setenv("JAWAB_DATABASE__URL", postgres_url)
    return command(monkeypatch, capfd)


def test_it_says_what_is_dropped_and_that_there_is_no_copy_and_goes_down(
    jawab: Jawab, database: Served, tmp_path: Path
) -> None:
    # when a lead takes it to where there were no lists of authors
    outcome = jawab("db", "downgrade", "0020", "--yes")

    # then each loss is counted, the rest is there, and nobody is promised a copy
    assert outcome.code == 0, outcome.err
    assert f"From version {HEAD} down to 0020" in outcome.out
    assert "table author_lists, 0 rows" in outcome.out
    assert "column cases.risen_waiting, filled in 1 rows" in outcome.out
    assert "column cases.risen_deadline, filled in 0 rows" in outcome.out
    assert "take a pg_dump before you go on" in outcome.out
    assert "A copy of what it was before" not in outcome.out
    assert database.version == "0020"
    assert database.read("SELECT count(*) FROM cases") == [(1,)]
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]

    # and this program brings it up again
    assert jawab("db", "upgrade").code == 0
    assert database.version == HEAD
    assert database.read("SELECT risen_waiting FROM cases") == [(0,)]


def test_whoever_does_not_agree_has_lost_nothing(jawab: Jawab, database: Served) -> None:
    outcome = jawab("db", "downgrade", "0001")

    assert outcome.code == 1
    assert "table saved_replies, 0 rows" in outcome.out
    assert database.version == HEAD
    assert database.read("SELECT risen_waiting FROM cases") == [(7,)]
    # and no lock is left: it can be written to
    database.change("UPDATE cases SET risen_waiting = 8")


def test_the_database_of_a_newer_program_is_left_to_that_program(
    jawab: Jawab, database: Served
) -> None:
    database.change("UPDATE alembic_version SET version_num = '9999'")

    outcome = jawab("db", "downgrade", "0018", "--yes")

    assert outcome.code == 1
    assert "newer version (9999" in outcome.err
    assert f"jawab db downgrade {HEAD}" in outcome.err


def test_an_empty_database_has_nothing_to_go_down_from(jawab: Jawab, postgres_url: str) -> None:
    asyncio.run(postgres.bared(postgres_url))

    outcome = jawab("db", "downgrade", "0018", "--yes")

    assert outcome.code == 1
    assert "no tables yet" in outcome.err


def test_nothing_goes_down_while_a_desk_is_at_work(
    jawab: Jawab, database: Served, postgres_url: str
) -> None:
    async def meanwhile() -> tuple[int, str]:
        store = await open_store(postgres_url)
        async with store.reading() as tx:
            await tx.counts()
        try:
            outcome = await asyncio.to_thread(jawab, "db", "downgrade", "0018", "--yes")
            return outcome.code, outcome.err
        finally:
            await store.close()

    code, error = asyncio.run(meanwhile())

    assert code == 1
    assert "another jawab is running" in error
    assert database.version == HEAD


def test_what_somebody_else_has_built_on_a_column_stops_it_and_nothing_has_happened(
    jawab: Jawab, database: Served
) -> None:
    database.change("CREATE VIEW slow AS SELECT id FROM cases WHERE risen_waiting > 5")

    outcome = jawab("db", "downgrade", "0018", "--yes")

    assert outcome.code == 1
    assert "view slow depends on column risen_waiting" in outcome.err
    assert "of your own" in outcome.err
    assert "Traceback" not in outcome.err
    assert database.version == HEAD
    assert database.read("SELECT count(*) FROM slow") == [(1,)]


def test_a_table_that_another_program_holds_is_said_so(
    jawab: Jawab, database: Served, postgres_url: str
) -> None:
    async def meanwhile() -> tuple[int, str]:
        other = await asyncpg.connect(postgres_url.replace("+asyncpg", ""))
        try:
            async with other.transaction():
                await other.fetch("SELECT count(*) FROM cases")
                outcome = await asyncio.to_thread(jawab, "db", "downgrade", "0018", "--yes")
            return outcome.code, outcome.err
        finally:
            await other.close()

    code, error = asyncio.run(meanwhile())

    assert code == 1
    assert "locked by another program" in error
    assert database.version == HEAD


def test_a_server_that_is_not_there_is_said_without_its_password(
    jawab: Jawab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAWAB_DATABASE__URL", "postgresql+asyncpg://chai:hush@127.0.0.1:9/chai")

    outcome = jawab("db", "downgrade", "0018", "--yes")

    assert outcome.code == 1
    assert "is not reached" in outcome.err
    assert "hush" not in outcome.err + outcome.out
