"""A case is given to somebody because a rule says so."""

from __future__ import annotations

import structlog

from bot.domain.case import Case
from bot.domain.ids import Owner
from bot.domain.roster import Manager, Role
from bot.domain.rules import Assignee
from bot.ports import AuditEntry, Clock, Transaction
from bot.services.desk.notes import DeskNotes

log = structlog.get_logger(__name__)
ASSIGNED = "assigned"
"""Name of the audit action; its detail is who was given the case."""


class RuleAssignment:
    """Gives cases to whom rules name."""

    def __init__(self, *, owner: Owner, clock: Clock, notes: DeskNotes) -> None:
        self._owner = owner
        self._clock = clock
        self._notes = notes

    async def holder_for(self, tx: Transaction, wanted: Assignee | None) -> Manager | None:
        """Whoever has that name at the desk and may hold a case; None where nobody does."""
        if wanted is None:
            return None
        for one in await tx.directory.managers(self._owner.desk_id):
            is_meant = one.name.casefold() == wanted.name.casefold()
            if is_meant and one.role.includes(Role.MODERATOR):
                return one
        log.warning("rule.assigns_to_nobody", rule=wanted.rule)
        return None

    async def note(self, tx: Transaction, case: Case, to: Manager, wanted: Assignee) -> None:
        """Keep by which rule it was, and tell whoever holds the case now."""
        await tx.cases.audit(
            AuditEntry(
                owner=case.owner,
                case_id=case.id,
                at=self._clock.now(),
                by=None,
                by_name=f"rule: {wanted.rule}",
                action=ASSIGNED,
                detail=to.name,
            )
        )
        await self._notes.say(
            tx,
            "assigned-by-rule",
            case_id=case.id,
            to=self._notes.words.mention(to),
            rule=wanted.rule,
            author=case.author_name,
        )
