"""`jawab db restore`, `check` and `copy`: what they do to a database, and what they refuse."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.inspection import Inspection
from bot.domain.outbox import OutboxState
from bot.errors import StoreBusy, StoreUnusable
from bot.services.doctor_database import findings_of
from bot.storage.inspecting import inspect_database
from bot.storage.opening import backup, held
from bot.storage.restoring import restore
from tests.contract.store_values import (
    BOT,
    NOW,
    a_case,
    a_comment,
    a_public_reply,
    a_seed,
    an_item,
    an_update,
)
from tests.databases import open_at
from tests.unit.jawab_command import Jawab, command_at


@pytest.fixture
def jawab(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Jawab:
    return command_at(tmp_path, monkeypatch, capfd)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A desk's database with a case, and an answer and a card that wait."""
    path = tmp_path / "jawab.db"
    asyncio.run(write(path))
    return path


async def write(path: Path) -> None:
    shared = await open_at(path)
    async with shared.of_bot(BOT).writing() as tx:
        await tx.directory.seed(a_seed())
        await tx.comments.add(a_comment())
        case_id = await tx.cases.add(a_case())
        await tx.outbox.add(an_item(payload=a_public_reply(), case_id=case_id))
        await tx.outbox.add(an_item())
    await shared.close()


async def hear(path: Path) -> None:
    store = await open_at(path)
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1)], at=NOW)
    await store.close()


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement
        connection.commit()


def states(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT kind, state FROM outbox ORDER BY id").fetchall()


# --- restoring ----------------------------------------------------------------------------------


def test_a_backup_takes_the_place_and_sends_no_answer_again(
    jawab: Jawab, file: Path, tmp_path: Path
) -> None:
    # given a backup, after which an answer left and an update came
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    change(file, "UPDATE outbox SET state = 'sent'")
    asyncio.run(hear(file))

    # when it is restored
    outcome = jawab("db", "restore", "monday.db", "--yes")

    # then its answer counts as one that may have left, and its card waits
    assert outcome.code == 0, outcome.err
    assert "may have been sent since: 1" in outcome.out
    assert states(file) == [("public_reply", OutboxState.SENDING), ("drawing", OutboxState.QUEUED)]
    # and what was there is a database of its own beside it, with nothing else lying about
    (kept,) = tmp_path.glob("jawab.db.replaced.*.backup")
    assert str(kept.name) in outcome.out
    assert states(kept) == [("public_reply", "sent"), ("drawing", "sent")]
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"config.toml", "jawab.db", "jawab.db.lock", "monday.db", kept.name}
    assert jawab("status", "--json").rows[0]["updates"] == 0


def test_nothing_is_restored_while_somebody_has_the_database(
    jawab: Jawab, file: Path, tmp_path: Path
) -> None:
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    with held(url_of(file)):
        outcome = jawab("db", "restore", "monday.db", "--yes")
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM updates").fetchone()
        with pytest.raises(StoreBusy, match="open in another program"):
            restore(tmp_path / "monday.db", file, at=NOW)

    assert outcome.code == 1
    assert "another jawab is running" in outcome.err
    assert states(file)[0] == ("public_reply", "queued")
    assert not list(tmp_path.glob("*.replaced.*"))
    assert not list(tmp_path.glob("*.coming*"))


def test_a_damaged_database_is_replaced_and_kept_as_it_was(file: Path, tmp_path: Path) -> None:
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    file.write_bytes(b"\xff" * 8192)

    done = restore(tmp_path / "monday.db", file, at=NOW)

    assert done.kept is not None
    assert done.kept.read_bytes() == b"\xff" * 8192
    assert len(states(file)) == 2

    # and where there is no database yet, nothing is kept
    elsewhere = tmp_path / "elsewhere.db"
    assert restore(tmp_path / "monday.db", elsewhere, at=NOW).kept is None
    assert len(states(elsewhere)) == 2


def test_what_is_no_whole_backup_is_refused_and_nothing_is_touched(
    file: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.db"
    whole = tmp_path / "monday.db"
    asyncio.run(backup(url_of(file), whole))

    def refused(match: str, content: bytes | None) -> None:
        wrong.unlink(missing_ok=True)
        if content is not None:
            wrong.write_bytes(content)
        with pytest.raises(StoreUnusable, match=match):
            restore(wrong, file, at=NOW)

    refused("there is no backup", None)
    refused("cannot be read", b"these are not the bytes of a database" * 100)
    pages = bytearray(whole.read_bytes())
    pages[3 * 4096 : 4 * 4096] = b"\xff" * 4096
    refused("damaged|cannot be read", bytes(pages))
    change(whole, "UPDATE alembic_version SET version_num = '9999'")
    refused("newer version", whole.read_bytes())
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE customers (id)")
    refused("no database of jawab", (tmp_path / "other.db").read_bytes())
    with pytest.raises(StoreUnusable, match="the database itself"):
        restore(file, file, at=NOW)
    assert states(file)[0] == ("public_reply", "queued")
    assert not list(tmp_path.glob("*.replaced.*"))


def test_a_backup_that_was_cut_off_is_refused(file: Path, tmp_path: Path) -> None:
    # given one whose last page is not all there, which SQLite itself takes for whole
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    cut = tmp_path / "cut.db"
    cut.write_bytes((tmp_path / "monday.db").read_bytes()[:-100])

    with pytest.raises(StoreUnusable, match="cut off"):
        restore(cut, file, at=NOW)

    assert not list(tmp_path.glob("*.replaced.*"))


def test_a_backup_without_its_tables_is_refused_and_nothing_is_touched(
    jawab: Jawab, file: Path, tmp_path: Path
) -> None:
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    with closing(sqlite3.connect(tmp_path / "monday.db")) as connection:
        connection.execute("DROP TABLE outbox")

    outcome = jawab("db", "restore", "monday.db", "--yes")

    assert outcome.code == 1
    assert "take another one" in outcome.err
    assert states(file)[0] == ("public_reply", "queued")
    assert not list(tmp_path.glob("*.replaced.*"))


def test_a_database_under_another_name_is_still_that_database(
    jawab: Jawab, file: Path, tmp_path: Path
) -> None:
    # given a configuration that names a link to the file, which lies elsewhere
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    disk = tmp_path / "disk"
    disk.mkdir()
    real = file.rename(disk / "real.db")
    file.symlink_to(real)

    # when a desk works on it under its own name, nothing is restored under the other
    with held(url_of(real)):
        outcome = jawab("db", "restore", "monday.db", "--yes")
    assert outcome.code == 1
    assert "another jawab is running" in outcome.err

    # and when none does, the backup takes its place where it lies
    change(real, "UPDATE outbox SET state = 'sent'")
    assert jawab("db", "restore", "monday.db", "--yes").code == 0
    assert file.is_symlink()
    assert states(real)[0] == ("public_reply", OutboxState.SENDING)
    (kept,) = disk.glob("real.db.replaced.*.backup")
    assert states(kept)[0] == ("public_reply", "sent")


def test_a_folder_in_the_place_of_the_database_is_not_put_aside(
    jawab: Jawab, file: Path, tmp_path: Path
) -> None:
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    file.unlink()
    file.mkdir()

    outcome = jawab("db", "restore", "monday.db", "--yes")

    assert outcome.code == 1
    assert "is a folder" in outcome.err
    assert file.is_dir()


@pytest.mark.parametrize(
    "words",
    [
        ("restore", "monday.db", "--yes"),
        ("downgrade", "0018", "--yes"),
        ("copy", "jawab.db", "new.db", "--yes"),
    ],
)
def test_where_nothing_can_be_written_it_is_said_so(
    jawab: Jawab, file: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    # given a folder in which no lock can be taken
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    (tmp_path / "jawab.db.lock").mkdir()

    outcome = jawab("db", *words)

    assert outcome.code == 1
    assert "cannot be written" in outcome.err
    assert "fault in jawab" not in outcome.err
    assert states(file)[0] == ("public_reply", "queued")


def test_a_place_that_cannot_be_made_is_said_so(jawab: Jawab, file: Path, tmp_path: Path) -> None:
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    (tmp_path / "config.toml").write_text(
        '[database]\nurl = "sqlite+aiosqlite:///monday.db/jawab.db"\n'
    )

    outcome = jawab("db", "restore", "monday.db", "--yes")

    assert outcome.code == 1
    assert "cannot be made" in outcome.err


def test_a_disk_that_is_full_at_the_last_step_changes_nothing(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a disk with room for the copy, and none for what is changed in it
    asyncio.run(backup(url_of(file), tmp_path / "monday.db"))
    change(
        tmp_path / "monday.db",
        "CREATE TRIGGER grow AFTER UPDATE ON outbox BEGIN"
        " INSERT INTO facts (bot_id, key, value) VALUES (1, 'x', zeroblob(1000000)); END",
    )
    connect = sqlite3.connect

    def connect_to_a_full_disk(database: object, **options: object) -> sqlite3.Connection:
        connection = connect(database, **options)
        if str(database).endswith(".coming"):
            connection.execute("PRAGMA max_page_count = 200")
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_to_a_full_disk)

    with pytest.raises(StoreUnusable, match="disk is full"):
        restore(tmp_path / "monday.db", file, at=NOW)

    monkeypatch.undo()
    assert states(file)[0] == ("public_reply", "queued")
    assert not list(tmp_path.glob("*.replaced.*"))
    assert not list(tmp_path.glob("*.coming*"))


# --- backing up ---------------------------------------------------------------------------------


def test_what_holds_nothing_of_ours_gives_no_backup(jawab: Jawab, tmp_path: Path) -> None:
    # given an empty file, or another program's database, where ours should be
    database = tmp_path / "jawab.db"
    database.touch()
    empty = jawab("db", "backup", "monday.db")
    looked_at = jawab("db", "check")
    with closing(sqlite3.connect(database)) as other:
        other.execute("CREATE TABLE customers (id)")
    foreign = jawab("db", "backup", "monday.db")

    # then nobody is left to think that there is a backup
    assert (empty.code, foreign.code, looked_at.code) == (1, 1, 1)
    for outcome in (empty, foreign):
        assert "nothing of jawab" in outcome.err
    assert "no tables" in looked_at.err
    assert not list(tmp_path.glob("monday*"))


def test_a_copy_is_for_the_eyes_that_the_database_is_for(
    jawab: Jawab, file: Path, tmp_path: Path
) -> None:
    # given a database that its owner alone may read, and a file system that would let all read
    file.chmod(0o600)

    # when it is copied, restored from the copy, and taken down
    assert jawab("db", "backup", "monday.db").code == 0
    (tmp_path / "carried.db").write_bytes((tmp_path / "monday.db").read_bytes())
    (tmp_path / "carried.db").chmod(0o644)
    assert jawab("db", "restore", "carried.db", "--yes").code == 0
    assert jawab("db", "downgrade", "0018", "--yes").code == 0

    # then nobody else may read any of it
    kept = [*tmp_path.glob("jawab.db.*.backup"), file, tmp_path / "monday.db"]
    assert len(kept) == 4
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


# --- looking through ----------------------------------------------------------------------------


def test_a_sound_database_gives_no_finding(jawab: Jawab, file: Path) -> None:
    outcome = jawab("db", "check")

    assert outcome.code == 0
    assert "All is well" in outcome.out
    assert "✗" not in outcome.out


def test_what_contradicts_is_found_with_what_to_do(jawab: Jawab, file: Path) -> None:
    # given rows that no running desk would leave so
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
    change(
        file,
        f"UPDATE outbox SET state = 'sending', attempted_at = '{an_hour_ago}' WHERE id = 1",
        "UPDATE outbox SET bot_id = 99 WHERE id = 2",
        "UPDATE cases SET focus_id = 77",
        "CREATE TEMP TABLE another AS SELECT * FROM cases",
        "UPDATE another SET id = 2, community_id = 55, status = 'dismissed'",
        "INSERT INTO cases SELECT * FROM another",
    )

    # when it is looked through
    outcome = jawab("db", "check")

    # then each is named, and how to go about it
    assert outcome.code == 1
    for words in (
        "cases → communities: 1 rows",
        "1 messages are under way",
        "messages: 1 wait for a bot that no desk has",
        "2 open ones have no comment",
        "1 are open and closed",
    ):
        assert words in outcome.out
    assert outcome.out.count("✗") == outcome.out.count("→ ") - 1  # an arrow in a name
    assert "5 to mend." in outcome.out


def test_each_row_that_cannot_be_read_is_named(jawab: Jawab, file: Path) -> None:
    # given rows with half a value, a word that nobody knows, and a word in place of a number
    change(
        file,
        "UPDATE cases SET suggestions = '[{\"half'",
        "UPDATE outbox SET kind = 'nonsense' WHERE id = 1",
        "UPDATE outbox SET weight = 'heavy' WHERE id = 2",
    )

    # when it is looked through
    outcome = jawab("db", "check")

    # then each is named with table, id and column, and nothing is changed
    assert outcome.code == 1
    for words in (
        "cases 1 cannot be read: suggestions is damaged",
        "outbox 1 cannot be read: kind is damaged",
        "outbox 2 cannot be read: weight is damaged",
        "it is set aside, the rest goes on",
    ):
        assert words in outcome.out
    assert "3 to mend." in outcome.out


def test_damage_is_told_with_the_way_back(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_cases_queue'"
        ).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = bytearray(file.read_bytes())
    pages[(root - 1) * 4096 + 3 : (root - 1) * 4096 + 5] = b"\x00\x00"  # the index has no entries
    file.write_bytes(pages)

    seen = asyncio.run(inspect_database(url_of(file), now=NOW))

    assert seen.damage
    assert next(findings_of(seen)).remedy.startswith("jawab db restore")
    assert all(one.level == "ok" for one in findings_of(Inspection()))


# --- copying ------------------------------------------------------------------------------------


def test_copy_asks_copies_and_says_what_comes_next(
    jawab: Jawab, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEW", "sqlite+aiosqlite:///new.db")

    copied = jawab("db", "copy", "jawab.db", "env:NEW", "--yes")
    unset = jawab("db", "copy", "jawab.db", "env:NEVER", "--yes")
    again = jawab("db", "copy", "jawab.db", "new.db", "--yes")

    assert copied.code == 0, copied.err
    assert "sqlite+aiosqlite:///new.db" in copied.out
    assert "database.url" in copied.out
    assert states(file.with_name("new.db")) == states(file)
    assert (unset.code, again.code) == (1, 1)
    assert "NEVER is not set" in unset.err
    assert "not empty" in again.err


def test_a_file_may_have_any_name_and_is_one_under_all_of_them(
    jawab: Jawab, file: Path, tmp_path: Path
) -> None:
    odd = file.rename(tmp_path / "चाय ?#%20.db")
    (tmp_path / "link.db").symlink_to(odd)

    copied = jawab("db", "copy", odd.name, "new ?.db", "--yes")
    dotted = jawab("db", "copy", odd.name, f"./{odd.name}", "--yes")
    linked = jawab("db", "copy", odd.name, "link.db", "--yes")

    assert copied.code == 0, copied.err
    assert states(tmp_path / "new ?.db") == states(odd)
    for outcome in (dotted, linked):
        assert outcome.code == 1
        assert "the same database" in outcome.err


def test_a_server_that_is_not_there_is_named_without_a_password(jawab: Jawab, file: Path) -> None:
    for url in (
        "postgresql+asyncpg://jawab:canary@127.0.0.1:1/jawab",
        "postgresql+asyncpg://jawab@127.0.0.1:1/jawab?password=canary",
        "postgresql+asyncpg://jawab:canary@127.0.0.1:99999/jawab",
    ):
        for words in (("jawab.db", url), (url, "new.db")):
            outcome = jawab("db", "copy", *words, "--yes")

            assert outcome.code == 1
            assert "canary" not in outcome.out + outcome.err
            assert "fault in jawab" not in outcome.err
            assert "database.url" in outcome.err
