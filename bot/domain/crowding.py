"""Not too often the same: one saved reply said to many in one thread reads like a wall."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

MOST = 3
WINDOW = timedelta(minutes=10)
"""At most so many answers made from one saved reply stand in a thread within this time."""


def first_room(earliest: datetime, others: Collection[datetime]) -> datetime:
    """The first moment from `earliest` on at which one more answer is not one too many.

    `others` are the moments at which answers from the same saved reply left or will leave.
    """
    moments = sorted(moment for moment in others if moment > earliest - WINDOW)
    candidates = [earliest, *(moment + WINDOW for moment in moments)]
    return next(moment for moment in sorted(candidates) if _has_room(moment, moments))


def _has_room(at: datetime, moments: list[datetime]) -> bool:
    """Whether no window of that length would hold more than it may with one at that moment."""
    every = sorted([*moments, at])
    return all(
        later - sooner >= WINDOW for sooner, later in zip(every, every[MOST:], strict=False)
    )
