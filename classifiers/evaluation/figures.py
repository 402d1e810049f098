"""The figures that an evaluation finds, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


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
class ConfusionFigures:
    """How often each class was taken for each: rows are what is true, columns what was said."""

    task: str
    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UmsabFigures:
    """Mean over the UMSAB sets of their macro-F1."""

    sets: tuple[str, ...]
    macro_f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRecall:
    """How much is seen of what is wanted, and how much could be if the ranking were perfect."""

    texts: int
    true: int
    recall: float
    possible: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLoadFigures:
    """What managers see who are shown a share of the comments, the likeliest first.

    A kind of comment is missing where none is labelled so.
    """

    comments: str
    share: float
    negative_or_complaint: RankedRecall | None
    question: RankedRecall | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineFigures:
    """Macro-F1 of the model, of one trained on word pieces, of heads on the untuned encoder.

    `frozen` is missing where no untuned encoder was named.
    """

    task: str
    source: str
    texts: int
    model: float
    word_pieces: float
    frozen: float | None = None


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
