"""`jawab classify` and `jawab suggest`: one line out for each line in, whatever comes in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.lines import LONGEST_LINE, Entry, read_entries
from tests.unit.jawab_command import Jawab, command

TOP = Path(__file__).parents[2]


@pytest.fixture
def jawab(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Jawab:
    return command(monkeypatch, capfd)


def entries_of(data: bytes, tmp_path: Path) -> list[Entry]:
    path = tmp_path / "input"
    path.write_bytes(data)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return [entry for batch in read_entries(descriptor) for entry in batch]
    finally:
        os.close(descriptor)


def test_every_line_is_answered_in_its_place(jawab: Jawab, tmp_path: Path) -> None:
    # given texts, a blank line, JSON, malformed JSON and broken bytes
    comments = tmp_path / "comments.txt"
    comments.write_bytes(
        b"Where is the menu?\n\n"
        + json.dumps({"text": "Спасибо, очень вкусно!", "id": 7}).encode()
        + b'\n{"text": 5}\n{oops\nbroken \xff\xfe bytes'
    )

    outcome = jawab("classify", comments)

    # then each has its line, in the shape that was promised
    rows = outcome.rows
    assert outcome.code == 0
    assert [row.get("text") for row in rows] == [
        "Where is the menu?",
        "",
        "Спасибо, очень вкусно!",
        None,
        None,
        "broken \ufffd\ufffd bytes",
    ]
    assert [(row["line"], sorted(row)) for row in rows[3:5]] == [
        (4, ["error", "line"]),
        (5, ["error", "line"]),
    ]
    assert list(rows[0]) == [
        "text",
        "lang",
        "sentiment",
        "signals",
        "lane",
        "priority",
        "reasons",
    ]
    assert rows[0]["lane"] == "question"
    assert sum(rows[0]["sentiment"].values()) == pytest.approx(1, abs=0.001)
    assert rows[1]["lane"] == "none"


def test_why_names_the_words_behind_the_signals(jawab: Jawab, tmp_path: Path) -> None:
    comments = tmp_path / "comments.txt"
    comments.write_text("the tea here is horrible\n\n", encoding="utf-8")
    angry, blank = jawab("classify", comments, "--why").rows
    assert angry["why"]["negative"][0] == "horrible"
    assert blank["why"] == {}


def test_rules_of_the_configuration_decide_with(jawab: Jawab, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        '[[triage.rules]]\nname = "menu"\nwhen = { contains = ["MENU"] }\n'
        'lane = "complaint"\npriority = 99\n'
    )
    comments = tmp_path / "comments.txt"
    comments.write_text("where is the menu\n")

    (row,) = jawab("classify", comments, "--config", config).rows

    assert (row["lane"], row["priority"]) == ("complaint", 99)
    assert "rule: menu" in row["reasons"]


def test_an_empty_file_gives_nothing(jawab: Jawab, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")

    outcome = jawab("classify", tmp_path / "empty")

    assert (outcome.code, outcome.out) == (0, "")


def test_a_library_of_json_lines_answers_and_abstains(jawab: Jawab, tmp_path: Path) -> None:
    # given a library with and without texts
    library = tmp_path / "library.jsonl"
    library.write_text(
        '{"id": "menu", "title": "Menu", "text": "Here: $link_menu", "colour": "red",'
        ' "examples": ["where is the menu?", "menu please", "what can I eat there?"]}\n'
        '{"id": "jobs", "title": "Jobs",'
        ' "examples": ["are you hiring?", "do you have a job for me?"]}\n'
    )
    comments = tmp_path / "comments.txt"
    comments.write_text("where is the menu?\nare you hiring?\n\n{\n")

    menu, jobs, blank, broken = jawab("suggest", comments, "--library", library, "--top", 1).rows

    # then replies are found, and what is not there is left out
    assert [one["id"] for one in menu["suggestions"]] == ["menu"]
    assert menu["suggestions"][0]["text"] == "Here: $link_menu"
    assert menu["best_score"] == menu["suggestions"][0]["score"]
    assert jobs["suggestions"][0]["text"] is None
    assert (blank["abstained"], blank["suggestions"], blank["best_score"]) == (True, [], 0.0)
    assert broken["line"] == 4


def test_the_language_of_the_answer_can_be_chosen(jawab: Jawab, tmp_path: Path) -> None:
    comments = tmp_path / "comments.txt"
    comments.write_text("Where is my refund?\n")

    (row,) = jawab("suggest", comments, "--lang", "ru").rows

    assert {one["lang"] for one in row["suggestions"]} == {"ru"}


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["classify", "/nowhere/at/all"], 1, "cannot be read"),
        (["classify", "/"], 1, "is a folder"),
        (["classify", "--nope"], 2, "No such option"),
        (["suggest", "/dev/null", "--library", "/nowhere"], 1, "no such folder"),
        (["suggest", "/dev/null", "--lang", "hinglish"], 2, "hi-Latn"),
        (["suggest", "/dev/null", "--top", "0"], 2, "--top"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    jawab: Jawab, arguments: list[str], code: int, sentence: str
) -> None:
    outcome = jawab(*arguments)

    assert outcome.code == code
    assert sentence in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == ""


def test_a_line_without_end_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = entries_of(b"first\n" + b"x" * (3 * LONGEST_LINE) + b"\nlast\n", tmp_path)

    assert [(one.number, one.text) for one in found if not one.error] == [
        (1, "first"),
        (3, "last"),
    ]
    assert [one.number for one in found if one.error] == [2]


def test_line_ends_and_marks_of_other_systems_are_taken(tmp_path: Path) -> None:
    found = entries_of(b"\xef\xbb\xbfone\r\ntwo\x0bstill two\r\n", tmp_path)

    assert [one.text for one in found] == ["one", "two\x0bstill two"]


def test_an_answer_comes_while_the_pipe_is_still_open() -> None:
    # given a program that waits for the answer to its first line before it sends the second
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "classify"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=TOP,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("क्या मेन्यू मिलेगा?\n".encode())
        process.stdin.flush()

        first = json.loads(process.stdout.readline())
        process.stdin.close()

        assert first["lang"] == "hi"
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_a_reader_that_goes_away_is_no_fault() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "classify", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=TOP,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"thanks\n" * 40)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"thanks\n" * 400)
        process.stdin.close()

        assert process.stderr.read() == b""
