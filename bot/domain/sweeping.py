"""Deleting without a manager's tap: when a comment may go by itself, and how often.

Telegram brings nothing back, so a deletion waits a while, is told with its text, and a lead has
switched it on for the community.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.case import Case
from bot.domain.comment import Comment, Community
from bot.domain.communities import CommunityLine
from bot.domain.ids import (
    CaseId,
    CommentId,
    CommunityId,
    OutboxId,
    Owner,
    SweepId,
    UserId,
)
from bot.domain.lane import Lane
from bot.domain.sanctions import DELETABLE_FOR
from classifiers.types import Signals

SWEPT_LANES = (Lane.SPAM, Lane.ABUSE)
"""What may be deleted by itself."""
THRESHOLDS = (0.95, 0.98, 0.99)
"""Probabilities that a lead can choose from; there is no lower one on purpose."""
DELAY = timedelta(seconds=60)
"""How long a deletion waits for somebody to stop it."""
SWEEP_EVERY = timedelta(minutes=10)
"""Deletions within this time are told in one message."""
A_DAY_IN_A_COMMUNITY = 100
"""How many comments go by themselves in one day of the desk's time zone, at most."""
REGULAR_AFTER = timedelta(days=7)
REGULAR_COMMENTS = 5
"""Who has written so many comments over so long is a regular, and left to people."""
LAST = 20
"""How many of a community's last deletions say whether it does well by itself."""
WRONG_OF_LAST = 2
"""So many of those stopped or denied, and nothing goes by itself there any more."""
ON_A_PAGE = 5
"""Deleted comments that are looked at together."""
LISTED = 12
"""Deleted comments that a receipt quotes."""


class Fate(StrEnum):
    """What became of a deletion."""

    GOES = "goes"
    """It waits for its time, or has happened."""
    STOPPED = "stopped"
    """Somebody held it back."""
    DENIED = "denied"
    """Somebody said that it was no spam, or no abuse."""
    FAILED = "failed"
    """Telegram refused, or the comment had changed."""

    @property
    def is_wrong(self) -> bool:
        """Whether a person was of another mind."""
        return self in (Fate.STOPPED, Fate.DENIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """What is deleted by itself in a community, from which probability, since when, for whom."""

    by: UserId
    since: datetime
    thresholds: Mapping[Lane, float] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: str) -> Switch:
        """Read what `str` has written."""
        by, since, *pairs = kept.split()
        thresholds = {}
        for pair in pairs:
            lane, _, threshold = pair.partition("=")
            thresholds[Lane(lane)] = float(threshold)
        return cls(by=UserId(int(by)), since=datetime.fromisoformat(since), thresholds=thresholds)

    def __str__(self) -> str:
        pairs = [f"{lane}={threshold}" for lane, threshold in self.thresholds.items()]
        return " ".join([str(self.by), self.since.isoformat(), *pairs])


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """A comment that is deleted by itself: over which case, with which item of the outbox."""

    case_id: CaseId
    comment_id: CommentId
    community_id: CommunityId
    lane: Lane
    probability: float
    item_id: OutboxId
    at: datetime
    fate: Fate = Fate.GOES

    @property
    def goes_at(self) -> datetime:
        """Until then it can be stopped."""
        return self.at + DELAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Deletions that are told together; `shows` is a hash of what the desk reads of them.

    Its message is known by the case that it began with.
    """

    id: SweepId
    owner: Owner
    anchor_id: CaseId
    began_at: datetime
    shows: str = ""

    def takes(self, at: datetime) -> bool:
        """Whether one more deletion is told with these."""
        return at < self.began_at + SWEEP_EVERY


class Doubt(StrEnum):
    """Why a comment is left to people."""

    NOT_SURE = "not_sure"
    OURS = "ours"
    VIP = "vip"
    KNOWN = "known"
    REGULAR = "regular"
    OLD = "old"
    INCIDENT = "incident"
    CAP = "cap"
    UNWELCOME = "unwelcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is known of a comment that might go.

    `known_cases` is how many of the author's cases were answered; `known_for` and `comment_count`
    say how long they have been writing, and how much. `today` is how many went by themselves in
    the community today; `wrong` tells of the last ones, the newest first.
    """

    probability: float
    is_ours: bool
    known_cases: int
    known_for: timedelta
    comment_count: int
    age: timedelta
    is_incident: bool
    today: int
    wrong: Sequence[bool]
    is_vip: bool = False


def doubt(finding: Finding, threshold: float) -> Doubt | None:
    """What speaks against deleting a comment by itself; None if nothing does."""
    is_regular = finding.known_for >= REGULAR_AFTER and finding.comment_count >= REGULAR_COMMENTS
    against = (
        (Doubt.NOT_SURE, not finding.probability >= threshold),
        (Doubt.OURS, finding.is_ours),
        (Doubt.VIP, finding.is_vip),
        (Doubt.KNOWN, finding.known_cases > 0),
        (Doubt.REGULAR, is_regular),
        (Doubt.OLD, finding.age + DELAY >= DELETABLE_FOR),
        (Doubt.INCIDENT, finding.is_incident),
        (Doubt.CAP, finding.today >= A_DAY_IN_A_COMMUNITY),
        (Doubt.UNWELCOME, is_unwelcome(finding.wrong)),
    )
    return next((why for why, holds in against if holds), None)


def is_unwelcome(wrong: Sequence[bool]) -> bool:
    """Whether people were of another mind too often, the newest deletion first."""
    return sum(wrong[:LAST]) >= WRONG_OF_LAST


def probability_of(lane: Lane, signals: Signals) -> float:
    """How sure the model is of what a lane is for."""
    return signals.spam if lane is Lane.SPAM else signals.toxic


def would_go(seen: Iterable[tuple[Lane, float]]) -> dict[Lane, dict[float, int]]:
    """How many comments of each lane reach each threshold."""
    found = {lane: dict.fromkeys(THRESHOLDS, 0) for lane in SWEPT_LANES}
    for lane, probability in seen:
        for threshold in THRESHOLDS:
            if lane in found and probability >= threshold:
                found[lane][threshold] += 1
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchPage:
    """What is deleted by itself in a community, and what each threshold would have deleted.

    `by` is the lead who switched it on, empty where nobody did. `counts` are those of the last
    seven days, `samples` the least sure of them.
    """

    line: CommunityLine
    number: int
    thresholds: Mapping[Lane, float]
    by: str
    counts: Mapping[Lane, Mapping[float, int]]
    samples: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SweptLine:
    """A deletion as the desk sees it; `waits` says that it can still be stopped."""

    swept: Swept
    case: Case
    comment: Comment
    community: Community
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepReceipt:
    """What was deleted by itself within ten minutes."""

    sweep: Sweep
    lines: tuple[SweptLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPage:
    """Some of those comments, each with a button."""

    sweep: Sweep
    lines: tuple[SweptLine, ...]
    number: int
    page_count: int


SweepingPage = SwitchPage | SweepReceipt | SweepPage
