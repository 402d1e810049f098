"""Sections of the configuration about time: goals, working hours, who is on call, the ladder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.domain.lane import Lane
from bot.sections import GroupId, Needle, Section, TimeZone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})")
_DAYS = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?")
_MIDNIGHT_AT_THE_END = "24:00"

Minutes = Annotated[int, Field(ge=1, le=43200)]


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


def _hours(hours: Mapping[str, str]) -> Mapping[str, str]:
    for days, words in hours.items():
        days_of(days)
        spans_of(words)
    if hours and not any(spans_of(words) for words in hours.values()):
        raise ValueError('nobody ever works (hint: mon-fri = "09:00-18:00"; none at all: always)')
    return hours


def _clock_span(words: str) -> str:
    if len(spans_of(words)) > 1:
        raise ValueError('one span, please (hint: "22:00-08:00")')
    return words


Span = Annotated[str, AfterValidator(_clock_span)]


class SlaGoal(Section):
    """How soon cases of some kind are to be answered, and to be closed for good."""

    lanes: tuple[Lane, ...] = ()
    communities: tuple[GroupId, ...] = ()
    priority_from: Annotated[int, Field(ge=0, le=100)] = 0
    first_answer_minutes: Minutes | None = None
    resolve_minutes: Minutes | None = None

    @model_validator(mode="after")
    def _promises_something(self) -> Self:
        if self.first_answer_minutes is None and self.resolve_minutes is None:
            raise ValueError("promises nothing (hint: first_answer_minutes = 15)")
        return self


class SlaCalendar(Section):
    """Working hours of some communities, in place of the desk's."""

    communities: Annotated[tuple[GroupId, ...], Field(min_length=1)]
    time_zone: TimeZone | None = None
    hours: Annotated[Mapping[str, str], AfterValidator(_hours)] = {}
    holidays: tuple[date, ...] = ()


class Sla(Section):
    """What is promised to people who wait, and when somebody works."""

    first_answer_minutes: Annotated[int, Field(ge=1, le=10080)] = 30
    resolve_minutes: Minutes | None = None
    goals: tuple[SlaGoal, ...] = ()
    time_zone: TimeZone | None = None
    hours: Annotated[Mapping[str, str], AfterValidator(_hours)] = {}
    holidays: tuple[date, ...] = ()
    calendars: tuple[SlaCalendar, ...] = ()


class OncallShift(Section):
    """When somebody, by the name they have at the desk, is on call every week."""

    who: Needle
    days: Annotated[str, AfterValidator(lambda name: days_of(name) and name)] = "mon-sun"
    time: Span = "00:00-24:00"


class Oncall(Section):
    """Who is on call; the first that fits is first, the next one comes after."""

    time_zone: TimeZone | None = None
    shifts: tuple[OncallShift, ...] = ()


class LadderStep(Section):
    """Who is notified so long after the ladder was started."""

    notify: Literal["desk", "on_call", "next", "leads", "email", "webhook"]
    after_minutes: Annotated[int, Field(ge=0, le=1440)]


DEFAULT_STEPS = (
    LadderStep(notify="desk", after_minutes=0),
    LadderStep(notify="on_call", after_minutes=2),
    LadderStep(notify="next", after_minutes=7),
    LadderStep(notify="leads", after_minutes=15),
)


def _in_order(steps: tuple[LadderStep, ...]) -> tuple[LadderStep, ...]:
    if any(later.after_minutes < earlier.after_minutes for earlier, later in pairwise(steps)):
        raise ValueError("steps come in the order of after_minutes")
    return steps


class Mail(Section):
    """Where e-mail is handed in, and who gets it."""

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretStr | None = None
    sender: str = ""
    to: tuple[Needle, ...] = ()


class Hook(Section):
    """The address of another pager, and the secret that signs what it is sent."""

    url: str = ""
    secret: SecretStr | None = None


class Escalation(Section):
    """When somebody is fetched, and how."""

    enabled: bool = True
    from_priority: Annotated[int, Field(ge=0, le=101)] = 90
    on_breach: bool = True
    steps: Annotated[
        tuple[LadderStep, ...], Field(min_length=1, max_length=12), AfterValidator(_in_order)
    ] = DEFAULT_STEPS
    repeat_minutes: Annotated[int, Field(ge=5, le=1440)] = 30
    repeats: Annotated[int, Field(ge=0, le=20)] = 4
    hold_minutes: Annotated[int, Field(ge=1, le=240)] = 15
    quiet: Span = ""
    quiet_below: Annotated[int, Field(ge=0, le=101)] = 95
    email: Mail = Mail()
    webhook: Hook = Hook()
