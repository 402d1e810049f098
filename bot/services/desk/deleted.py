"""What was deleted over a case, told from its audit."""

from __future__ import annotations

from bot.domain.case import Case
from bot.ports import Transaction

HIDDEN = "hidden"
"""Name of the audit action that orders a deletion; its detail is what was written."""
DELETED = "deleted"
"""Telegram has done it."""
HELD_BACK = "deletion_held_back"
"""Somebody stopped a deletion that no manager had pressed for."""
_FAILED = "failed:"


async def deleted_text(tx: Transaction, case: Case) -> str | None:
    """What was deleted since the case was opened; None if nothing, or if it failed."""
    text = None
    for entry in await tx.cases.audit_of(case.id):
        if entry.at < case.opened_at:
            continue
        if entry.action == HIDDEN:
            text = entry.detail
        elif entry.action == HELD_BACK or entry.action.startswith(_FAILED):
            text = None
    return text
