"""Comments that mean the same, put together and named."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from replies.space import Floats, unit
from replies.stems import telling_words

MEAN_THE_SAME = 0.85
"""Nearness at which comments are put together: `benchmarks/alike.py` finds that nine in ten pairs
within a group then have the same intent, on most of its sets. Lower ones gather more comments, and
more that ask for something else."""
MOST_WORDS = 3


def group(rows: Floats, threshold: float) -> list[list[int]]:
    """Put positions of unit vectors together whose middles are near; the largest group first.

    Within a group the nearest to its middle comes first. Each joins the nearest group that is as
    near as `threshold` to it, in the order given; then once more with all groups known, so that
    who came first does not decide alone.
    """
    middles: list[Floats] = []
    for row in rows:
        at = _nearest(middles, row, threshold)
        if at is None:
            middles.append(row.copy())
        else:
            middles[at] = middles[at] + row
    groups: list[list[int]] = [[] for _ in middles]
    for position, row in enumerate(rows):
        at = _nearest(middles, row, threshold)
        if at is None:
            groups.append([position])
        else:
            groups[at].append(position)
    found = (_typical_first(members, rows) for members in groups if members)
    return sorted(found, key=len, reverse=True)


def name_group(texts: Sequence[str], among: Sequence[str]) -> tuple[str, ...]:
    """The words that tell most what these texts are about, of all texts that they are `among`.

    A word counts if more than one of them has it, whatever its ending; none may be left.
    """
    here, everywhere = _spread(texts), _spread(among)
    spoken = Counter(pair for text in texts for pair in telling_words(text))
    weights = {
        stem: count * math.log((1 + len(among)) / max(1, everywhere[stem]))
        for stem, count in here.items()
        if count > 1
    }
    # the first of equals as the alphabet has it, so that a group keeps its name
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:MOST_WORDS]
    return tuple(
        max(
            (pair for pair in spoken if pair[1] == stem), key=lambda pair: (spoken[pair], pair[0])
        )[0]
        for stem in best
    )


def _spread(texts: Sequence[str]) -> Counter[str]:
    """In how many texts each stem occurs."""
    return Counter(
        stem for text in texts for stem in dict.fromkeys(one for _, one in telling_words(text))
    )


def _typical_first(members: list[int], rows: Floats) -> list[int]:
    middle = unit(rows[members].sum(axis=0, keepdims=True))[0]
    nearness = dict(zip(members, (rows[members] @ middle).tolist(), strict=True))
    # equally near ones stay as they are, whatever the last digits say
    return sorted(members, key=lambda at: (-round(nearness[at], 5), at))


def _nearest(middles: list[Floats], row: Floats, threshold: float) -> int | None:
    if not middles:
        return None
    nearness = unit(np.stack(middles)) @ row
    best = int(nearness.argmax())
    return best if nearness[best] >= threshold else None
