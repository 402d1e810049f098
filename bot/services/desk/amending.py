"""After an answer was sent: correct its words, or take it away; both in public."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Choice, Drawn, in_reading_order
from bot.domain.case import Case
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.outbox import Amendment, OutboxItem, OutboxState, PublicReply, Urgency
from bot.domain.roster import Manager
from bot.errors import CardOutdated
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.clearance import Clearance
from bot.services.desk.drafting import LONGEST_ANSWER, addressed, fits_one_message
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.voicing import Voicing, stopping


class Amending(DeskPart):
    """`Correct` and `Withdraw` on a receipt; taking away is asked twice."""

    verbs = frozenset({Verb.CORRECT, Verb.CORRECT_SEND, Verb.WITHDRAW, Verb.WITHDRAW_YES})
    prompted = frozenset({Verb.CORRECT})

    def __init__(
        self,
        *,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        voicing: Voicing,
        clearance: Clearance,
    ) -> None:
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._voicing = voicing
        self._clearance = clearance

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button. Raise CardOutdated where the answer stands no more."""
        case = await case_of(tx, action)
        reply = await _standing_reply(tx, action)
        match action.verb:
            case Verb.WITHDRAW:
                await self._ask_twice(tx, case, action, press)
                return "toast-confirm", {}
            case Verb.WITHDRAW_YES:
                await self._queue(tx, reply, "", press)
                await self._settle(tx, press, "withdraw-begun")
                return "toast-withdraw", {}
            case Verb.CORRECT:
                await self._ask_for_words(tx, action, reply, press)
                return "toast-edit", {}
            case _:
                text = action.text
                await self._voicing.require_sendable(tx, case, text, press.manager, in_spite=False)
                await self._require_clear(tx, case, text, reply, press)
                await self._queue(tx, reply, text, press)
                await self._settle(tx, press, "correct-begun")
                return "toast-correct", {}

    async def _require_clear(
        self, tx: Transaction, case: Case, text: str, reply: OutboxItem, press: Press
    ) -> None:
        """A correction is no way round a hold or a second yes."""
        assert isinstance(reply.payload, PublicReply)
        reply_id, manager = reply.payload.reply_id, press.manager
        await self._clearance.require_clear(
            tx, case, text, reply_id, manager, prompted={}, at=press.at
        )

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
        """Show the new words as they would stand, with what the voice finds in them."""
        case = await case_of(tx, action)
        await _standing_reply(tx, action)
        text = in_reading_order(text).strip()
        if not fits_one_message(text):
            html = self._renderer.say("draft-too-long", most=LONGEST_ANSWER)
            await self._notes.answer(tx, Drawn(html=html), chat_id=chat_id, reply_to=reply_to)
            return
        findings = await self._voicing.findings(tx, case, text)
        change = replace(action, verb=Verb.CORRECT_SEND, text=text, only=manager.user_id)
        again = replace(action, verb=Verb.CORRECT, text=text, only=manager.user_id)
        stop = replace(action, verb=Verb.CANCEL)
        sends = () if stopping(findings) else (self._choice("label-correct-send", change),)
        row = (*sends, self._choice("label-edit", again), self._choice("label-cancel", stop))
        await self._notes.answer(
            tx,
            Drawn(html=self._renderer.preview(case.author_name, text, findings), rows=(row,)),
            chat_id=chat_id,
            reply_to=reply_to,
            case_id=case.id,
            role=DeskRole.PREVIEW,
        )

    async def _ask_twice(self, tx: Transaction, case: Case, action: Action, press: Press) -> None:
        row = (
            self._choice("label-withdraw-yes", replace(action, verb=Verb.WITHDRAW_YES)),
            self._choice("label-keep", replace(action, verb=Verb.CLOSE_MENU)),
        )
        html = self._renderer.say("withdraw-ask", author=case.author_name)
        await self._notes.answer(
            tx,
            Drawn(html=html, rows=(row,)),
            chat_id=press.chat_id,
            reply_to=press.message_id,
            case_id=case.id,
        )

    async def _ask_for_words(
        self, tx: Transaction, action: Action, reply: OutboxItem, press: Press
    ) -> None:
        assert isinstance(reply.payload, PublicReply)
        html = self._renderer.say(
            "prompt-edit", text=action.text or reply.payload.text, **addressed(press.manager)
        )
        await self._notes.ask(
            tx,
            html,
            replace(action, only=press.manager.user_id),
            chat_id=press.chat_id,
            reply_to=press.message_id,
        )

    async def _queue(self, tx: Transaction, reply: OutboxItem, text: str, press: Press) -> None:
        assert reply.sent_message_id is not None
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=reply.owner,
                chat_id=reply.chat_id,
                urgency=Urgency.MODERATION,
                case_id=reply.case_id,
                payload=Amendment(
                    item_id=reply.id,
                    message_id=reply.sent_message_id,
                    text=text,
                    by=press.manager.user_id,
                    by_name=press.manager.name,
                ),
                not_before=press.at,
                created_at=press.at,
            )
        )

    async def _settle(self, tx: Transaction, press: Press, key: str) -> None:
        html = self._renderer.say(key, by=press.manager.name)
        await self._notes.settle(tx, press, html)

    def _choice(self, key: str, action: Action) -> Choice:
        return Choice(label=self._renderer.label(key), action=action)


async def _standing_reply(tx: Transaction, action: Action) -> OutboxItem:
    """The reply that is to be changed, as long as it stands in public."""
    item = await tx.outbox.get(action.outbox_id) if action.outbox_id else None
    stands = item is not None and item.state is OutboxState.SENT and item.sent_message_id
    if item is None or not stands or not isinstance(item.payload, PublicReply):
        raise CardOutdated("that answer stands no more")
    return item
