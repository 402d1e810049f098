"""Communities as a lead manages them: groups to decide about, what was seen, and what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.comment import Community
from bot.domain.gathering import GATHERED
from bot.domain.ids import ChatId
from bot.domain.lane import Lane
from bot.domain.load import Budget, Picked
from bot.domain.routing import is_case
from classifiers.types import Thresholds

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
ON_A_PAGE = 8
NEEDED_RIGHTS = ("can_delete_messages", "can_restrict_members")
"""What a community's bot has to be allowed: to hide comments, and to mute and ban."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A group that the bot is in and that nobody has decided about; `lacks` names rights."""

    chat_id: ChatId
    title: str
    added_by: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What was written in a community, by lane, and how many cards that is or would be.

    All comments of one author in one thread are one card; spam and unsure comments have none of
    their own.
    """

    comments: Mapping[Lane, int] = field(default_factory=dict)
    card_count: int = 0

    @property
    def comment_count(self) -> int:
        """How many comments there are in all lanes."""
        return sum(self.comments.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityLine:
    """A community with what was written there; `is_gone`: the bot is not in it any more."""

    community: Community
    load: Load
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunitiesPage:
    """A page of communities, and the groups that nobody has decided about."""

    lines: tuple[CommunityLine, ...]
    count: int
    number: int
    page_count: int
    newcomers: tuple[Newcomer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityPage:
    """One community, and what can be done with it; `number` is the page that led here.

    `is_back`: the bot was out of it, and was added again. `takes_reports`: members may use
    `/report`. `answers_for` names the lead for whom saved replies answer there by themselves,
    empty where they do not; `auto_count` is how many replies are marked for it. `sweeps` says
    from which probability on what is deleted by itself there.
    """

    line: CommunityLine
    number: int = 1
    takes_reports: bool = True
    asks_to_leave: bool = False
    asks_automatic: bool = False
    answers_for: str = ""
    auto_count: int = 0
    sweeps: Mapping[Lane, float] = field(default_factory=dict)
    budget: Budget | None = None
    picked: Picked | None = None
    is_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPage:
    """A community's budget of cards, if any, and what was picked for it.

    `usual` are its thresholds without, `held` those with it.
    """

    line: CommunityLine
    number: int
    budget: Budget | None
    picked: Picked | None
    usual: Thresholds
    held: Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPage:
    """The question whether a group is to be watched; `may_be_desk`: there is no desk yet."""

    newcomer: Newcomer
    may_be_desk: bool = False


class Span(StrEnum):
    """How long a community was watched when the desk is told what was seen."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPage:
    """What was seen of a community that was watched for so long.

    `would_go` counts what would have been deleted by itself, for each threshold.
    """

    line: CommunityLine
    span: Span
    would_go: Mapping[Lane, Mapping[float, int]] = field(default_factory=dict)


def lacking(status: str, rights: frozenset[str]) -> tuple[str, ...]:
    """The rights that a member of that status needs for a community and does not hold."""
    if status == "creator":
        return ()
    return tuple(right for right in NEEDED_RIGHTS if right not in rights)


def has_card(lane: Lane, *, wants_praise: bool) -> bool:
    """Whether a comment in this lane is shown on a card of its own."""
    return is_case(lane, wants_praise=wants_praise) and lane not in GATHERED


def span_to_tell(since: datetime, now: datetime, *, told: Span | None) -> Span | None:
    """Of which span the desk is to be told now; None if of none.

    Whoever was away over the first day is told of the week only.
    """
    if now - since >= WEEK:
        return None if told is Span.WEEK else Span.WEEK
    return Span.DAY if told is None and now - since >= DAY else None
