"""What is promised to people who wait, and clocks that stand still while nobody works.

A goal is a length of working time; a calendar says when that runs. Working hours are times of day
in a time zone, turned into moments day by day: a day that the clocks change is as long as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from bot.domain.ids import ChatId
from bot.domain.lane import Lane

LANES_WITH_DEADLINE = frozenset({Lane.COMPLAINT, Lane.QUESTION})
AT_RISK_LEFT = 0.2
"""A deadline is at risk when less than this share of its working time is left."""
LONGEST_SEARCH = 400
"""Days that are looked at for working time; a calendar without any in them has none."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Working hours of one day, from and to; `to` is the next day's where it is not later."""

    begins: time
    ends: time

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """The moments on a day."""
        last = day if self.ends > self.begins else day + _DAY
        return (
            _moment(day, self.begins, zone),
            _moment(last, self.ends, zone, is_end=True),
        )


def _moment(day: date, clock: time, zone: tzinfo, *, is_end: bool = False) -> datetime:
    """A time of day as a moment in UTC.

    An hour that comes twice counts from its first beginning to its last end. A time that is left
    out when the clocks go forward is the moment at which they do.
    """
    local = datetime.combine(day, clock, zone)
    one, other = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if one <= other:
        return other if is_end else one
    return _jump_between(other, one, zone)


def _jump_between(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """When the clocks go forward, which they do between two moments; to the second."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


WHOLE_DAY = Span(begins=time(0), ends=time(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When somebody works: spans for each weekday from Monday on, none on holidays."""

    zone: tzinfo
    week: tuple[tuple[Span, ...], ...] = ((WHOLE_DAY,),) * 7
    holidays: frozenset[date] = frozenset()

    @property
    def is_always(self) -> bool:
        """Whether somebody works at any time."""
        return not self.holidays and all(WHOLE_DAY in spans for spans in self.week)

    def is_working(self, at: datetime) -> bool:
        """Whether somebody works at that moment."""
        if self.is_always:
            return True
        today = at.astimezone(self.zone).date()
        return any(
            begins <= at < ends for day in (today - _DAY, today) for begins, ends in self._on(day)
        )

    def ends_after(self, at: datetime) -> datetime:
        """When the stretch ends in which somebody works at that moment; itself if nobody does."""
        for begins, ends in self._stretches(at):
            if begins <= at:
                return ends
            break
        return at

    def after(self, start: datetime, work: timedelta) -> datetime | None:
        """When so much working time has passed since `start`; None if there never is so much."""
        if self.is_always:
            return start + work
        left = work
        for begins, ends in self._pieces(start):
            runs_from = max(begins, start)
            if left <= ends - runs_from:
                return runs_from + left
            left -= ends - runs_from
        return None

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments; none where `end` is earlier."""
        if self.is_always:
            return max(end - start, timedelta(0))
        total = timedelta(0)
        for begins, ends in self._pieces(start):
            if begins >= end:
                break
            total += max(min(ends, end) - max(begins, start), timedelta(0))
        return total

    def _stretches(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working time without gaps, in order, from the stretch that may still run at `start`."""
        current: tuple[datetime, datetime] | None = None
        for begins, ends in self._pieces(start):
            if current is not None and begins > current[1]:
                yield current
                current = None
            current = (current[0] if current else begins, ends)
        if current is not None:
            yield current

    def _pieces(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The same day by day: no piece lies over another, but one may go on where one ends."""
        first = start.astimezone(self.zone).date() - _DAY
        done = start - 3 * _DAY
        for ahead in range(LONGEST_SEARCH):
            for begins, ends in self._on(first + ahead * _DAY):
                if ends > max(begins, done):
                    if ends > start:
                        yield max(begins, done), ends
                    done = ends

    def _on(self, day: date) -> Sequence[tuple[datetime, datetime]]:
        if day in self.holidays:
            return ()
        return sorted(span.on(day, self.zone) for span in self.week[day.weekday()])


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """How soon cases of some kind should have an answer, and an end.

    Empty `lanes` or `communities` mean any; None means that nothing is promised.
    """

    lanes: frozenset[Lane] = frozenset()
    communities: frozenset[ChatId] = frozenset()
    priority_from: int = 0
    first_answer: timedelta | None = None
    resolution: timedelta | None = None

    def is_for(self, lane: Lane, community: ChatId, priority: int) -> bool:
        """Whether it holds for such a case."""
        return (
            (not self.lanes or lane in self.lanes)
            and (not self.communities or community in self.communities)
            and priority >= self.priority_from
        )


class SlaKind(StrEnum):
    """What became of a deadline, for the record."""

    AT_RISK = "at_risk"
    FIRST_ANSWER = "first_answer"
    """Nobody had answered when that was due."""
    RESOLUTION = "resolution"
    """The case was not at its end when that was due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The moments of one case: when its answer is at risk, when that is due, when its end is."""

    at_risk_at: datetime | None = None
    due_at: datetime | None = None
    resolve_at: datetime | None = None

    def tightened(self, other: Clocks) -> Clocks:
        """The earlier of each: what somebody waits for already is never put off."""
        return Clocks(
            at_risk_at=_earlier(self.at_risk_at, other.at_risk_at),
            due_at=_earlier(self.due_at, other.due_at),
            resolve_at=_earlier(self.resolve_at, other.resolve_at),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sla:
    """All goals, of which the first that fits holds; a calendar, and those of some communities."""

    goals: tuple[Goal, ...]
    calendar: Calendar
    calendars: tuple[tuple[ChatId, Calendar], ...] = ()

    def calendar_of(self, community: ChatId) -> Calendar:
        """When somebody works for a community."""
        return dict(self.calendars).get(community, self.calendar)

    def clocks(self, *, lane: Lane, community: ChatId, priority: int, since: datetime) -> Clocks:
        """What falls due when for a case that somebody waits on since then."""
        goal = next((goal for goal in self.goals if goal.is_for(lane, community, priority)), None)
        if goal is None:
            return Clocks()
        calendar = self.calendar_of(community)
        due_at = at_risk_at = resolve_at = None
        if goal.first_answer is not None:
            due_at = calendar.after(since, goal.first_answer)
            at_risk_at = calendar.after(since, goal.first_answer * (1 - AT_RISK_LEFT))
        if goal.resolution is not None:
            resolve_at = calendar.after(since, goal.resolution)
        return Clocks(at_risk_at=at_risk_at, due_at=due_at, resolve_at=resolve_at)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)
