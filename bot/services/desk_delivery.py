"""What goes to the desk: cards and receipts, drawn as their case is when they leave, and notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.author_lists import is_quiet
from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.ids import MessageId, MessageRef
from bot.domain.outbox import DeskNote, Drawing, MediaCopy, OutboxItem, OutboxState, Urgency
from bot.errors import GatewayFailure, MessageGone
from bot.ports import Gateway, Transaction
from bot.services.desk.drawing import draw_group, redraw
from bot.services.desk.group_view import GroupViewer
from bot.services.desk.solo_drawing import SoloDrawing
from bot.services.desk.speaking import Speaking
from bot.services.desk.view import Viewer, fingerprint, keyboard
from bot.services.request import Request
from bot.services.topic_routing import Spot, TopicRouting


class DeskDelivery:
    """Builds the requests, and remembers which message shows what."""

    def __init__(
        self,
        *,
        gateway: Gateway,
        viewer: Viewer,
        groups: GroupViewer,
        speaking: Speaking,
        routing: TopicRouting,
        ring_at: int,
    ) -> None:
        """A new card rings from the priority `ring_at` on."""
        self._gateway = gateway
        self._viewer = viewer
        self._groups = groups
        self._speaking = speaking
        self._routing = routing
        self._solo = SoloDrawing(viewer=viewer, speaking=speaking)
        self._ring_at = ring_at

    async def request(
        self, tx: Transaction, item: OutboxItem, drawing: Drawing, at: datetime
    ) -> Request | None:
        """Draw the case as it is now; None, and the item is gone, where that changes nothing."""
        if drawing.role is DeskRole.SOLO:
            return await self._solo_request(tx, item, drawing, at)
        if drawing.role is DeskRole.GROUP:
            return await self._group_request(tx, item, drawing, at)
        assert item.case_id is not None
        edits, shown = drawing.message_id, None
        if edits is None:
            cards = await tx.desk.of_case(item.case_id, (DeskRole.CARD,))
            shown = cards[-1] if cards else None
            edits = shown.message_id if shown else None
        else:
            shown = await tx.desk.get(MessageRef(chat_id=item.chat_id, message_id=edits))
        view = await self._viewer.card(tx, item.case_id, at=at)
        is_settled_unseen = (
            edits is None
            and view.case.status.is_closed
            and view.reply is None
            and not drawing.is_asked_for
        )
        drawn = (await self._speaking.in_chat(tx, item.chat_id)).card(view)
        shows = fingerprint(drawn)
        is_orphan = drawing.message_id is not None and shown is None
        if is_settled_unseen or is_orphan or (shown is not None and shown.shows == shows):
            await tx.outbox.cancel(item.id)
            return None
        spot: Spot | None = Spot()
        if edits is None:
            spot = await self._routing.spot(tx, item, at=at, asked_by=drawing.asked_by)
        if spot is None:
            return None
        note = DeskNote(
            html=drawn.html,
            edits=edits,
            keyboard=await keyboard(tx, drawn, at=at),
            silent=view.case.priority < self._ring_at or is_quiet(view.case.reasons),
        )
        return self._posting(item, note, spot, shows=shows)

    async def note_request(
        self, tx: Transaction, item: OutboxItem, note: DeskNote, at: datetime
    ) -> Request | None:
        """Post a note, or edit one; None where it waits for its topic."""
        if note.edits is not None:
            return self._posting(item, note, Spot())
        spot = await self._routing.spot(tx, item, at=at, reply_to=note.reply_to, lane=note.lane)
        return None if spot is None else self._posting(item, note, spot)

    async def copy_request(
        self, tx: Transaction, item: OutboxItem, copy: MediaCopy, at: datetime
    ) -> Request | None:
        """Show a member's picture or file; None where it waits for its topic."""
        spot = await self._routing.spot(tx, item, at=at, reply_to=copy.reply_to)
        if spot is None:
            return None
        return Request(
            call=lambda: self._gateway.copy(
                item.chat_id, copy.source, reply_to=spot.reply_to, topic_id=spot.topic_id
            ),
            topic_id=spot.topic_id,
        )

    def _posting(
        self, item: OutboxItem, note: DeskNote, spot: Spot, *, shows: str = ""
    ) -> Request:
        return Request(
            call=lambda: self._post(item, note, spot), shows=shows, topic_id=spot.topic_id
        )

    async def _solo_request(
        self, tx: Transaction, item: OutboxItem, drawing: Drawing, at: datetime
    ) -> Request | None:
        shown = await self._shown(tx, item, drawing)
        is_orphan = drawing.message_id is not None and shown is None
        drawn = None if is_orphan else await self._solo.draw(tx, item, drawing, shown, at=at)
        shows = fingerprint(drawn) if drawn is not None else ""
        if drawn is None or (shown is not None and shown.shows == shows):
            await tx.outbox.cancel(item.id)
            return None
        note = DeskNote(
            html=drawn.html,
            edits=drawing.message_id,
            keyboard=await keyboard(tx, drawn, at=at),
        )
        return self._posting(item, note, Spot(), shows=shows)

    async def _group_request(
        self, tx: Transaction, item: OutboxItem, drawing: Drawing, at: datetime
    ) -> Request | None:
        """The card of a group, known by the case that it began with."""
        assert item.case_id is not None
        group = await tx.alike.anchored_by(item.case_id)
        shown = await self._shown(tx, item, drawing)
        if drawing.message_id is None:
            cards = await tx.desk.of_case(item.case_id, (DeskRole.GROUP,))
            shown = cards[-1] if cards else None
        is_orphan = drawing.message_id is not None and shown is None
        if group is None or is_orphan or (shown is None and not group.waiting):
            await tx.outbox.cancel(item.id)
            return None
        view = await self._groups.view(tx, group, at=at)
        drawn = (await self._speaking.in_chat(tx, item.chat_id)).group(view)
        shows = fingerprint(drawn)
        if shown is not None and shown.shows == shows:
            await tx.outbox.cancel(item.id)
            return None
        spot: Spot | None = Spot()
        if shown is None:
            spot = await self._routing.spot(tx, item, at=at, asked_by=drawing.asked_by)
        if spot is None:
            return None
        note = DeskNote(
            html=drawn.html,
            edits=shown.message_id if shown is not None else None,
            keyboard=await keyboard(tx, drawn, at=at),
            silent=view.priority < self._ring_at,
        )
        return self._posting(item, note, spot, shows=shows)

    async def _shown(
        self, tx: Transaction, item: OutboxItem, drawing: Drawing
    ) -> DeskMessage | None:
        if drawing.message_id is None:
            return None
        ref = MessageRef(chat_id=item.chat_id, message_id=drawing.message_id)
        return await tx.desk.get(ref)

    async def _post(self, item: OutboxItem, note: DeskNote, spot: Spot) -> MessageId:
        """Post a note, or put it in the place of a message that stands."""
        if note.edits is not None:
            ref = MessageRef(chat_id=item.chat_id, message_id=note.edits)
            await self._gateway.edit(ref, note.html, keyboard=note.keyboard)
            return note.edits
        return await self._gateway.post(
            item.chat_id,
            note.html,
            keyboard=note.keyboard,
            reply_to=spot.reply_to,
            force_reply=bool(note.awaits),
            silent=note.silent,
            topic_id=spot.topic_id,
        )

    async def sent(
        self,
        tx: Transaction,
        item: OutboxItem,
        payload: Drawing | DeskNote,
        request: Request,
        message_id: MessageId | None,
    ) -> None:
        """Remember what the message is for."""
        edited = payload.message_id if isinstance(payload, Drawing) else payload.edits
        number = message_id or edited
        assert number is not None
        if isinstance(payload, Drawing) and payload.role is DeskRole.SOLO and edited is not None:
            # it may have turned to another case while this one was on its way
            stands = await self._shown(tx, item, payload)
            if stands is not None:
                await tx.desk.put(replace(stands, shows=request.shows))
            return
        await tx.desk.put(
            DeskMessage(
                chat_id=item.chat_id,
                message_id=number,
                role=payload.role,
                case_id=item.case_id,
                above=payload.above if isinstance(payload, Drawing) else None,
                awaits=payload.awaits if isinstance(payload, DeskNote) else "",
                shows=request.shows,
                thread_id=request.topic_id,
            )
        )
        if isinstance(payload, Drawing) and payload.role is DeskRole.GROUP and edited is None:
            await self._point_to_group(tx, item)
        if isinstance(payload, DeskNote):
            await tx.outbox.drop_words(item.id)

    async def _point_to_group(self, tx: Transaction, item: OutboxItem) -> None:
        """The cards that its cases had before say where the new one stands."""
        assert item.case_id is not None
        group = await tx.alike.anchored_by(item.case_id)
        waiting = group.waiting if group is not None else ()
        for case in await tx.cases.several([member.case_id for member in waiting]):
            if await tx.desk.of_case(case.id, (DeskRole.CARD,)):
                await redraw(tx, case, now=item.created_at)

    async def failed(
        self, tx: Transaction, item: OutboxItem, error: GatewayFailure, *, at: datetime
    ) -> bool:
        """Draw a case anew whose card somebody deleted; False where it is something else."""
        drawing = item.payload
        if not isinstance(drawing, Drawing) or drawing.message_id is None:
            return False
        if not isinstance(error, MessageGone):
            return False
        if item.case_id is None and drawing.role is not DeskRole.SOLO:
            return False
        await tx.outbox.finish(item.id, OutboxState.FAILED, at=at, error=str(error))
        await tx.desk.drop(MessageRef(chat_id=item.chat_id, message_id=drawing.message_id))
        if item.case_id is not None and drawing.role is DeskRole.GROUP:
            group = await tx.alike.anchored_by(item.case_id)
            if group is not None:
                await draw_group(tx, group, now=at, urgency=Urgency.ANSWER, is_new=True)
        elif item.case_id is not None and drawing.role is not DeskRole.SOLO:
            case = await tx.cases.get(item.case_id)
            await redraw(tx, case, now=at, urgency=Urgency.ANSWER)
        return True
