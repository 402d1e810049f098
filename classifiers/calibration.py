"""From a head's raw scores to probabilities that mean what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platt:
    """Scores become `scale` · score + `shift`, one shift a class; then softmax or the logistic."""

    scale: float = 1.0
    shift: tuple[float, ...] = (0.0,)

    def apply(self, scores: NDArray[np.floating]) -> Floats:
        """Give probabilities: a column of them for a yes/no task, else rows that sum to 1."""
        shifted = self.scale * scores.astype(np.float64) + np.array(self.shift)
        if len(self.shift) == 1:
            return logistic(shifted)
        return softmax(shifted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A `Platt` for each task, with another for the language groups that need their own."""

    tasks: Mapping[str, Platt]
    by_language: Mapping[str, Mapping[str, Platt]] = field(default_factory=dict)

    def for_language(self, task: str, lang: str) -> Platt:
        """Find the calibration of a task for a language."""
        return self.by_language.get(lang, {}).get(task, self.tasks[task])


def logistic(scores: Floats) -> Floats:
    """1 / (1 + e^-x), safe at both ends."""
    values: Floats = 0.5 * (1.0 + np.tanh(0.5 * scores))
    return values


def softmax(scores: Floats) -> Floats:
    """Exponentials of each row, divided by their sum."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def expected_calibration_error(
    confidence: NDArray[np.floating], is_right: NDArray[np.bool_], *, bins: int = 15
) -> float:
    """Mean distance between how sure and how often right, over bins of equal size."""
    if not len(confidence):
        return 0.0
    order = np.argsort(confidence, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    gaps = [len(p) * abs(confidence[p].mean() - is_right[p].mean()) for p in parts]
    return float(sum(gaps) / len(order))
