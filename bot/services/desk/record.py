"""Change a case and note who did it, in one step; note what is about no case."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case
from bot.domain.ids import Owner
from bot.domain.outbox import Urgency
from bot.domain.reports import outcome_after
from bot.domain.roster import Manager
from bot.ports import AuditEntry, Transaction
from bot.services.desk.drawing import redraw
from bot.services.desk.press import Press

BY_ITSELF = "auto"
"""Name of whoever does something without a manager's tap, in audit rows and on cards."""


async def record_at_desk(
    tx: Transaction, owner: Owner, by: Manager, *, at: datetime, action: str, detail: str
) -> None:
    """Note who changed something that is about no case."""
    await tx.cases.audit(
        AuditEntry(
            owner=owner,
            case_id=None,
            at=at,
            by=by.user_id,
            by_name=by.name,
            action=action,
            detail=detail,
        )
    )


async def note_by_itself(
    tx: Transaction,
    owner: Owner,
    *,
    at: datetime,
    action: str,
    detail: str,
    case: Case | None = None,
    by: Manager | None = None,
) -> None:
    """Note what happened without a manager's tap; `by` is the lead who switched it on."""
    await tx.cases.audit(
        AuditEntry(
            owner=owner,
            case_id=case.id if case else None,
            at=at,
            by=by.user_id if by else None,
            by_name=BY_ITSELF,
            action=action,
            detail=detail,
        )
    )


async def note(
    tx: Transaction, case: Case, press: Press, *, action: str, detail: str = ""
) -> None:
    """Note who did something to a case that is not changed by it."""
    await tx.cases.audit(
        AuditEntry(
            owner=case.owner,
            case_id=case.id,
            at=press.at,
            by=press.manager.user_id,
            by_name=press.manager.name,
            action=action,
            detail=detail,
        )
    )


async def record(
    tx: Transaction, was: Case, now_is: Case, press: Press, *, action: str, detail: str = ""
) -> None:
    """Save a case's next state, add the audit row, and have its messages drawn anew.

    Raise CaseConflict if somebody changed the case since `was` was read.
    """
    if now_is.version != was.version:
        await tx.cases.save(now_is, expected_version=was.version)
    outcome = outcome_after(was.status, now_is.status)
    if outcome is not None:
        await tx.reports.decide(was.id, outcome, again=was.status.is_closed)
    await note(tx, was, press, action=action, detail=detail)
    await redraw(tx, now_is, now=press.at, urgency=Urgency.ANSWER, pressed=press.message_id)
