"""How many cards a day a team can carry, and the thresholds that keep a community within it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.gathering import GATHERED
from bot.domain.lane import Lane
from bot.domain.priority import ALWAYS, AT_MOST
from bot.domain.routing import choose_lane, is_case
from classifiers.types import Thresholds, Verdict

DAY = timedelta(days=1)
LOOKS_BACK = timedelta(days=14)
LEAST_DAYS = 3
LEAST_COMMENTS = 200
"""With less of either the ordinary thresholds hold: nobody can tell what is usual there."""
MOST_COMMENTS = 20_000
"""More are not looked at, the newest are."""
PICKED_FOR = DAY
"""How long a pick holds before traffic is looked at anew."""
TOO_LITTLE_FOR = timedelta(hours=1)
"""The same where there was too little traffic."""
CHOICES = (20, 40, 80)
"""Budgets that are offered by a button."""
MOST_CARDS = 1000
MOVED_MUCH = 0.1
"""From so much of a change of any threshold on the desk is told."""
NEVER_MISSED: Mapping[Lane, float] = {Lane.COMPLAINT: 0.8}
"""From these probabilities on there is a card, whatever the budget."""

_NAMES: Mapping[Lane, tuple[str, ...]] = {
    Lane.COMPLAINT: ("complaint", "negative"),
    Lane.ABUSE: ("toxic",),
    Lane.QUESTION: ("question",),
    Lane.PRAISE: ("praise",),
}
_STEP = 0.25
_CUTS = tuple(
    step * _STEP
    for step in range(
        round(min(ALWAYS[lane] for lane in _NAMES) / _STEP),
        round(max(ALWAYS[lane] + AT_MOST[lane] for lane in _NAMES) / _STEP) + 1,
    )
)
"""Priorities from which a comment may be worth a card; from the first one all are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """At most so many cards a day on average, and from which probability on one comes anyway."""

    cards: int
    always: Mapping[Lane, float] = field(default_factory=lambda: dict(NEVER_MISSED))

    def __str__(self) -> str:
        """As it is kept; `read` reads it."""
        always = {lane.value: least for lane, least in self.always.items()}
        return json.dumps({"cards": self.cards, "always": always})

    @classmethod
    def read(cls, kept: str) -> Budget:
        """What was kept."""
        fields = json.loads(kept)
        always = {Lane(lane): float(least) for lane, least in fields["always"].items()}
        return cls(cards=int(fields["cards"]), always=always)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A comment of the past, as far as it counts here; `whose` names its author and thread."""

    sent_at: datetime
    whose: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What recent traffic of a community says of its budget.

    `cut` is the priority from which a comment is worth a card, None with too little traffic; then
    the ordinary thresholds hold. `usual` and `expected` are cards a day, without and with it.
    """

    budget: Budget
    at: datetime
    days: float
    comment_count: int
    wants_praise: bool = False
    cut: float | None = None
    usual: float = 0.0
    expected: float = 0.0

    def over(self, base: Thresholds) -> Thresholds:
        """The thresholds that hold where these would without a budget; none is lower."""
        if self.cut is None:
            return base
        return raised(base, self.cut, self.budget, wants_praise=self.wants_praise)

    @property
    def is_within(self) -> bool:
        """Whether the budget is kept; it is not where what is never missed is more."""
        return self.expected <= self.budget.cards

    def is_old(self, now: datetime) -> bool:
        """Whether traffic is to be looked at anew, also after a clock went back."""
        holds = TOO_LITTLE_FOR if self.cut is None else PICKED_FOR
        return not self.at <= now < self.at + holds

    def is_news(self, before: Picked | None, base: Thresholds) -> bool:
        """Whether it differs so much from what held before that the desk should know."""
        if before is None or before.budget != self.budget:
            return True
        if (before.cut is None) != (self.cut is None):
            return True
        ours, theirs = self.over(base), before.over(base)
        return any(
            abs(getattr(ours, name) - getattr(theirs, name)) >= MOVED_MUCH
            for names in _NAMES.values()
            for name in names
        )

    def __str__(self) -> str:
        """As it is kept; `read` reads it."""
        return json.dumps(
            {
                "budget": str(self.budget),
                "at": self.at.isoformat(),
                "days": self.days,
                "comments": self.comment_count,
                "praise": self.wants_praise,
                "cut": self.cut,
                "usual": self.usual,
                "expected": self.expected,
            }
        )

    @classmethod
    def read(cls, kept: str) -> Picked:
        """What was kept."""
        fields = json.loads(kept)
        return cls(
            budget=Budget.read(fields["budget"]),
            at=datetime.fromisoformat(fields["at"]),
            days=float(fields["days"]),
            comment_count=int(fields["comments"]),
            wants_praise=bool(fields["praise"]),
            cut=None if fields["cut"] is None else float(fields["cut"]),
            usual=float(fields["usual"]),
            expected=float(fields["expected"]),
        )


def raised(
    base: Thresholds, cut: float, budget: Budget, *, wants_praise: bool = False
) -> Thresholds:
    """Thresholds from which a comment of any lane has at least the priority `cut`.

    None is lower than in `base`, and none is raised above what is never missed.
    """
    changes: dict[str, float] = {}
    for lane, names in _NAMES.items():
        if lane is Lane.PRAISE and not wants_praise:
            continue
        wanted = (cut - ALWAYS[lane]) / AT_MOST[lane]
        most = budget.always.get(lane, 1.0)
        for name in names:
            changes[name] = max(getattr(base, name), min(wanted, most))
    return replace(base, **changes)


def cards_a_day(
    seen: Sequence[Seen], thresholds: Thresholds, *, days: float, wants_praise: bool = False
) -> float:
    """How many cards that would have been: what one author writes in a thread in a day is one."""
    cards = {
        (one.sent_at.toordinal(), one.whose)
        for one in seen
        if _has_card(choose_lane(one.verdict, thresholds), wants_praise=wants_praise)
    }
    return len(cards) / days


def pick(
    seen: Sequence[Seen],
    budget: Budget,
    base: Thresholds,
    *,
    at: datetime,
    wants_praise: bool = False,
) -> Picked:
    """Find the lowest cut by which the expected cards a day stay within the budget."""
    days = (at - min((one.sent_at for one in seen), default=at)) / DAY
    picked = Picked(
        budget=budget, at=at, days=days, comment_count=len(seen), wants_praise=wants_praise
    )
    if days < LEAST_DAYS or len(seen) < LEAST_COMMENTS:
        return picked

    def expected(number: int) -> float:
        thresholds = raised(base, _CUTS[number], budget, wants_praise=wants_praise)
        return cards_a_day(seen, thresholds, days=days, wants_praise=wants_praise)

    low, high = 0, len(_CUTS) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if expected(middle) <= budget.cards else (middle + 1, high)
    # a comment that is not enough of one lane may reach another, so a higher cut may show more
    while (found := expected(low)) > budget.cards and low < len(_CUTS) - 1:
        low += 1
    usual = cards_a_day(seen, base, days=days, wants_praise=wants_praise)
    return replace(picked, cut=_CUTS[low], usual=usual, expected=found)


def _has_card(lane: Lane, *, wants_praise: bool) -> bool:
    return is_case(lane, wants_praise=wants_praise) and lane not in GATHERED
