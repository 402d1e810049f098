"""Days and times of day as a configuration writes them."""

from __future__ import annotations

import re
from datetime import time

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})")
_DAYS = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?")
_MIDNIGHT_AT_THE_END = "24:00"


def days_of(name: str) -> tuple[int, ...]:
    """The weekdays that "mon" or "fri-mon" means, Monday is 0; raise ValueError."""
    found = _DAYS.fullmatch(name)
    if found is None or not {found[1], found[2] or found[1]} <= set(WEEKDAYS):
        raise ValueError(f'"{name}" is no day (hint: mon, sat, mon-fri)')
    first, last = WEEKDAYS.index(found[1]), WEEKDAYS.index(found[2] or found[1])
    return tuple((first + ahead) % 7 for ahead in range((last - first) % 7 + 1))


def spans_of(words: str) -> tuple[tuple[time, time], ...]:
    """The times of day that "09:00-13:00, 14:00-18:00" means; raise ValueError."""
    spans = []
    for part in filter(None, (one.strip() for one in words.split(","))):
        found = _SPAN.fullmatch(part)
        if found is None:
            raise ValueError(f'"{part}" is no span (hint: "09:00-18:00")')
        spans.append((_time(found[1]), _time(found[2])))
    return tuple(spans)


def _time(words: str) -> time:
    if words == _MIDNIGHT_AT_THE_END:
        return time(0)
    try:
        hour, minute = map(int, words.split(":"))
        return time(hour, minute)
    except ValueError as error:
        raise ValueError(f'"{words}" is no time of day (hint: "09:00")') from error
