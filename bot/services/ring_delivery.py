"""Notifications on their way out: drawn as things stand when they leave, repeated once at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.desk import DeskRole
from bot.domain.ids import MessageId
from bot.domain.ladder import Ladder, Ring, RingState
from bot.domain.outbox import DeskNote, OutboxItem, OutboxState, RingDrawing
from bot.errors import ChatGone, GatewayFailure, MessageGone, TokenRefused
from bot.ports import Transaction
from bot.services.desk.reporting import note_private_chat
from bot.services.desk.speaking import Speaking
from bot.services.desk.view import keyboard
from bot.services.desk_delivery import DeskDelivery
from bot.services.escalation import Escalation
from bot.services.request import Request
from bot.services.ring_view import RingViewer

MAY_HAVE_ARRIVED = "no answer"
"""Stands in `OutboxItem.error` of a notification whose fate nobody knows."""
MOST_SENT = 2
"""How often one leaves whose end nobody knows: once, and once more with a mark."""
_AGAIN_AFTER = timedelta(seconds=2)


class RingDelivery:
    """Takes notifications out of the outbox."""

    def __init__(
        self,
        *,
        escalation: Escalation,
        viewer: RingViewer,
        desk: DeskDelivery,
        speaking: Speaking,
    ) -> None:
        self._escalation = escalation
        self._viewer = viewer
        self._desk = desk
        self._speaking = speaking

    async def request(
        self, tx: Transaction, item: OutboxItem, drawing: RingDrawing, *, at: datetime
    ) -> Request | None:
        """Draw it for whoever reads it; None, and the item is gone, where nobody is needed."""
        ring = await tx.ladders.ring(drawing.ring_id)
        ladder = None if ring is None else await tx.ladders.get(ring.ladder_id)
        if ring is None or ladder is None or self._is_needless(ladder, drawing, at):
            if ring is not None and drawing.message_id is None:
                await tx.ladders.save_ring(
                    replace(ring, state=RingState.FAILED, error="not needed any more")
                )
            await tx.outbox.cancel(item.id)
            return None
        is_new = drawing.message_id is None
        if is_new and item.attempts > 0 and not item.error:
            # a process that died while it was sent left no word
            ring = replace(ring, attempts=ring.attempts + 1)
            await tx.ladders.save_ring(ring)
            if ring.attempts >= MOST_SENT:
                await tx.outbox.start(item.id, at=at)
                await self._give_up_item(tx, item, ring, at=at)
                return None
        is_again = ring.attempts > (0 if is_new else 1)
        page = await self._viewer.page(tx, ladder, ring, is_again=is_again, at=at)
        drawn = (await self._speaking.in_chat(tx, item.chat_id)).page(page)
        note = DeskNote(
            html=drawn.html,
            edits=drawing.message_id,
            keyboard=await keyboard(tx, drawn, at=at),
            reply_to=await self._card(tx, item),
            silent=False,
        )
        return await self._desk.note_request(tx, item, note, at)

    def _is_needless(self, ladder: Ladder, drawing: RingDrawing, at: datetime) -> bool:
        """Whether it is over, or somebody sees to it, before anybody was told."""
        if drawing.message_id is not None:
            return False
        return not ladder.is_running or self._escalation.plan.is_held(ladder, at)

    async def sent(
        self, tx: Transaction, drawing: RingDrawing, message_id: MessageId | None
    ) -> None:
        """Telegram has taken it."""
        ring = await tx.ladders.ring(drawing.ring_id)
        if ring is None or drawing.message_id is not None:
            return
        sent = replace(
            ring, state=RingState.SENT, message_id=message_id, attempts=ring.attempts + 1
        )
        await tx.ladders.save_ring(sent)

    async def failed(
        self, tx: Transaction, item: OutboxItem, error: GatewayFailure, *, at: datetime
    ) -> bool:
        """Telegram refused; return whether this has been dealt with."""
        drawing = item.payload
        if not isinstance(drawing, RingDrawing) or isinstance(error, TokenRefused):
            return False
        await tx.outbox.finish(item.id, OutboxState.FAILED, at=at, error=str(error))
        ring = await tx.ladders.ring(drawing.ring_id)
        if ring is None or (drawing.message_id is not None and isinstance(error, MessageGone)):
            return True
        if drawing.message_id is None:
            await self._give_up(tx, ring, RingState.FAILED, str(error))
        if ring.user_id is not None and isinstance(error, ChatGone):
            await note_private_chat(tx, ring.user_id, is_open=False)
        return True

    async def unknown(self, tx: Transaction, item: OutboxItem, *, at: datetime) -> None:
        """It left and no answer came: once more, marked; the second time that is all."""
        drawing = item.payload
        assert isinstance(drawing, RingDrawing)
        ring = await tx.ladders.ring(drawing.ring_id)
        # not the item's attempts: a limit or a server that is down lies between, and sends nothing
        may_try = drawing.message_id is not None or (ring is not None and ring.attempts == 0)
        if ring is not None and drawing.message_id is None:
            ring = replace(ring, attempts=ring.attempts + 1)
            await tx.ladders.save_ring(ring)
        if may_try:
            await tx.outbox.requeue(item.id, not_before=at + _AGAIN_AFTER, error=MAY_HAVE_ARRIVED)
            return
        await self._give_up_item(tx, item, ring, at=at)

    async def _give_up_item(
        self, tx: Transaction, item: OutboxItem, ring: Ring | None, *, at: datetime
    ) -> None:
        await tx.outbox.finish(item.id, OutboxState.FAILED, at=at, error=MAY_HAVE_ARRIVED)
        if ring is not None:
            await self._give_up(tx, ring, RingState.UNKNOWN, MAY_HAVE_ARRIVED)

    async def _give_up(self, tx: Transaction, ring: Ring, state: RingState, why: str) -> None:
        await tx.ladders.save_ring(replace(ring, state=state, error=why))
        await self._escalation.was_not_reached(tx, ring)

    async def _card(self, tx: Transaction, item: OutboxItem) -> MessageId | None:
        """At the desk it answers the card of its case."""
        if item.case_id is None or item.chat_id > 0:
            return None
        cards = await tx.desk.of_case(item.case_id, (DeskRole.CARD,))
        return cards[-1].message_id if cards else None
