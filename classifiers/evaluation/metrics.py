"""Figures of merit, in numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Classes = NDArray[np.int64]


def macro_f1(true: Classes, said: Classes) -> float:
    """Mean F1 over the classes that occur in the truth."""
    scores = []
    for label in np.unique(true):
        hits = int(((true == label) & (said == label)).sum())
        scores.append(2 * hits / int((true == label).sum() + (said == label).sum()))
    return float(np.mean(scores)) if scores else 0.0


def auroc(true: Classes, chances: Floats) -> float | None:
    """How likely a positive ranks above a negative, ties counted half; `None` with one class."""
    positives, negatives = int((true == 1).sum()), int((true == 0).sum())
    if not positives or not negatives:
        return None
    _, inverse, counts = np.unique(chances, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    total = float(ranks[inverse][true == 1].sum())
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def precision_recall(true: NDArray[np.bool_], said: NDArray[np.bool_]) -> tuple[float, float]:
    """Precision and recall; 0 where nothing was said or nothing was there."""
    hits = int((true & said).sum())
    return hits / max(int(said.sum()), 1), hits / max(int(true.sum()), 1)


def confusion(true: Classes, said: Classes, class_count: int) -> tuple[tuple[int, ...], ...]:
    """Count how often each class (row) was taken for each (column)."""
    cells = np.bincount(true * class_count + said, minlength=class_count**2)
    return tuple(tuple(map(int, row)) for row in cells.reshape(class_count, class_count))


def recall_when_shown(true: NDArray[np.bool_], chances: Floats, share: float) -> float:
    """Recall when this share is shown, the likeliest first; 0 where nothing was there.

    Of texts with equal chances, as many are taken as shown as there is room for, on average.
    """
    levels, inverse = np.unique(-chances, return_inverse=True)
    shown = np.cumsum(np.bincount(inverse, minlength=len(levels)))
    hits = np.cumsum(np.bincount(inverse, weights=true, minlength=len(levels)))
    seen = np.interp(share * len(true), [0, *shown], [0, *hits])
    return float(seen) / max(int(true.sum()), 1)
