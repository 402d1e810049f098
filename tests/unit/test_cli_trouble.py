"""What goes wrong around a command is one sentence, an exit code, and nothing lost."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.unit.jawab_command import Jawab, command_at

TOP = Path(__file__).parents[2]
NEEDS_FULL_DEVICE = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="there is no device here that is always full"
)
_INTERRUPTIBLE = (  # whoever runs the tests may not be
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from bot.__main__ import main; main()"
)
ASKING = (
    ("db", "downgrade", "0020"),
    ("db", "restore", "copy.db"),
    ("db", "copy", "jawab.db", "other.db"),
    ("library", "import", "replies.jsonl", "--replace"),
)


@pytest.fixture
def jawab(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Jawab:
    monkeypatch.setenv("JAWAB_TELEGRAM__TOKEN", "123456:TEST")
    return command_at(tmp_path, monkeypatch, capfd)


def in_a_shell(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `jawab …` as a shell would, with what it redirects or closes."""
    return subprocess.run(
        f"exec {sys.executable} -m bot {words}",
        shell=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TOP), "JAWAB_TELEGRAM__TOKEN": "123456:TEST"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_where_nobody_answers_nothing_is_changed_and_it_is_said(
    jawab: Jawab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Sequence[str]
) -> None:
    # given a database with something in it, and nobody at the keyboard
    (tmp_path / "replies.jsonl").write_text('{"id": "a", "title": "A", "text": "Hello"}\n')
    jawab("library", "import", "replies.jsonl", "--yes")
    jawab("db", "backup", "copy.db")
    (tmp_path / "replies.jsonl").write_text('{"id": "b", "title": "B", "text": "Hi"}\n')
    before = stored(jawab)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    outcome = jawab(*words)

    assert outcome.code == 1
    assert "Nothing was changed: nobody answered. Add --yes" in outcome.out
    assert stored(jawab) == before
    assert not (tmp_path / "other.db").exists()


def stored(jawab: Jawab) -> str:
    path = Path("stored.csv")
    path.unlink(missing_ok=True)
    assert jawab("library", "export", "--csv", path).code == 0
    return path.read_text(encoding="utf-8-sig")


@NEEDS_FULL_DEVICE
@pytest.mark.parametrize("words", ["status", "status --json", "--help", "db check", "--version"])
def test_an_output_that_is_full_is_said_in_one_sentence(tmp_path: Path, words: str) -> None:
    in_a_shell("db upgrade", tmp_path)

    done = in_a_shell(f"{words} >/dev/full", tmp_path)

    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "fault in jawab" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_whatever_is_closed_the_work_is_done(tmp_path: Path, closed: str) -> None:
    done = in_a_shell(f"db upgrade {closed}", tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "var" / "jawab.db").exists()


def test_questions_to_nobody_are_answered_with_no(tmp_path: Path) -> None:
    in_a_shell("db upgrade", tmp_path)

    done = in_a_shell("db downgrade 0020 <&-", tmp_path)

    assert done.returncode == 1
    assert "Nothing was changed" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("words", ["--help", "db check", "library lint"])
def test_a_reader_who_has_seen_enough_is_no_failure_to_tell(tmp_path: Path, words: str) -> None:
    in_a_shell("db upgrade", tmp_path)

    done = in_a_shell(f"{words} | true", tmp_path)

    assert done.stderr == ""


def test_ctrl_c_is_said_and_leaves_no_traceback(tmp_path: Path) -> None:
    # given a command that waits for its input
    os.mkfifo(tmp_path / "pipe")
    program = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, "voice", "check", "pipe"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with (tmp_path / "pipe").open("w", encoding="utf-8") as pipe:  # it is reading now
        pipe.flush()

        program.send_signal(signal.SIGINT)
        _, told = program.communicate(timeout=30)

    assert program.returncode == 130
    assert told == "jawab: stopped by Ctrl-C.\n"


def test_ctrl_c_while_the_program_is_read_leaves_no_traceback() -> None:
    # given somebody who is faster than the imports
    code = (
        "import sys\n"
        "class Hasty:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'bot.cli.output': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Hasty())\n"
        "from bot.__main__ import main\n"
        "main()\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_file_that_stands_in_the_way_is_named(jawab: Jawab, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "toxic_en_jigsaw.jsonl").write_text('{"text": "a", "toxic": 1}\n')
    (tmp_path / "model").write_text("mine")

    outcome = jawab("train", "--data", data, "--out", "model")

    assert outcome.code == 1
    assert outcome.err.splitlines()[-1] == "jawab: model: File exists"
    assert (tmp_path / "model").read_text() == "mine"


@pytest.mark.parametrize("missing", ["nowhere", "empty"])
def test_training_looks_at_the_data_before_it_makes_anything(
    jawab: Jawab, tmp_path: Path, missing: str
) -> None:
    (tmp_path / "empty").mkdir()

    outcome = jawab("train", "--data", missing, "--out", "model")

    assert outcome.code == 1
    assert outcome.err.startswith(f"jawab: {missing}")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("words", [("forget",), ("export-person",)])
def test_what_is_no_person_is_said_before_anything_is_looked_for(
    jawab: Jawab, words: Sequence[str]
) -> None:
    outcome = jawab(*words, "two words")

    assert outcome.code == 1
    assert outcome.err == 'jawab: "two words" is no person (hint: 123456789 or @name)\n'


def test_init_names_the_file_that_it_was_asked_for(jawab: Jawab) -> None:
    outcome = jawab("init", "--output", "nowhere/mine.toml")

    assert outcome.code == 1
    assert outcome.err.startswith("jawab: nowhere/mine.toml cannot be written: ")


def test_init_does_not_put_a_file_in_the_place_of_a_folder(jawab: Jawab, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()

    outcome = jawab("init", "--output", "mine.toml", "--force")

    assert outcome.code == 1
    assert outcome.err == "jawab: mine.toml cannot be written: Is a directory\n"
    assert [path.name for path in tmp_path.glob("mine*")] == ["mine.toml"]


def test_the_version_is_told_with_the_databases_it_knows(jawab: Jawab) -> None:
    outcome = jawab("--version")

    assert outcome.code == 0
    assert outcome.out.startswith(f"jawab {version('jawab')}, databases of version 00")


def test_one_of_something_is_said_as_one(jawab: Jawab, tmp_path: Path) -> None:
    (tmp_path / "replies.jsonl").write_text('{"id": "a", "title": "A", "text": "Hello"}\n')

    told = [
        jawab("library", "import", "replies.jsonl", "--yes").out,
        jawab("library", "export", "folder").out,
        jawab("library", "lint", "replies.jsonl").out,
    ]

    assert "In the database now: 1 saved reply from replies.jsonl." in told[0]
    assert "1 saved reply in 1 file in folder" in told[1]
    assert "replies.jsonl: 0 errors, 1 doubt\n" in told[2]


def test_voice_check_refuses_what_is_no_language(jawab: Jawab) -> None:
    outcome = jawab("voice", "check", "--lang", "hinglish")

    assert outcome.code == 2
    assert "is not a language tag" in outcome.err


@pytest.mark.parametrize(
    ("words", "in_the_way"),
    [(("--csv", "kept"), "kept"), (("kept",), "kept/any/general.toml")],
    ids=["table", "folder"],
)
def test_an_export_that_cannot_be_written_leaves_nothing_behind(
    jawab: Jawab, tmp_path: Path, words: Sequence[str], in_the_way: str
) -> None:
    # given a folder where a file is to be
    (tmp_path / "replies.jsonl").write_text('{"id": "a", "title": "A", "text": "Hello"}\n')
    jawab("library", "import", "replies.jsonl", "--yes")
    (tmp_path / in_the_way).mkdir(parents=True)

    outcome = jawab("library", "export", *words)

    assert outcome.code == 1
    assert outcome.err == "jawab: kept cannot be written: Is a directory\n"
    assert list(tmp_path.rglob("*.new")) == []


@pytest.mark.parametrize(
    ("words", "variable", "value", "what"),
    [
        (("classify", "comments.txt"), "ENGINE", "torch", 'classifiers.engine = "torch"'),
        (("run",), "ENGINE", "torch", 'classifiers.engine = "torch"'),
        (("classify", "comments.txt"), "TOXIC__MODEL", "./mine", "classifiers.toxic"),
        (("run",), "TOXIC__MODEL", "./mine", "classifiers.toxic"),
        (("train", "--data", "data"), "ENGINE", "onnx", "training"),
        (("evaluate", "--data", "data", "--frozen", "base"), "ENGINE", "onnx", "--frozen"),
    ],
)
def test_what_needs_torch_says_so_where_it_was_left_out(  # noqa: PLR0917 - each says a thing
    jawab: Jawab,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: Sequence[str],
    variable: str,
    value: str,
    what: str,
) -> None:
    # given an installation without torch, as by requirements.lock
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setenv(f"JAWAB_CLASSIFIERS__{variable}", value)
    (tmp_path / "comments.txt").write_text("hello\n")

    outcome = jawab(*words)

    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err == (
        f"jawab: {what} needs the package torch, which is not installed:"
        " pip install -c constraints.txt torch\n"
    )
    assert not (tmp_path / "model").exists()


def test_the_doctor_says_that_torch_is_missing_and_looks_on(
    jawab: Jawab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setenv("JAWAB_CLASSIFIERS__ENGINE", "torch")

    outcome = jawab("check", "--offline")

    assert outcome.code == 1
    assert '✗ model: classifiers.engine = "torch" needs the package torch' in outcome.out
    assert "✗ managers: " in outcome.out
