"""A public reply that was sent is corrected or taken away: the request, and what its end means."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Status
from bot.domain.ids import MessageId, MessageRef
from bot.domain.outbox import Amendment, OutboxItem, OutboxState, PublicReply, Urgency
from bot.ports import AuditEntry, Gateway, Transaction
from bot.services.desk.drawing import redraw
from bot.services.desk.notes import DeskNotes
from bot.services.desk.using import withdrawn


class Amendments:
    """Doing one twice does no harm, so what may have been done is tried again."""

    def __init__(self, *, gateway: Gateway, notes: DeskNotes) -> None:
        self._gateway = gateway
        self._notes = notes

    async def carry_out(self, item: OutboxItem, amendment: Amendment) -> MessageId | None:
        """Ask Telegram; what is gone already counts as taken away."""
        if not amendment.text:
            await self._gateway.delete(item.chat_id, [amendment.message_id])
            return None
        ref = MessageRef(chat_id=item.chat_id, message_id=amendment.message_id)
        await self._gateway.rewrite(ref, amendment.text)
        return None

    async def done(
        self, tx: Transaction, item: OutboxItem, amendment: Amendment, now: datetime
    ) -> None:
        """The reply says something else now; without one the case is its manager's again."""
        assert item.case_id is not None
        if amendment.text:
            await tx.outbox.amend(amendment.item_id, amendment.text)
            await self._audit(tx, item, amendment, "corrected", now)
        else:
            await tx.outbox.finish(amendment.item_id, OutboxState.WITHDRAWN, at=now)
            await self._audit(tx, item, amendment, "withdrawn", now)
            await self._reopen(tx, item, amendment, now)
        case = await tx.cases.get(item.case_id)
        await redraw(tx, case, now=now, urgency=Urgency.ANSWER)

    async def failed(
        self, tx: Transaction, item: OutboxItem, amendment: Amendment, reason: str, now: datetime
    ) -> None:
        """The reply stands as it was; whoever wanted it otherwise is told why."""
        await tx.outbox.finish(item.id, OutboxState.FAILED, at=now, error=reason)
        await self._audit(tx, item, amendment, f"amendment_failed:{reason}", now)
        kind = "correct" if amendment.text else "withdraw"
        await self._notes.say(
            tx, f"{kind}-failed-{reason}", case_id=item.case_id, by=amendment.by_name
        )

    async def _reopen(
        self, tx: Transaction, item: OutboxItem, amendment: Amendment, now: datetime
    ) -> None:
        """The case waits again; what was taken away is no good example of an answer."""
        reply = await tx.outbox.get(amendment.item_id)
        if reply is None or not isinstance(reply.payload, PublicReply) or item.case_id is None:
            return
        case = await tx.cases.get(item.case_id)
        ref = MessageRef(chat_id=item.chat_id, message_id=reply.payload.reply_to)
        answered = await tx.comments.at(ref)
        if answered is not None:
            await withdrawn(tx, case, answered.id)
        if case.status is Status.ANSWERED:
            await tx.cases.save(case.take_back(at=now), expected_version=case.version)

    async def _audit(
        self, tx: Transaction, item: OutboxItem, amendment: Amendment, action: str, now: datetime
    ) -> None:
        await tx.cases.audit(
            AuditEntry(
                owner=item.owner,
                case_id=item.case_id,
                at=now,
                by=amendment.by,
                by_name=amendment.by_name,
                action=action,
                detail=amendment.text,
            )
        )
