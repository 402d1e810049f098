"""What an answer may have to wait for: a second yes, the end of a hold."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.approval import Approval, YesOutcome
from bot.domain.holds import Hold
from bot.domain.ids import ApprovalId, CaseId, DeskId, HoldId


class Approvals(Protocol):
    """Requests for a second yes, those that were decided too."""

    async def add(self, approval: Approval) -> ApprovalId:
        """Keep a new request (its `id` is given here)."""

    async def get(self, approval_id: ApprovalId) -> Approval | None:
        """One request."""

    async def waiting_for(self, case_id: CaseId) -> list[Approval]:
        """A case's requests that nobody has decided, the oldest first."""

    async def waiting(self, desk_id: DeskId) -> list[Approval]:
        """A desk's requests that nobody has decided, the oldest first."""

    async def decide(
        self, approval_id: ApprovalId, outcome: YesOutcome, *, by: str, at: datetime
    ) -> bool:
        """End a request; False if it was ended already."""


class Holds(Protocol):
    """Where replies are blocked, and where they were."""

    async def add(self, hold: Hold) -> HoldId:
        """Keep a new hold (its `id` is given here)."""

    async def get(self, hold_id: HoldId) -> Hold | None:
        """One hold."""

    async def in_force(self, desk_id: DeskId) -> list[Hold]:
        """A desk's holds that nobody has lifted, the oldest first."""

    async def state(self, hold_id: HoldId, statement: str) -> bool:
        """Let this text pass and no other; False if the hold was lifted."""

    async def lift(self, hold_id: HoldId, *, at: datetime) -> bool:
        """End a hold; False if it was lifted already."""
