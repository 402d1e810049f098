"""The brand's rules: when each applies, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain.author_lists import AuthorList
from bot.domain.circumstances import Circumstances, is_within
from bot.domain.ids import ChatId
from bot.domain.lane import Lane
from bot.domain.sla import Calendar
from classifiers.types import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a rule applies: every part that is given must hold.

    `contains` holds case-folded words, any of which is enough. `matches` is a pattern with a time
    limit, `pattern` what it was made of. `posts` are names as `post_name` writes them, `domains`
    as `ascii_domain` does. `hours` says when the comment was written. `at_least` maps "negative",
    "question", "complaint", "praise", "toxic" or "spam" to the lowest probability.
    """

    contains: tuple[str, ...] = ()
    matches: Callable[[str], bool] | None = field(default=None, compare=False)
    pattern: str = ""
    communities: frozenset[ChatId] = frozenset()
    posts: frozenset[str] = frozenset()
    authors: frozenset[int] = frozenset()
    lists: frozenset[AuthorList] = frozenset()
    languages: frozenset[str] = frozenset()
    lanes: frozenset[Lane] = frozenset()
    domains: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    hours: Calendar | None = None
    at_least: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An ordered if-then rule of the brand.

    `lane` and `priority` replace what the verdict gave, `raise_by` adds to the priority, `tag`
    is put on the case, `assign` names who is to hold it, `desk_topic` the topic of the desk's
    group for its card; `ignore` puts the comment into the lane `none`; `ladder` has somebody
    fetched for its case; `stop` ends the list. On a `dry_run` none of this happens: it is only
    kept that the rule would have applied.
    """

    name: str
    when: Condition
    lane: Lane | None = None
    priority: int | None = None
    raise_by: int = 0
    tag: str = ""
    assign: str = ""
    desk_topic: str = ""
    ignore: bool = False
    stop: bool = False
    ladder: bool = False
    dry_run: bool = False

    @property
    def ends_list(self) -> bool:
        """Whether no rule is tried after it where it applies."""
        return (self.ignore or self.stop) and not self.dry_run

    @property
    def effect(self) -> str:
        """What it does, in short: "lane abuse, +10, tag money"."""
        parts = [
            "ignore" if self.ignore else "",
            f"lane {self.lane}" if self.lane is not None and not self.ignore else "",
            "" if self.priority is None else f"priority {self.priority}",
            f"{self.raise_by:+d}" if self.raise_by else "",
            f"tag {self.tag.casefold()}" if self.tag else "",
            f"assign {self.assign}" if self.assign and not self.ignore else "",
            f"topic {self.desk_topic}" if self.desk_topic and not self.ignore else "",
            "ladder" if self.ladder and not self.ignore else "",
            "stop" if self.stop and not self.ignore else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHit:
    """A rule that held for a comment, and what it did; on a dry run, what it would have done."""

    rule: str
    effect: str
    is_dry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTried:
    """What came of a rule for one comment.

    `failing` is the first part of its condition that did not hold; `ended_by` names the rule that
    ended the list before it was tried. Both empty: it held.
    """

    name: str
    failing: str = ""
    ended_by: str = ""
    is_dry: bool = False

    @staticmethod
    def of(rule: Rule, *, failing: str, ended_by: str) -> RuleTried:
        """What came of this rule."""
        return RuleTried(name=rule.name, failing=failing, ended_by=ended_by, is_dry=rule.dry_run)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignee:
    """Whom a rule gives a case to, by the name that they have at the desk."""

    name: str
    rule: str


def why_not(
    when: Condition, text: str, *, lane: Lane, verdict: Verdict, around: Circumstances
) -> str:
    """The first part of a condition that does not hold, as it is called in the configuration.

    Empty where all do.
    """
    folded = text.casefold()
    checks: tuple[tuple[str, bool], ...] = (
        ("contains", not when.contains or any(word in folded for word in when.contains)),
        ("communities", not when.communities or around.chat_id in when.communities),
        ("posts", not when.posts or bool(when.posts & around.post)),
        ("authors", not when.authors or around.author_id in when.authors),
        ("lists", not when.lists or around.on in when.lists),
        ("languages", not when.languages or verdict.lang in when.languages),
        ("lanes", not when.lanes or lane in when.lanes),
        ("link_domains", not when.domains or _leads_to(when.domains, around.hosts)),
        ("media", not when.media or around.media in when.media),
        ("hours", when.hours is None or _is_within_hours(when.hours, around)),
        *(
            (f"{name}_at_least", _probability(name, verdict) >= least)
            for name, least in when.at_least.items()
        ),
    )
    failing = next((name for name, holds in checks if not holds), "")
    if not failing and when.matches is not None and not when.matches(text):
        return "pattern"
    return failing


def _leads_to(domains: frozenset[str], hosts: frozenset[str]) -> bool:
    return any(is_within(host, domain) for host in hosts for domain in domains)


def _is_within_hours(hours: Calendar, around: Circumstances) -> bool:
    return around.at is not None and hours.is_working(around.at)


def _probability(name: str, verdict: Verdict) -> float:
    if name == "negative":
        return verdict.sentiment.negative
    return float(getattr(verdict.signals, name))
