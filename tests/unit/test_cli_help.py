"""`jawab --help`: quick, whole, and teaching."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.jawab_command import Jawab, command

TOP = Path(__file__).parents[2]
COMMANDS = [
    ("demo",),
    ("run",),
    ("init",),
    ("check",),
    ("classify",),
    ("suggest",),
    ("replay",),
    ("rules", "test"),
    ("status",),
    ("train",),
    ("evaluate",),
    ("library", "lint"),
    ("library", "import"),
    ("library", "export"),
    ("voice", "check"),
    ("forget",),
    ("export-person",),
    ("db", "backup"),
    ("db", "upgrade"),
    ("db", "downgrade"),
    ("db", "restore"),
    ("db", "check"),
    ("db", "copy"),
]
SLOW = (
    "aiogram",
    "telegram",
    "torch",
    "transformers",
    "onnxruntime",
    "sqlalchemy",
    "numpy",
    "pydantic",
)


@pytest.fixture
def jawab(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Jawab:
    return command(monkeypatch, capfd)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_teaches_with_an_example(jawab: Jawab, words: tuple[str, ...]) -> None:
    outcome = jawab(*words, "--help")

    assert outcome.code == 0
    assert f"jawab {' '.join(words)}" in outcome.out
    assert "[[" not in outcome.out


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_documentation_names_every_command_and_option(
    jawab: Jawab, words: tuple[str, ...]
) -> None:
    text = (TOP / "docs" / "COMMANDS.md").read_text(encoding="utf-8")
    shown = jawab(*words, "--help").out.replace("│", " ").split()
    options = {
        word
        for word in shown
        if word.startswith("--") and word[2:].replace("-", "_").isidentifier()
    }

    assert f"jawab {words[0]}" in text
    assert words[-1] in text
    assert {option for option in options - {"--help"} if option not in text} == set()


def test_help_waits_for_nothing_slow() -> None:
    code = (
        "import sys\nsys.argv = ['jawab', '--help']\nfrom bot.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"sys.exit(' '.join(name for name in {SLOW!r} if name in sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False
    )

    assert done.stderr.strip() == ""
    assert "jawab demo" in done.stdout


def test_no_command_shows_the_help(jawab: Jawab) -> None:
    outcome = jawab()

    assert outcome.code == 2
    assert "classify" in outcome.out + outcome.err
