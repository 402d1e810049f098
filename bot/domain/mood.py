"""Mood: how many comments of a place are negative, neutral or positive, and what that tells."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from bot.domain.comment import Comment, Community
from bot.domain.ids import CommunityId
from bot.domain.lane import Lane

WEEK = timedelta(days=7)
WHOLE = ""
"""Thread of a place that is a whole community."""
TONE_FROM = 0.5
"""From this probability on a comment counts as negative, or as positive."""
ENOUGH = 20
"""Comments that a share has to rest on."""
POSTS_SHOWN = 3
COMMUNITIES_ON_A_PAGE = 4
KEPT_BY_THE_MINUTE = timedelta(days=1)
KEPT_BY_THE_HOUR = timedelta(days=60)
MINUTE, HOUR, DAY = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))
_NEGATIVE_LANES = frozenset({Lane.COMPLAINT, Lane.ABUSE})
_SURE = 1.96
"""Standard deviations on both sides that hold 95 % of what chance does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A thread of a community, or (`WHOLE`) all of it."""

    community_id: CommunityId
    thread_key: str = WHOLE

    @property
    def is_whole(self) -> bool:
        """Whether it is all of a community."""
        return self.thread_key == WHOLE

    @property
    def community(self) -> Place:
        """The whole community that it lies in."""
        return Place(community_id=self.community_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodCounts:
    """Comments by tone (each has one), and how many of them ask, complain or insult."""

    negative: int = 0
    neutral: int = 0
    positive: int = 0
    question: int = 0
    complaint: int = 0
    abuse: int = 0

    @property
    def total(self) -> int:
        """How many comments there are."""
        return self.negative + self.neutral + self.positive

    @property
    def is_nothing(self) -> bool:
        """Whether every count is zero."""
        return not any(astuple(self))

    def plus(self, other: MoodCounts) -> MoodCounts:
        """Both together."""
        return _combined(self, other, 1)

    def minus(self, other: MoodCounts) -> MoodCounts:
        """What is left without the others; may be below zero."""
        return _combined(self, other, -1)

    def at_least_zero(self) -> MoodCounts:
        """The same where nothing is below zero."""
        names = MoodCounts.__dataclass_fields__
        return MoodCounts(**{name: max(0, getattr(self, name)) for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How a share moved, in points of a hundred; clear where chance does not explain it."""

    points: int
    is_clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodLine:
    """A place in the last seven days and in the seven before; a `title` names its post."""

    counts: MoodCounts
    before: MoodCounts
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityMood:
    """A community, and its most discussed posts and topics, the most discussed first."""

    community: Community
    line: MoodLine
    posts: tuple[MoodLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodPage:
    """A page of communities, the most discussed first."""

    communities: tuple[CommunityMood, ...]
    number: int
    page_count: int


def mood_of(comment: Comment) -> MoodCounts:
    """What a comment adds to the counts of its place: nothing unless it was judged.

    Spam says nothing about the mood, and what goes on in private nothing about a community.
    """
    verdict = comment.verdict
    if verdict is None or comment.lane is Lane.SPAM or comment.is_behind_door:
        return MoodCounts()
    is_negative = comment.lane in _NEGATIVE_LANES or verdict.sentiment.negative >= TONE_FROM
    is_positive = not is_negative and verdict.sentiment.positive >= TONE_FROM
    return MoodCounts(
        negative=int(is_negative),
        neutral=int(not is_negative and not is_positive),
        positive=int(is_positive),
        question=int(comment.lane is Lane.QUESTION),
        complaint=int(comment.lane is Lane.COMPLAINT),
        abuse=int(comment.lane is Lane.ABUSE),
    )


def start_of(moment: datetime, width: timedelta) -> datetime:
    """The beginning of the minute, hour or day (of UTC) that a moment lies in."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + (moment - day) // width * width


def percent(count: int, total: int) -> int:
    """A share in whole points of a hundred."""
    return round(100 * count / total) if total else 0


def wilson(count: int, total: int) -> tuple[float, float]:
    """Between which shares the true one lies, in 95 of 100 cases (Wilson's interval)."""
    if total <= 0:
        return 0.0, 1.0
    share, square = count / total, _SURE * _SURE
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = _SURE * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    half = spread / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def trend_of(now: MoodCounts, before: MoodCounts) -> Trend | None:
    """How the negative share moved; None where either stretch of time has too few comments.

    It is clear where the difference is beyond what both intervals allow (Newcombe's method).
    """
    if min(now.total, before.total) < ENOUGH:
        return None
    here, there = now.negative / now.total, before.negative / before.total
    low_here, high_here = wilson(now.negative, now.total)
    low_there, high_there = wilson(before.negative, before.total)
    moved = here - there
    down = math.hypot(here - low_here, high_there - there)
    up = math.hypot(high_here - here, there - low_there)
    points = percent(now.negative, now.total) - percent(before.negative, before.total)
    return Trend(points=points, is_clear=moved > down or -moved > up)


def bar(counts: MoodCounts, width: int) -> tuple[int, int, int]:
    """How many of `width` cells, three at least, are negative, neutral and positive.

    The largest remainders win; a tone that is there at all has a cell.
    """
    tones = (counts.negative, counts.neutral, counts.positive)
    if not counts.total:
        return 0, width, 0
    exact = [count * width / counts.total for count in tones]
    least = [int(count > 0) for count in tones]
    cells = [max(int(share), needed) for share, needed in zip(exact, least, strict=True)]
    while sum(cells) != width:
        step = 1 if sum(cells) < width else -1
        able = [one for one in range(3) if step > 0 or cells[one] > least[one]]
        index = max(able, key=lambda one: step * (exact[one] - cells[one]))
        cells[index] += step
    return cells[0], cells[1], cells[2]


def _combined(one: MoodCounts, other: MoodCounts, sign: int) -> MoodCounts:
    names = MoodCounts.__dataclass_fields__
    return MoodCounts(**{name: getattr(one, name) + sign * getattr(other, name) for name in names})
