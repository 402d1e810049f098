"""When a week is over for a desk: it reads what the week was like, and what its library lacked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHour:
    """A time on a day of the week, Monday is 0."""

    day: int
    hour: time


def weeks_until(
    now: datetime, at: WeeklyHour, zone: tzinfo
) -> tuple[datetime, datetime, datetime]:
    """The latest such moment that has come, and the same a week and two weeks before.

    By the clock on the wall, so a week in which clocks change has an hour more or less.
    """
    today = now.astimezone(zone).date()
    day = today - timedelta(days=(today.weekday() - at.day) % _DAYS)
    if datetime.combine(day, at.hour, zone) > now:
        day -= timedelta(days=_DAYS)
    newest, week, before = (
        datetime.combine(day - timedelta(days=back * _DAYS), at.hour, zone) for back in range(3)
    )
    return newest, week, before
