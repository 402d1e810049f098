"""`/incident` and the buttons of an incident: its cases, hold, statement, end and report."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.holds import Hold
from bot.domain.ids import ChatId, HoldId, IncidentId, MessageRef, Owner
from bot.domain.incident_pages import (
    CASES_ON_A_PAGE,
    CLOSED_SHOWN,
    CaseCounts,
    IncidentCasesPage,
    IncidentsPage,
)
from bot.domain.incidents import Incident, Outcome, is_post
from bot.domain.mood import Place
from bot.domain.outbox import Urgency
from bot.domain.roster import Manager, Role
from bot.errors import CardOutdated, NotAllowed
from bot.ports import Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.assignment import case_of
from bot.services.desk.holding import Holding
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.incident_view import hold_of, place_of, report_of
from bot.services.incidents import Incidents
from bot.services.whole import with_focus


class IncidentDesk(DeskPart):
    """Shows incidents and does with them what managers press."""

    verbs = frozenset(
        {
            Verb.INCIDENT_OPEN,
            Verb.INCIDENT_CASES,
            Verb.INCIDENT_STATEMENT,
            Verb.INCIDENT_HOLD,
            Verb.INCIDENT_LIFT,
            Verb.INCIDENT_END,
            Verb.INCIDENT_KEEP,
            Verb.INCIDENT_REPORT,
        }
    )

    def __init__(
        self,
        *,
        owner: Owner,
        renderer: Renderer,
        notes: DeskNotes,
        incidents: Incidents,
        holding: Holding,
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._incidents = incidents
        self._holding = holding
        self.commands = {"incident": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/incident`: as a reply to a card it opens one there, else it lists them.

        Raise NotAllowed where somebody below a lead wants to open one.
        """
        case = await self._case_replied_to(tx, asked)
        if case is None:
            drawn = self._renderer.page(await self._list(tx))
            await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)
            return
        if not asked.manager.role.includes(Role.LEAD):
            raise NotAllowed(Role.LEAD)
        key, values = await self._open(
            tx,
            case,
            asked.manager,
            Press(
                manager=asked.manager,
                chat_id=asked.chat_id,
                message_id=asked.message_id,
                at=asked.at,
            ),
        )
        html = self._renderer.say(key, **values)
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=asked.chat_id, reply_to=asked.message_id
        )

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button. Raise CardOutdated where the incident is closed."""
        if action.verb is Verb.INCIDENT_OPEN:
            case = await case_of(tx, action)
            key, values = await self._open(tx, case, press.manager, press)
            await self._notes.settle(tx, press, self._renderer.say(key, **values))
            return key, values
        incident = await self._incident(tx, action)
        match action.verb:
            case Verb.INCIDENT_REPORT:
                drawn = self._renderer.page(await report_of(tx, incident))
                await self._notes.answer(tx, drawn, chat_id=press.chat_id)
                return "toast-done", {}
            case Verb.INCIDENT_CASES:
                await self._show_cases(tx, incident, action, press)
                return "toast-more", {}
        if not incident.is_open:
            raise CardOutdated("the incident is closed")
        match action.verb:
            case Verb.INCIDENT_END:
                return await self._end(tx, incident, Outcome(action.slot), press)
            case Verb.INCIDENT_KEEP:
                await self._incidents.keep_open(tx, incident, press.manager, at=press.at)
                html = self._renderer.say("incident-kept", by=press.manager.name)
                await self._notes.settle(tx, press, html)
                return "toast-incident-kept", {}
            case _:
                return await self._hold(tx, incident, action, press)

    async def _open(
        self, tx: Transaction, case: Case, by: Manager, press: Press
    ) -> tuple[str, dict[str, str]]:
        thread = Place(community_id=case.community_id, thread_key=case.thread_key)
        place = thread if is_post(thread) else thread.community
        standing = await tx.incidents.open_at(place)
        if standing is not None:
            await tx.incidents.collect(standing, (case.id,), at=press.at)
            await self._incidents.draw(tx, standing, at=press.at, urgency=Urgency.ANSWER)
            return "incident-there-already", {}
        await self._incidents.open_by_hand(tx, case, place, by, at=press.at)
        return "incident-opened-by-hand", {"by": by.name}

    async def _end(
        self, tx: Transaction, incident: Incident, outcome: Outcome, press: Press
    ) -> Told:
        if not await self._incidents.close(tx, incident, outcome, by=press.manager, at=press.at):
            raise CardOutdated("somebody closed it just now")
        card = MessageRef(chat_id=press.chat_id, message_id=press.message_id)
        if card != incident.card:
            # it was the question whether to close it
            html = self._renderer.say("incident-closed-line", by=press.manager.name)
            await self._notes.settle(tx, press, html)
        is_false = outcome is Outcome.FALSE_ALARM
        return ("toast-incident-false" if is_false else "toast-incident-closed"), {}

    async def _hold(
        self, tx: Transaction, incident: Incident, action: Action, press: Press
    ) -> Told:
        """Hold replies there, ask for the statement, or lift the hold."""
        standing = await hold_of(tx, incident)
        if action.verb is Verb.INCIDENT_LIFT:
            if standing is None:
                raise CardOutdated("the hold was lifted")
            await self._holding.end_hold(tx, standing, press)
            told: Told = "toast-hold-lifted", {}
        else:
            case_id = await tx.incidents.first_case(incident.id)
            if case_id is None:
                return "toast-incident-no-case", {}
            case = await tx.cases.get(case_id)
            is_new = False
            if standing is None:
                hold = _hold_there(incident, case, press)
                standing, is_new = await self._holding.set_hold(tx, case, hold, press)
            told = ("toast-held", {}) if is_new else ("toast-held-already", {})
            if action.verb is Verb.INCIDENT_STATEMENT:
                about = Action(
                    verb=Verb.HOLD_STATEMENT, case_id=standing.case_id, number=standing.id
                )
                await self._holding.ask_for_statement(tx, about, press)
                told = "toast-write", {}
        noted = await self._incidents.note_hold(tx, incident, at=press.at)
        await tx.incidents.save(noted)
        await self._incidents.draw(tx, noted, at=press.at, urgency=Urgency.ANSWER)
        return told

    async def _show_cases(
        self, tx: Transaction, incident: Incident, action: Action, press: Press
    ) -> None:
        counts = CaseCounts(by_status=await tx.incidents.case_counts(incident.id))
        page_count = max(1, -(-counts.open // CASES_ON_A_PAGE))
        number = min(max(1, int(action.text or 1)), page_count)
        found = await tx.incidents.open_cases(
            incident.id, limit=CASES_ON_A_PAGE, offset=(number - 1) * CASES_ON_A_PAGE
        )
        cases = await tx.cases.several(found)
        page = IncidentCasesPage(
            incident=incident,
            place=await place_of(tx, incident),
            lines=tuple(await with_focus(tx, cases)),
            count=counts.open,
            number=number,
            page_count=page_count,
            opens=press.chat_id > 0,
        )
        drawn = self._renderer.page(page)
        if action.text:
            await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        else:
            await self._notes.answer(tx, drawn, chat_id=press.chat_id, reply_to=press.message_id)

    async def _list(self, tx: Transaction) -> IncidentsPage:
        standing = await tx.incidents.open_ones(self._owner.desk_id)
        closed = await tx.incidents.closed_ones(self._owner.desk_id, limit=CLOSED_SHOWN)
        return IncidentsPage(
            open=tuple([(one, await place_of(tx, one)) for one in standing]),
            closed=tuple([(one, await place_of(tx, one)) for one in closed]),
        )

    async def _incident(self, tx: Transaction, action: Action) -> Incident:
        incident = await tx.incidents.get(IncidentId(action.number))
        if incident is None or incident.owner.desk_id != self._owner.desk_id:
            raise CardOutdated("there is no such incident")
        return incident

    async def _case_replied_to(self, tx: Transaction, asked: Asked) -> Case | None:
        replied_to = asked.message.reply_to
        if replied_to is None:
            return None
        ref = MessageRef(chat_id=ChatId(asked.chat_id), message_id=replied_to.message_id)
        shown = await tx.desk.get(ref)
        if shown is None or shown.case_id is None:
            return None
        return await tx.cases.get(shown.case_id)


def _hold_there(incident: Incident, case: Case, press: Press) -> Hold:
    return Hold(
        id=HoldId(0),
        owner=incident.owner,
        case_id=case.id,
        community_id=incident.place.community_id,
        thread_key=incident.place.thread_key,
        by=press.manager.user_id,
        by_name=press.manager.name,
        at=press.at,
    )
