"""Figures of a day of real community comments, if the data folder holds one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from classifiers.evaluation.figures import DayFigures, QueueLoadFigures
from classifiers.evaluation.metrics import precision_recall
from classifiers.evaluation.queue_load import measure_load, negative_chance
from classifiers.training.corpus import read_rows
from classifiers.types import Classifier, Thresholds, Utterance, Verdict

DAY: Final = "sample_community_day.jsonl"

Row = dict[str, object]
JudgedDay = list[tuple[Row, Verdict]]


def judge_day(data: Path, classifier: Classifier) -> JudgedDay:
    """Judge the comments of the day; empty without a file."""
    path = data / DAY
    if not path.is_file():
        return []
    rows = list(read_rows(path))
    verdicts = classifier.judge([Utterance(text=str(row["text"])) for row in rows])
    return list(zip(rows, verdicts, strict=True))


def measure_day(judged: JudgedDay, least: Thresholds) -> tuple[DayFigures, ...]:
    """Measure negative-or-complaint, question, toxic, spam, praise; empty without comments."""
    if not judged:
        return ()
    return tuple(
        _figures(name, [(gold(row), is_said(verdict, least)) for row, verdict in judged])
        for name, is_said, gold in _SIGNALS
    )


def measure_day_load(judged: JudgedDay) -> tuple[QueueLoadFigures, ...]:
    """Measure how much of what is wanted the likeliest comments of the day hold.

    All comments are ranked, as all are there to be shown; an unlabelled one counts as not wanted.
    """
    is_question = _gold_of("question")
    return measure_load(
        "a day",
        [(_gold_negative(row) is True, negative_chance(verdict)) for row, verdict in judged],
        [(is_question(row) is True, verdict.signals.question) for row, verdict in judged],
    )


def _figures(name: str, labelled: Sequence[tuple[bool | None, bool]]) -> DayFigures:
    known = [(true, said) for true, said in labelled if true is not None]
    true = np.array([entry[0] for entry in known], dtype=np.bool_)
    said = np.array([entry[1] for entry in known], dtype=np.bool_)
    precision, recall = precision_recall(true, said)
    return DayFigures(
        signal=name,
        comments=len(known),
        true=int(true.sum()),
        precision=precision,
        recall=recall,
    )


def _is_negative(verdict: Verdict, least: Thresholds) -> bool:
    return (
        verdict.sentiment.negative >= least.negative
        or verdict.signals.complaint >= least.complaint
    )


def _gold(row: Row) -> Row:
    gold = row.get("gold")
    return gold if isinstance(gold, dict) else {}


def _gold_negative(row: Row) -> bool | None:
    gold = _gold(row)
    if gold.get("complaint") == 1:
        return True
    return gold["sentiment"] == "negative" if "sentiment" in gold else None


def _gold_praise(row: Row) -> bool | None:
    gold = _gold(row)
    return gold["sentiment"] == "positive" if "sentiment" in gold else None


def _gold_of(task: str) -> Callable[[Row], bool | None]:
    def labelled(row: Row) -> bool | None:
        gold = _gold(row)
        return bool(gold[task]) if task in gold else None

    return labelled


def _in_bucket(name: str) -> Callable[[Row], bool | None]:
    return lambda row: row.get("bucket") == name


_SIGNALS: tuple[
    tuple[str, Callable[[Verdict, Thresholds], bool], Callable[[Row], bool | None]], ...
] = (
    ("negative or complaint", _is_negative, _gold_negative),
    ("negative or complaint, by bucket", _is_negative, _in_bucket("negative")),
    ("question", lambda v, least: v.signals.question >= least.question, _gold_of("question")),
    (
        "question, by bucket",
        lambda v, least: v.signals.question >= least.question,
        _in_bucket("question"),
    ),
    ("toxic", lambda v, least: v.signals.toxic >= least.toxic, _gold_of("toxic")),
    ("spam, by bucket", lambda v, least: v.signals.spam >= least.spam, _in_bucket("spam")),
    ("praise", lambda v, least: v.signals.praise >= least.praise, _gold_praise),
)
