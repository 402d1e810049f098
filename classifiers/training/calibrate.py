"""Fit the calibration of each task on dev data, and choose thresholds for a wanted precision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifiers.calibration import Calibration, Floats, Platt
from classifiers.heads import COLUMNS, SENTIMENTS, TASKS
from classifiers.training.corpus import Example
from classifiers.types import Thresholds

GROUPS: Final = ("en", "ru", "hi", "hi-Latn", "es", "ar", "de", "fr", "id", "it", "pt")
"""Languages with a calibration of their own where dev data suffice; the others share one."""

WANTED_PRECISION: Final[Mapping[str, float]] = {
    "spam": 0.9,
    "complaint": 0.58,
    "negative": 0.6,
    "toxic": 0.42,
    "question": 0.94,
    "praise": 0.6,
}
ASSUMED_SHARE: Final[Mapping[str, float]] = {
    "spam": 0.05,
    "complaint": 0.15,
    "negative": 0.25,
    "toxic": 0.08,
    "question": 0.2,
    "praise": 0.2,
}
"""How much of a community's day a lane is; labelled sets hold far more of most of them."""

UNSURE: Final = 0.3

_MIN_GROUP = 150
_LOWEST_THRESHOLD = 0.3
_STEPS = 400
_RATE = 0.1
_PULL = 0.02


def fit_calibration(scores: NDArray[np.float32], examples: Sequence[Example]) -> Calibration:
    """Fit one `Platt` a task on all examples, and one for each language with enough of them."""
    tasks: dict[str, Platt] = {}
    by_language: dict[str, dict[str, Platt]] = {}
    for task in TASKS:
        rows = np.array([i for i, e in enumerate(examples) if task in e.labels], dtype=np.int64)
        if not len(rows):
            tasks[task] = _identity(task)
            continue
        labels = np.array([examples[row].labels[task].value for row in rows])
        weights = source_weights([examples[row].file for row in rows])
        found = scores[rows][:, COLUMNS[task]].astype(np.float64)
        tasks[task] = _fit(found, labels, weights, _identity(task))
        langs = np.array([examples[row].lang for row in rows])
        for lang in GROUPS:
            at = langs == lang
            if at.sum() >= _MIN_GROUP and len(set(labels[at])) > 1:
                fitted = _fit(found[at], labels[at], weights[at], tasks[task])
                by_language.setdefault(lang, {})[task] = fitted
    return Calibration(tasks=tasks, by_language=by_language)


def probabilities(
    scores: NDArray[np.float32], langs: Sequence[str], calibration: Calibration
) -> Floats:
    """Calibrate many rows of scores, each for its language; columns as in `COLUMNS`."""
    result = np.zeros(scores.shape, dtype=np.float64)
    for lang in set(langs):
        rows = np.array([row for row, other in enumerate(langs) if other == lang])
        for task, columns in COLUMNS.items():
            platt = calibration.for_language(task, lang)
            result[rows, columns] = platt.apply(scores[rows][:, columns])
    return result


def choose_thresholds(found: Floats, examples: Sequence[Example]) -> Thresholds:
    """Take the lowest threshold of each lane at which dev data show the wanted precision."""
    return Thresholds(
        spam=_threshold("spam", found, examples),
        complaint=_threshold("complaint", found, examples),
        negative=_threshold("negative", found, examples),
        toxic=_threshold("toxic", found, examples),
        question=_threshold("question", found, examples),
        praise=_threshold("praise", found, examples),
        unsure=UNSURE,
    )


def source_weights(names: Sequence[str]) -> Floats:
    """Weigh rows so that a set counts by the square root of its size; the mean is 1."""
    sizes = Counter(names)
    weights = np.array([sizes[name] ** -0.5 for name in names])
    shares: Floats = weights / weights.mean()
    return shares


def _threshold(lane: str, found: Floats, examples: Sequence[Example]) -> float:
    task, column, wanted = _target(lane)
    rows = [i for i, e in enumerate(examples) if task in e.labels]
    if not rows:
        return 0.5
    chances = found[rows, column]
    hits = np.array([examples[row].labels[task].value == wanted for row in rows], dtype=np.float64)
    weights = source_weights([examples[row].file for row in rows])
    order = np.argsort(-chances, kind="stable")
    share = ASSUMED_SHARE[lane]
    true = share * np.cumsum((hits * weights)[order]) / (hits @ weights)
    false = (1 - share) * np.cumsum(((1 - hits) * weights)[order]) / ((1 - hits) @ weights)
    precision = true / (true + false)
    good = np.flatnonzero(precision >= WANTED_PRECISION[lane])
    lowest = float(chances[order][good[-1]]) if len(good) else 0.95
    return round(max(lowest, _LOWEST_THRESHOLD), 3)


def _target(lane: str) -> tuple[str, int, int]:
    if lane in {"negative", "praise"}:
        value = SENTIMENTS.index("negative" if lane == "negative" else "positive")
        return "sentiment", COLUMNS["sentiment"].start + value, value
    return lane, COLUMNS[lane].start, 1


def _identity(task: str) -> Platt:
    width = COLUMNS[task].stop - COLUMNS[task].start
    return Platt(scale=1.0, shift=(0.0,) * width)


def _fit(scores: Floats, labels: NDArray[np.int64], weights: Floats, start: Platt) -> Platt:
    """Descend the weighted log loss from `start`, which pulls where there are few examples."""
    scale, shift = start.scale, np.array(start.shift)
    wanted = labels[:, None] if len(shift) == 1 else np.eye(len(shift))[labels]
    share = weights[:, None] / weights.sum()
    for _ in range(_STEPS):
        platt = Platt(scale=scale, shift=tuple(shift))
        error = share * (platt.apply(scores) - wanted)
        slope = float((error * scores).sum()) + _PULL * (scale - start.scale)
        scale = max(0.05, scale - _RATE * slope)
        shift = shift - _RATE * 4 * (error.sum(axis=0) + _PULL * (shift - np.array(start.shift)))
    return Platt(scale=round(scale, 5), shift=tuple(round(float(s), 5) for s in shift))
