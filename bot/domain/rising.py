"""How a case becomes more urgent by itself.

Its author waits, its deadline comes near, more and more people see what was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.lane import Lane
from bot.domain.priority import Term
from bot.domain.reach import REACH
from bot.domain.sla import Calendar, Clocks

RISING_LANES = frozenset({Lane.COMPLAINT, Lane.QUESTION, Lane.ABUSE})
"""Lanes in which somebody waits; spam, doubts and praise stay where they are."""

WAITING = "waiting"
"""Reason of the points for working time that has passed since the case was opened."""
DEADLINE = "deadline"
"""Reason of the points for an answer that falls due."""

WAITING_AT_MOST = 12
DEADLINE_PAST = 14
DEADLINE_NEAR = 8
"""From the moment on at which it is at risk."""
DEADLINE_HALF = 4
"""From half of its working time on."""
RISE_AT_MOST = WAITING_AT_MOST + DEADLINE_PAST

_HIGHEST = 100
_WAITING_STEP = timedelta(minutes=30)
_POINTS_A_STEP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """Points that a case's priority has from what came after; they are contained in it."""

    waiting: int = 0
    deadline: int = 0
    reach: int = 0

    @property
    def points(self) -> int:
        """All together."""
        return self.waiting + self.deadline + self.reach

    @property
    def terms(self) -> tuple[Term, ...]:
        """The same with their reasons."""
        found = ((WAITING, self.waiting), (DEADLINE, self.deadline), (REACH, self.reach))
        return tuple(Term(points=points, reason=reason) for reason, points in found if points)

    def on(self, base: int) -> Rise:
        """What of it fits on a priority without going over 100."""
        room = max(0, _HIGHEST - base)
        waiting = min(self.waiting, room)
        deadline = min(self.deadline, room - waiting)
        return Rise(
            waiting=waiting, deadline=deadline, reach=min(self.reach, room - waiting - deadline)
        )

    def at_least(self, other: Rise) -> Rise:
        """The greater of each: nobody waits less than before, whatever a clock says."""
        return Rise(
            waiting=max(self.waiting, other.waiting),
            deadline=max(self.deadline, other.deadline),
            reach=max(self.reach, other.reach),
        )

    def in_lane(self, lane: Lane) -> Rise:
        """What is left of it when a manager says what the case is, and its deadline is another."""
        if lane not in RISING_LANES:
            return NO_RISE
        return Rise(waiting=self.waiting, reach=self.reach)


NO_RISE = Rise()


def rise_of(
    lane: Lane, *, since: datetime, clocks: Clocks, calendar: Calendar, now: datetime
) -> Rise:
    """What a case has risen by that waits `since` then; only working time counts."""
    if lane not in RISING_LANES or now <= since:
        return NO_RISE
    steps = calendar.between(since, now) // _WAITING_STEP
    return Rise(
        waiting=min(steps * _POINTS_A_STEP, WAITING_AT_MOST),
        deadline=_deadline_points(since, clocks, calendar, now),
    )


def _deadline_points(since: datetime, clocks: Clocks, calendar: Calendar, now: datetime) -> int:
    if clocks.due_at is None:
        return 0
    if clocks.due_at <= now:
        return DEADLINE_PAST
    if clocks.at_risk_at is not None and clocks.at_risk_at <= now:
        return DEADLINE_NEAR
    left, whole = (calendar.between(start, clocks.due_at) for start in (now, since))
    return DEADLINE_HALF if left <= whole / 2 else 0
