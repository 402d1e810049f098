"""The card of an incident on its way out: drawn as it is when sent; it rings once."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import MessageId, MessageRef
from bot.domain.outbox import IncidentDrawing, OutboxItem, OutboxState, Urgency
from bot.errors import GatewayFailure, MessageGone
from bot.ports import Gateway, Transaction
from bot.services.desk.view import fingerprint, keyboard
from bot.services.incidents import Incidents
from bot.services.request import Request


class IncidentDelivery:
    """Takes drawings of incidents out of the outbox."""

    def __init__(self, *, incidents: Incidents, gateway: Gateway) -> None:
        self._incidents = incidents
        self._gateway = gateway

    async def request(
        self, tx: Transaction, item: OutboxItem, drawing: IncidentDrawing, *, at: datetime
    ) -> Request | None:
        """Draw the incident as it is now; None, and the item is gone, if that changes nothing."""
        incident = await tx.incidents.get(drawing.incident_id)
        assert incident is not None
        card = incident.card
        ref = card if card is not None and card.chat_id == item.chat_id else None
        drawn = await self._incidents.drawn(tx, incident)
        is_orphan = drawing.message_id is not None and ref is None
        is_shown = ref is not None and incident.shows == fingerprint(drawn)
        if is_orphan or is_shown:
            await tx.outbox.cancel(item.id)
            return None
        buttons, html = await keyboard(tx, drawn, at=at), drawn.html

        async def show() -> MessageId:
            if ref is not None:
                await self._gateway.edit(ref, html, keyboard=buttons)
                return ref.message_id
            return await self._gateway.post(item.chat_id, html, keyboard=buttons, silent=False)

        return Request(call=show, shows=fingerprint(drawn))

    async def sent(
        self,
        tx: Transaction,
        item: OutboxItem,
        drawing: IncidentDrawing,
        request: Request,
        message_id: MessageId | None,
        *,
        at: datetime,
    ) -> None:
        """Remember where it stands and what it shows."""
        number = message_id or drawing.message_id
        assert number is not None
        card = MessageRef(chat_id=item.chat_id, message_id=number)
        await tx.incidents.note_card(drawing.incident_id, card, shows=request.shows, at=at)

    async def failed(
        self, tx: Transaction, item: OutboxItem, error: GatewayFailure, *, at: datetime
    ) -> bool:
        """Draw a card anew that somebody deleted; False where it is something else."""
        drawing = item.payload
        if not isinstance(drawing, IncidentDrawing) or not isinstance(error, MessageGone):
            return False
        await tx.outbox.finish(item.id, OutboxState.FAILED, at=at, error=str(error))
        await tx.incidents.note_card(drawing.incident_id, None, shows="", at=None)
        incident = await tx.incidents.get(drawing.incident_id)
        if incident is not None and incident.is_open:
            await self._incidents.draw(tx, incident, at=at, urgency=Urgency.CARD)
        return True
