"""From configured goals and hours to the domain's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain.ids import ChatId
from bot.domain.ladder import Notify, Plan, Step
from bot.domain.oncall import WeeklyShift, weekly_shift
from bot.domain.sla import LANES_WITH_DEADLINE, WHOLE_DAY, Calendar, Goal, Sla, Span
from bot.hours import days_of, spans_of
from bot.settings import Settings


def sla_of(settings: Settings) -> Sla:
    """The goals in their order, the general one last, with the calendars they count by."""
    configured, zone = settings.sla, settings.sla.time_zone or settings.desk.time_zone
    general = Goal(
        lanes=LANES_WITH_DEADLINE,
        first_answer=timedelta(minutes=configured.first_answer_minutes),
        resolution=_minutes(configured.resolve_minutes),
    )
    goals = [
        Goal(
            lanes=frozenset(one.lanes),
            communities=frozenset(map(ChatId, one.communities)),
            priority_from=one.priority_from,
            first_answer=_minutes(one.first_answer_minutes),
            resolution=_minutes(one.resolve_minutes),
        )
        for one in configured.goals
    ]
    return Sla(
        goals=(*goals, general),
        calendar=_calendar(zone, configured.hours, configured.holidays),
        calendars=tuple(
            (ChatId(chat_id), _calendar(one.time_zone or zone, one.hours, one.holidays))
            for one in configured.calendars
            for chat_id in one.communities
        ),
    )


def week_of(hours: Mapping[str, str]) -> tuple[tuple[Span, ...], ...]:
    """Spans for each weekday from Monday on; without any hours somebody always works."""
    if not hours:
        return ((WHOLE_DAY,),) * 7
    week: list[list[Span]] = [[] for _ in range(7)]
    for days, words in hours.items():
        for day in days_of(days):
            week[day] += [Span(begins=begins, ends=ends) for begins, ends in spans_of(words)]
    return tuple(tuple(spans) for spans in week)


def _calendar(zone: str, hours: Mapping[str, str], holidays: Sequence[date]) -> Calendar:
    return Calendar(zone=ZoneInfo(zone), week=week_of(hours), holidays=frozenset(holidays))


def _minutes(count: int | None) -> timedelta | None:
    return None if count is None else timedelta(minutes=count)


def weekly_shifts(settings: Settings) -> tuple[WeeklyShift, ...]:
    """The shifts of every week, in their order."""
    zone = ZoneInfo(settings.oncall.time_zone or settings.desk.time_zone)
    return tuple(
        weekly_shift(one.who, days_of(one.days), _span(one.time), zone)
        for one in settings.oncall.shifts
    )


def ladder_plan(settings: Settings) -> Plan:
    """The steps, and when nobody is woken."""
    configured = settings.escalation
    zone = ZoneInfo(settings.oncall.time_zone or settings.desk.time_zone)
    nights = None
    if configured.quiet:
        nights = Calendar(zone=zone, week=((_span(configured.quiet),),) * 7)
    return Plan(
        steps=tuple(
            Step(notify=Notify(one.notify), after=timedelta(minutes=one.after_minutes))
            for one in configured.steps
        ),
        repeat_every=timedelta(minutes=configured.repeat_minutes),
        repeats=configured.repeats,
        hold=timedelta(minutes=configured.hold_minutes),
        nights=nights,
        wakes_from=configured.quiet_below,
    )


def _span(words: str) -> Span:
    ((begins, ends),) = spans_of(words)
    return Span(begins=begins, ends=ends)
