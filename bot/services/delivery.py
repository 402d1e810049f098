"""One outbox item: the last checks before it leaves, the request, and what its end means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

import structlog

from bot.domain.case import Case, Status
from bot.domain.ids import MessageId, MessageRef
from bot.domain.mood import Place
from bot.domain.outbox import (
    Amendment,
    BoardDrawing,
    Deletion,
    Departure,
    DeskNote,
    Drawing,
    IncidentDrawing,
    MediaCopy,
    Notice,
    OutboxItem,
    OutboxState,
    Pin,
    PublicReply,
    Removal,
    RingDrawing,
    SanctionChange,
    TopicMaking,
    Urgency,
)
from bot.errors import (
    AuthorProtected,
    CaseConflict,
    ChatGone,
    GatewayFailure,
    MessageGone,
    NoRights,
    OutcomeUnknown,
    ReplyTargetGone,
    TokenRefused,
)
from bot.ports import AuditEntry, Clock, Gateway, Store, Transaction
from bot.services.amendments import Amendments
from bot.services.board_delivery import BoardDelivery
from bot.services.desk.clearance import hold_against
from bot.services.desk.drawing import redraw
from bot.services.desk.notes import DeskNotes
from bot.services.desk_delivery import DeskDelivery
from bot.services.incident_delivery import IncidentDelivery
from bot.services.request import Request
from bot.services.ring_delivery import RingDelivery
from bot.services.sanction_delivery import SanctionDelivery
from bot.services.sweeping import deletion_failed
from bot.services.topic_delivery import TopicDelivery

log = structlog.get_logger(__name__)

PATIENCE = timedelta(minutes=1)
"""Pause before trying again what only a person can mend (the bot was removed from the desk)."""

CHANGED = "changed"
GONE = "gone"
NO_RIGHTS = "no-rights"
CHAT_GONE = "chat-gone"
REFUSED = "refused"
PROTECTED = "protected"
AUTHOR_GONE = "author-gone"
HELD = "held"
INCIDENT = "incident"
"""Why a public reply failed, as kept in `OutboxItem.error`; the renderer puts them into words."""


BEGUN = (OutboxState.SENDING, OutboxState.UNKNOWN)
"""How an item stands that this process tried to send; another may have taken it up meanwhile."""


class Outdated(Exception):
    """The item has nothing to do any more; this is already noted."""


class Delivery:
    """Takes single items out of the outbox."""

    def __init__(
        self,
        *,
        store: Store,
        gateway: Gateway,
        clock: Clock,
        notes: DeskNotes,
        desk: DeskDelivery,
        boards: BoardDelivery,
        incidents: IncidentDelivery,
        topics: TopicDelivery,
        rings: RingDelivery,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._notes = notes
        self._desk = desk
        self._boards = boards
        self._incidents = incidents
        self._topics = topics
        self._rings = rings
        self._amendments = Amendments(gateway=gateway, notes=notes)
        self._sanctions = SanctionDelivery(gateway=gateway, notes=notes)

    async def prepare(
        self,
        item: OutboxItem,
        *,
        at: datetime,
        require: Callable[[Transaction], Awaitable[None]] | None = None,
    ) -> Request:
        """Mark the item as being sent and build its request; raise Outdated if there is none.

        What `require` raises keeps it from being begun.
        """
        async with self._store.writing() as tx:
            if require is not None:
                await require(tx)
            request = await self._request(tx, item, at)
            if request is not None and await tx.outbox.start(item.id, at=at):
                return request
        raise Outdated

    async def sent(self, item: OutboxItem, request: Request, message_id: MessageId | None) -> None:
        """Telegram has done it."""
        now = self._clock.now()
        async with self._store.writing() as tx:
            if not await self.is_ours(tx, item, _may_be_sent(item)):
                return
            await tx.outbox.finish(item.id, OutboxState.SENT, at=now, message_id=message_id)
            match item.payload:
                case PublicReply():
                    await self._audit(tx, item, "sent", item.payload.text)
                    await self._redraw(tx, item, now)
                case Amendment() as amendment:
                    await self._amendments.done(tx, item, amendment, now)
                case Deletion():
                    await self._audit(tx, item, "deleted", "")
                    await self._redraw(tx, item, now)
                case SanctionChange() | Notice() as payload:
                    await self._sanctions.sent(tx, item, payload, at=now)
                case _:
                    await self._sent_to_desk(tx, item, request, message_id, now)

    async def is_ours(
        self, tx: Transaction, item: OutboxItem, states: Collection[OutboxState] = BEGUN
    ) -> bool:
        """Whether the item still stands as this process's attempt has left it.

        Where it stood still meanwhile, another may have tried again: what is heard now says
        nothing of that.
        """
        is_ours = await tx.outbox.is_at(item.id, attempt=item.attempts + 1, states=states)
        if not is_ours:
            log.warning("outbox.taken_up_by_others", item_id=item.id)
        return is_ours

    async def _sent_to_desk(
        self,
        tx: Transaction,
        item: OutboxItem,
        request: Request,
        message_id: MessageId | None,
        at: datetime,
    ) -> None:
        match item.payload:
            case BoardDrawing() | Pin():
                await self._boards.sent(tx, item, request, message_id, at=at)
            case RingDrawing() as ring:
                await self._rings.sent(tx, ring, message_id)
            case IncidentDrawing() as drawing:
                await self._incidents.sent(tx, item, drawing, request, message_id, at=at)
            case Drawing() | DeskNote() as payload:
                await self._desk.sent(tx, item, payload, request, message_id)
            case TopicMaking() as making:
                await self._topics.sent(tx, item, making, request, message_id, at=at)

    async def unknown(self, item: OutboxItem, error: OutcomeUnknown) -> None:
        """The request left and no answer came."""
        log.warning("outbox.outcome_unknown", item_id=item.id)
        async with self._store.writing() as tx:
            if not await self.is_ours(tx, item, (OutboxState.SENDING,)):
                return
            if isinstance(item.payload, PublicReply | Notice):
                await self.note_unknown(tx, item)
            elif isinstance(item.payload, RingDrawing):
                await self._rings.unknown(tx, item, at=self._clock.now())
            else:
                pause = timedelta(seconds=2 ** min(item.attempts, 8))
                later = self._clock.now() + pause
                await tx.outbox.requeue(item.id, not_before=later, error=str(error))

    async def note_unknown(self, tx: Transaction, item: OutboxItem) -> None:
        """A public reply may have been sent: a manager looks, it is never repeated blindly."""
        now = self._clock.now()
        if isinstance(item.payload, Notice):
            await self._sanctions.note_unknown(tx, item, item.payload, at=now)
            return
        await tx.outbox.finish(item.id, OutboxState.UNKNOWN, at=now)
        await self._audit(tx, item, "unknown", "")
        await self._redraw(tx, item, now)

    async def failed(self, item: OutboxItem, error: GatewayFailure, request: Request) -> None:
        """Telegram refused."""
        log.warning("outbox.failed", item_id=item.id, reason=type(error).__name__)
        now = self._clock.now()
        async with self._store.writing() as tx:
            if not await self.is_ours(tx, item) or await self._is_dealt_with(
                tx, item, error, request, now
            ):
                return
            match item.payload:
                case Deletion(on_behalf_of=str(lead)) if lead and isinstance(error, MessageGone):
                    # somebody was quicker
                    await tx.outbox.finish(item.id, OutboxState.SENT, at=now, error=str(error))
                    await self._audit(tx, item, "deleted", str(error))
                case PublicReply() | Deletion() if not isinstance(error, TokenRefused):
                    reason = _reason_there(item, error)
                    await self._give_back(tx, item, reason, detail=str(error))
                case MediaCopy() if not isinstance(error, TokenRefused):
                    await tx.outbox.finish(item.id, OutboxState.FAILED, at=now, error=str(error))
                    await self._notes.say(tx, "media-not-shown", case_id=item.case_id)
                case Amendment() as amendment if not isinstance(error, TokenRefused):
                    await self._amendments.failed(tx, item, amendment, _reason(error), now)
                case SanctionChange() | Notice() as payload if not isinstance(error, TokenRefused):
                    await self._sanctions.failed(tx, item, payload, _reason(error), at=now)
                case Departure() if isinstance(error, ChatGone):
                    await tx.outbox.finish(item.id, OutboxState.SENT, at=now, error=str(error))
                case Removal(if_may=True) if not isinstance(error, TokenRefused):
                    await tx.outbox.finish(item.id, OutboxState.FAILED, at=now, error=str(error))
                case _ if isinstance(error, ChatGone | NoRights | TokenRefused):
                    await tx.outbox.requeue(item.id, not_before=now + PATIENCE, error=str(error))
                case _:
                    await tx.outbox.finish(item.id, OutboxState.FAILED, at=now, error=str(error))

    async def _is_dealt_with(
        self,
        tx: Transaction,
        item: OutboxItem,
        error: GatewayFailure,
        request: Request,
        at: datetime,
    ) -> bool:
        """Whether a part that knows more of such an item has seen to the refusal."""
        return (
            await self._topics.failed(tx, item, error, request, at=at)
            or await self._boards.failed(tx, item, error, at=at)
            or await self._rings.failed(tx, item, error, at=at)
            or await self._desk.failed(tx, item, error, at=at)
            or await self._incidents.failed(tx, item, error, at=at)
        )

    async def _request(self, tx: Transaction, item: OutboxItem, at: datetime) -> Request | None:
        match item.payload:
            case PublicReply():
                return await self._reply_request(tx, item, item.payload)
            case Drawing():
                return await self._desk.request(tx, item, item.payload, at)
            case RingDrawing() as ring:
                return await self._rings.request(tx, item, ring, at=at)
            case IncidentDrawing() as drawing:
                return await self._incidents.request(tx, item, drawing, at=at)
            case SanctionChange() | Notice() as payload:
                return await self._sanctions.request(tx, item, payload, at=at)
            case BoardDrawing() | Pin():
                return await self._boards.request(tx, item, at)
            case DeskNote() as note:
                return await self._desk.note_request(tx, item, note, at)
            case MediaCopy() as copy:
                return await self._desk.copy_request(tx, item, copy, at)
            case TopicMaking() as making:
                return await self._topics.request(tx, item, making, at)
            case _:
                return await self._deed_request(tx, item)

    async def _carry_out(self, item: OutboxItem) -> MessageId | None:
        """Do what needs no look at the store before."""
        match item.payload:
            case Amendment() as amendment:
                return await self._amendments.carry_out(item, amendment)
            case Deletion(message_ids=message_ids):
                await self._gateway.delete(item.chat_id, message_ids)
            case Removal(message_id=message_id):
                await self._gateway.delete(item.chat_id, [message_id])
            case Departure():
                await self._gateway.leave(item.chat_id)
        return None

    async def _reply_request(
        self, tx: Transaction, item: OutboxItem, reply: PublicReply
    ) -> Request | None:
        """Never stale: the comment must still be the one that was answered."""
        ref = MessageRef(chat_id=item.chat_id, message_id=reply.reply_to)
        comment = await tx.comments.at(ref)
        if comment is None or comment.content_hash != reply.comment_hash:
            await self._give_back(tx, item, GONE if comment is None else CHANGED)
            return None
        if await self._is_held(tx, item, reply):
            await self._give_back(tx, item, HELD)
            return None
        if reply.on_behalf_of and await self._is_frozen(tx, item):
            await self._give_back(tx, item, INCIDENT)
            return None
        return Request(call=lambda: self._gateway.reply(ref, reply.text, quote=reply.quote))

    async def _deed_request(self, tx: Transaction, item: OutboxItem) -> Request | None:
        """What nobody pressed for is deleted only if it still says what was read."""
        deletion = item.payload
        if isinstance(deletion, Deletion) and deletion.on_behalf_of:
            ref = MessageRef(chat_id=item.chat_id, message_id=deletion.message_ids[0])
            comment = await tx.comments.at(ref)
            if comment is not None and comment.content_hash != deletion.comment_hash:
                await self._give_back(tx, item, CHANGED)
                return None
            if await self._is_frozen(tx, item):
                await self._give_back(tx, item, INCIDENT)
                return None
        return Request(call=lambda: self._carry_out(item))

    async def _is_held(self, tx: Transaction, item: OutboxItem, reply: PublicReply) -> bool:
        """Whether replies have been held there since this one was approved."""
        if item.case_id is None:
            return False
        case = await tx.cases.get(item.case_id)
        return await hold_against(tx, case, reply.text) is not None

    async def _is_frozen(self, tx: Transaction, item: OutboxItem) -> bool:
        """Whether an incident was opened where something was to happen by itself."""
        if item.case_id is None:
            return False
        case = await tx.cases.get(item.case_id)
        place = Place(community_id=case.community_id, thread_key=case.thread_key)
        return await tx.incidents.open_at(place) is not None

    async def _give_back(
        self, tx: Transaction, item: OutboxItem, reason: str, *, detail: str = ""
    ) -> None:
        """What could not be done in public goes back to the manager who had decided it."""
        now = self._clock.now()
        if item.state is OutboxState.QUEUED:
            await tx.outbox.start(item.id, at=now)
        await tx.outbox.finish(item.id, OutboxState.FAILED, at=now, error=reason)
        await self._audit(tx, item, f"failed:{reason}", detail)
        if item.case_id is None:
            return
        case = await tx.cases.get(item.case_id)
        if case.status in (Status.ANSWERED, Status.MODERATED):
            back = case.take_back_from_nobody if _is_automatic(item) else case.take_back
            await self._save(tx, case, back(at=now))
        if isinstance(item.payload, Deletion) and item.payload.on_behalf_of:
            await deletion_failed(tx, item, reason, self._notes)
        elif isinstance(item.payload, Deletion):
            await self._notes.say(tx, f"hide-failed-{reason}", case_id=case.id)
        await self._redraw(tx, item, now)

    async def _save(self, tx: Transaction, case: Case, changed: Case) -> None:
        try:
            await tx.cases.save(changed, expected_version=case.version)
        except CaseConflict:
            log.info("outbox.case_changed_meanwhile", case_id=case.id)

    async def _audit(self, tx: Transaction, item: OutboxItem, action: str, detail: str) -> None:
        assert isinstance(item.payload, PublicReply | Deletion)
        await tx.cases.audit(
            AuditEntry(
                owner=item.owner,
                case_id=item.case_id,
                at=self._clock.now(),
                by=item.payload.by,
                by_name=item.payload.by_name,
                action=action,
                detail=detail,
            )
        )

    async def _redraw(self, tx: Transaction, item: OutboxItem, now: datetime) -> None:
        if item.case_id is not None:
            case = await tx.cases.get(item.case_id)
            await redraw(tx, case, now=now, urgency=Urgency.ANSWER)


def _may_be_sent(item: OutboxItem) -> tuple[OutboxState, ...]:
    """How an item may stand of which is heard, perhaps late, that it was sent.

    What people read must not leave again although somebody asked for it. Drawings that wait may
    have to show something newer by now.
    """
    if isinstance(item.payload, PublicReply | Notice):
        return (*BEGUN, OutboxState.QUEUED)
    return BEGUN


def _is_automatic(item: OutboxItem) -> bool:
    """Whether no manager pressed for it."""
    return isinstance(item.payload, PublicReply | Deletion) and bool(item.payload.on_behalf_of)


def _reason_there(item: OutboxItem, error: GatewayFailure) -> str:
    """In a private chat the bot was not put out: its only member has blocked it, or is gone."""
    reason = _reason(error)
    return AUTHOR_GONE if reason == CHAT_GONE and item.chat_id > 0 else reason


def _reason(error: GatewayFailure) -> str:
    match error:
        case ReplyTargetGone() if "quote" in str(error).lower():
            return CHANGED
        case ReplyTargetGone() | MessageGone():
            return GONE
        case NoRights():
            return NO_RIGHTS
        case AuthorProtected():
            return PROTECTED
        case ChatGone():
            return CHAT_GONE
        case _:
            return REFUSED
