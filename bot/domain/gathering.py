"""What gets no card of its own: spam in one card per ten minutes, unsure cases at set hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from bot.domain.case import Case, Status
from bot.domain.comment import Comment, Community
from bot.domain.lane import Lane
from bot.domain.reports import is_reported

GATHERED = frozenset({Lane.SPAM, Lane.UNSURE})
SPAM_EVERY = timedelta(minutes=10)
SPAM_SETTLES = timedelta(seconds=30)
"""How long the first spam is waited with: where one comes, more often follow at once."""
MOST_SPAM = 60
"""Cases on one spam card; a larger flood goes on the next one."""
LOOKED_AT = 10
"""Cards that `Look` shows at once."""
ON_THE_LIST = 8
"""Unsure cases on one list: three buttons each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A case as it stands among others."""

    case: Case
    focus: Comment
    community: Community


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsureList:
    """The cases that nobody could tell the lane of, and how many more there are."""

    cases: tuple[Gathered, ...]
    more: int = 0


def is_gathered(case: Case) -> bool:
    """Whether a case without a card waits to be shown with others."""
    if case.lane is Lane.UNSURE and is_reported(case.reasons):
        return False
    return case.lane in GATHERED and case.status is Status.OPEN


def newest_hour(now: datetime, hours: Sequence[time], zone: tzinfo) -> datetime:
    """The latest of the set hours that has come, today or yesterday."""
    today = now.astimezone(zone).date()
    moments = [
        datetime.combine(day, hour, zone)
        for day in (today - timedelta(days=1), today)
        for hour in hours
    ]
    return max(moment for moment in moments if moment <= now)
