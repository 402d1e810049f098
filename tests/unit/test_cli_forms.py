"""Forms on their way into the library: whole ones come through, broken ones are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.jawab_command import Jawab, command

WHOLE = "$ask_days $[ask_days: one=day|other=days] more"
BROKEN = "$ask_days $[ask_days: one=day|few=days|other=days] more"


@pytest.fixture
def jawab(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Jawab:
    monkeypatch.chdir(tmp_path)
    return command(monkeypatch, capfd)


def a_folder(text: str) -> Path:
    file = Path("library/question.toml")
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        '[[replies]]\nid = "wait"\nexamples = ["how long"]\n\n[replies.titles]\nen = "Wait"\n\n'
        f'[[replies.variants]]\nlang = "en"\ntext = "{text}"\n',
        encoding="utf-8",
    )
    return file.parent


def a_table(text: str) -> Path:
    file = Path("replies.csv")
    file.write_text(f"title,text,question,lang\nWait,{text},how long,en\n", encoding="utf-8")
    return file


def test_lint_names_file_line_and_hint_of_a_broken_form(jawab: Jawab) -> None:
    outcome = jawab("library", "lint", str(a_folder(BROKEN)))

    assert outcome.code == 1
    assert "question.toml:8" in outcome.out
    assert 'no number has the form "few"' in outcome.out
    assert "en has one, and other" in outcome.out


def test_lint_has_nothing_against_a_whole_one(jawab: Jawab) -> None:
    assert jawab("library", "lint", str(a_folder(WHOLE))).code == 0


@pytest.mark.parametrize("source", [a_folder, a_table])
def test_an_import_takes_a_broken_form_no_further(
    jawab: Jawab, source: Callable[[str], Path]
) -> None:
    outcome = jawab("library", "import", str(source(BROKEN)), "--yes")

    assert outcome.code != 0
    assert 'no number has the form "few"' in outcome.out + outcome.err


@pytest.mark.parametrize("source", [a_folder, a_table])
def test_an_import_and_an_export_keep_a_form_as_it_is(
    jawab: Jawab, source: Callable[[str], Path]
) -> None:
    assert jawab("library", "import", str(source(WHOLE)), "--yes").code == 0
    jawab("library", "export", "out", "--csv", "out.csv")

    assert WHOLE in Path("out.csv").read_text(encoding="utf-8")
    assert any(WHOLE in file.read_text(encoding="utf-8") for file in Path("out").rglob("*.toml"))


def test_lint_holds_every_form_against_the_voice(jawab: Jawab) -> None:
    Path("voice.toml").write_text(
        '[[words]]\nname = "promises"\nban = ["guaranteed"]\nseverity = "block"\n',
        encoding="utf-8",
    )
    text = "It is $[ask_n: one=likely|other=guaranteed]"

    outcome = jawab("library", "lint", str(a_folder(text)), "--voice", "voice.toml")

    assert outcome.code == 1
    assert "guaranteed" in outcome.out
