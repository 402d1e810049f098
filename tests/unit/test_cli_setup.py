"""`jawab init`, `status`, `db` and `library`: a newcomer's first hour."""

from __future__ import annotations

import re
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.configuration import load_settings
from bot.domain.case import Status
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState
from tests.unit.jawab_command import Jawab, command


@pytest.fixture
def jawab(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Jawab:
    monkeypatch.chdir(tmp_path)
    return command(monkeypatch, capfd)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.jsonl"
    path.write_text('{"id": "menu", "title": "Menu", "examples": ["menu?"], "text": "Here"}\n')
    return path


def test_init_writes_a_configuration_that_holds_what_was_said(
    jawab: Jawab, tmp_path: Path
) -> None:
    outcome = jawab(
        *("init", "--brand", 'Chai "&" Co\\', "--time-zone", "Asia/Kolkata", "--language", "hi"),
        *("--desk", "-1001", "--community", "-1002", "--community", "-1003"),
        *("--languages", "hi-Latn, en", "--watch", "--token-file", "secret/token"),
    )

    settings = load_settings(tmp_path / "config.toml")
    assert outcome.code == 0
    assert settings.brand.name == 'Chai "&" Co\\'
    assert (settings.desk.chat_id, settings.desk.language) == (-1001, "hi")
    assert [(one.chat_id, one.mode, one.languages) for one in settings.communities] == [
        (-1002, "watch", ("hi-Latn", "en")),
        (-1003, "watch", ("hi-Latn", "en")),
    ]
    assert settings.telegram.token_file == tmp_path / "secret" / "token"


def test_the_code_that_init_prints_is_the_one_in_the_file(jawab: Jawab, tmp_path: Path) -> None:
    first, second = jawab("init"), jawab("init", "--output", "other.toml")

    codes = [re.search(r"/start (\S+)", one.out) for one in (first, second)]
    assert codes[0] is not None
    assert codes[1] is not None
    assert codes[0][1] == load_settings(tmp_path / "config.toml").desk.lead_code
    assert codes[0][1] != codes[1][1]
    assert stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600


def test_init_overwrites_only_when_told_to(jawab: Jawab, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("mine")

    refused = jawab("init")
    kept = (tmp_path / "config.toml").read_text()
    forced = jawab("init", "--force")

    assert (refused.code, kept, forced.code) == (1, "mine", 0)
    assert "--force" in refused.err


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--time-zone", "Asia/Kolkatta", "Asia/Kolkata"),
        ("--language", "fr", "'hi'"),
        ("--desk", "55", "-10055"),
        ("--languages", "hinglish", "hi-Latn"),
        ("--output", "nowhere/config.toml", "cannot be written"),
    ],
)
def test_init_refuses_what_could_not_be_read_back(
    jawab: Jawab, tmp_path: Path, option: str, value: str, hint: str
) -> None:
    outcome = jawab("init", option, value)

    assert outcome.code == 1
    assert hint in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_database_status_says_so(jawab: Jawab, tmp_path: Path) -> None:
    outcome = jawab("status")

    assert outcome.code == 1
    assert "there is no database" in outcome.err
    assert not (tmp_path / "var").exists()


def test_status_counts_every_state_and_lane(jawab: Jawab) -> None:
    jawab("db", "upgrade")

    outcome = jawab("status", "--json")

    (counts,) = outcome.rows
    known = ["updates", "comments", "cases", "lanes", "outbox", "dead_letters", "damaged_rows"]
    assert list(counts) == [*known, "last_update_at", "desks"]
    assert counts["desks"] == {"main": {"state": "new", "alive_at": None}}
    assert counts["cases"] == dict.fromkeys(map(str, Status), 0)
    assert counts["lanes"] == dict.fromkeys(map(str, Lane), 0)
    assert counts["outbox"] == dict.fromkeys(map(str, OutboxState), 0)
    told = jawab("status").out
    assert "complaint 0" in told
    assert "has not run yet" in told


def test_status_tells_of_each_desk_and_of_all_together(jawab: Jawab, tmp_path: Path) -> None:
    # given two desks in a file, one of which the database knows
    tables = (
        f'[[brands]]\nkey = "{key}"\n[[bots]]\nkey = "{key}"\n'
        f'[[desks]]\nkey = "{key}"\nbrand = "{key}"\nbot = "{key}"\n'
        for key in ("chai", "tea")
    )
    (tmp_path / "config.toml").write_text("".join(tables))
    jawab("db", "upgrade")
    with sqlite3.connect(tmp_path / "var" / "jawab.db") as database:
        moment = "2026-07-01 09:00:00.000000"
        update = (42, 7, "{}", moment, "dead", moment, 5, "")
        database.execute("INSERT INTO brands VALUES (1, 'Chai', 'chai')")
        database.execute(
            "INSERT INTO desks (id, key, bot_id, brand_id, chat_id, language, time_zone)"
            " VALUES (1, 'chai', 42, 1, -1, 'en', 'UTC')"
        )
        database.execute(
            "INSERT INTO updates (bot_id, update_id, body, received_at, state, due_at, attempts,"
            " error) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            update,
        )
        database.execute(
            "INSERT INTO facts VALUES (42, 'alive-at:42', '2026-07-01T09:00:30+00:00'),"
            ' (42, \'damaged-row:cases:1f\', \'{"table": "cases", "row": "1"}\')'
        )
    database.close()

    # when it is asked
    told = jawab("status").out
    (counted,) = jawab("status", "--json").rows

    # then each is told of by its key, and all of them together
    chai, tea, together = told.split("\n\n")
    assert chai.startswith("chai\n")
    assert "away since 2026-07-01 09:00 UTC" in chai
    assert "1, last 2026-07-01 09:00 UTC" in chai
    assert tea.splitlines() == ["tea", "  state         has not run yet"]
    assert "dead letters  1" in together
    assert "damaged rows  1 (jawab db check names them)" in together
    assert counted["desks"]["chai"]["dead_letters"] == 1
    assert counted["desks"]["chai"]["damaged_rows"] == 1
    assert counted["desks"]["tea"] == {"state": "new", "alive_at": None}


def test_a_backup_is_a_database_of_its_own(jawab: Jawab, tmp_path: Path, library: Path) -> None:
    jawab("library", "import", library, "--yes")

    outcome = jawab("db", "backup", "copy.db")

    (tmp_path / "other.toml").write_text('[database]\nurl = "sqlite+aiosqlite:///copy.db"\n')
    assert outcome.code == 0
    assert "1 saved replies" in jawab("library", "export", "out", "-c", "other.toml").out


def test_nothing_can_be_backed_up_before_there_is_something(jawab: Jawab) -> None:
    outcome = jawab("db", "backup")

    assert outcome.code == 1
    assert "there is no database" in outcome.err


def test_a_library_goes_in_and_comes_out(jawab: Jawab, tmp_path: Path, library: Path) -> None:
    imported = jawab("library", "import", library, "--yes")
    exported = jawab("library", "export", "out")

    assert (imported.code, exported.code) == (0, 0)
    assert jawab("library", "lint", "out").code == 0
    assert any('"menu?"' in path.read_text() for path in tmp_path.glob("out/**/*.toml"))


def test_a_broken_library_is_told_line_by_line_and_not_imported(
    jawab: Jawab, tmp_path: Path
) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "a", "title": "A"}\n{oops\n')

    linted = jawab("library", "lint", "bad.jsonl")
    imported = jawab("library", "import", "bad.jsonl", "--yes")

    assert (linted.code, imported.code) == (1, 1)
    assert "bad.jsonl:2" in linted.out
    assert "bad.jsonl:2" in imported.err


def test_an_empty_database_exports_nothing(jawab: Jawab) -> None:
    jawab("db", "upgrade")

    outcome = jawab("library", "export", "out")

    assert outcome.code == 1
    assert "no saved replies yet" in outcome.out


def test_a_configuration_that_cannot_be_read_stops_every_command(
    jawab: Jawab, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("[desk\n")

    outcomes = [jawab(*words) for words in (["status"], ["run"], ["db", "upgrade"])]

    assert [one.code for one in outcomes] == [1, 1, 1]
    assert all("config.toml: not valid TOML" in one.err for one in outcomes)
    assert all("Traceback" not in one.err for one in outcomes)


def test_training_without_data_is_refused(jawab: Jawab, tmp_path: Path) -> None:
    outcome = jawab("train", "--data", tmp_path / "nothing")

    assert outcome.code == 1
    assert "Traceback" not in outcome.err
    assert "jawab:" in outcome.err
