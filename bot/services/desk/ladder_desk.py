"""Buttons of a notification, and `Escalate` behind `More` on a card."""

from __future__ import annotations

from bot.domain.desk import Action, Verb
from bot.domain.ids import CaseId, LadderId, Owner, UserId
from bot.domain.ladder import Ladder, SubjectKind
from bot.domain.ladder_pages import FetchPage
from bot.errors import CardOutdated, CaseClosed
from bot.ports import AuditEntry, Renderer, Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.people import manager_of
from bot.services.desk.press import Press, Told
from bot.services.escalation import BY_HAND, Escalation

ACKNOWLEDGED = "acknowledged"
FETCHED = "fetched"
"""Names of audit actions; the second one's detail is who."""


class LadderDesk(DeskPart):
    """Takes acknowledgements, and has somebody else fetched."""

    verbs = frozenset({Verb.ESCALATE, Verb.ACKNOWLEDGE, Verb.FETCH_ASK, Verb.FETCH})

    def __init__(
        self, *, owner: Owner, renderer: Renderer, notes: DeskNotes, escalation: Escalation
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._escalation = escalation

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button. Raise CardOutdated where there is nothing to do any more."""
        if action.verb is Verb.ESCALATE:
            return await self._escalate(tx, action, press)
        ladder = await tx.ladders.get(LadderId(action.number))
        if ladder is None or not ladder.is_running:
            raise CardOutdated("it is settled")
        match action.verb:
            case Verb.ACKNOWLEDGE:
                until = await self._escalation.acknowledge(tx, ladder, press.manager)
                await self._audit(tx, ladder, press, ACKNOWLEDGED, "")
                return "toast-acknowledged", {"time": self._renderer.clock_time(until)}
            case Verb.FETCH_ASK:
                await self._show_people(tx, ladder, press)
                return "toast-whom", {}
            case _:
                return await self._fetch(tx, ladder, action, press)

    async def _escalate(self, tx: Transaction, action: Action, press: Press) -> Told:
        case = await case_of(tx, action)
        if case.status.is_closed:
            raise CaseClosed(case.status, case.closed_by)
        was_started = await self._escalation.start_for_case(tx, case, BY_HAND, by=press.manager)
        if was_started:
            html = self._renderer.say("escalated-by", by=press.manager.name)
            await self._notes.settle(tx, press, html)
        return ("toast-escalated" if was_started else "toast-escalated-already"), {}

    async def _show_people(self, tx: Transaction, ladder: Ladder, press: Press) -> None:
        team = await tx.directory.managers(self._owner.desk_id)
        others = tuple(one for one in team if one.user_id != press.manager.user_id)
        page = self._renderer.page(FetchPage(ladder=ladder, people=others))
        await self._notes.answer(tx, page, chat_id=press.chat_id, reply_to=press.message_id)

    async def _fetch(self, tx: Transaction, ladder: Ladder, action: Action, press: Press) -> Told:
        person = await manager_of(tx, self._owner.desk_id, UserId(int(action.text)))
        if person is None:
            return "toast-not-in-team", {}
        await self._escalation.fetch(tx, ladder, person)
        await self._audit(tx, ladder, press, FETCHED, person.name)
        html = self._renderer.say("fetched-by", by=press.manager.name, name=person.name)
        await self._notes.settle(tx, press, html)
        return "toast-fetched", {"name": person.name}

    async def _audit(
        self, tx: Transaction, ladder: Ladder, press: Press, action: str, detail: str
    ) -> None:
        is_case = ladder.subject.kind is SubjectKind.CASE
        await tx.cases.audit(
            AuditEntry(
                owner=self._owner,
                case_id=CaseId(ladder.subject.id) if is_case else None,
                at=press.at,
                by=press.manager.user_id,
                by_name=press.manager.name,
                action=action,
                detail=detail,
            )
        )
