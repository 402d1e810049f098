"""Requests for a second yes in a table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.approval import Approval, YesOutcome
from bot.domain.ids import ApprovalId, CaseId, DeskId, UserId
from bot.storage.reading import readable
from bot.storage.rows import owner_of, owner_row
from bot.storage.schema import approvals


class SqlApprovals:
    """Requests, those that were decided too."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, approval: Approval) -> ApprovalId:
        """Keep a new request (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(approvals).values(_row(approval)).returning(approvals.c.id)
        )
        assert given is not None
        return ApprovalId(given)

    async def get(self, approval_id: ApprovalId) -> Approval | None:
        """One request."""
        found = await self._where(approvals.c.id == approval_id)
        return found[0] if found else None

    async def waiting_for(self, case_id: CaseId) -> list[Approval]:
        """A case's requests that nobody has decided, the oldest first."""
        return await self._where(approvals.c.case_id == case_id, _WAITING)

    async def waiting(self, desk_id: DeskId) -> list[Approval]:
        """A desk's requests that nobody has decided, the oldest first."""
        return await self._where(approvals.c.desk_id == desk_id, _WAITING)

    async def decide(
        self, approval_id: ApprovalId, outcome: YesOutcome, *, by: str, at: datetime
    ) -> bool:
        """End a request; False if it was ended already."""
        changed = await self._connection.execute(
            update(approvals)
            .where(approvals.c.id == approval_id, _WAITING)
            .values(outcome=outcome.value, decided_by=by, decided_at=at)
        )
        return bool(changed.rowcount)

    async def _where(self, *conditions: ColumnElement[bool]) -> list[Approval]:
        return await readable(
            self._connection,
            select(approvals).where(*conditions).order_by(approvals.c.id),
            approvals,
            approval_of,
        )


_WAITING = approvals.c.outcome == YesOutcome.WAITING.value


def _row(approval: Approval) -> dict[str, object]:
    return {
        **owner_row(approval.owner),
        "case_id": approval.case_id,
        "text": approval.text,
        "reply_id": approval.reply_id,
        "slots": [list(pair) for pair in approval.slots],
        "reasons": list(approval.reasons),
        "seal": approval.seal,
        "by_id": approval.by,
        "by_name": approval.by_name,
        "at": approval.at,
        "outcome": approval.outcome.value,
        "decided_at": approval.decided_at,
        "decided_by": approval.decided_by,
    }


def approval_of(row: RowMapping) -> Approval:
    """The request that a row holds."""
    return Approval(
        id=ApprovalId(row["id"]),
        owner=owner_of(row),
        case_id=CaseId(row["case_id"]),
        text=row["text"],
        reply_id=row["reply_id"],
        slots=tuple((name, value) for name, value in row["slots"]),
        reasons=tuple(row["reasons"]),
        seal=row["seal"],
        by=UserId(row["by_id"]),
        by_name=row["by_name"],
        at=row["at"],
        outcome=YesOutcome(row["outcome"]),
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
    )
