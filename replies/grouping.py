"""Comments that mean the same, put together."""

from __future__ import annotations

import numpy as np

from replies.space import Floats, unit


def group(rows: Floats, threshold: float) -> list[list[int]]:
    """Put positions of unit vectors together whose middles are near; the largest group first.

    Each joins the nearest group that is as near as `threshold` to it, in the order given; then
    once more with all groups known, so that who came first does not decide alone.
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
    return sorted((members for members in groups if members), key=len, reverse=True)


def _nearest(middles: list[Floats], row: Floats, threshold: float) -> int | None:
    if not middles:
        return None
    nearness = unit(np.stack(middles)) @ row
    best = int(nearness.argmax())
    return best if nearness[best] >= threshold else None
