"""What is wrong between rules: some never apply, some undo what others do.

Rules are tried once each, in their order, so they cannot loop; but one can take back what another
did. Only what is certain is told: where one condition holds whenever another one does, whatever
a comment says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.circumstances import is_within
from bot.domain.lane import Lane
from bot.domain.rules import Condition, Rule
from bot.domain.sla import Calendar, Span

_DAY_MINUTES = 24 * 60
_WEEK_MINUTES = 7 * _DAY_MINUTES


class Trouble(StrEnum):
    """Kinds of trouble."""

    NEVER = "never"
    """Another rule ends the list before it for every comment that it would hold for."""
    PASSED_OVER = "passed_over"
    """It is for authors who are all passed over."""
    CONTRADICTS = "contradicts"
    """Both hold for the same comments, and the later one takes back what the earlier one did."""
    UNDONE = "undone"
    """A later rule that holds for all its comments, and for more, takes back what it did."""
    AGAINST_ITSELF = "against_itself"
    """It ignores comments, and would do more with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTrouble:
    """What is wrong with a rule, because of which `other`; `what` it does is in vain."""

    kind: Trouble
    rule: Rule
    other: Rule | None = None
    what: tuple[str, ...] = ()


def troubles_of(
    rules: Sequence[Rule], *, ignored: frozenset[int] = frozenset()
) -> Iterator[RuleTrouble]:
    """Everything wrong between rules, in their order; `ignored` are authors passed over."""
    for at, rule in enumerate(rules):
        before = rules[:at]
        ender = next((one for one in range(at) if _ends_it_for(rules, one, at)), None)
        in_vain = _more_than_ignoring(rule)
        if rule.when.authors and rule.when.authors <= ignored:
            yield RuleTrouble(kind=Trouble.PASSED_OVER, rule=rule)
        elif ender is not None:
            yield RuleTrouble(kind=Trouble.NEVER, rule=rule, other=before[ender])
        elif in_vain:
            yield RuleTrouble(kind=Trouble.AGAINST_ITSELF, rule=rule, what=in_vain)
        else:
            yield from _undone(rules, at)


def covers(wide: Condition, narrow: Condition) -> bool:
    """Whether one condition holds for every comment that another one holds for.

    Lanes are left out: they change from rule to rule.
    """
    return (
        _covers_words(wide.contains, narrow.contains)
        and wide.pattern in ("", narrow.pattern)
        and all(
            not more or bool(fewer and fewer <= more)
            for more, fewer in (
                (wide.communities, narrow.communities),
                (wide.posts, narrow.posts),
                (wide.authors, narrow.authors),
                (wide.lists, narrow.lists),
                (wide.languages, narrow.languages),
                (wide.media, narrow.media),
            )
        )
        and _covers_domains(wide.domains, narrow.domains)
        and _covers_hours(wide.hours, narrow.hours)
        and all(narrow.at_least.get(name, -1) >= least for name, least in wide.at_least.items())
    )


def _ends_it_for(rules: Sequence[Rule], one: int, other: int) -> bool:
    """Whether a rule ends the list for every comment that a later one would hold for."""
    first, later = rules[one], rules[other]
    if not first.ends_list or not covers(first.when, later.when):
        return False
    if not first.when.lanes:
        return True
    may_move = any(between.lane for between in rules[one + 1 : other] if not between.dry_run)
    return not may_move and bool(later.when.lanes) and later.when.lanes <= first.when.lanes


def _more_than_ignoring(rule: Rule) -> tuple[str, ...]:
    if not rule.ignore:
        return ()
    more = {
        "lane": rule.lane is not None,
        "assign": rule.assign,
        "desk_topic": rule.desk_topic,
        "ladder": rule.ladder,
    }
    return tuple(name for name, does in more.items() if does)


def _undone(rules: Sequence[Rule], at: int) -> Iterator[RuleTrouble]:
    """The first later rule that takes back something for certain."""
    rule = rules[at]
    if rule.dry_run or rule.ends_list:
        return
    for index in range(at + 1, len(rules)):
        later = rules[index]
        if later.dry_run:
            continue
        what = _taken_back(rule, later)
        if what and _holds_after(rules, at, index):
            is_same = covers(rule.when, later.when) and rule.when.lanes == later.when.lanes
            kind = Trouble.CONTRADICTS if is_same else Trouble.UNDONE
            yield RuleTrouble(kind=kind, rule=rule, other=later, what=what)
            return
        if later.ends_list:
            return  # what comes after may not be reached


def _holds_after(rules: Sequence[Rule], at: int, index: int) -> bool:
    """Whether a later rule holds for every comment that a rule held for."""
    rule, later = rules[at], rules[index]
    if not covers(later.when, rule.when):
        return False
    if not later.when.lanes:
        return True
    moved = {one.lane for one in rules[at + 1 : index] if one.lane and not one.dry_run}
    lanes: frozenset[Lane] = frozenset({rule.lane}) if rule.lane else rule.when.lanes
    return not moved and bool(lanes) and lanes <= later.when.lanes


def _taken_back(rule: Rule, later: Rule) -> tuple[str, ...]:
    """What the later rule makes of the effects of a rule, where both hold."""
    found = []
    if later.ignore:
        does = (rule.lane, rule.raise_by, rule.assign, rule.desk_topic, rule.ladder)
        is_undone = rule.priority is not None or any(does)
        return (f"{rule.effect}, then ignore",) if is_undone else ()
    if rule.lane and later.lane and rule.lane is not later.lane:
        found.append(f"lane {rule.lane}, then {later.lane}")
    if later.priority is not None and rule.priority not in (None, later.priority):
        found.append(f"priority {rule.priority}, then {later.priority}")
    if later.priority is not None and rule.raise_by and rule.priority is None:
        found.append(f"priority {rule.raise_by:+d}, then {later.priority}")
    if rule.raise_by * later.raise_by < 0:
        found.append(f"priority {rule.raise_by:+d}, then {later.raise_by:+d}")
    if rule.assign and later.assign and rule.assign.casefold() != later.assign.casefold():
        found.append(f"assign {rule.assign}, then {later.assign}")
    if rule.desk_topic and later.desk_topic and rule.desk_topic != later.desk_topic:
        found.append(f"desk_topic {rule.desk_topic}, then {later.desk_topic}")
    return tuple(found)


def _covers_words(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Who says "refunds" says "refund" too."""
    if not wide:
        return True
    return bool(narrow) and all(any(part in word for part in wide) for word in narrow)


def _covers_domains(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    if not wide:
        return True
    return bool(narrow) and all(any(is_within(one, domain) for domain in wide) for one in narrow)


def _covers_hours(wide: Calendar | None, narrow: Calendar | None) -> bool:
    if wide is None:
        return True
    whole_week = frozenset(range(_WEEK_MINUTES))
    return (whole_week if narrow is None else _minutes_of(narrow)) <= _minutes_of(wide)


def _minutes_of(calendar: Calendar) -> frozenset[int]:
    """The minutes of a week, counted from Monday on."""
    return frozenset(
        minute % _WEEK_MINUTES
        for day, spans in enumerate(calendar.week)
        for span in spans
        for minute in _span_minutes(day, span)
    )


def _span_minutes(day: int, span: Span) -> range:
    begins = day * _DAY_MINUTES + span.begins.hour * 60 + span.begins.minute
    ends = day * _DAY_MINUTES + span.ends.hour * 60 + span.ends.minute
    return range(begins, ends if span.ends > span.begins else ends + _DAY_MINUTES)
