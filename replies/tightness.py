"""How tightly the examples of a library's replies lie together: what "near" means in it.

An encoder brings texts of a kind that it has seen nearer to each other than those of a trade it
has not met; so the same nearness says less in one library than in another.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from replies.scoring import blend
from replies.space import Floats, unit

USUAL = 0.66
"""What a library of a trade not met has; the guess where there are too few examples to tell."""
GUESS_WEIGHT = 20
"""As many texts the guess weighs."""
LOOSEST = 0.6
"""Examples in several languages lie further apart, and yet a comment is as near to one of them."""
FEWEST_TEXTS = 3
"""Replies with fewer tell nothing: a title is often far from the only example."""
MOST_REPLIES = 400

Positions = npt.NDArray[np.intp]


def tightness(rows: Floats, starts: Positions) -> float:
    """The mean nearness of a text to the others of its reply, as a comment would have it.

    `rows` are the places of texts, those of one reply from its start on.
    """
    found = [near for start, end in _spans(starts, len(rows)) for near in _own(rows[start:end])]
    mean = (sum(found) + GUESS_WEIGHT * USUAL) / (len(found) + GUESS_WEIGHT)
    return max(mean, LOOSEST)


def _spans(starts: Positions, size: int) -> Iterator[tuple[int, int]]:
    """Yield where replies with texts enough begin and end; of very many only some."""
    ends = [*starts[1:].tolist(), size]
    spans = [(s, e) for s, e in zip(starts.tolist(), ends, strict=True) if e - s >= FEWEST_TEXTS]
    yield from spans[:: max(1, -(-len(spans) // MOST_REPLIES))]


def _own(rows: Floats) -> list[float]:
    """How near each text is to the others of its reply."""
    likeness = rows @ rows.T
    np.fill_diagonal(likeness, -1.0)
    to_centre = (rows * unit(rows.sum(axis=0) - rows)).sum(axis=1)
    return [float(near) for near in blend(likeness.max(axis=1), to_centre)]
