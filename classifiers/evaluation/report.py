"""What an evaluation found, as values, JSON and a page of markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFigures:
    """One task in one language, or over all. Precision and recall are at the shipped threshold.

    For sentiment they are those of negative. `auroc` is missing where only one class occurs.
    """

    task: str
    lang: str
    texts: int
    macro_f1: float
    auroc: float | None
    ece: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageFigures:
    """How often a language was told, and how often its texts were taken for romanised Hindi."""

    lang: str
    length: str
    texts: int
    recall: float
    false_hinglish: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalFigures:
    """Finding the right entry of a library by the sentence vector alone."""

    library: str
    queries: int
    top1: float
    top3: float
    scope_auroc: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """A day of real community comments, at the shipped thresholds."""

    signal: str
    comments: int
    true: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedFigures:
    """One thread of one CPU; memory is the resident size of the whole process."""

    load_seconds: float
    single_per_second: float
    batched_per_second: float
    resident_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that an evaluation found; `limit` is the most rows read of each file."""

    model_id: str
    limit: int | None
    tasks: tuple[TaskFigures, ...]
    sources: tuple[TaskFigures, ...]
    languages: tuple[LanguageFigures, ...]
    retrieval: tuple[RetrievalFigures, ...]
    day: tuple[DayFigures, ...]
    speed: SpeedFigures

    def to_json(self) -> str:
        """Write all figures as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def to_markdown(self) -> str:
        """Write all figures as a page of tables."""
        rows_read = f"at most {self.limit} rows" if self.limit else "all rows"
        return "\n".join(
            [
                _HEAD.format(model_id=self.model_id, rows_read=rows_read),
                _section("Tasks by language", _TASK_HEAD, map(_task_row, self.tasks), _TASK_NOTE),
                _section("A day in a community", _DAY_HEAD, map(_day_row, self.day), _DAY_NOTE),
                _section("Language detection", _LANG_HEAD, map(_lang_row, self.languages)),
                _section(
                    "Reply finding with the sentence vector alone",
                    _FIND_HEAD,
                    map(_find_row, self.retrieval),
                    _FIND_NOTE,
                ),
                _section("Speed", _SPEED_HEAD, [_speed_row(self.speed)], _SPEED_NOTE),
                _section("Tasks by data set", _TASK_HEAD, map(_task_row, self.sources)),
            ]
        )

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write `QUALITY.md` and `quality.json` into a folder and return their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        page, figures = folder / "QUALITY.md", folder / "quality.json"
        page.write_text(self.to_markdown(), encoding="utf-8")
        figures.write_text(self.to_json() + "\n", encoding="utf-8")
        return page, figures


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
_DAY_HEAD = ("signal", "comments", "true", "precision", "recall")
_DAY_NOTE = """\
Real comments laid out like one day. A comment counts where its source labels that signal; "by
bucket" counts every comment, taking those drawn for another reason as not having it, which they
may in truth have. These comments come from the dev parts, and the wanted precisions behind the
thresholds were settled with these figures in view: they are no test on unseen comments.
"""
_LANG_HEAD = ("language", "characters", "texts", "recall", "taken for romanised Hindi")
_FIND_HEAD = ("library", "queries", "top 1", "top 3", "AUROC in scope")
_FIND_NOTE = "Queries are searched among the examples of their own library.\n"
_SPEED_HEAD = ("load, s", "one by one, comments/s", "batched, comments/s", "memory, MB")
_SPEED_NOTE = (
    "Comments of at most 120 characters on one thread, by the processor time they take.\n"
)


def _section(
    title: str, head: Sequence[str], rows: Iterable[Sequence[str]], note: str = ""
) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([f"## {title}", "", *([note] if note else []), *lines, ""])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _task_row(f: TaskFigures) -> tuple[str, ...]:
    figures = (f.macro_f1, f.auroc, f.ece, f.precision, f.recall)
    return (f.task, f.lang, str(f.texts), *map(_number, figures))


def _day_row(f: DayFigures) -> tuple[str, ...]:
    return (f.signal, str(f.comments), str(f.true), _number(f.precision), _number(f.recall))


def _lang_row(f: LanguageFigures) -> tuple[str, ...]:
    return (f.lang, f.length, str(f.texts), _number(f.recall), _number(f.false_hinglish))


def _find_row(f: RetrievalFigures) -> tuple[str, ...]:
    return (f.library, str(f.queries), _number(f.top1), _number(f.top3), _number(f.scope_auroc))


def _speed_row(f: SpeedFigures) -> tuple[str, ...]:
    return (
        f"{f.load_seconds:.2f}",
        f"{f.single_per_second:.0f}",
        f"{f.batched_per_second:.0f}",
        f"{f.resident_mb:.0f}",
    )
