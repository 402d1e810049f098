"""What managers did with cases moves the thresholds of their community, a little."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.lane import Lane
from classifiers.types import Thresholds

LOOKS_BACK = timedelta(days=60)
LEAST_CASES = 10
"""With fewer closed cases in a lane nothing is learnt from them."""
MOST_UP = 0.6
MOST_DOWN = 0.3
"""Bounds of a move, in log-odds. What was never shown teaches nothing, so down goes less far."""

_USUAL_SHARE = 0.3
"""Also of rightly shown cases some are dismissed: there is nothing to answer."""
_SLOPE = 3.0
_HALF_TRUST_CASES = 20
_OF_LANE: Mapping[Lane, tuple[str, ...]] = {
    Lane.SPAM: ("spam",),
    Lane.COMPLAINT: ("complaint", "negative"),
    Lane.ABUSE: ("toxic",),
    Lane.QUESTION: ("question",),
    Lane.PRAISE: ("praise",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Of the closed cases of a lane, how many somebody acted on and how many were dismissed."""

    acted: int = 0
    dismissed: int = 0


def move_thresholds(
    thresholds: Thresholds,
    outcomes: Mapping[Lane, Outcomes],
    *,
    fixed: frozenset[str] = frozenset(),
) -> Thresholds:
    """Raise what is dismissed too often, lower what hardly ever is; leave `fixed` ones alone.

    No threshold falls below `unsure`, for what is less sure than that nobody looks at.
    """
    moved = {
        name: _moved(getattr(thresholds, name), _log_odds_move(outcomes[lane]), thresholds.unsure)
        for lane, names in _OF_LANE.items()
        for name in names
        if lane in outcomes and name not in fixed
    }
    return replace(thresholds, **moved)


def _log_odds_move(outcomes: Outcomes) -> float:
    count = outcomes.acted + outcomes.dismissed
    if count < LEAST_CASES:
        return 0.0
    trust = count / (count + _HALF_TRUST_CASES)
    move = _SLOPE * trust * (outcomes.dismissed / count - _USUAL_SHARE)
    return min(max(move, -MOST_DOWN), MOST_UP)


def _moved(threshold: float, move: float, least: float) -> float:
    if not 0 < threshold < 1 or move == 0:
        return threshold
    odds = math.log(threshold / (1 - threshold)) + move
    return max(1 / (1 + math.exp(-odds)), min(least, threshold))
