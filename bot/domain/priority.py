"""What a comment's priority is made of: terms with points, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.author_lists import REASONS, VIP_POINTS, AuthorList
from bot.domain.lane import Lane
from classifiers.types import Thresholds, Verdict

SURE_FROM = 0.85
"""From this probability on a reason says "sure", below it "likely"."""

ALSO_A_QUESTION = "also a question"
"""Reason of a complaint that asks something."""

ALWAYS: Mapping[Lane, int] = {
    Lane.SPAM: 15,
    Lane.COMPLAINT: 38,
    Lane.ABUSE: 38,
    Lane.QUESTION: 38,
    Lane.PRAISE: 8,
    Lane.UNSURE: 18,
    Lane.NONE: 0,
}
"""Points for being in a lane at all."""
AT_MOST: Mapping[Lane, int] = {
    Lane.SPAM: 15,
    Lane.COMPLAINT: 35,
    Lane.ABUSE: 30,
    Lane.QUESTION: 20,
    Lane.PRAISE: 20,
    Lane.UNSURE: 20,
    Lane.NONE: 0,
}
"""Points for being in it without a doubt: a doubtful complaint comes after a sure question, a sure
one before it."""
_ALSO_QUESTION = 6
_ALSO_INSULT = 12
_VERY_NEGATIVE = 10
_ANGRY_BEFORE = 8
_PER_HALF_HOUR = 3
_AGE_AT_MOST = 12
_WAITS_COUNT = frozenset({Lane.COMPLAINT, Lane.QUESTION, Lane.ABUSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """So many points, and why: a phrase of a fixed set, with a detail after a colon or without.

    A term that `sets` the priority makes what came before it count no more.
    """

    points: int
    reason: str
    sets: bool = False


def total(terms: Iterable[Term]) -> int:
    """The priority that terms come to, from 0 to 100."""
    points = 0
    for term in terms:
        points = term.points if term.sets else points + term.points
    return max(0, min(100, points))


def lane_terms(lane: Lane, strength: float) -> list[Term]:
    """Points for the lane, and for how strongly it is reached (0-1)."""
    certain = round(AT_MOST[lane] * strength)
    terms = [Term(points=ALWAYS[lane], reason=f"lane: {lane}")]
    return [*terms, Term(points=certain, reason=f"how sure: {round(strength * 100)}")]


def aggravations(
    lane: Lane,
    verdict: Verdict,
    thresholds: Thresholds,
    *,
    is_vip: bool = False,
    was_angry_before: bool,
    waited: timedelta,
) -> list[Term]:
    """What makes a comment of its lane more urgent than others."""
    signals = verdict.signals
    found: list[Term] = []
    if is_vip and lane not in (Lane.SPAM, Lane.NONE):
        found.append(Term(points=VIP_POINTS, reason=REASONS[AuthorList.VIP]))
    if lane is Lane.COMPLAINT and signals.question >= thresholds.question:
        found.append(Term(points=_ALSO_QUESTION, reason=ALSO_A_QUESTION))
    if lane is Lane.COMPLAINT and signals.toxic >= thresholds.toxic:
        found.append(Term(points=_ALSO_INSULT, reason="also an insult"))
    if lane is Lane.COMPLAINT and min(signals.complaint, verdict.sentiment.negative) >= SURE_FROM:
        found.append(Term(points=_VERY_NEGATIVE, reason="very negative"))
    if was_angry_before and lane in _WAITS_COUNT:
        found.append(Term(points=_ANGRY_BEFORE, reason="angry before"))
    half_hours = int(waited / timedelta(minutes=30))
    if half_hours and lane in _WAITS_COUNT:
        points = min(half_hours * _PER_HALF_HOUR, _AGE_AT_MOST)
        found.append(Term(points=points, reason="has waited"))
    return found
