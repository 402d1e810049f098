"""Who is on call: shifts that come every week, and those that somebody took for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.domain.ids import DutyId, Owner, UserId
from bot.domain.sla import Calendar, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyShift:
    """Somebody, by the name they have at the desk, is on call every week at these times."""

    who: str
    calendar: Calendar

    def covers(self, at: datetime) -> bool:
        """Whether it runs at that moment."""
        return self.calendar.is_working(at)


def weekly_shift(who: str, days: Sequence[int], span: Span, zone: tzinfo) -> WeeklyShift:
    """The shift on these weekdays, Monday is 0."""
    week = tuple((span,) if day in days else () for day in range(7))
    return WeeklyShift(who=who, calendar=Calendar(zone=zone, week=week))


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A shift that was taken from the chat; it goes before those of every week."""

    id: DutyId
    owner: Owner
    user_id: UserId
    begins_at: datetime
    ends_at: datetime
    by: UserId
    by_name: str

    def covers(self, at: datetime) -> bool:
        """Whether it runs at that moment."""
        return self.begins_at <= at < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """So long the same people are on call, the first of them first; nobody: an empty tuple."""

    begins_at: datetime
    ends_at: datetime
    people: tuple[UserId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All shifts; `people` maps names at the desk, folded, to the people who have them."""

    weekly: tuple[WeeklyShift, ...]
    duties: tuple[Duty, ...]
    people: tuple[tuple[str, UserId], ...]

    def on_call(self, at: datetime) -> tuple[UserId, ...]:
        """Who is on call: whoever took a shift last, then weekly ones in their order."""
        by_name = dict(self.people)
        known = set(by_name.values())
        taken = sorted(
            (duty for duty in self.duties if duty.covers(at) and duty.user_id in known),
            key=lambda duty: -duty.id,
        )
        found = [duty.user_id for duty in taken]
        found += [
            by_name[shift.who.casefold()]
            for shift in self.weekly
            if shift.who.casefold() in by_name and shift.covers(at)
        ]
        return tuple(dict.fromkeys(found))

    def ahead(self, at: datetime, *, until: datetime) -> list[Stretch]:
        """Who is on call from one moment to another, looked at every quarter of an hour."""
        step, stretches, cursor = timedelta(minutes=15), list[Stretch](), at
        while cursor < until:
            people, following = self.on_call(cursor), min(_quarter(cursor) + step, until)
            if stretches and stretches[-1].people == people:
                last = stretches.pop()
                stretches.append(
                    Stretch(begins_at=last.begins_at, ends_at=following, people=people)
                )
            else:
                stretches.append(Stretch(begins_at=cursor, ends_at=following, people=people))
            cursor = following
        return stretches

    @property
    def is_empty(self) -> bool:
        """Whether no shift names anybody who is at the desk."""
        by_name = dict(self.people)
        return not self.duties and not any(
            shift.who.casefold() in by_name for shift in self.weekly
        )


def _quarter(at: datetime) -> datetime:
    """The quarter of an hour that a moment lies in."""
    return at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
