"""A hold: in one thread or one lane no reply leaves but an approved statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Case
from bot.domain.ids import CaseId, CommunityId, HoldId, Owner, UserId
from bot.domain.lane import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Blocks replies in a thread of a community or all of it, or in a lane of all communities.

    `lane` is None for a thread, `thread_key` is empty for a whole community. `statement` is the
    one text that may go out; empty: none may. `case_id` is the case from which it was set.
    """

    id: HoldId
    owner: Owner
    case_id: CaseId
    community_id: CommunityId
    thread_key: str
    lane: Lane | None = None
    statement: str = ""
    by: UserId
    by_name: str
    at: datetime
    lifted_at: datetime | None = None

    def covers(self, case: Case) -> bool:
        """Whether a case lies where it holds."""
        if self.lane is not None:
            return case.lane is self.lane
        if case.community_id != self.community_id:
            return False
        return not self.thread_key or case.thread_key == self.thread_key

    def is_of_same_place(self, other: Hold) -> bool:
        """Whether both block the same."""
        return self._place == other._place

    @property
    def _place(self) -> tuple[object, ...]:
        return (self.lane,) if self.lane is not None else (self.community_id, self.thread_key)


def covering(holds: Iterable[Hold], case: Case) -> tuple[Hold, ...]:
    """The holds that a case lies under, the oldest first."""
    return tuple(hold for hold in holds if hold.covers(case))


def blocking(holds: Iterable[Hold], case: Case, text: str) -> Hold | None:
    """The first hold that keeps a text from answering a case; its statement may pass."""
    return next((hold for hold in covering(holds, case) if hold.statement != text), None)
