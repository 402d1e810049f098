"""`/team`: who has which role, changed by buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Drawn
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import DeskPage
from bot.domain.ids import ChatId, DeskId, Owner
from bot.domain.outbox import Urgency
from bot.domain.roster import Manager, Role, is_last_lead
from bot.domain.team import PeoplePage, PersonPage
from bot.errors import LastLead
from bot.ports import Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.people import manager_of
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk
from bot.services.desk.reporting import CAN_BE_RUNG
from bot.services.desk.speaking import Speaking

ROLE_CHANGED = "role_changed"
REMOVED = "manager_removed"
"""Names of audit actions; the details name the person."""


def removed_from(desk_id: DeskId) -> str:
    """Prefix of shared facts about people who lost their role at a desk.

    The configuration does not bring them back, whichever bot serves the desk.
    """
    return f"removed-manager:{desk_id}:"


class TeamDesk(DeskPart):
    """Shows the managers, and changes their roles."""

    verbs = frozenset({Verb.TEAM, Verb.TEAMMATE, Verb.SET_ROLE, Verb.REMOVE_ASK, Verb.REMOVE})

    def __init__(
        self, *, owner: Owner, renderer: Renderer, notes: DeskNotes, speaking: Speaking
    ) -> None:
        self._owner = owner
        self._speaking = speaking
        self._renderer = renderer
        self._notes = notes
        self.commands = {"team": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/team`."""
        drawn = self._renderer.page(await self._people(tx))
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button below the team; raise LastLead where a lead must remain."""
        person = await manager_of(tx, self._owner.desk_id, action.number)
        if person is None:
            await self._turn(tx, await self._people(tx), press)
            return ("toast-page" if action.verb is Verb.TEAM else "toast-not-in-team"), {}
        match action.verb:
            case Verb.SET_ROLE:
                return await self._set_role(tx, person, Role(action.text), press)
            case Verb.REMOVE:
                return await self._remove(tx, person, press)
            case _:
                asks = action.verb is Verb.REMOVE_ASK
                await self._turn(tx, PersonPage(manager=person, asks_to_remove=asks), press)
                return ("toast-confirm" if asks else "toast-page"), {}

    async def _set_role(self, tx: Transaction, person: Manager, role: Role, press: Press) -> Told:
        if role is not person.role:
            await self._require_another_lead(tx, person)
            await tx.directory.save_manager(replace(person, role=role))
            detail = f"{person.name}: {person.role} → {role}"
            await record_at_desk(
                tx, self._owner, press.manager, at=press.at, action=ROLE_CHANGED, detail=detail
            )
            await self._tell_person(tx, person, "role-changed", role=role)
        await self._turn(tx, PersonPage(manager=replace(person, role=role)), press)
        return "toast-done", {}

    async def _remove(self, tx: Transaction, person: Manager, press: Press) -> Told:
        await self._require_another_lead(tx, person)
        await self._tell_person(tx, person, "role-taken")
        await tx.directory.remove_manager(person)
        key = f"{removed_from(self._owner.desk_id)}{person.user_id}"
        await tx.directory.set_value(key, press.at.isoformat(), is_shared=True)
        await tx.directory.drop_value(f"{CAN_BE_RUNG}{person.user_id}")
        detail = f"{person.name}: {person.role}"
        await record_at_desk(
            tx, self._owner, press.manager, at=press.at, action=REMOVED, detail=detail
        )
        await self._turn(tx, await self._people(tx), press)
        return "toast-removed", {"name": person.name}

    async def _require_another_lead(self, tx: Transaction, person: Manager) -> None:
        if is_last_lead(person, await tx.directory.managers(self._owner.desk_id)):
            raise LastLead("the desk needs a lead")

    async def _tell_person(
        self, tx: Transaction, person: Manager, key: str, /, role: Role | None = None
    ) -> None:
        """Tell a manager what has become of their role, if the bot can write to them."""
        if not await tx.directory.value(f"{CAN_BE_RUNG}{person.user_id}"):
            return
        words = await self._speaking.to_person(tx, person.user_id)
        html = words.say(key, role=words.label(f"role-{role}") if role else "")
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=ChatId(person.user_id), urgency=Urgency.ESCALATION
        )

    async def _people(self, tx: Transaction) -> PeoplePage:
        ranks = tuple(Role)
        people = await tx.directory.managers(self._owner.desk_id)
        people.sort(key=lambda one: (-ranks.index(one.role), one.name.casefold()))
        return PeoplePage(people=tuple(people))

    async def _turn(self, tx: Transaction, page: DeskPage, press: Press) -> None:
        drawn = self._renderer.page(page)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
