"""An incident: many negative comments at once in a place, handled as one thing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import CommentId, HoldId, IncidentId, MessageRef, Owner, UserId
from bot.domain.lane import Lane
from bot.domain.mood import MINUTE, MoodCounts, Place
from bot.domain.spikes import Counts, Spike, stricter

LOOKS_AT = timedelta(hours=1)
"""Only comments that were sent so lately raise an incident, whenever they arrived."""
RECENT_MINUTES = 10
"""What "now" means on the card."""
COOLDOWN = timedelta(hours=2)
CALM_FOR = timedelta(minutes=30)
CLOSES_ITSELF_AFTER = timedelta(hours=12)
"""So long calm, it is closed by itself: as long as it is open, new cases get no card."""
EDIT_EVERY = timedelta(seconds=20)
LEAST_AUTHORS = 4
MOST_OF_ONE_AUTHOR = 2
"""So many comments of one author count: a single angry person is no incident."""
MOSTLY = 0.7
"""From this share of a community's negatives on, the incident is that of their post."""
BUSY = 10
"""A place with fewer comments in the last hour does not share the false alarms."""
COLLECTED = frozenset({Lane.COMPLAINT, Lane.ABUSE})
"""Lanes whose cases an incident collects."""
POST_PREFIXES = ("thread:", "topic:")
SAMPLES = 3
CALM_FACTOR, CALM_COUNT = 1.5, 3


class Outcome(StrEnum):
    """How it ended."""

    OVER = "over"
    FALSE_ALARM = "false_alarm"


class Happening(StrEnum):
    """What stands in the timeline."""

    OPENED = "opened"
    PEAK = "peak"
    HELD = "held"
    STATED = "stated"
    LIFTED = "lifted"
    CALMED = "calmed"
    ROSE = "rose"
    KEPT_OPEN = "kept_open"
    CLOSED = "closed"
    FALSE_ALARM = "false_alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident as it stands.

    `count` negative comments in `window_minutes`, where `usual` are usual, raised it; all three
    are zero where a lead opened it (`by`; otherwise None). `since` is when those minutes began,
    `total` how many negative comments were sent from then on, `recent` how many in the last
    `RECENT_MINUTES`, `peak` the most of those. `asked_at` is when the desk was asked to close it.
    `hold_id` and `statement` are what the timeline tells of the hold of its place. `card` is where
    it stands and `shows` a hash of what was drawn there.
    """

    id: IncidentId
    owner: Owner
    place: Place
    opened_at: datetime
    since: datetime
    by: UserId | None = None
    by_name: str = ""
    window_minutes: int = 0
    count: int = 0
    usual: float = 0.0
    words: tuple[str, ...] = ()
    samples: tuple[CommentId, ...] = ()
    total: int = 0
    recent: int = 0
    peak: int = 0
    peak_at: datetime
    calm_since: datetime | None = None
    asked_at: datetime | None = None
    hold_id: HoldId | None = None
    statement: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    outcome: Outcome | None = None
    card: MessageRef | None = None
    shows: str = ""
    drawn_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it."""
        return self.closed_at is None

    @property
    def is_by_hand(self) -> bool:
        """Whether a lead opened it."""
        return self.by is not None

    def observe(self, *, total: int, recent: int, is_calm: bool, now: datetime) -> Incident:
        """What was counted just now."""
        is_peak = recent > self.peak
        calm_since = (self.calm_since or now) if is_calm else None
        return replace(
            self,
            total=max(total, self.total),
            recent=recent,
            peak=recent if is_peak else self.peak,
            peak_at=now if is_peak else self.peak_at,
            calm_since=calm_since,
            asked_at=self.asked_at if is_calm else None,
        )

    def has_to_ask(self, now: datetime) -> bool:
        """Whether it is calm for so long that the desk is asked to close it."""
        is_calm = self.calm_since is not None and now - self.calm_since >= CALM_FOR
        return self.is_open and is_calm and self.asked_at is None

    def closes_itself(self, now: datetime) -> bool:
        """Whether nobody closed it although it has been over for long."""
        is_over = self.calm_since is not None and now - self.calm_since >= CLOSES_ITSELF_AFTER
        return self.is_open and is_over and self.asked_at is not None

    def keep_open(self, now: datetime) -> Incident:
        """Somebody wants it open: it is asked again once it has been calm from now on."""
        return replace(self, calm_since=now, asked_at=None)

    def close(self, outcome: Outcome, *, by_name: str, at: datetime) -> Incident:
        """End it; `by_name` is empty where it ends by itself."""
        return replace(self, outcome=outcome, closed_by=by_name, closed_at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """What happened when, and who did it (empty: nobody, it came by itself)."""

    at: datetime
    what: Happening
    by: UserId | None = None
    by_name: str = ""
    detail: str = ""


def is_post(place: Place) -> bool:
    """Whether a place is a post, a topic or a chain of replies, with counts of its own."""
    return place.thread_key.startswith(POST_PREFIXES)


def series(by_minute: Mapping[datetime, MoodCounts], *, last: datetime) -> list[Counts]:
    """The counts of the last hour, minute by minute; `last` begins the newest one."""
    length = LOOKS_AT // MINUTE
    moments = [last - (length - 1 - index) * MINUTE for index in range(length)]
    found = [by_minute.get(moment, MoodCounts()).at_least_zero() for moment in moments]
    return [Counts(negative=one.negative, other=one.total - one.negative) for one in found]


def whole_of(
    by_place: Mapping[Place, Mapping[datetime, MoodCounts]], place: Place, but: Collection[Place]
) -> dict[datetime, MoodCounts]:
    """A community's counts by minute, without threads that have an incident of their own."""
    whole: dict[datetime, MoodCounts] = {}
    for one, by_minute in by_place.items():
        if one.community == place and one not in but:
            for minute, counts in by_minute.items():
                whole[minute] = whole.get(minute, MoodCounts()).plus(counts)
    return whole


def negatives(minutes: Sequence[Counts], length: int) -> int:
    """How many negative comments the newest minutes hold."""
    return sum(one.negative for one in minutes[-length:])


def is_calm(recent: int, usual_an_hour: float) -> bool:
    """Whether the last minutes hold hardly more than is usual."""
    usual = usual_an_hour * RECENT_MINUTES / 60
    return recent < max(CALM_COUNT, math.ceil(CALM_FACTOR * usual))


def capped(minutes: Sequence[Counts], *, too_many: Mapping[int, int]) -> list[Counts]:
    """The same without some negatives: how many, by how many minutes they are from the end."""
    fewer = list(minutes)
    for back, count in too_many.items():
        if 0 <= back < len(fewer):
            one = fewer[-1 - back]
            fewer[-1 - back] = replace(one, negative=max(0, one.negative - count))
    return fewer


def beyond_cap(authors: Iterable[tuple[str, datetime]], *, last: datetime) -> dict[int, int]:
    """Which of the negatives are one author's beyond `MOST_OF_ONE_AUTHOR`, for `capped`.

    `authors` are those of the negative comments with when they were sent, the oldest first.
    """
    seen: Counter[str] = Counter()
    beyond: Counter[int] = Counter()
    for author, sent_at in authors:
        seen[author] += 1
        if seen[author] > MOST_OF_ONE_AUTHOR:
            beyond[math.ceil((last - sent_at) / MINUTE)] += 1
    return dict(beyond)


def opened_by(
    spike: Spike, place: Place, owner: Owner, *, now: datetime, total: int, recent: int
) -> Incident:
    """The incident that a spike raises; it has no number yet."""
    return Incident(
        id=IncidentId(0),
        owner=owner,
        place=place,
        opened_at=now,
        since=now - spike.window_minutes * MINUTE,
        window_minutes=spike.window_minutes,
        count=spike.count,
        usual=spike.usual,
        total=max(total, spike.count),
        recent=recent,
        peak=recent,
        peak_at=now,
    )


def taught(strictness: float, outcome: Outcome, *, days_since: float) -> float:
    """What a place's strictness becomes by how an incident ended."""
    is_false = outcome is Outcome.FALSE_ALARM
    return stricter(strictness, was_false=is_false, days_since=days_since)
