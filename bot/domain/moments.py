"""Moments as managers name them: in an hour, tonight, tomorrow at nine, or written by hand."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

NIGHT = time(20, 0)
MORNING = time(9, 0)
LONGEST = timedelta(days=366)

_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_UNIT_NAMES = {
    "m": "m min mins minute minutes м мин минуту минуты минут मिनट",
    "h": "h hr hrs hour hours ч час часа часов घंटा घंटे घण्टे",
    "d": "d day days д день дня дней दिन",
    "w": "w week weeks н неделю недели недель हफ़्ता हफ़्ते हफ्ते सप्ताह",
}
_UNIT_OF = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
_DAYS_AWAY = {
    **dict.fromkeys(["today", "сегодня", "आज", "aaj"], 0),
    **dict.fromkeys(["tomorrow", "завтра", "कल", "kal"], 1),
}
_SPAN = re.compile(r"(?:in|через)?\s*(\d{1,4})\s*([^\W\d]+[\u0900-\u097f]*)(?:\s+(?:में|mein))?")
_CLOCK = r"(\d{1,2})(?::(\d{2}))?(?:\s*(?:बजे|baje|ч|час(?:а|ов)?))?"
_TIME = re.compile(rf"(?:(?:at|в)\s+)?{_CLOCK}")
_NAMED_DAY = re.compile(rf"(\S+?),?(?:\s+(?:(?:at|в)\s+)?{_CLOCK})?")
_DATE = re.compile(
    rf"(?:(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})|(\d{{1,2}})\.(\d{{1,2}})(?:\.(\d{{4}}))?)"
    rf",?(?:\s+(?:(?:at|в)\s+)?{_CLOCK})?"
)


def tonight(now: datetime, zone: tzinfo) -> datetime | None:
    """This evening at eight; `None` when that is less than half an hour away or over."""
    local = now.astimezone(zone)
    evening = _at(local.date(), NIGHT, zone)
    return evening if evening - now >= timedelta(minutes=30) else None


def tomorrow_morning(now: datetime, zone: tzinfo) -> datetime:
    """Tomorrow at nine."""
    return _at(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)


def read_moment(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Read "2h", "14:30", "tomorrow 9", "27.11 10:00" or "2026-11-27"; `None` if it is none.

    Also `None` for the past and for what lies more than a year away. A time of day alone is the
    next one; a day alone means its morning. English, Russian, Hindi and Hinglish words.
    """
    said = " ".join(words.casefold().split()).translate(_DIGITS)
    try:
        moment = _read(said, now, zone)
    except ValueError:
        return None
    if moment is None or not timedelta(0) < moment - now <= LONGEST:
        return None
    return moment


_DIGITS = {0x0966 + digit: str(digit) for digit in range(10)}
"""Devanagari digits, as the others."""


def _read(said: str, now: datetime, zone: tzinfo) -> datetime | None:
    local = now.astimezone(zone)
    span = _SPAN.fullmatch(said)
    if span is not None and span[2] in _UNIT_OF:
        return now + int(span[1]) * _UNITS[_UNIT_OF[span[2]]]
    clock = _TIME.fullmatch(said)
    if clock is not None:
        moment = _at(local.date(), _clock(clock[1], clock[2]), zone)
        if moment > now:
            return moment
        return _at(local.date() + timedelta(days=1), _clock(clock[1], clock[2]), zone)
    named = _NAMED_DAY.fullmatch(said)
    if named is not None and named[1] in _DAYS_AWAY:
        day = local.date() + timedelta(days=_DAYS_AWAY[named[1]])
        return _at(day, _clock(named[2], named[3]), zone)
    dated = _DATE.fullmatch(said)
    return _dated(dated, local.date(), zone) if dated is not None else None


def _dated(found: re.Match[str], today: date, zone: tzinfo) -> datetime:
    clock = _clock(found[7], found[8])
    if found[1]:
        return _at(date(int(found[1]), int(found[2]), int(found[3])), clock, zone)
    year = int(found[6]) if found[6] else today.year
    day = date(year, int(found[5]), int(found[4]))
    if not found[6] and day < today:
        day = day.replace(year=year + 1)
    return _at(day, clock, zone)


def _clock(hour: str | None, minute: str | None) -> time:
    return MORNING if hour is None else time(int(hour), int(minute or 0))


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, zone)
