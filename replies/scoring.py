"""From nearness to probability: how likely a saved reply answers a comment.

The figures were fitted by `benchmarks/fit_scores.py` on retrieval sets with and without an answer;
docs/LIBRARY.md says on which, and how well they hold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from replies.types import Fit

CENTRE_SHARE = 0.6
WORD_WEIGHT = 0.3
HEAD_WEIGHT = 0.03
MAX_BEHIND = 0.3

MEANING_SLOPE = 9.594
WORDS_SLOPE = 2.052
FOREIGN_SLOPE = 1.222
TIGHTNESS_SLOPE = -13.094
BEHIND_SLOPE = -15.066
INTERCEPT = 2.646

MAYBE_FROM = 0.25
FITS_FROM = 0.6
ALSO_SHARE = 0.03
"""A reply beside the best one is worth a look from this share of the best one's score."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for each of some replies, a value each, and what holds for all of them.

    `meaning` is how near the comment's vector is, `words` how much of its wording is shared,
    `nearness` both and the head together: by this they are compared with one another. How near a
    right reply is depends on `foreignness` of the comment and `tightness` of the library.
    """

    meaning: Floats
    words: Floats
    nearness: Floats
    foreignness: float
    tightness: float

    def of(self, positions: npt.NDArray[np.intp]) -> Evidence:
        """The same for some of the replies only."""
        return Evidence(
            meaning=self.meaning[positions],
            words=self.words[positions],
            nearness=self.nearness[positions],
            foreignness=self.foreignness,
            tightness=self.tightness,
        )


def blend(nearest: Floats, centre: Floats) -> Floats:
    """Nearness in meaning: to the closest example of each reply, and to the middle of them.

    One example alone is often near by accident; the middle alone misses a reply of many faces.
    """
    return np.asarray((1 - CENTRE_SHARE) * nearest + CENTRE_SHARE * centre, dtype=np.float32)


def fuse(meaning: Floats, words: Floats, lift: Floats, trust: float) -> Floats:
    """One nearness of meaning, words, and what the library's head says as far as it is trusted."""
    fused = meaning + WORD_WEIGHT * words + HEAD_WEIGHT * trust * lift
    return np.asarray(fused, dtype=np.float32)


def features(evidence: Evidence) -> Floats:
    """What the probability depends on: a row a reply, a column a slope (see `slopes`).

    Being behind the nearest costs much: it is unlikely that both are right. Being ahead of the
    second gains nothing: whether the library has an answer at all does not depend on it.
    """
    nearness = evidence.nearness
    rows = np.ones((len(nearness), 6), dtype=np.float32)
    rows[:, 0] = evidence.meaning
    rows[:, 1] = evidence.words
    rows[:, 2] = evidence.foreignness
    rows[:, 3] = evidence.tightness
    rows[:, 4] = np.minimum(nearness.max(initial=-1.0) - nearness, MAX_BEHIND)
    return rows


def slopes() -> Floats:
    """The fitted figures in the order of `features`."""
    fitted = (
        MEANING_SLOPE,
        WORDS_SLOPE,
        FOREIGN_SLOPE,
        TIGHTNESS_SLOPE,
        BEHIND_SLOPE,
        INTERCEPT,
    )
    return np.array(fitted, dtype=np.float32)


def probabilities(evidence: Evidence, push: Floats | float = 0.0) -> Floats:
    """The probability for each of some replies that it answers.

    `push` is what was learnt from use, on the logit (see `replies.feedback`).
    """
    logit = features(evidence) @ slopes() + push
    return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float32)


def fit_of(probability: float) -> Fit | None:
    """How sure the library is, `None` where it had better say nothing."""
    if probability >= FITS_FROM:
        return Fit.FITS
    return Fit.MAYBE if probability >= MAYBE_FROM else None
