"""How many see what a comment says, and share it: what many read is more urgent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.lane import Lane

REACH = "reach"
"""Reason of the points."""
REACH_AT_MOST = 10
READ_WITHIN = timedelta(days=1)
"""Comments of that long count for how busy a thread is."""

_SHARING_LANES = frozenset({Lane.COMPLAINT, Lane.ABUSE})
"""Who answers a complaint joins in; who answers a question helps."""
_BUSY = ((10, 2), (30, 4), (100, 6))
_JOINED = ((1, 2), (3, 4), (8, 6))
_REACTED = ((3, 2), (10, 4), (30, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What is known of it.

    `comments` were written in a day under its post, in its topic or reply chain; `joined` other
    people have answered it; so many `reactions` it has, where Telegram is asked for them.
    """

    comments: int = 0
    joined: int = 0
    reactions: int = 0

    def points(self, lane: Lane) -> int:
        """What a case's priority has from it."""
        found = _steps(self.comments, _BUSY) + _steps(self.reactions, _REACTED)
        if lane in _SHARING_LANES:
            found += _steps(self.joined, _JOINED)
        return min(found, REACH_AT_MOST)


def _steps(count: int, steps: tuple[tuple[int, int], ...]) -> int:
    return max((points for least, points in steps if count >= least), default=0)
