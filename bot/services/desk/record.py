"""Change a case and note who did it, in one step."""

from __future__ import annotations

from bot.domain.case import Case
from bot.domain.outbox import Urgency
from bot.ports import AuditEntry, Transaction
from bot.services.desk.drawing import redraw
from bot.services.desk.press import Press


async def record(
    tx: Transaction, was: Case, now_is: Case, press: Press, *, action: str, detail: str = ""
) -> None:
    """Save a case's next state, add the audit row, and have its messages drawn anew.

    Raise CaseConflict if somebody changed the case since `was` was read.
    """
    if now_is.version != was.version:
        await tx.cases.save(now_is, expected_version=was.version)
    await tx.cases.audit(
        AuditEntry(
            owner=was.owner,
            case_id=was.id,
            at=press.at,
            by=press.manager.user_id,
            by_name=press.manager.name,
            action=action,
            detail=detail,
        )
    )
    await redraw(tx, now_is, now=press.at, urgency=Urgency.ANSWER, pressed=press.message_id)
