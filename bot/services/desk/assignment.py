"""Who handles a case: claim, release, dismiss, next."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case, Status
from bot.domain.desk import Action, Verb
from bot.domain.ids import DeskId, MessageId
from bot.domain.roster import Manager, Role
from bot.errors import CardOutdated, CaseClosed, CaseTaken
from bot.ports import AuditEntry, Transaction
from bot.services.desk.drawing import move_down, move_group_down
from bot.services.desk.next_in_turn import next_in_turn
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.using import dismissed


class Assignment:
    """Gives cases to people and takes them away again."""

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out `Claim`, `Release`, `Dismiss` or `Next`."""
        if action.verb is Verb.NEXT:
            next_one = await self.claim_next(
                tx, press.manager, at=press.at, asked_by=press.message_id
            )
            return "toast-next", {"author": next_one.author_name}
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

    async def claim_next(
        self, tx: Transaction, manager: Manager, *, at: datetime, asked_by: MessageId
    ) -> Case:
        """Claim the most urgent free case and bring its card to the end of the desk.

        One that waits with others is not claimed: their card comes. Raise NothingWaiting if there
        is none.
        """
        case, group = await next_in_turn(tx, DeskId(manager.desk_id), at=at)
        if group is not None:
            await move_group_down(tx, group, now=at, asked_by=asked_by)
            return case
        claimed = case.claim(by=manager.user_id, name=manager.name, at=at)
        await tx.cases.save(claimed, expected_version=case.version)
        await tx.cases.audit(
            AuditEntry(
                owner=case.owner,
                case_id=case.id,
                at=at,
                by=manager.user_id,
                by_name=manager.name,
                action="claimed",
            )
        )
        await move_down(tx, claimed, now=at, asked_by=asked_by)
        return claimed


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
