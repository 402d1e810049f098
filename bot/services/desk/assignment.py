"""Who handles a case: claim, release, dismiss."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case, Status
from bot.domain.desk import Action, Verb
from bot.domain.roster import Manager, Role
from bot.errors import CardOutdated, CaseClosed, CaseTaken
from bot.ports import Transaction
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.using import dismissed


class Assignment(DeskPart):
    """Gives cases to people and takes them away again."""

    verbs = frozenset({Verb.CLAIM, Verb.RELEASE, Verb.DISMISS})

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out `Claim`, `Release` or `Dismiss`."""
        case = await case_of(tx, action)
        by, name = press.manager.user_id, press.manager.name
        match action.verb:
            case Verb.CLAIM:
                await record(
                    tx, case, case.claim(by=by, name=name, at=press.at), press, action="claimed"
                )
                return "toast-claimed", {}
            case Verb.RELEASE:
                is_lead = press.manager.role is Role.LEAD
                await record(
                    tx, case, case.release(by=by, is_lead=is_lead), press, action="released"
                )
                return "toast-released", {}
            case _:
                require_current(case, action)
                closed = case.close(Status.DISMISSED, by=by, name=name, at=press.at)
                await record(tx, case, closed, press, action="dismissed")
                await dismissed(tx, case, press)
                return "toast-dismissed", {}


async def case_of(tx: Transaction, action: Action) -> Case:
    """The case that an action is about."""
    assert action.case_id is not None
    return await tx.cases.get(action.case_id)


async def renewed(tx: Transaction, case: Case, at: datetime) -> Case:
    """Whoever holds a case and works on it goes on holding it.

    A case whose answer waits for a second yes is held without an end already.
    """
    if case.status is not Status.CLAIMED or case.holder_id is None:
        return case
    if case.lease_until is None and case.snoozed_until is None:
        return case
    held = case.claim(by=case.holder_id, name=case.holder_name, at=at)
    await tx.cases.save(held, expected_version=case.version)
    return held


def require_workable(case: Case, action: Action, manager: Manager) -> None:
    """Refuse before anything is asked or sent: closed, held by another, or changed since."""
    if case.status.is_closed:
        raise CaseClosed(case.status, case.closed_by)
    if case.status is Status.CLAIMED and case.holder_id != manager.user_id:
        raise CaseTaken(case.holder_name)
    require_current(case, action)


def require_current(case: Case, action: Action) -> None:
    """Raise CardOutdated if the author's words or the suggestions are others now."""
    if not case.status.is_closed and case.revision != action.revision:
        raise CardOutdated("the case changed after the card was drawn")
