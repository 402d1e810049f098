"""Messages to managers that are not cards: prompts, previews, lists, refusals."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.domain.card import Drawn
from bot.domain.desk import Action, DeskRole
from bot.domain.ids import CaseId, ChatId, DeskId, MessageId, OutboxId, Owner
from bot.domain.lane import Lane
from bot.domain.outbox import DeskNote, OutboxItem, Urgency
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.press import Press
from bot.services.desk.view import card_of, keyboard


class DeskNotes:
    """Queues messages for the desk, or for a manager's private chat."""

    def __init__(self, *, owner: Owner, clock: Clock, renderer: Renderer) -> None:
        """`renderer` speaks the desk's language."""
        self._owner = owner
        self._clock = clock
        self._renderer = renderer

    @property
    def desk_id(self) -> DeskId:
        """The desk that reads them."""
        return self._owner.desk_id

    @property
    def words(self) -> Renderer:
        """The words for what everybody at the desk reads."""
        return self._renderer

    async def say(
        self, tx: Transaction, key: str, /, *, case_id: CaseId | None = None, **values: str | int
    ) -> None:
        """Tell the desk something that nobody asked for; it rings."""
        html = self._renderer.say(key, **values)
        desk = await tx.directory.desk(self._owner.desk_id)
        card = await self._card(tx, case_id)
        note = DeskNote(html=html, reply_to=card, silent=False)
        await self._queue(tx, desk.chat_id, note, Urgency.ESCALATION, case_id)

    async def announce(
        self,
        tx: Transaction,
        drawn: Drawn,
        *,
        silent: bool = False,
        urgency: Urgency = Urgency.ESCALATION,
        case_id: CaseId | None = None,
        role: DeskRole = DeskRole.NOTE,
        lane: Lane | None = None,
    ) -> None:
        """Tell the desk something to decide about; it rings unless it is `silent`.

        `lane` is that of the cases it tells of together.
        """
        desk = await tx.directory.desk(self._owner.desk_id)
        buttons = await keyboard(tx, drawn, at=self._clock.now())
        card = await self._card(tx, case_id)
        note = DeskNote(
            html=drawn.html,
            keyboard=buttons,
            silent=silent,
            reply_to=card,
            role=role,
            lane=lane,
        )
        await self._queue(tx, desk.chat_id, note, urgency, case_id)

    async def tell(
        self,
        tx: Transaction,
        chat_id: ChatId,
        drawn: Drawn,
        *,
        silent: bool = False,
        urgency: Urgency = Urgency.ESCALATION,
    ) -> None:
        """Tell the desk, or a manager in private, what nobody asked for; rings unless `silent`."""
        buttons = await keyboard(tx, drawn, at=self._clock.now())
        note = DeskNote(html=drawn.html, keyboard=buttons, silent=silent)
        await self._queue(tx, chat_id, note, urgency, None)

    async def digest(self, tx: Transaction, html: str) -> None:
        """Tell the desk something that can wait."""
        desk = await tx.directory.desk(self._owner.desk_id)
        await self._queue(tx, desk.chat_id, DeskNote(html=html), Urgency.DIGEST, None)

    async def answer(
        self,
        tx: Transaction,
        drawn: Drawn,
        *,
        chat_id: ChatId,
        reply_to: MessageId | None = None,
        edits: MessageId | None = None,
        case_id: CaseId | None = None,
        role: DeskRole = DeskRole.NOTE,
        awaits: str = "",
        urgency: Urgency = Urgency.ANSWER,
    ) -> None:
        """Answer a manager's tap, command or words."""
        note = DeskNote(
            html=drawn.html,
            keyboard=await keyboard(tx, drawn, at=self._clock.now()),
            reply_to=reply_to,
            edits=edits,
            role=role,
            awaits=awaits,
        )
        await self._queue(tx, chat_id, note, urgency, case_id)

    async def settle(self, tx: Transaction, press: Press, html: str) -> None:
        """Put one line without buttons in the place of the message that was pressed."""
        await self.answer(tx, Drawn(html=html), chat_id=press.chat_id, edits=press.message_id)

    async def ask(
        self,
        tx: Transaction,
        html: str,
        awaited: Action,
        *,
        chat_id: ChatId,
        reply_to: MessageId | None,
    ) -> None:
        """Ask a manager for words: their reply to this message carries out `awaited`."""
        token = secrets.token_urlsafe(9)
        await tx.desk.put_action(token, awaited, at=self._clock.now())
        await self.answer(
            tx,
            Drawn(html=html),
            chat_id=chat_id,
            reply_to=reply_to,
            case_id=awaited.case_id,
            role=DeskRole.PROMPT,
            awaits=token,
        )

    async def _card(self, tx: Transaction, case_id: CaseId | None) -> MessageId | None:
        if case_id is None:
            return None
        card = await card_of(tx, case_id)
        return card.message_id if card is not None else None

    async def _queue(
        self,
        tx: Transaction,
        chat_id: ChatId,
        note: DeskNote,
        urgency: Urgency,
        case_id: CaseId | None,
    ) -> None:
        now: datetime = self._clock.now()
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=chat_id,
                urgency=urgency,
                case_id=case_id,
                payload=note,
                not_before=now,
                created_at=now,
            )
        )
