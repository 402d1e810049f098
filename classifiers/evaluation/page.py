"""The page of tables that tells what an evaluation found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from classifiers.evaluation.baselines import CAP
from classifiers.evaluation.figures import (
    BaselineFigures,
    ConfusionFigures,
    DayFigures,
    LanguageFigures,
    QueueLoadFigures,
    RankedRecall,
    RetrievalFigures,
    SpeedFigures,
    TaskFigures,
    UmsabFigures,
)
from classifiers.evaluation.finding import finding_section

if TYPE_CHECKING:
    from classifiers.evaluation.challenge import ChallengeFigures
    from classifiers.evaluation.report import Report

Row = Sequence[str]


def write_page(report: Report) -> str:
    """Write all figures as markdown."""
    return "\n".join(_sections(report))


def _sections(report: Report) -> Iterator[str]:
    rows_read = f"at most {report.limit} rows" if report.limit else "all rows"
    yield _HEAD.format(model_id=report.model_id, rows_read=rows_read)
    note = _TASK_NOTE + _umsab_line(report.umsab)
    yield _section("Tasks by language", _TASK_HEAD, map(_task_row, report.tasks), note)
    yield _confusion_section(report.confusion)
    load = map(_load_row, report.queue_load)
    yield _section("What a shorter queue still shows", _LOAD_HEAD, load, _LOAD_NOTE)
    yield _section("A day in a community", _DAY_HEAD, map(_day_row, report.day), _DAY_NOTE)
    yield _challenge_section(report.challenge)
    yield _section("Language detection", _LANG_HEAD, map(_lang_row, report.languages))
    found = map(_find_row, report.retrieval)
    yield _section("Reply finding with the sentence vector alone", _FIND_HEAD, found, _FIND_NOTE)
    if report.finding:
        yield finding_section(report.finding)
    yield _section("Speed", _SPEED_HEAD, [_speed_row(report.speed)], _SPEED_NOTE)
    yield _section("Tasks by data set", _TASK_HEAD, map(_task_row, report.sources))
    if report.baselines:
        compared = map(_baseline_row, report.baselines)
        yield _section(
            "Beside a plain model", _BASELINE_HEAD, compared, _BASELINE_NOTE.format(cap=CAP)
        )


_HEAD = """\
# Quality of the classifiers

Made by `jawab evaluate`; nothing here is written by hand. Model `{model_id}`, {rows_read} of each
dev file. Calibration and thresholds were fitted on dev rows of the sets that train, so their ECE
here is on the optimistic side; the weights never saw any of them. Sets marked * never train.
"""
_TASK_HEAD = ("task", "language", "texts", "macro-F1", "AUROC", "ECE", "precision", "recall")
_TASK_NOTE = """\
Macro-F1 takes the likelier class. Precision and recall are at the shipped thresholds, of negative
in the case of sentiment; precision depends on how frequent a class is in the sets, and communities
differ from them.
"""
_UMSAB = """
UMSAB sentiment, mean of the macro-F1 of {count} sets ({names}): **{macro_f1}**.
"""
_CONFUSION_NOTE = """\
Over all languages, by the likelier class: a row for what is true, a column for what was said.
"""
_LOAD_HEAD = (
    "comments",
    "shown",
    "negative or complaint",
    "at best",
    "question",
    "at best",
)
_LOAD_NOTE = """\
Recall when only a share of the comments is shown, the likeliest first: by the higher of negative
and complaint, or by question. A dev row counts where its source labels that kind; of the day all
comments count, also those that are not labelled, as not having it. "At best" is what a perfect
ranking would reach: a short queue has no room for all.
"""
_DAY_HEAD = ("signal", "comments", "true", "precision", "recall")
_DAY_NOTE = """\
Real comments laid out like one day. A comment counts where its source labels that signal; "by
bucket" counts every comment, taking those drawn for another reason as not having it, which they
may in truth have. These comments come from the dev parts, and the wanted precisions behind the
thresholds were settled with these figures in view: they are no test on unseen comments.
"""
_CHALLENGE_NOTE = """\
Comments written for this project to mislead; nothing is trained or chosen on them. The share of
their labels that the model gives, over all languages and in each.
"""
_LANG_HEAD = ("language", "characters", "texts", "recall", "taken for romanised Hindi")
_FIND_HEAD = ("library", "queries", "top 1", "top 3", "AUROC in scope")
_FIND_NOTE = "Queries are searched among the examples of their own library.\n"
_SPEED_HEAD = ("load, s", "one by one, comments/s", "batched, comments/s", "memory, MB")
_SPEED_NOTE = (
    "Comments of at most 120 characters on one thread, by the processor time they take.\n"
)
_BASELINE_HEAD = ("task", "set", "texts", "the model", "word pieces", "untuned encoder")
_BASELINE_NOTE = """\
Macro-F1 of the model and of a logistic regression on hashed words and pieces of words, trained for
each task on at most {cap} rows of each set that may train; and of heads like the model's on the
encoder before it was tuned, where it was named.
"""


def _section(title: str, head: Row, rows: Iterable[Row], note: str = "") -> str:
    return "\n".join([f"## {title}", "", *([note] if note else []), *_table(head, rows)])


def _table(head: Row, rows: Iterable[Row]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def _confusion_section(figures: Sequence[ConfusionFigures]) -> str:
    lines = ["## What is taken for what", "", _CONFUSION_NOTE]
    for task in figures:
        head = (f"{task.task}: true", *(f"said {name}" for name in task.classes))
        cells = zip(task.classes, task.counts, strict=True)
        lines += _table(head, [(name, *map(str, counts)) for name, counts in cells])
    return "\n".join(lines)


def _challenge_section(figures: Sequence[ChallengeFigures]) -> str:
    """A row a kind, a column a language, in the order in which they come."""
    found = {(f.kind, f.lang): f for f in figures}
    langs = list(dict.fromkeys(f.lang for f in figures))
    rows = []
    for kind in dict.fromkeys(f.kind for f in figures):
        in_each = [found.get((kind, lang)) for lang in langs]
        most = max((f for f in in_each if f is not None), key=lambda f: f.comments)
        right = [_number(f.right if f else None) for f in in_each]
        rows.append((kind.replace("_", " "), str(most.comments), str(most.labels), *right))
    head = ("kind", "comments", "labels", *langs)
    return _section("A challenge set of our own", head, rows, _CHALLENGE_NOTE)


def _umsab_line(figures: UmsabFigures | None) -> str:
    if figures is None:
        return ""
    names = ", ".join(name.split("_")[1] for name in figures.sets)
    score = _number(figures.macro_f1)
    return _UMSAB.format(count=len(figures.sets), names=names, macro_f1=score)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _task_row(f: TaskFigures) -> Row:
    figures = (f.macro_f1, f.auroc, f.ece, f.precision, f.recall)
    return (f.task, f.lang, str(f.texts), *map(_number, figures))


def _load_row(f: QueueLoadFigures) -> Row:
    kinds = (f.negative_or_complaint, f.question)
    return (f.comments, f"{f.share:.0%}", *(cell for kind in kinds for cell in _ranked(kind)))


def _ranked(figures: RankedRecall | None) -> Row:
    if figures is None:
        return ("–", "–")
    return (_number(figures.recall), _number(figures.possible))


def _day_row(f: DayFigures) -> Row:
    return (f.signal, str(f.comments), str(f.true), _number(f.precision), _number(f.recall))


def _lang_row(f: LanguageFigures) -> Row:
    return (f.lang, f.length, str(f.texts), _number(f.recall), _number(f.false_hinglish))


def _find_row(f: RetrievalFigures) -> Row:
    return (f.library, str(f.queries), _number(f.top1), _number(f.top3), _number(f.scope_auroc))


def _speed_row(f: SpeedFigures) -> Row:
    return (
        f"{f.load_seconds:.2f}",
        f"{f.single_per_second:.0f}",
        f"{f.batched_per_second:.0f}",
        f"{f.resident_mb:.0f}",
    )


def _baseline_row(f: BaselineFigures) -> Row:
    return (f.task, f.source, str(f.texts), *map(_number, (f.model, f.word_pieces, f.frozen)))
