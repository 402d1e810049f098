"""Hold replies in a thread or a lane, let one statement pass, and lift the hold again."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Choice, Drawn, in_reading_order
from bot.domain.case import Case
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.desk_pages import Which
from bot.domain.holds import Hold
from bot.domain.ids import ChatId, HoldId, MessageId, Owner
from bot.domain.outbox import Urgency
from bot.domain.roster import Manager, Role
from bot.errors import CardOutdated
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.assignment import case_of
from bot.services.desk.drafting import LONGEST_ANSWER, addressed, fits_one_message
from bot.services.desk.drawing import redraw
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.view import community_of
from bot.services.desk.voicing import Voicing

HELD = "replies_held"
STATED = "hold_statement"
LIFTED = "hold_lifted"
"""Names of audit actions, on the case from which the hold was set."""
THREAD, LANE = "thread", "lane"
"""What `Action.slot` says of the place to be held."""
MOST_REDRAWN = 200
_STATEMENT_SHOWN = 600

Rows = tuple[tuple[Choice, ...], ...]


class Holding(DeskPart):
    """Sets and lifts holds, and shows them."""

    verbs = frozenset({Verb.HOLD, Verb.HOLD_PLACE, Verb.HOLD_STATEMENT, Verb.HOLD_LIFT})
    prompted = frozenset({Verb.HOLD_STATEMENT})

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        voicing: Voicing,
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._voicing = voicing
        self.commands = {"holds": self.show}

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button. Raise CardOutdated where the hold was lifted."""
        match action.verb:
            case Verb.HOLD:
                await self._ask_where(tx, await case_of(tx, action), press)
                return "toast-more", {}
            case Verb.HOLD_PLACE:
                return await self._hold(tx, await case_of(tx, action), action.slot, press)
            case Verb.HOLD_STATEMENT:
                await self.ask_for_statement(tx, action, press)
                return "toast-write", {}
            case _:
                return await self._lift(tx, await self._in_force(tx, action), press)

    async def complete_prompt(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Take the statement. Raise VoiceForbids for one that the brand's voice stops."""
        hold = await self._in_force(tx, action)
        case = await tx.cases.get(hold.case_id)
        text = in_reading_order(text).strip()
        if not fits_one_message(text):
            html = self._renderer.say("draft-too-long", most=LONGEST_ANSWER)
            await self._notes.answer(tx, Drawn(html=html), chat_id=chat_id, reply_to=reply_to)
            return
        await self._voicing.require_sendable(tx, case, text, manager, in_spite=False)
        if not await tx.holds.state(hold.id, text):
            raise CardOutdated("the hold was lifted")
        press = Press(manager=manager, chat_id=chat_id, message_id=reply_to, at=self._clock.now())
        await record(tx, case, case, press, action=STATED, detail=text)
        drawn = await self._drawn(tx, replace(hold, statement=text))
        await self._notes.answer(tx, drawn, chat_id=chat_id, reply_to=reply_to)

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/holds`: a message for each hold, with buttons for whoever may press them."""
        holds = await tx.holds.in_force(self._owner.desk_id)
        drawn = [await self._drawn(tx, hold) for hold in holds]
        if not holds:
            drawn = [Drawn(html=self._renderer.say("holds-none"))]
        for one in drawn:
            shown = one if asked.manager.role.includes(Role.APPROVER) else Drawn(html=one.html)
            await self._notes.answer(tx, shown, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def _ask_where(self, tx: Transaction, case: Case, press: Press) -> None:
        place = Action(verb=Verb.HOLD_PLACE, case_id=case.id)
        lane = self._renderer.label(f"lane-{case.lane}")
        rows: Rows = (
            (self._choice("label-hold-thread", replace(place, slot=THREAD)),),
            (self._choice("label-hold-lane", replace(place, slot=LANE), lane=lane),),
            (self._choice("label-close-menu", replace(place, verb=Verb.CLOSE_MENU)),),
        )
        html = self._renderer.say("hold-where", place=await self._place(tx, case))
        await self._notes.answer(
            tx,
            Drawn(html=html, rows=rows),
            chat_id=press.chat_id,
            edits=press.message_id,
            case_id=case.id,
        )

    async def _hold(self, tx: Transaction, case: Case, where: str, press: Press) -> Told:
        hold = Hold(
            id=HoldId(0),
            owner=case.owner,
            case_id=case.id,
            community_id=case.community_id,
            thread_key=case.thread_key,
            lane=case.lane if where == LANE else None,
            by=press.manager.user_id,
            by_name=press.manager.name,
            at=press.at,
        )
        standing, is_new = await self.set_hold(tx, case, hold, press)
        drawn = await self._drawn(tx, standing)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return ("toast-held", {}) if is_new else ("toast-held-already", {})

    async def set_hold(
        self, tx: Transaction, case: Case, hold: Hold, press: Press
    ) -> tuple[Hold, bool]:
        """Hold replies somewhere, from a case; the hold that stands there, and whether it is new.

        The audit of the case tells of it.
        """
        in_force = await tx.holds.in_force(self._owner.desk_id)
        earlier = next((one for one in in_force if one.is_of_same_place(hold)), None)
        if earlier is not None:
            return earlier, False
        hold = replace(hold, id=await tx.holds.add(hold))
        await record(tx, case, case, press, action=HELD, detail=hold.lane or hold.thread_key)
        await self._redraw(tx, hold, press)
        return hold, True

    async def end_hold(self, tx: Transaction, hold: Hold, press: Press) -> None:
        """Let replies out again where they were held."""
        await tx.holds.lift(hold.id, at=press.at)
        case = await tx.cases.get(hold.case_id)
        where = hold.lane or hold.thread_key
        await record(tx, case, case, press, action=LIFTED, detail=where)
        await self._redraw(tx, hold, press)

    async def ask_for_statement(self, tx: Transaction, action: Action, press: Press) -> None:
        """Ask for the one text that may go out under the hold in `number`.

        Raise CardOutdated where it was lifted.
        """
        await self._in_force(tx, action)
        html = self._renderer.say("prompt-statement", **addressed(press.manager))
        await self._notes.ask(
            tx,
            html,
            replace(action, only=press.manager.user_id),
            chat_id=press.chat_id,
            reply_to=press.message_id,
        )

    async def _lift(self, tx: Transaction, hold: Hold, press: Press) -> Told:
        await self.end_hold(tx, hold, press)
        html = self._renderer.say(
            "hold-lifted", by=press.manager.name, place=await self._place_of(tx, hold)
        )
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=press.chat_id, edits=press.message_id
        )
        return "toast-hold-lifted", {}

    async def _in_force(self, tx: Transaction, action: Action) -> Hold:
        hold = await tx.holds.get(HoldId(action.number))
        if hold is None or hold.lifted_at is not None:
            raise CardOutdated("the hold was lifted")
        return hold

    async def _redraw(self, tx: Transaction, hold: Hold, press: Press) -> None:
        """Have the cards of the place say whether replies are held there."""
        desk_id = self._owner.desk_id
        ids = await tx.lookups.open_cases(desk_id, Which(), limit=MOST_REDRAWN)
        for case in await tx.cases.several(ids):
            if hold.covers(case) and await tx.desk.of_case(case.id, (DeskRole.CARD,)):
                await redraw(tx, case, now=press.at, urgency=Urgency.CARD)

    async def _drawn(self, tx: Transaction, hold: Hold) -> Drawn:
        html = self._renderer.say(
            "hold-line", by=hold.by_name, at=hold.at, place=await self._place_of(tx, hold)
        )
        if hold.statement:
            shown = hold.statement[:_STATEMENT_SHOWN]
            html = f"{html}\n{self._renderer.say('hold-statement', text=shown)}"
        about = Action(verb=Verb.HOLD_STATEMENT, case_id=hold.case_id, number=hold.id)
        row = (
            self._choice("label-hold-statement", about),
            self._choice("label-hold-lift", replace(about, verb=Verb.HOLD_LIFT)),
        )
        return Drawn(html=html, rows=(row,))

    async def _place_of(self, tx: Transaction, hold: Hold) -> str:
        if hold.lane is not None:
            lane = self._renderer.label(f"lane-{hold.lane}")
            return self._renderer.label("hold-place-lane", lane=lane)
        case = await tx.cases.get(hold.case_id)
        if not hold.thread_key:
            return (await community_of(tx, case)).title
        return await self._place(tx, case)

    async def _place(self, tx: Transaction, case: Case) -> str:
        """The title of a case's thread; of its community where the thread has none."""
        thread = await tx.comments.thread(case.community_id, case.thread_key)
        community = await community_of(tx, case)
        if community.is_private:
            return self._renderer.label("card-private-chat")
        title = thread.title if thread is not None else ""
        return title[:80] or community.title

    def _choice(self, key: str, action: Action, **values: str) -> Choice:
        return Choice(label=self._renderer.label(key, **values), action=action)
