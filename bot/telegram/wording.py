"""What managers read: sentences from the locale files, in one language and one time zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from fluent.runtime import FluentBundle, FluentResource

from bot.ports import Clock
from bot.telegram.html import (
    MESSAGE_UNITS,
    Html,
    block,
    cut_whole,
    disarm,
    disarm_line,
    isolated,
    line,
    shares,
    units,
)

LOCALES = Path(__file__).parent.parent / "locales"
FALLBACK = "en"

_VALUES_ROOM = MESSAGE_UNITS - 540
"""What the values of one sentence may take; the sentences themselves are far below 500 units.

Right-to-left values have two more units each.
"""
_LABEL_UNITS = 200
"""Telegram's limit of a toast."""
_SECONDS_SHOWN_BELOW = 60
_MINUTES_SHOWN_BELOW = 120
_LONGEST_FOR_FLUENT = 500
_FIRST_MARK = 0xE000
_MARK = re.compile("[\ue000-\ue0ff]")
_COPIED = frozenset({"text", "newer"})
"""Values that managers copy and send: nothing is put around them that cannot be seen."""
_ESCAPED_AT_MOST = 5
"""Units that one unit can become when escaped."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class WordingMissing(KeyError):
    """A sentence, or a value that it needs, is not there."""


class Wording:
    """Sentences by key from all `.ftl` files of a language, from English where they are missing.

    `strict` raises WordingMissing for a key that English lacks too; otherwise the key itself is
    shown, because a card with an odd word is better than none.
    """

    def __init__(
        self, language: str, time_zone: str, clock: Clock, *, strict: bool = False
    ) -> None:
        languages = dict.fromkeys((language, FALLBACK))
        self._bundles = [_bundle(known) for known in languages if (LOCALES / known).is_dir()]
        self._zone = ZoneInfo(time_zone)
        self._clock = clock
        self._strict = strict
        self.language = language

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return any(bundle.has_message(key) for bundle in self._bundles)

    def say(self, key: str, /, **values: str | int | datetime) -> Html:
        """A sentence as HTML; values are escaped and disarmed, unless they are Html already."""
        words = {name: _plain(value) for name, value in values.items() if _is_foreign_text(value)}
        lengths = [units(word) * _ESCAPED_AT_MOST for word in words.values()]
        room = dict(zip(words, shares(lengths, _VALUES_ROOM), strict=True))
        filled: dict[str, str | int] = {}
        for name, value in values.items():
            if name in words:
                shown = block(words[name], room[name])
                is_whole = name in _COPIED or "\n" in shown
                filled[name] = shown if is_whole else Html(isolated(shown))
            else:
                filled[name] = self._shown(value)
        return Html(self._format(key, filled))

    def label(self, key: str, /, **values: str | int) -> str:
        """A sentence as plain text of at most 200 units: for buttons and toasts."""
        filled = {
            name: isolated(disarm_line(value)) if isinstance(value, str) else value
            for name, value in values.items()
        }
        text = self._format(key, filled)
        return text if units(text) <= _LABEL_UNITS else cut_whole(text, _LABEL_UNITS)

    def clock_time(self, moment: datetime, *, seconds: bool = False) -> str:
        """A moment as managers read it: 14:35, with the date where it is not today's."""
        here = moment.astimezone(self._zone)
        time = here.strftime("%H:%M:%S" if seconds else "%H:%M")
        today = self._clock.now().astimezone(self._zone)
        if here.date() == today.date():
            return time
        if here.year == today.year:
            return self.label("card-date-and-time", date=self._date(here), time=time)
        return self.label("card-date-and-time", date=f"{self._date(here)} {here.year}", time=time)

    @property
    def zone(self) -> tzinfo:
        """The desk's time zone."""
        return self._zone

    def month(self, moment: datetime) -> str:
        """The month of a moment, with the year where it is not this one."""
        here = moment.astimezone(self._zone)
        name = self.label(f"month-{here.month}")
        today = self._clock.now().astimezone(self._zone)
        return name if here.year == today.year else f"{name} {here.year}"

    def day(self, day: date) -> str:
        """A day as managers read it: 31 March, with the year where it is not this one."""
        name = self._date(day)
        today = self._clock.now().astimezone(self._zone)
        return name if day.year == today.year else f"{name} {day.year}"

    def language_name(self, tag: str) -> Html:
        """The name of a language in this language, else its tag."""
        key = f"lang-{tag}"
        return self.say(key) if self.has(key) else line(tag, 20)

    def duration(self, length: timedelta) -> str:
        """A length of time in minutes; in seconds where it is short, in hours where it is long."""
        seconds = max(1, round(length.total_seconds()))
        if seconds < _SECONDS_SHOWN_BELOW:
            return self.label("card-seconds", count=seconds)
        minutes = round(seconds / 60)
        if minutes < _MINUTES_SHOWN_BELOW:
            return self.label("card-minutes", count=minutes)
        return self.label("card-hours", count=round(minutes / 60))

    def is_today(self, moment: datetime) -> bool:
        """Whether a moment is of this day, by the desk's time zone."""
        today = self._clock.now().astimezone(self._zone)
        return moment.astimezone(self._zone).date() == today.date()

    def is_past(self, moment: datetime) -> bool:
        """Whether a moment has gone by."""
        return moment < self._clock.now()

    def _date(self, here: date) -> str:
        return f"{here.day} {self.label(f'month-{here.month}')}"

    def _shown(self, value: str | int | datetime) -> str | int:
        return self.clock_time(value) if isinstance(value, datetime) else value

    def _format(self, key: str, values: Mapping[str, str | int]) -> str:
        held, marked = _hold_back(values)
        text = self._resolved(key, marked)
        return _MARK.sub(lambda mark: held[ord(mark[0]) - _FIRST_MARK], text)

    def _resolved(self, key: str, values: dict[str, str | int]) -> str:
        for bundle in self._bundles:
            pattern = bundle.get_message(key).value if bundle.has_message(key) else None
            if pattern is None:
                continue
            text, errors = bundle.format_pattern(pattern, values)
            if errors and self._strict:
                raise WordingMissing(f"{key}: {errors[0]}")
            return str(text)
        if self._strict:
            raise WordingMissing(key)
        log.error("wording.missing", key=key, language=self.language)
        return key


@cache
def _bundle(language: str) -> FluentBundle:
    """Read once: parsing takes a fifth of a second, and nobody changes a bundle."""
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def _hold_back(values: Mapping[str, str | int]) -> tuple[list[str], dict[str, str | int]]:
    """Give the long values and, for Fluent, marks in their place.

    Fluent refuses values beyond 2500 characters. The marks are of private use: `disarm` lets none
    through, so nobody else can write one.
    """
    held: list[str] = []
    marked: dict[str, str | int] = {}
    for name, value in values.items():
        if isinstance(value, str) and len(value) > _LONGEST_FOR_FLUENT:
            marked[name] = chr(_FIRST_MARK + len(held))
            held.append(value)
        else:
            marked[name] = value
    return held, marked


def _is_foreign_text(value: str | int | datetime) -> bool:
    return isinstance(value, str) and not isinstance(value, Html)


def _plain(value: str | int | datetime) -> str:
    return disarm(str(value))
