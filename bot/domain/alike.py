"""Comments that ask or complain of the same: what stands on one card, and how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import fmean

from bot.domain.case import Case, Status
from bot.domain.ids import AlikeId, CaseId, CommunityId, OutboxId, Owner
from bot.domain.lane import Lane

LANES = frozenset({Lane.COMPLAINT, Lane.QUESTION})
"""Lanes in which many may say the same; spam and unsure cases are shown together anyway."""
COPIED_FROM = 0.92
"""Share of letters in common, in order, from which one text is a copy of the other."""
STANDS_ALONE = 20
"""Letters from which on a text says the same under another post; "how much is it?" does not."""
LOOKED_AT = 200
"""The newest open cases of a community that a new one is compared with."""
SHOWN_LATELY = timedelta(minutes=10)
"""So long `/next` goes on to other cases after it has brought the card of a group."""
MOST = 30
"""Cases on one card; whoever comes after them begins another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How near comments must be to stand on one card; 1 is the same, 0 has nothing in common.

    `on_average` to those that stand there already, and to `each` of them. Both were chosen by
    `benchmarks/one_card.py`.
    """

    on_average: float = 0.76
    to_each: float = 0.65

    def holds(self, found: Sequence[float]) -> bool:
        """Whether a comment is as near as that to all of some others."""
        return bool(found) and min(found) >= self.to_each and fmean(found) >= self.on_average


NEARNESS = Nearness()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeRules:
    """How many cases make a card of their own within which time; `is_on`: whether at all."""

    is_on: bool = True
    window: timedelta = timedelta(hours=6)
    least: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment that waits for an answer, as far as likeness goes.

    `is_pleased`: its tone is rather good than bad.
    """

    lane: Lane
    thread_key: str
    text: str
    at: datetime
    is_pleased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An open case, or an answered one of a group, that others may stand beside."""

    case_id: CaseId
    revision: int
    remark: Remark
    model_id: str
    vector: bytes = field(repr=False)


class Membership(StrEnum):
    """How a case stands in a group."""

    WAITING = "waiting"
    ANSWERED = "answered"
    """By an approval for the group."""
    OUT = "out"
    """Taken out, or handled by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A case of a group; `revision` is the case's when it joined, `item_id` what answered it."""

    case_id: CaseId
    state: Membership
    revision: int
    joined_at: datetime
    item_id: OutboxId | None = None

    def is_still(self, case: Case) -> bool:
        """Whether nothing happened to the case that takes it out of the group."""
        match self.state:
            case Membership.WAITING:
                return (
                    case.status is Status.OPEN
                    and case.snoozed_until is None
                    and case.revision == self.revision
                    and case.lane in LANES
                )
            case Membership.ANSWERED:
                return case.status is Status.ANSWERED
            case _:
                return False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeGroup:
    """Cases that one approval may answer, each by itself, in the order in which they came.

    Its card is known by `anchor_id`, the case that it began with. `reply_id` is the saved reply
    that those who were answered so far got, or empty.
    """

    id: AlikeId
    owner: Owner
    community_id: CommunityId
    lane: Lane
    anchor_id: CaseId
    newest_at: datetime
    reply_id: str = ""
    members: tuple[Member, ...] = ()

    @property
    def case_ids(self) -> tuple[CaseId, ...]:
        """Those that were not taken out."""
        return tuple(one.case_id for one in self.members if one.state is not Membership.OUT)

    @property
    def size(self) -> int:
        """How many were not taken out."""
        return len(self.case_ids)

    def those(self, state: Membership) -> tuple[Member, ...]:
        """The members in one state."""
        return tuple(one for one in self.members if one.state is state)

    @property
    def waiting(self) -> tuple[Member, ...]:
        """Those that are still to be answered."""
        return self.those(Membership.WAITING)

    @property
    def answered(self) -> tuple[Member, ...]:
        """Those that the group's approvals answered."""
        return self.those(Membership.ANSWERED)

    def member(self, case_id: CaseId) -> Member | None:
        """How a case stands in it."""
        return next((one for one in self.members if one.case_id == case_id), None)


def may_stand_together(one: Remark, other: Remark, *, window: timedelta) -> bool:
    """Whether two comments may be on one card, however near their words are.

    Complaint and praise never are. Under different posts both must say what they mean by
    themselves: short words lean on the post.
    """
    return (
        one.lane is other.lane
        and one.lane in LANES
        and one.is_pleased == other.is_pleased
        and abs(one.at - other.at) <= window
        and (one.thread_key == other.thread_key or (_alone(one.text) and _alone(other.text)))
    )


def best_group(found: Sequence[Sequence[float]], rule: Nearness = NEARNESS) -> int | None:
    """Which of several groups a comment joins: the nearest that is near enough.

    `found` holds for each group how near the comment is to each of its members.
    """
    near = [(fmean(to), -at) for at, to in enumerate(found) if rule.holds(to)]
    return -max(near)[1] if near else None


def gathered_around(
    first: int, table: Sequence[Sequence[float]], rule: Nearness = NEARNESS
) -> list[int]:
    """Positions of those that are near a comment and each other, the comment's own first.

    `table` holds how near each is to each.
    """
    together = [first]
    others = (at for at in range(len(table)) if at != first)
    for at in sorted(others, key=lambda at: (-table[first][at], at)):
        if rule.holds([table[at][member] for member in together]):
            together.append(at)
    return together


def _alone(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= STANDS_ALONE
