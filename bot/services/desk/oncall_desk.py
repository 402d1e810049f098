"""`/oncall`: who is on call, and taking a shift."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.desk import Action, Verb
from bot.domain.ids import DutyId, Owner, UserId
from bot.domain.ladder_pages import OncallPage
from bot.domain.oncall import Duty
from bot.domain.roster import Role
from bot.errors import CardOutdated, NotAllowed
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.people import manager_of
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk
from bot.services.rosters import Rosters

SHOWN_AHEAD = timedelta(days=7)
TAKEN = "oncall_taken"
GIVEN_BACK = "oncall_given_back"
"""Names of audit actions; the first one's detail is who, and until when."""


class OncallDesk(DeskPart):
    """Shows the roster of a week, and changes what is taken from the chat."""

    verbs = frozenset({Verb.ONCALL, Verb.ONCALL_ASK, Verb.ONCALL_TAKE, Verb.ONCALL_GIVE})

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        rosters: Rosters,
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._rosters = rosters
        self.commands = {"oncall": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/oncall`."""
        drawn = self._renderer.page(await self._page(tx, at=asked.at))
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button; raise NotAllowed or CardOutdated."""
        key = "toast-page"
        match action.verb:
            case Verb.ONCALL_TAKE:
                key = await self._take(tx, action, press)
            case Verb.ONCALL_GIVE:
                key = await self._give_back(tx, press)
            case _:
                pass
        asks = action.verb is Verb.ONCALL_ASK
        drawn = self._renderer.page(await self._page(tx, at=press.at, asks_for_whom=asks))
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return key, {}

    async def _take(self, tx: Transaction, action: Action, press: Press) -> str:
        until, person = datetime.fromisoformat(action.text), press.manager
        if until <= press.at:
            raise CardOutdated("that moment is over")
        if action.slot:
            if press.manager.role is not Role.LEAD:
                raise NotAllowed(Role.LEAD)
            other = await manager_of(tx, self._owner.desk_id, UserId(int(action.slot)))
            if other is None:
                return "toast-not-in-team"
            person = other
        await tx.ladders.end_duties(self._owner.desk_id, person.user_id, at=press.at)
        await tx.ladders.add_duty(
            Duty(
                id=DutyId(0),
                owner=self._owner,
                user_id=person.user_id,
                begins_at=press.at,
                ends_at=until,
                by=press.manager.user_id,
                by_name=press.manager.name,
            )
        )
        detail = f"{person.name}, {until.isoformat()}"
        await record_at_desk(
            tx, self._owner, press.manager, at=press.at, action=TAKEN, detail=detail
        )
        return "toast-oncall-taken"

    async def _give_back(self, tx: Transaction, press: Press) -> str:
        count = await tx.ladders.end_duties(
            self._owner.desk_id, press.manager.user_id, at=press.at
        )
        if not count:
            return "toast-oncall-nothing"
        await record_at_desk(
            tx, self._owner, press.manager, at=press.at, action=GIVEN_BACK, detail=""
        )
        return "toast-done"

    async def _page(
        self, tx: Transaction, *, at: datetime, asks_for_whom: bool = False
    ) -> OncallPage:
        team = await tx.directory.managers(self._owner.desk_id)
        roster = await self._rosters.roster(tx, at=at)
        stretches = roster.ahead(at, until=at + SHOWN_AHEAD)
        named = {user_id for stretch in stretches for user_id in stretch.people}
        silent = [
            one
            for one in team
            if one.user_id in named and not await self._rosters.can_be_rung(tx, one)
        ]
        return OncallPage(
            now=at,
            stretches=tuple(stretches),
            team=tuple(team),
            is_empty=roster.is_empty,
            cannot_be_rung=tuple(silent),
            asks_for_whom=asks_for_whom,
        )
