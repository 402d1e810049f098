"""Sections of the configuration about time: goals, working hours, who is on call, the ladder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.checked import GroupId, Needle, TimeZone
from bot.domain.lane import Lane
from bot.hours import days_of, spans_of
from bot.sections import Section

Minutes = Annotated[int, Field(ge=1, le=43200)]


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


def _safe_address(url: str) -> str:
    if not url or re.match(r"https://[^/\s@]+", url):
        return url
    if re.match(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|$)", url):
        return url
    raise ValueError('not a safe address (hint: "https://…"; http only on this machine)')


class Mail(Section):
    """Where e-mail is handed in, and who gets it."""

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    sender: str = ""
    to: tuple[Needle, ...] = ()

    @property
    def is_on(self) -> bool:
        """Whether there is somewhere to hand e-mail in, and somebody who gets it."""
        return bool(self.host and self.to)

    @model_validator(mode="after")
    def _has_a_sender(self) -> Self:
        if self.is_on and "@" not in self.sender:
            raise ValueError('e-mail needs a sender (hint: sender = "jawab@example.com")')
        return self


class Hook(Section):
    """The address of another pager, often a secret itself, and what signs what it is sent."""

    url: Annotated[str, AfterValidator(_safe_address), Field(repr=False)] = ""
    allow_private: bool = False
    secret: SecretStr | None = None
    secret_file: Path | None = None


class Ops(Section):
    """What whoever hosts it needs."""

    shutdown_seconds: Annotated[float, Field(ge=0, le=60)] = 8.0
    heartbeat_url: Annotated[str, AfterValidator(_safe_address), Field(repr=False)] = ""
    heartbeat_allow_private: bool = False
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None


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

    @model_validator(mode="after")
    def _can_call(self) -> Self:
        ways = {step.notify for step in self.steps}
        if "email" in ways and not self.email.is_on:
            raise ValueError("a step calls by e-mail (hint: escalation.email needs host and to)")
        if "webhook" in ways and not self.webhook.url:
            raise ValueError("a step calls by webhook (hint: set escalation.webhook.url)")
        return self
