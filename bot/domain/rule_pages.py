"""What managers read of the brand's rules: their order, effects, and how often they held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.comment import Comment, Community
from bot.domain.rules import Rule

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
RULES_ON_A_PAGE = 8
SAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HitCounts:
    """How many comments a rule held for in the last day and in the last seven."""

    day: int = 0
    week: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule with its place in the order, counted from 1, and how often it held."""

    number: int
    rule: Rule
    counts: HitCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """A page of the rules in the order in which they are tried."""

    lines: tuple[RuleLine, ...]
    count: int
    number: int
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSamplesPage:
    """The newest comments that a rule held for; `page` is the page of rules that led here."""

    line: RuleLine
    samples: tuple[tuple[Comment, Community], ...]
    page: int = 1
