"""How finding is measured: words, encoder and library on the same queries, set into one page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bot.errors import InputUnreadable
from bot.finding import LIBRARY, TUNED, UNTUNED, WORDS, measure_finding
from classifiers.evaluation.finding import FindingReport
from classifiers.evaluation.retrieval import QUERIES
from classifiers.training.progress import Silent
from replies.trials import read_trials
from tests.ngram_encoder import NgramEncoder

ENTRIES = {
    "late": ["where is my order", "my order has not arrived", "order is late"],
    "hours": ["when do you open", "opening hours today", "are you open on sunday"],
    "sugar": ["do you have sugar free tea", "tea without sugar", "is there sugar in it"],
}
QUESTIONS = {
    "where is my order please": "late",
    "when do you open on sunday": "hours",
    "sugar free tea": "sugar",
    "zzzz qqqq": None,
}


def write_data(folder: Path, *odd: str) -> Path:
    rows: list[dict[str, object]] = [
        {"kind": "entry", "library": "shop", "id": name, "title": name, "examples": texts}
        for name, texts in ENTRIES.items()
    ]
    rows += [
        {"kind": "query", "library": "shop", "text": text, "answer": answer}
        for text, answer in QUESTIONS.items()
    ]
    lines = [json.dumps(row) for row in rows]
    (folder / "plain.jsonl").write_text("\n".join([*lines, *odd]), encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("bot.finding.QUERIES", "plain.jsonl")
    return write_data(tmp_path)


def a_report(data: Path) -> FindingReport:
    encoder = NgramEncoder()
    return FindingReport(figures=measure_finding(data, encoder, NgramEncoder(), Silent()))


def test_each_way_is_measured_on_the_same_queries(data: Path) -> None:
    figures = a_report(data).figures

    assert [f.way for f in figures] == [WORDS, UNTUNED, TUNED, LIBRARY]
    assert {(f.library, f.queries, f.first, f.in_three) for f in figures} == {("shop", 4, 1, 1)}
    assert all(f.scope_auroc == 1 for f in figures)


def test_only_the_library_can_be_silent(data: Path) -> None:
    *others, library = a_report(data).figures

    assert (library.silent, library.kept_in_three) == (1, 1)
    assert {(f.silent, f.kept_in_three) for f in others} == {(None, None)}


def test_without_an_untuned_encoder_its_column_is_left_out(data: Path) -> None:
    figures = measure_finding(data, NgramEncoder(), None, Silent())

    assert UNTUNED not in {f.way for f in figures}


def test_without_the_file_there_is_nothing_to_measure(tmp_path: Path) -> None:
    assert measure_finding(tmp_path, NgramEncoder(), None, Silent()) == ()


@pytest.mark.parametrize("odd", ["{", "[]", '{"kind": "query"}', '{"library": "shop"}', "7"])
def test_an_odd_line_is_named(data: Path, odd: str) -> None:
    write_data(data, odd)

    with pytest.raises(InputUnreadable, match=r"plain\.jsonl:8"):
        measure_finding(data, NgramEncoder(), None, Silent())


def test_the_shipped_name_of_the_file_is_read_compressed(tmp_path: Path) -> None:
    plain = (write_data(tmp_path) / "plain.jsonl").read_bytes()
    (tmp_path / QUERIES).write_bytes(gzip.compress(plain))

    assert len(read_trials(tmp_path / QUERIES)["shop"].queries) == len(QUESTIONS)


def test_the_table_takes_the_place_of_an_older_one_and_leaves_the_rest(
    data: Path, tmp_path: Path
) -> None:
    # given a page and figures with other things in them
    folder = tmp_path / "docs"
    report = a_report(data)
    report.write(folder)
    page, numbers = folder / "QUALITY.md", folder / "quality.json"
    page.write_text("# Mine\n\nBefore.\n\n" + report.to_markdown() + "\n## After\n\nEnd.\n")
    numbers.write_text('{"tasks": [1]}')

    # when it is written twice
    report.write(folder)
    report.write(folder)

    # then it is there once, and all else as it was
    text = page.read_text()
    assert text.count("## Finding replies") == 1
    assert text.startswith("# Mine\n\nBefore.\n")
    assert text.endswith("## After\n\nEnd.\n")
    assert "| shop | 4 | 1.000 / 1.000 |" in text
    known = json.loads(numbers.read_text())
    assert known["tasks"] == [1]
    assert [f["way"] for f in known["finding"]] == [WORDS, UNTUNED, TUNED, LIBRARY]


def test_a_page_without_the_table_gets_it_at_its_end(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "QUALITY.md").write_text("# Mine\n")

    a_report(data).write(folder)

    assert (folder / "QUALITY.md").read_text().startswith("# Mine\n\n## Finding replies")
