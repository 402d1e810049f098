"""The board on its way out: drawn as it is when sent, pinned once, made again when deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.board import EDIT_EVERY
from bot.domain.card import Drawn
from bot.domain.desk import Keyboard
from bot.domain.ids import MessageId, MessageRef
from bot.domain.outbox import BoardDrawing, OutboxItem, OutboxState, Pin
from bot.domain.set_back import has_passed
from bot.errors import GatewayFailure, MessageGone, NoRights
from bot.ports import Gateway, Transaction
from bot.services.board import Boards, Standing
from bot.services.desk.view import fingerprint, keyboard
from bot.services.request import Request

PIN_AGAIN_AFTER = timedelta(minutes=3)
"""Pause before a refused pin is tried again: somebody has to give the right first."""


class BoardDelivery:
    """Takes drawings of the board, and its pinning, out of the outbox."""

    def __init__(self, *, boards: Boards, gateway: Gateway) -> None:
        self._boards = boards
        self._gateway = gateway

    async def request(self, tx: Transaction, item: OutboxItem, at: datetime) -> Request | None:
        """The request that the item asks for; None if there is nothing to do any more."""
        if isinstance(item.payload, Pin):
            pinned = MessageRef(chat_id=item.chat_id, message_id=item.payload.message_id)
            return Request(call=lambda: self._pin(pinned))
        assert isinstance(item.payload, BoardDrawing)
        standing = await self._boards.standing(tx)
        drawn = self._boards.draw(await self._boards.look(tx, at=at))
        if await self._is_outdated(tx, item.payload, standing, drawn, at):
            await tx.outbox.cancel(item.id)
            return None
        buttons = await keyboard(tx, drawn, at=at)
        ref = standing.ref if standing is not None else None
        return Request(
            call=lambda: self._show(item, ref, drawn, buttons), shows=fingerprint(drawn)
        )

    async def sent(
        self,
        tx: Transaction,
        item: OutboxItem,
        request: Request,
        message_id: MessageId | None,
        *,
        at: datetime,
    ) -> None:
        """Telegram has done it."""
        if isinstance(item.payload, Pin):
            await self._boards.note_pin(tx, is_refused=False)
            return
        assert isinstance(item.payload, BoardDrawing)
        assert message_id is not None
        await self._boards.stands(
            tx,
            MessageRef(chat_id=item.chat_id, message_id=message_id),
            shows=request.shows,
            at=at,
            is_new=item.payload.message_id is None,
        )

    async def failed(
        self, tx: Transaction, item: OutboxItem, error: GatewayFailure, *, at: datetime
    ) -> bool:
        """Telegram refused; return whether this has been dealt with."""
        match item.payload:
            case BoardDrawing(message_id=int() as edited) if isinstance(error, MessageGone):
                ref = MessageRef(chat_id=item.chat_id, message_id=MessageId(edited))
                await self._boards.is_gone(tx, ref)
                await tx.outbox.finish(item.id, OutboxState.FAILED, at=at, error=str(error))
            case Pin() if isinstance(error, NoRights):
                await self._boards.note_pin(tx, is_refused=True)
                later = at + PIN_AGAIN_AFTER
                await tx.outbox.requeue(item.id, not_before=later, error=str(error))
            case _:
                return False
        return True

    async def _is_outdated(
        self,
        tx: Transaction,
        drawing: BoardDrawing,
        standing: Standing | None,
        drawn: Drawn,
        at: datetime,
    ) -> bool:
        """Whether the board stands elsewhere by now, was drawn just now, or is true already."""
        if standing is None:
            return drawing.message_id is not None
        return (
            drawing.message_id != standing.ref.message_id
            or not has_passed(EDIT_EVERY, standing.drawn_at, at)
            or await self._boards.is_shown(tx, standing, drawn)
        )

    async def _show(
        self, item: OutboxItem, ref: MessageRef | None, drawn: Drawn, buttons: Keyboard
    ) -> MessageId:
        if ref is None:
            return await self._gateway.post(item.chat_id, drawn.html, keyboard=buttons)
        await self._gateway.edit(ref, drawn.html, keyboard=buttons)
        return ref.message_id

    async def _pin(self, ref: MessageRef) -> MessageId:
        await self._gateway.pin(ref)
        return ref.message_id
