"""Labelled comments from a folder of JSON lines, sampled; weak labels follow from strong ones."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Literal

import regex

from classifiers.errors import ClassifierError
from classifiers.heads import BINARY_TASKS, SENTIMENTS
from classifiers.language import ROMANISED_HINDI
from classifiers.normalise import normalise_tidy, tidy
from classifiers.training.romanise import is_devanagari, romanise
from classifiers.training.sources import (
    TUNING_CAP,
    TUNING_CAPS,
    Licences,
    Source,
    source_of,
)

Part = Literal["train", "dev"]

_SUFFIXES = (".jsonl.gz", ".jsonl")
_NO_FILES = "{data}: no labelled {part} files (*.jsonl or *.jsonl.gz) found"
_WEAK = 0.25
_CLOSING = " .!?…。？！؟।|"
_ENDS_IN_QUESTION = regex.compile(r"[?？؟][\s\p{Extended_Pictographic}\ufe0f\p{EMod}\)\]\"']*$")
_ANY_QUESTION = regex.compile(r"[?？؟¿]")
_WEAK_QUESTIONS_FROM = ("sentiment_", "toxic_", "spam_", "complaint_")
_AUGMENTED_SHARE = 0.12
_ROMANISED_PERCENT = 50
_MOST_ROUNDS = 2
_TUNING_ROMANISED_PERCENT = 20


class NoData(ClassifierError):
    """The data folder holds no labelled file that can be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A class number (for yes/no tasks 0 or 1) and how much it counts."""

    value: int
    weight: float
    smoothing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A normalised text and the tidy `original`, with its labels, stated or following."""

    text: str
    original: str
    lang: str
    file: str
    labels: dict[str, Label]
    lang_is_stated: bool = True


def files_to_learn(data: Path, licences: Licences) -> list[Path]:
    """The files that a run may learn from; raise NoData if there are none."""
    paths = [
        path for path in labelled_files(data, "train") if source_of(stem(path)).may_train(licences)
    ]
    if not paths:
        raise NoData(f"{data}: no file that may train under the licences '{licences}'")
    return paths


def require_files(data: Path, licences: Licences) -> None:
    """Raise NoData unless there are files to learn from, and some to calibrate with."""
    files_to_learn(data, licences)
    if not labelled_files(data, "dev"):
        raise NoData(_NO_FILES.format(data=data, part="dev"))


def read_examples(data: Path, part: Part, *, limit: int | None = None) -> list[Example]:
    """Read the strong labels of all files of a part, at most `limit` rows a file.

    Raises:
        NoData: the folder has no file with labels, or a line is not JSON.
    """
    examples: list[Example] = []
    for path in labelled_files(data, part):
        source = source_of(stem(path))
        rows = list(read_rows(path))
        if limit is not None and len(rows) > limit:
            rows = _rng(path.name).sample(rows, limit)
        examples += [e for row in rows if (e := _example(row, source)) is not None]
    if not examples:
        raise NoData(_NO_FILES.format(data=data, part=part))
    return examples


def training_examples(data: Path, licences: Licences, *, seed: int) -> list[Example]:
    """Sample what a run learns from: capped per set, some rows roughened, weak labels added.

    Raises:
        NoData: nothing in the folder may train under `licences`.
    """
    chosen: list[Example] = []
    for source, rows, rng in _shuffled_sets(data, licences, seed):
        for example in rows[: source.cap]:
            chosen += _prepare(example, rng, _ROMANISED_PERCENT)
    return chosen


def tuning_examples(data: Path, licences: Licences, *, seed: int, epochs: int) -> list[Example]:
    """Sample what encoder and heads are tuned on, set by set, for all epochs together.

    Raises:
        NoData: nothing in the folder may train under `licences`.
    """
    chosen: list[Example] = []
    for source, rows, rng in _shuffled_sets(data, licences, seed):
        cap = min(TUNING_CAPS.get(source.name, TUNING_CAP), _MOST_ROUNDS * len(rows))
        for example in islice(cycle(rows), epochs * cap):
            chosen += _prepare(example, rng, _TUNING_ROMANISED_PERCENT)
    return chosen


def _shuffled_sets(
    data: Path, licences: Licences, seed: int
) -> Iterator[tuple[Source, list[Example], random.Random]]:
    for path in files_to_learn(data, licences):
        source = source_of(stem(path))
        rng = _rng(f"{source.name} {seed}")
        rows = [e for row in read_rows(path) if (e := _example(row, source)) is not None]
        rng.shuffle(rows)
        yield source, rows, rng


def labelled_files(data: Path, part: Part) -> list[Path]:
    """List the files of a part: of `data/<part>` if there is one, else of the flat folder.

    Raises:
        NoData: there is no such folder.
    """
    folder = data / part if (data / part).is_dir() else data
    if not folder.is_dir():
        raise NoData(
            f"{data} is not a folder; --data names one with train/ and dev/, or a flat one"
        )
    files = (p for p in folder.iterdir() if p.name.endswith(_SUFFIXES))
    return sorted(p for p in files if stem(p) not in {"retrieval_dev", "sample_community_day"})


def stem(path: Path) -> str:
    """Name a file without its suffixes; sets are known by it."""
    return path.name.removesuffix(".gz").removesuffix(".jsonl")


def read_rows(path: Path) -> Iterator[dict[str, object]]:
    """Yield the JSON objects of a file.

    Raises:
        NoData: a line is not a JSON object; file and line are named.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise NoData(f"{path}:{number} is not JSON: {error}") from error
            if not isinstance(row, dict):
                raise NoData(f"{path}:{number} is not a JSON object")
            yield row


def _example(row: dict[str, object], source: Source) -> Example | None:
    original = tidy(str(row.get("text", "")))
    text = normalise_tidy(original)
    labels: dict[str, Label] = {}
    if (sentiment := row.get("sentiment")) in SENTIMENTS:
        labels["sentiment"] = _label(SENTIMENTS.index(str(sentiment)), source)
    for task in BINARY_TASKS:
        if (value := row.get(task)) in {0, 1}:
            labels[task] = _label(int(str(value)), source)
    if not text or not labels:
        return None
    return Example(
        text=text,
        original=original,
        lang=str(row.get("lang", "und")),
        file=source.name,
        labels=labels,
        lang_is_stated="lang_by" not in row,
    )


def _label(value: int, source: Source) -> Label:
    return Label(value=value, weight=source.weight, smoothing=source.smoothing)


def _prepare(example: Example, rng: random.Random, romanised_percent: int) -> Iterable[Example]:
    example = add_weak_labels(example)
    question = example.labels.get("question")
    if _is_romanised_too(example.text, romanised_percent):
        latin = romanise(example.text)
        yield replace(example, text=latin, original=latin, lang=ROMANISED_HINDI)
    is_weak_question = question is not None and question.value == 1 and question.weight == _WEAK
    if is_weak_question and (bare := _ANY_QUESTION.sub("", example.text).strip()):
        yield example
        yield replace(example, text=bare, original=bare)
    elif rng.random() < _AUGMENTED_SHARE and (rough := roughen(example.text)):
        yield replace(example, text=rough, original=rough)
    else:
        yield example


def _is_romanised_too(text: str, percent: int) -> bool:
    return is_devanagari(text) and zlib.crc32(text.encode()) % 100 < percent


def roughen(text: str) -> str:
    """Write a text as one types in haste: lower case, no closing mark."""
    return text.lower().rstrip(_CLOSING)


def add_weak_labels(example: Example) -> Example:
    """Add what follows from the stated labels, at a quarter of the weight.

    Somebody who praises neither complains nor insults; what is written in anger is no
    advertisement; a comment that closes with a question mark asks, and one without any and
    without a question word does not.
    """
    labels = dict(example.labels)
    sentiment = labels.get("sentiment")
    if sentiment is not None and sentiment.value == SENTIMENTS.index("positive"):
        labels.setdefault("complaint", _weak(0))
        labels.setdefault("toxic", _weak(0))
    if sentiment is not None and sentiment.value == SENTIMENTS.index("negative"):
        labels.setdefault("spam", _weak(0))
    if example.file.startswith(_WEAK_QUESTIONS_FROM):
        value = weak_question(example.text)
        if value is not None:
            labels.setdefault("question", _weak(value))
    return replace(example, labels=labels)


def weak_question(text: str) -> int | None:
    """Guess from the marks alone whether a comment asks; `None` where they do not tell."""
    from classifiers.surface import has_question_word

    if _ENDS_IN_QUESTION.search(text):
        return 1
    if _ANY_QUESTION.search(text) or has_question_word(text):
        return None
    return 0


def _weak(value: int) -> Label:
    return Label(value=value, weight=_WEAK, smoothing=0.1)


def _rng(name: str) -> random.Random:
    return random.Random(zlib.crc32(name.encode()))  # noqa: S311 - sampling, not secrecy
