"""A small head per library: what tells its replies apart, learnt from their examples alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from replies.space import Floats

RIDGE = 0.1
FEWEST_REPLIES = 5
FEWEST_EXAMPLES = 2.0
ENOUGH_EXAMPLES = 4.0
"""Texts a reply in the mean: from the one on there is something to learn, then enough."""
MOST_TEXTS = 2_000
"""A head learns from each pair of texts: with more it would take longer than seconds to make."""

Positions = npt.NDArray[np.intp]


class Head:
    """Kernel ridge regression from a comment's place to the replies' examples."""

    def __init__(self, rows: Floats, starts: Positions) -> None:
        """Learn in at most a second; `rows` and `starts` as in `replies.tightness`."""
        lengths = np.diff(np.append(starts, len(rows)))
        self._rows = rows
        self.trust = _trust(lengths)
        """From 0, nothing could be learnt, to 1."""
        if self.trust:
            owner = np.repeat(np.arange(len(starts)), lengths)
            # A reply of many examples does not outweigh one of few.
            targets = np.eye(len(starts))[owner] / np.sqrt(lengths)
            alike = _alike(rows, rows).astype(np.float64) + RIDGE * np.eye(len(rows))
            self._weights = np.linalg.solve(alike, targets).astype(np.float32)

    def lift(self, placed: Floats) -> Floats:
        """How far each reply stands out for a comment, in standard deviations; 0 without trust."""
        if not self.trust:
            return np.zeros(1, dtype=np.float32)
        answers = _alike(placed, self._rows) @ self._weights
        spread = max(float(answers.std()), 1e-6)
        return np.asarray((answers - answers.mean()) / spread, dtype=np.float32)


def _alike(some: Floats, others: Floats) -> Floats:
    return np.asarray(np.exp(some @ others.T - 1), dtype=np.float32)


def _trust(lengths: Positions) -> float:
    if len(lengths) < FEWEST_REPLIES or lengths.sum() > MOST_TEXTS:
        return 0.0
    share = (lengths.mean() - FEWEST_EXAMPLES) / (ENOUGH_EXAMPLES - FEWEST_EXAMPLES)
    return float(np.clip(share, 0.0, 1.0))
