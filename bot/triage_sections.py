"""Sections of the configuration about triage: rules, lists of authors, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from bot.checked import (
    Days,
    Domain,
    LanguageTag,
    Media,
    Needle,
    Pattern,
    Person,
    Post,
    Priority,
    Probability,
    Spans,
    Tag,
)
from bot.domain.author_lists import AuthorList
from bot.domain.lane import Lane
from bot.sections import Section
from classifiers.types import Thresholds


class Condition(Section):
    """When a rule applies: everything that is given must hold, of a list any one entry.

    Words and pattern are looked for regardless of case; `at_least` keys are probabilities. `days`
    and `hours` are those of the desk's time zone; hours that go over midnight belong to the day
    on which they begin.
    """

    contains: tuple[Needle, ...] = ()
    pattern: Pattern = ""
    communities: tuple[int, ...] = ()
    posts: tuple[Post, ...] = ()
    authors: tuple[int, ...] = ()
    lists: tuple[Literal["vip", "quiet"], ...] = ()
    languages: tuple[LanguageTag, ...] = ()
    lanes: tuple[Lane, ...] = ()
    link_domains: tuple[Domain, ...] = ()
    media: tuple[Media, ...] = ()
    days: tuple[Days, ...] = ()
    hours: tuple[Spans, ...] = ()
    negative_at_least: Probability | None = None
    question_at_least: Probability | None = None
    complaint_at_least: Probability | None = None
    praise_at_least: Probability | None = None
    toxic_at_least: Probability | None = None
    spam_at_least: Probability | None = None


class TriageRule(Section):
    """One rule: its name stands among the reasons of every comment that it changes."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    when: Condition = Condition()
    lane: Lane | None = None
    priority: Priority = None
    tag: Tag = ""
    assign: Annotated[str, Field(max_length=60)] = ""
    desk_topic: Annotated[str, Field(max_length=50)] = ""
    ignore: bool = False
    stop: bool = False
    ladder: bool = False
    dry_run: bool = False

    @property
    def has_effect(self) -> bool:
        """Whether the rule changes anything at all."""
        does = (self.lane, self.tag, self.assign, self.desk_topic)
        return self.priority is not None or any(does) or self.ignore or self.stop or self.ladder


class ListedAuthors(Section):
    """Whom to answer first, whose cases never ring, whom to pass over: by @name or by number."""

    vip: tuple[Person, ...] = ()
    quiet: tuple[Person, ...] = ()
    ignore: tuple[Person, ...] = ()

    @property
    def by_list(self) -> Mapping[AuthorList, tuple[str, ...]]:
        """The same by the name of the list."""
        return {on: getattr(self, on.value) for on in AuthorList}


class Triage(Section):
    """Rules in the order in which they are tried, lists of authors, whether reactions count."""

    reactions: bool = False
    rules: tuple[TriageRule, ...] = ()
    lists: ListedAuthors = ListedAuthors()


class ThresholdOverrides(Section):
    """Probabilities to use in place of those that came with the model; absent ones stay."""

    spam: Probability | None = None
    complaint: Probability | None = None
    negative: Probability | None = None
    toxic: Probability | None = None
    question: Probability | None = None
    praise: Probability | None = None
    unsure: Probability | None = None

    @property
    def given(self) -> frozenset[str]:
        """The names of those that the file sets."""
        return frozenset(self.model_dump(exclude_none=True))

    def over(self, thresholds: Thresholds) -> Thresholds:
        """The model's thresholds with these in their place."""
        given = self.model_dump(exclude_none=True)
        return Thresholds(**{name: given.get(name, getattr(thresholds, name)) for name in _NAMES})


_NAMES = tuple(ThresholdOverrides.model_fields)
