"""`jawab library`: nothing changes unseen, and nothing is half done."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.configuration import load_settings
from bot.errors import EntryConflict
from bot.library_files import Reading, bring, foresee, read_library
from replies.library import check
from tests.unit.jawab_command import Jawab, command

TABLE = "name,text,question\nMenu,Here it is,menu?\nHours,From 8 to 10,when do you open\n"


@pytest.fixture
def jawab(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Jawab:
    monkeypatch.chdir(tmp_path)
    return command(monkeypatch, capfd)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path / "replies.csv", TABLE)


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def stored(jawab: Jawab) -> str:
    """The replies of the database, as a table."""
    jawab("library", "export", "--csv", "stored.csv")
    path = Path("stored.csv")
    return path.read_text(encoding="utf-8-sig") if path.exists() else ""


class Keyboard(io.StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        return True


# --- a look first -------------------------------------------------------------------------------


def test_a_dry_run_shows_what_would_change_and_makes_nothing(
    jawab: Jawab, table: Path, tmp_path: Path
) -> None:
    outcome = jawab("library", "import", table, "--dry-run")

    assert outcome.code == 0
    assert "replies            2         0         0         0" in outcome.out
    assert "new: menu, hours" in outcome.out
    assert not (tmp_path / "var").exists()


def test_without_a_yes_nothing_is_changed(
    jawab: Jawab, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = jawab("library", "import", table)
    monkeypatch.setattr(sys, "stdin", Keyboard("n\n"))
    no = jawab("library", "import", table)
    assert (nobody.code, no.code) == (1, 1)
    assert stored(jawab) == ""

    monkeypatch.setattr(sys, "stdin", Keyboard("y\n"))
    assert jawab("library", "import", table).code == 0
    assert "From 8 to 10" in stored(jawab)


def test_a_table_is_added_to_what_is_there(jawab: Jawab, table: Path, tmp_path: Path) -> None:
    # given a library with texts and examples that the next table does not have
    jawab("library", "import", table, "--yes")
    written(table, "name,text,language\nMenu,It is here,en\nMenu,Вот,ru\nJobs,Write to us,en\n")

    # when that is imported
    shown = jawab("library", "import", table, "--yes")

    # then nothing of before is gone but the text that was changed
    assert "replies            1         1         1         0" in shown.out
    there = stored(jawab)
    assert all(text in there for text in ("It is here", "Вот", "menu?", "From 8 to 10", "Write"))
    assert "Here it is" not in there


def test_a_table_in_place_of_all_retires_what_it_does_not_have(jawab: Jawab, table: Path) -> None:
    jawab("library", "import", table, "--yes")
    written(table, "name,text\nMenu,Here\n")

    shown = jawab("library", "import", table, "--replace", "--yes")
    assert "removed: hours" in shown.out
    assert "From 8" not in stored(jawab)

    # and what comes back is said to have been there
    written(table, TABLE)
    assert "hours (retired before)" in jawab("library", "import", table, "--yes").out


def test_a_folder_replaces_unless_told_to_merge(jawab: Jawab, table: Path, tmp_path: Path) -> None:
    jawab("library", "import", table, "--yes")
    folder = tmp_path / "library"
    folder.mkdir()
    written(folder / "a.toml", '[[replies]]\nid = "jobs"\ntitles = { en = "Jobs" }\n')

    replacing = jawab("library", "import", folder, "--dry-run")
    merging = jawab("library", "import", folder, "--merge", "--dry-run")

    assert "removed: menu, hours" in replacing.out
    assert "removed" not in merging.out.splitlines()[-1]
    assert "new: jobs" in merging.out


def test_what_is_all_there_already_changes_nothing(jawab: Jawab, table: Path) -> None:
    jawab("library", "import", table, "--yes")

    outcome = jawab("library", "import", table)

    assert outcome.code == 0
    assert "Nothing to change" in outcome.out


async def test_what_was_foreseen_is_not_done_to_a_library_that_changed_meanwhile(
    jawab: Jawab, table: Path, tmp_path: Path
) -> None:
    # given somebody who has seen what would change, and somebody else who was faster
    settings = load_settings(None)
    parcel = read_library(table, Reading(), settings)
    forecast = await foresee(settings, parcel, is_added=True)
    await bring(settings, parcel, is_added=True, expected_revision=forecast.revision)

    # when the first one says yes, nothing is done
    with pytest.raises(EntryConflict, match="changed meanwhile"):
        await bring(settings, parcel, is_added=False, expected_revision=forecast.revision)


# --- tables of any kind -------------------------------------------------------------------------


def test_an_excel_workbook_is_imported(jawab: Jawab, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("Kürzel", "Reply body"))
    book.active.append(("menu", "Here it is"))
    book.save(tmp_path / "macros.xlsx")

    refused = jawab("library", "import", "macros.xlsx", "--map", "title=Nothing")
    done = jawab(
        *("library", "import", "macros.xlsx", "--yes", "--language", "English"),
        *("--map", "text=reply body", "--map", "title=1", "--sheet", "Sheet"),
    )

    assert (refused.code, done.code) == (1, 0)
    assert 'no column "Nothing"' in refused.err
    assert "menu,,,,,menu,en,,Here it is," in stored(jawab)


def test_a_json_list_of_objects_is_a_table(jawab: Jawab, tmp_path: Path) -> None:
    objects = [{"short_code": "menu", "content": "Here is {{name}}", "id": 3, "tags": ["a", "b"]}]
    path = written(tmp_path / "canned.json", json.dumps(objects, indent=2))

    assert jawab("library", "import", path, "--yes").code == 0
    assert "Here is $author" in stored(jawab)


def test_how_a_table_was_read_is_told(jawab: Jawab, tmp_path: Path) -> None:
    text = "Название;Ответ;usage\nМеню;Вот наше меню, {код};1\n"
    path = written(tmp_path / "cyrillic.csv", text.encode("cp1251"))

    outcome = jawab("library", "import", path, "--dry-run")

    assert "read as cp1251, delimiter ;" in outcome.err
    assert 'title from "Название", text from "Ответ"' in outcome.err
    assert 'not used: "usage"' in outcome.err
    assert 'row 2, column "Ответ": warning: {код} became $ask_kod' in outcome.err


# --- what is wrong ------------------------------------------------------------------------------


def test_rows_with_mistakes_are_named_and_stop_all(jawab: Jawab, table: Path) -> None:
    jawab("library", "import", table, "--yes")
    before = stored(jawab)
    written(table, 'name,text\nJobs,Write\nBad,"=HYPERLINK(""http://x"")"\nWorse,\n')

    outcome = jawab("library", "import", table, "--yes")

    assert outcome.code == 1
    assert 'row 3, column "text": error: begins with "="' in outcome.err
    assert "row 4: error: has no text" in outcome.err
    assert stored(jawab) == before


def test_rows_with_mistakes_can_be_left_out(jawab: Jawab, table: Path) -> None:
    written(table, "name,text\nJobs,Write\nBad,@SUM(A1)\n")

    outcome = jawab("library", "import", table, "--yes", "--skip-errors")

    assert outcome.code == 0
    assert "left out: " in outcome.err
    assert "Write" in stored(jawab)
    assert "SUM" not in stored(jawab)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.csv", b"", "is empty"),
        ("empty.jsonl", b"", "holds no saved replies"),
        ("heading.csv", b"name,text\n", "holds no saved replies below its heading"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Excel file (.xls)"),
        ("torn.xlsx", b"PK\x03\x04torn", "is a damaged Excel file"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text"),
        ("other.csv", b"foo,bar\n1,2\n", "no column with the texts"),
        ("list.json", b'[{"name": "x"', "is not JSON"),
        ("result.json", b'{\n "name": "Chai",\n "messages": [', "--proposals FOLDER"),
    ],
)
def test_a_file_that_is_no_library_leaves_the_last_good_one(
    jawab: Jawab, table: Path, name: str, data: bytes, message: str
) -> None:
    jawab("library", "import", table, "--yes")
    before = stored(jawab)
    path = written(table.with_name(name), data)

    outcome = jawab("library", "import", path, "--yes", "--replace")

    assert outcome.code == 1
    assert message in outcome.err
    assert "fault in jawab" not in outcome.err
    assert stored(jawab) == before


def test_a_folder_with_the_name_of_a_table_is_no_table(jawab: Jawab, tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()

    outcome = jawab("library", "import", "x.csv")

    assert outcome.code == 1
    assert "x.csv is a folder, not a table" in outcome.err


def test_a_file_that_cannot_be_read_is_told(jawab: Jawab) -> None:
    # its first page belongs to no process
    outcome = jawab("library", "import", "/proc/self/mem")

    assert outcome.code == 1
    assert "/proc/self/mem cannot be read" in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        ("--map", "text"),
        ("--map", "colour=x"),
        ("--map", "text= "),
        ("--language", "Klingon"),
        ("--at-least", "0"),
    ],
)
def test_options_that_mean_nothing_are_wrong_usage(
    jawab: Jawab, table: Path, words: tuple[str, ...]
) -> None:
    assert jawab("library", "import", table, *words).code == 2


def test_an_export_says_where_to(jawab: Jawab) -> None:
    assert jawab("library", "export").code == 2


def test_a_table_that_cannot_be_written_is_told(jawab: Jawab, table: Path) -> None:
    jawab("library", "import", table, "--yes")

    outcome = jawab("library", "export", "--csv", "/proc/nowhere/x.csv")

    assert outcome.code == 1
    assert "cannot be written" in outcome.err


# --- out and in again ---------------------------------------------------------------------------


def test_a_table_that_was_exported_changes_nothing(jawab: Jawab, tmp_path: Path) -> None:
    starter = jawab("library", "import", "--yes")
    assert starter.code == 0

    jawab("library", "export", "--csv", "all.csv")
    outcome = jawab("library", "import", "all.csv", "--dry-run", "--replace")

    assert "Nothing was changed" in outcome.out
    counts = outcome.out.splitlines()[1].split()
    assert counts[0] == "replies"
    assert (counts[1], counts[2], counts[4]) == ("0", "0", "0")


def test_no_cell_of_an_exported_table_is_a_formula(jawab: Jawab, tmp_path: Path) -> None:
    written(tmp_path / "a.csv", "name,text,question\nPhone,'=1+1,'@you there?\n")
    jawab("library", "import", "a.csv", "--yes", "--language", "en")

    there = stored(jawab)

    assert "phone,,,,,Phone,en,,'=1+1,'@you there?" in there


# --- history ------------------------------------------------------------------------------------


def an_export(path: Path, *, answers: int = 3) -> Path:
    messages = []
    for number in range(answers):
        member = {"from": f"Member{number}", "from_id": f"user{number}", "type": "message"}
        colleague = {"from": "Asha", "from_id": "user99", "type": "message"}
        question, answer = 2 * number + 1, 2 * number + 2
        messages += [
            member | {"id": question, "text": f"When do you open {number}?"},
            colleague
            | {
                "id": answer,
                "text": f"Member{number}, we are open from 8 to 10.",
                "reply_to_message_id": question,
            },
        ]
    chat = {"name": "Chai", "type": "public_supergroup", "id": 5, "messages": messages}
    return written(path, json.dumps(chat, indent=1))


def test_answers_of_the_past_are_proposed_to_be_looked_through(
    jawab: Jawab, tmp_path: Path
) -> None:
    export = an_export(tmp_path / "result.json")

    outcome = jawab(
        *("library", "import", export, "--proposals", "proposed", "--colleague", "Asha"),
    )

    # a folder of proposals, and nothing in the database
    assert outcome.code == 0
    assert "3 × when-do-you-open-0: $author, we are open from 8 to 10." in outcome.out
    assert "look: it holds numbers" in outcome.out
    assert jawab("library", "lint", "proposed").code == 0
    assert not (tmp_path / "var").exists()

    # which can be imported once it was looked through
    assert jawab("library", "import", "proposed", "--merge", "--yes").code == 0
    assert "$author, we are open" in stored(jawab)


def test_without_colleagues_those_who_reply_most_are_named(jawab: Jawab, tmp_path: Path) -> None:
    export = an_export(tmp_path / "result.json")

    outcome = jawab("library", "import", export, "--proposals", "proposed")

    assert outcome.code == 1
    assert "Asha: 3 replies" in outcome.out
    assert not (tmp_path / "proposed").exists()


def test_answers_given_too_seldom_are_not_proposed(jawab: Jawab, tmp_path: Path) -> None:
    export = an_export(tmp_path / "result.json", answers=1)
    words = ("library", "import", export, "--proposals", "proposed", "--colleague", "99")

    assert "--at-least 1" in jawab(*words).out
    assert jawab(*words, "--at-least", "1").code == 0


def test_proposals_go_into_no_folder_that_holds_something(jawab: Jawab, tmp_path: Path) -> None:
    export = an_export(tmp_path / "result.json")
    mine = tmp_path / "mine"
    mine.mkdir()
    written(mine / "a.toml", '[[replies]]\nid = "a"\ntitles = { en = "A" }\n')

    outcome = jawab("library", "import", export, "--proposals", mine, "--colleague", "Asha")

    assert outcome.code == 1
    assert "folder of their own" in outcome.err
    assert (mine / "a.toml").exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{\n "messages": [\n  {"id": 1', "cut off or damaged"),
        (b'{"name": "x"}', "is no chat export"),
        (b"", "cut off or damaged"),
    ],
)
def test_a_truncated_export_is_told(
    jawab: Jawab, tmp_path: Path, data: bytes, message: str
) -> None:
    path = written(tmp_path / "result.json", data)

    outcome = jawab("library", "import", path, "--proposals", "proposed")

    assert outcome.code == 1
    assert message in outcome.err


# --- lint ---------------------------------------------------------------------------------------


def test_lint_answers_in_json_for_programs(jawab: Jawab, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "title": "A", "examples": ["x"], "text": "See http://shop.in"},
        {"id": "a", "title": "", "examples": ["y"]},
    ]
    written(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))

    outcome = jawab("library", "lint", "a.jsonl", "--json")

    *findings, last = outcome.rows
    assert outcome.code == 1
    assert [(one["line"], one["severity"]) for one in findings] == [
        (1, "warning"),
        (2, "error"),
        (2, "error"),
    ]
    assert last == {"path": "a.jsonl", "errors": 2, "doubts": 1}


def test_lint_knows_the_links_of_the_configuration(jawab: Jawab, tmp_path: Path) -> None:
    written(tmp_path / "config.toml", '[brand.links]\nmenu = "https://chai.in/menu"\n')
    row = {"id": "a", "title": "A", "examples": ["x"], "text": "$link_menu, $link_shop"}
    written(tmp_path / "a.jsonl", json.dumps(row))

    outcome = jawab("library", "lint", "a.jsonl")

    assert outcome.code == 0
    assert "$link_shop has no address" in outcome.out
    assert "$link_menu has" not in outcome.out


def test_lint_holds_texts_against_a_voice(jawab: Jawab, tmp_path: Path) -> None:
    row = {"id": "a", "title": "A", "examples": ["x"], "text": "We promise it", "lang": "en"}
    written(tmp_path / "a.jsonl", json.dumps(row))
    written(tmp_path / "voice.toml", '[[words]]\nban = ["promise"]\nseverity = "block"\n')

    plain = jawab("library", "lint", "a.jsonl")
    voiced = jawab("library", "lint", "a.jsonl", "--voice", "voice.toml")

    assert plain.code == 0
    assert voiced.code == 1
    assert "promise" in voiced.out


def test_ten_thousand_replies_are_brought_and_checked(jawab: Jawab, tmp_path: Path) -> None:
    lines = [f"Reply {n},Text number {n} of many,what about thing{n}" for n in range(10_000)]
    written(tmp_path / "many.csv", "name,text,question\n" + "\n".join(lines))

    brought = jawab("library", "import", "many.csv", "--yes", "--language", "en")
    jawab("library", "export", "many")

    assert brought.code == 0
    assert "10000 saved replies" in brought.out
    assert check(tmp_path / "many") == []


@pytest.mark.parametrize("name", ["replies.csv", "replies.xlsx", "replies.TSV", "list.json"])
def test_lint_sends_whoever_brings_a_table_to_the_import(
    jawab: Jawab, tmp_path: Path, name: str
) -> None:
    content = '[\n{"name": "Menu"}]' if name.endswith("json") else TABLE
    outcome = jawab("library", "lint", written(tmp_path / name, content))

    assert outcome.code == 1
    assert "is a table" in outcome.err
    assert f"jawab library import {tmp_path / name} --dry-run" in " ".join(outcome.err.split())
    assert "is not JSON" not in outcome.out + outcome.err
