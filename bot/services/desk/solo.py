"""One card in a manager's private chat: each decision turns it into the next case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.card import Drawn
from bot.domain.case import Case, Status
from bot.domain.desk import Action, DeskMessage, DeskRole, Verb
from bot.domain.events import ButtonPressed
from bot.domain.ids import CaseId, ChatId, MessageRef, OutboxId, Owner, UserId
from bot.domain.outbox import Drawing, OutboxItem, Payload, Removal, Urgency
from bot.domain.roster import Manager
from bot.ports import Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.assignment import case_of
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.whole import next_whole, whole

SKIPPED = "solo-skipped:"
"""Prefix of facts: the cases that somebody has left to others, since they last began."""
MOST_SKIPPED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The card of a private chat before something was done there to a case."""

    message: DeskMessage
    case_id: CaseId
    was_settled: bool


class SoloCards(DeskPart):
    """Shows cases in private chats; it claims none, for that is what pressing is for."""

    verbs = frozenset({Verb.SKIP, Verb.SHOW})

    def __init__(self, *, owner: Owner, notes: DeskNotes) -> None:
        self._owner = owner
        self._notes = notes

    async def show_next(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/next` in private: bring the card down, or begin with the most urgent case."""
        manager = asked.manager
        await tx.directory.drop_value(_key(manager))
        shown = await newest_in(tx, asked.chat_id)
        case = await self._still_open(tx, shown, manager)
        if case is None:
            case = await next_whole(tx, self._owner.desk_id)
        await self._post(tx, asked.chat_id, case, at=asked.at)

    async def show(self, tx: Transaction, case: Case, chat_id: ChatId, *, at: datetime) -> None:
        """Show one case at the end of a private chat, a closed one too."""
        await self._post(tx, chat_id, case, at=at)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out `Next`, `Skip`, or the number of a case."""
        shown = await tx.desk.get(MessageRef(chat_id=press.chat_id, message_id=press.message_id))
        is_the_card = shown is not None and shown.role is DeskRole.SOLO
        card = shown if is_the_card else None
        if action.verb is Verb.SHOW:
            wanted = await case_of(tx, action)
            await self._turn_or_post(tx, press, card, wanted, above=None)
            return "toast-shown", {"author": wanted.author_name}
        passed = card.case_id if card is not None and action.verb is Verb.SKIP else None
        case = await self._next(tx, press.manager, passed)
        if case is None and passed is not None:
            return "toast-nothing-else", {}
        await self._turn_or_post(tx, press, card, case, above=None)
        return ("toast-turned", {"author": case.author_name}) if case else ("toast-all-done", {})

    async def close(self, tx: Transaction, event: ButtonPressed, words: Renderer) -> None:
        """Whoever has lost their role sees no case any more."""
        if event.chat_id is None or event.chat_id <= 0 or event.message_id is None:
            return
        ref = MessageRef(chat_id=event.chat_id, message_id=event.message_id)
        shown = await tx.desk.get(ref)
        if shown is not None and shown.role is DeskRole.SOLO:
            await tx.desk.drop(ref)
            drawn = Drawn(html=words.say("solo-no-role"))
            await self._notes.answer(
                tx, drawn, chat_id=event.chat_id, edits=event.message_id, urgency=Urgency.CARD
            )

    async def watch(
        self, tx: Transaction, case_id: CaseId | None, manager: Manager, chat_id: ChatId
    ) -> Watched | None:
        """Look at the private card before something is done to a case, if it shows that one."""
        if case_id is None or chat_id != ChatId(manager.user_id):
            return None
        message = await newest_in(tx, chat_id)
        if message is None or case_id not in (message.case_id, message.above):
            return None
        case = await tx.cases.get(case_id)
        was_settled = await is_settled(tx, case, manager.user_id)
        return Watched(message=message, case_id=case_id, was_settled=was_settled)

    async def follow(self, tx: Transaction, watched: Watched | None, press: Press) -> None:
        """Turn the card on where that has settled its case, and back where it was stopped."""
        if watched is None:
            return
        case = await tx.cases.get(watched.case_id)
        settled = await is_settled(tx, case, press.manager.user_id)
        if settled is watched.was_settled:
            return
        message = watched.message
        if settled and message.case_id == case.id:
            following = await self._next(tx, press.manager, None)
            has_receipt = await _has_receipt(tx, case, press.chat_id)
            above = None if has_receipt else case.id
            is_the_card = press.message_id == message.message_id
            card = message if is_the_card else None
            await self._turn_or_post(tx, press, card, following, above=above)
        elif not settled and message.above == case.id:
            await self._turn(tx, message, case, above=None, at=press.at)

    async def _next(self, tx: Transaction, manager: Manager, passed: CaseId | None) -> Case | None:
        """The most urgent free case that they have not left to others, else begin anew."""
        skipped = await _skipped(tx, manager)
        if passed is not None:
            skipped = (*(one for one in skipped if one != passed), passed)[-MOST_SKIPPED:]
        case = await next_whole(tx, self._owner.desk_id, but=skipped)
        if case is None and skipped:
            skipped = () if passed is None else (passed,)
            case = await next_whole(tx, self._owner.desk_id, but=skipped)
        await _keep_skipped(tx, manager, skipped)
        return case

    async def _still_open(
        self, tx: Transaction, shown: DeskMessage | None, manager: Manager
    ) -> Case | None:
        if shown is None or shown.case_id is None:
            return None
        case = await whole(tx.cases.get(shown.case_id))
        if case is None:
            return None
        return None if await is_settled(tx, case, manager.user_id) else case

    async def _turn_or_post(
        self,
        tx: Transaction,
        press: Press,
        card: DeskMessage | None,
        case: Case | None,
        *,
        above: CaseId | None,
    ) -> None:
        """Turn the pressed card; where something else was pressed, bring it down below that."""
        if card is not None:
            await self._turn(tx, card, case, above=above, at=press.at)
        else:
            await self._post(tx, press.chat_id, case, above=above, at=press.at)

    async def _turn(
        self,
        tx: Transaction,
        card: DeskMessage,
        case: Case | None,
        *,
        above: CaseId | None,
        at: datetime,
    ) -> None:
        case_id = case.id if case else None
        await tx.desk.put(replace(card, case_id=case_id, above=above))
        drawing = Drawing(message_id=card.message_id, role=DeskRole.SOLO)
        await self._queue(tx, card.chat_id, case, drawing, at=at)

    async def _post(
        self,
        tx: Transaction,
        chat_id: ChatId,
        case: Case | None,
        *,
        above: CaseId | None = None,
        at: datetime,
    ) -> None:
        """A chat has one card: those before it are taken away."""
        for old in await tx.desk.in_chat(chat_id, DeskRole.SOLO):
            await tx.desk.drop(MessageRef(chat_id=chat_id, message_id=old.message_id))
            await self._queue(tx, chat_id, None, Removal(message_id=old.message_id), at=at)
        drawing = Drawing(role=DeskRole.SOLO, above=above, is_asked_for=True)
        await self._queue(tx, chat_id, case, drawing, at=at)

    async def _queue(
        self,
        tx: Transaction,
        chat_id: ChatId,
        case: Case | None,
        payload: Payload,
        *,
        at: datetime,
    ) -> None:
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=chat_id,
                urgency=Urgency.ANSWER,
                weight=case.priority if case else 0,
                case_id=case.id if case else None,
                payload=payload,
                not_before=at,
                created_at=at,
            )
        )


async def newest_in(tx: Transaction, chat_id: ChatId) -> DeskMessage | None:
    """The card of a private chat, if it has one."""
    cards = await tx.desk.in_chat(chat_id, DeskRole.SOLO)
    return cards[-1] if cards else None


async def is_settled(tx: Transaction, case: Case, reader: UserId) -> bool:
    """Whether there is nothing to decide for this manager: closed, put off, or with others."""
    is_elsewhere = case.status is Status.CLAIMED and case.holder_id != reader
    if case.status.is_closed or case.snoozed_until is not None or is_elsewhere:
        return True
    return bool(await tx.approvals.waiting_for(case.id))


async def _has_receipt(tx: Transaction, case: Case, chat_id: ChatId) -> bool:
    """Whether a message in that chat tells of the answer already."""
    shown = await tx.desk.of_case(case.id, (DeskRole.RECEIPT,))
    return any(one.chat_id == chat_id for one in shown)


async def _skipped(tx: Transaction, manager: Manager) -> tuple[CaseId, ...]:
    kept = await tx.directory.value(_key(manager)) or ""
    return tuple(CaseId(int(number)) for number in kept.split(",") if number)


async def _keep_skipped(tx: Transaction, manager: Manager, skipped: Collection[CaseId]) -> None:
    value = ",".join(str(one) for one in skipped)
    if (await tx.directory.value(_key(manager)) or "") != value:
        await tx.directory.set_value(_key(manager), value)


def _key(manager: Manager) -> str:
    return f"{SKIPPED}{manager.desk_id}:{manager.user_id}"
