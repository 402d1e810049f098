"""From configured rules to the domain's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta, tzinfo
from zoneinfo import ZoneInfo

import structlog

from bot.domain.alike import AlikeRules
from bot.domain.approval import SecondYesRules
from bot.domain.author_lists import AuthorList
from bot.domain.ids import ChatId
from bot.domain.rules import Condition, Rule
from bot.domain.sla import WHOLE_DAY, Calendar, Span
from bot.hours import WEEKDAYS, days_of, spans_of
from bot.sections import Alike, Approval
from bot.settings import Settings
from bot.triage_sections import Condition as ConfiguredCondition
from bot.triage_sections import TriageRule

_TABLE = re.compile(r"\s*\[")
_RULE_TABLE = re.compile(r"\s*\[\[\s*(?:desks\s*\.\s*)?triage\s*\.\s*rules\s*\]\]")
_NAME = re.compile(r"\s*name\s*=\s*(.+)")

log = structlog.get_logger(__name__)

PATTERN_SECONDS = 0.05
"""How long one pattern may look at one comment; members' texts are not to be trusted."""

_SIGNALS = ("negative", "question", "complaint", "praise", "toxic", "spam")


def triage_rules(settings: Settings) -> tuple[Rule, ...]:
    """The rules as triage applies them, in their order."""
    zone = ZoneInfo(settings.desk.time_zone)
    return tuple(_rule(one, zone) for one in settings.triage.rules)


def rule_lines(text: str) -> dict[str, int]:
    """The line of a configuration on which each rule begins, by name, as far as that can be told.

    Rules of several desks that have one name, and those in an array on one line, are left out.
    """
    found: dict[str, list[int]] = {}
    begins = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if _TABLE.match(line):
            begins = number if _RULE_TABLE.match(line) else 0
        name = _NAME.match(line) if begins else None
        if name is not None:
            found.setdefault(_unquoted(name[1]), []).append(begins)
    return {name: lines[0] for name, lines in found.items() if len(lines) == 1}


def _unquoted(literal: str) -> str:
    """A TOML string as it is meant; empty for what is none."""
    try:
        return str(tomllib.loads(f"name = {literal}")["name"])
    except (ValueError, RecursionError):
        return ""


def alike_rules(configured: Alike) -> AlikeRules:
    """When comments that say the same stand on one card."""
    return AlikeRules(
        is_on=configured.enabled,
        window=timedelta(hours=configured.hours),
        least=configured.least,
    )


def _rule(configured: TriageRule, zone: tzinfo) -> Rule:
    absolute, change = _priority(configured.priority)
    return Rule(
        name=configured.name,
        when=_condition(configured.when, zone),
        lane=configured.lane,
        priority=absolute,
        raise_by=change,
        tag=configured.tag,
        assign=configured.assign,
        desk_topic=configured.desk_topic.strip(),
        ignore=configured.ignore,
        stop=configured.stop,
        ladder=configured.ladder,
        dry_run=configured.dry_run,
    )


def _priority(value: int | str | None) -> tuple[int | None, int]:
    """`80` sets the priority, `"+10"` and `"-10"` change it."""
    if isinstance(value, str) and value[0] in "+-":
        return None, int(value)
    return (None if value is None else int(value)), 0


def _condition(configured: ConfiguredCondition, zone: tzinfo) -> Condition:
    at_least = {name: getattr(configured, f"{name}_at_least") for name in _SIGNALS}
    return Condition(
        contains=tuple(word.casefold() for word in configured.contains),
        matches=_matcher(configured.pattern) if configured.pattern else None,
        pattern=configured.pattern,
        communities=frozenset(ChatId(chat_id) for chat_id in configured.communities),
        posts=frozenset(configured.posts),
        authors=frozenset(configured.authors),
        lists=frozenset(map(AuthorList, configured.lists)),
        languages=frozenset(configured.languages),
        lanes=frozenset(configured.lanes),
        domains=frozenset(configured.link_domains),
        media=frozenset(configured.media),
        hours=_hours(configured, zone),
        at_least={name: least for name, least in at_least.items() if least is not None},
    )


def _hours(configured: ConfiguredCondition, zone: tzinfo) -> Calendar | None:
    """On these days at these hours; without days on all, without hours from morning to night."""
    if not configured.days and not configured.hours:
        return None
    days = {day for name in configured.days or WEEKDAYS for day in days_of(name)}
    spans = tuple(
        Span(begins=begins, ends=ends)
        for words in configured.hours
        for begins, ends in spans_of(words)
    ) or (WHOLE_DAY,)
    return Calendar(zone=zone, week=tuple(spans if day in days else () for day in range(7)))


def _matcher(pattern: str) -> Callable[[str], bool]:
    import regex  # noqa: PLC0415 - only where a rule has a pattern

    compiled = regex.compile(pattern, regex.IGNORECASE)

    def matches(text: str) -> bool:
        try:
            return compiled.search(text, timeout=PATTERN_SECONDS) is not None
        except TimeoutError:
            log.warning("rule.pattern_too_slow", pattern=pattern)
            return False

    return matches


def second_yes_rules(configured: Approval) -> SecondYesRules:
    """What asks for a second yes, as an approval applies it."""
    return SecondYesRules(
        lanes=frozenset(configured.lanes),
        words=tuple(word.casefold() for word in configured.words),
        replies=frozenset(configured.replies),
    )
