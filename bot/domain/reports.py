"""Members' reports: whose counts, how many it takes, and where the reported comment goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.case import Status
from bot.domain.ids import CommentId, CommunityId, Owner
from bot.domain.lane import Lane
from classifiers.types import Verdict

DAY = timedelta(days=1)
TRUST_LOOKS_AT = 3
"""Somebody whose last so many decided reports were all unfounded counts nothing."""
DOUBTFUL_FROM = 0.3
"""From this probability of spam or insult on, one report is enough."""
REPORTED = "reported by"
"""Reason of a case that was reported often enough; the number follows a colon."""

_COMMAND = re.compile(r"/report(?:@(?P<bot>\w+))?(?:\s|$)", re.IGNORECASE)
_LEAST_PRIORITY = 60
_PER_FURTHER_REPORT = 3
_MOST_PRIORITY = 78
"""Reports alone never ring: a group of friends could make a phone ring at night."""
_SETTLED_LANES = frozenset({Lane.SPAM, Lane.COMPLAINT, Lane.ABUSE, Lane.QUESTION})


class Outcome(StrEnum):
    """What managers decided about a reported comment."""

    OPEN = "open"
    FOUNDED = "founded"
    UNFOUNDED = "unfounded"


class Void(StrEnum):
    """Why a report counts nothing."""

    NONE = ""
    TOO_MANY = "too_many"
    UNTRUSTED = "untrusted"
    SANCTIONED = "sanctioned"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One person's report of one comment, as it was worded then (`content_hash`).

    `by` is a user id; for an anonymous admin it is the chat's.
    """

    owner: Owner
    community_id: CommunityId
    comment_id: CommentId
    by: int
    by_name: str
    at: datetime
    content_hash: str
    is_of_team: bool = False
    void: Void = Void.NONE
    outcome: Outcome = Outcome.OPEN

    @property
    def counts(self) -> bool:
        """Whether it is one of those that bring a comment to the desk."""
        return self.void is Void.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLimits:
    """The limits: reports needed, reports a day and person, how long somebody must be known."""

    threshold: int = 2
    a_day: int = 5
    known_for: timedelta = DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """What is known of who reports: `outcomes` of decided reports, the newest first."""

    known_since: datetime | None = None
    reports_today: int = 0
    outcomes: tuple[Outcome, ...] = ()
    is_sanctioned: bool = False


def is_report(text: str, username: str) -> bool:
    """Whether a message is the command, for this bot or for any."""
    found = _COMMAND.match(text)
    if found is None:
        return False
    return found["bot"] is None or found["bot"].casefold() == username.casefold()


def void_reason(reporter: Reporter, limits: ReportLimits, *, now: datetime) -> Void:
    """Why a member's report counts nothing, if it does not."""
    if reporter.is_sanctioned:
        return Void.SANCTIONED
    if reporter.reports_today >= limits.a_day:
        return Void.TOO_MANY
    last = reporter.outcomes[:TRUST_LOOKS_AT]
    if len(last) == TRUST_LOOKS_AT and set(last) == {Outcome.UNFOUNDED}:
        return Void.UNTRUSTED
    known_since = reporter.known_since or now
    return Void.NEW if now - known_since < limits.known_for else Void.NONE


def is_decided(reports: Sequence[Report], content_hash: str) -> bool:
    """Whether managers decided about a comment as it stands, knowing that it was reported."""
    return any(
        one.outcome is not Outcome.OPEN and one.content_hash == content_hash for one in reports
    )


def counting(reports: Sequence[Report]) -> list[Report]:
    """Those that count and that nobody has decided about, one for each person.

    Whoever reports an edited comment again is still one person.
    """
    standing = [one for one in reports if one.counts and one.outcome is Outcome.OPEN]
    return list({one.by: one for one in standing}.values())


def is_enough(counted: Sequence[Report], verdict: Verdict | None, limits: ReportLimits) -> bool:
    """Whether a comment goes to the desk: a teammate's word is enough, a doubt halves it."""
    if any(one.is_of_team for one in counted):
        return True
    signals = verdict.signals if verdict is not None else None
    is_doubtful = signals is not None and max(signals.spam, signals.toxic) >= DOUBTFUL_FROM
    return len(counted) >= (1 if is_doubtful else limits.threshold)


def reported_lane(lane: Lane | None, verdict: Verdict | None) -> Lane:
    """Where a reported comment goes: what it is already, else what it may be."""
    if lane in _SETTLED_LANES:
        return lane
    if verdict is None or max(verdict.signals.spam, verdict.signals.toxic) < DOUBTFUL_FROM:
        return Lane.UNSURE
    return Lane.SPAM if verdict.signals.spam > verdict.signals.toxic else Lane.ABUSE


def reported_priority(count: int) -> int:
    """How urgent so many reports make a comment, whatever it says."""
    return min(_LEAST_PRIORITY + _PER_FURTHER_REPORT * (count - 1), _MOST_PRIORITY)


def reason_of(count: int) -> str:
    """The reason as a case keeps it."""
    return f"{REPORTED}: {count}"


def is_reported(reasons: Sequence[str]) -> bool:
    """Whether one of a case's reasons is that it was reported."""
    return any(one.startswith(f"{REPORTED}: ") for one in reasons)


def outcome_after(was: Status, now_is: Status) -> Outcome | None:
    """What a manager's decision on a case says of its reports; None if nothing new."""
    if now_is is was:
        return None
    if now_is is Status.DISMISSED:
        return Outcome.UNFOUNDED
    if now_is is Status.MODERATED:
        return Outcome.FOUNDED
    return Outcome.OPEN if was in (Status.DISMISSED, Status.MODERATED) else None
