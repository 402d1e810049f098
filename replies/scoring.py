"""From nearness to probability: how likely a saved reply answers a comment.

The figures were fitted by `benchmarks/fit_scores.py` on retrieval sets with and without an answer;
docs/LIBRARY.md says on which, and how well they hold.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from replies.types import Fit

CENTRE_SHARE = 0.6
WORD_WEIGHT = 0.3
MAX_BEHIND = 0.3

NEARNESS_SLOPE = 6.801
BEHIND_SLOPE = -20.620
INTERCEPT = -4.182

MAYBE_FROM = 0.25
FITS_FROM = 0.6
ALSO_SHARE = 0.06
"""A reply beside the best one is worth a look from this share of the best one's score."""

Floats = npt.NDArray[np.float32]


def fuse(nearest: Floats, centre: Floats, words: Floats) -> Floats:
    """Nearness of each reply: its closest example, the middle of its examples, shared words.

    One example alone is often near by accident; the middle alone misses a reply of many faces.
    """
    meaning = (1 - CENTRE_SHARE) * nearest + CENTRE_SHARE * centre
    return np.asarray(meaning + WORD_WEIGHT * words, dtype=np.float32)


def probabilities(nearness: Floats) -> Floats:
    """The probability for each of some replies, the nearest first, that it answers.

    Being behind the nearest costs much: it is unlikely that both are right. Being ahead of the
    second gains nothing: whether the library has an answer at all does not depend on it.
    """
    behind = np.minimum(nearness[:1] - nearness, MAX_BEHIND)
    logit = NEARNESS_SLOPE * nearness + BEHIND_SLOPE * behind + INTERCEPT
    return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float32)


def fit_of(probability: float) -> Fit | None:
    """How sure the library is, `None` where it had better say nothing."""
    if probability >= FITS_FROM:
        return Fit.FITS
    return Fit.MAYBE if probability >= MAYBE_FROM else None
