"""A rule of the configuration on past comments: for which it holds, and what it would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.domain.author_lists import AuthorList
from bot.domain.lane import Lane
from bot.domain.routing import Routing, is_case
from bot.domain.rules import Rule, RuleTried
from bot.services.judging import Judge
from bot.services.replay import BATCH, PastComment, remark_of
from classifiers.types import Classifier, Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A past comment, what came of the rule, and where it goes without and with it.

    Whoever is passed over comes to no rule: nothing was `tried` then.
    """

    comment: PastComment
    tried: RuleTried | None
    without: Routing
    with_it: Routing

    @property
    def holds(self) -> bool:
        """Whether the rule applies."""
        tried = self.tried
        return tried is not None and not tried.failing and not tried.ended_by


class RuleTrial:
    """Routes comments twice: as if the rule were not there, and as if it were switched on."""

    def __init__(
        self,
        classifier: Classifier,
        *,
        thresholds: Thresholds,
        rules: Sequence[Rule],
        name: str,
        lists: Mapping[str, AuthorList],
    ) -> None:
        """`name` is one of the names of `rules`; `lists` has the authors on lists by key."""
        self._name = name
        switched_on = tuple(
            replace(one, dry_run=False) if one.name == name else one for one in rules
        )
        others = tuple(one for one in rules if one.name != name)
        self._with_it, self._without = (
            Judge(classifier, thresholds=thresholds, rules=some, lists=lists)
            for some in (switched_on, others)
        )
        self._angry: set[str] = set()

    def run(
        self, comments: Sequence[PastComment], *, done: Callable[[int], None] = lambda _: None
    ) -> Iterator[Played]:
        """Play it on all, the oldest first; `done` hears how many more are through."""
        in_order = iter(sorted(comments, key=lambda one: one.at))
        while batch := list(islice(in_order, BATCH)):
            judged = self._without.judge([remark_of(one) for one in batch])
            for comment, judgement in zip(batch, judged, strict=True):
                was_angry = comment.author in self._angry
                without, with_it = (
                    judge.route(judgement.remark, judgement.verdict, was_angry_before=was_angry)
                    for judge in (self._without, self._with_it)
                )
                if self._without.is_negative(judgement.verdict):
                    self._angry.add(comment.author)
                else:
                    self._angry.discard(comment.author)
                yield Played(
                    comment=comment,
                    tried=next((one for one in with_it.tried if one.name == self._name), None),
                    without=without,
                    with_it=with_it,
                )
            done(len(batch))


class TrialCount:
    """Adds up what a rule did."""

    def __init__(self) -> None:
        self.comment_count = 0
        self.held: list[Played] = []
        self.failing: Counter[str] = Counter()
        self.ended_by: Counter[str] = Counter()
        self.passed_over = 0
        self.lanes: Counter[tuple[Lane, Lane]] = Counter()
        self.priorities: list[int] = []
        self.work: list[int] = [0, 0]
        self.holders: Counter[str] = Counter()
        self.topics: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.calls = 0

    def add(self, one: Played) -> None:
        """Count a comment."""
        without, with_it = one.without, one.with_it
        self.comment_count += 1
        for at, routing in enumerate((without, with_it)):
            self.work[at] += is_case(routing.lane)
        if one.tried is None:
            self.passed_over += 1
        elif one.tried.ended_by:
            self.ended_by[one.tried.ended_by] += 1
        elif one.tried.failing:
            self.failing[one.tried.failing] += 1
        else:
            self._add_held(one)

    def _add_held(self, one: Played) -> None:
        without, with_it = one.without, one.with_it
        self.held.append(one)
        if with_it.lane is not without.lane:
            self.lanes[without.lane, with_it.lane] += 1
        if with_it.priority != without.priority:
            self.priorities.append(with_it.priority - without.priority)
        if with_it.assign is not None and with_it.assign != without.assign:
            self.holders[with_it.assign.name] += 1
        if with_it.desk_topic != without.desk_topic:
            self.topics[with_it.desk_topic] += 1
        self.tags.update(tag for tag in with_it.tags if tag not in without.tags)
        self.calls += with_it.escalates and not without.escalates

    def samples(self, limit: int) -> list[Played]:
        """Some for which it held, from the whole stretch, the oldest first."""
        step = max(1, -(-len(self.held) // limit)) if limit else 0
        return self.held[::step][:limit] if step else []
