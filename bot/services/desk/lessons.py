"""Find what an answer taught: the suggestion that it was made of, as it is kept."""

from __future__ import annotations

from bot.domain.case import Case
from bot.domain.ids import MessageRef
from bot.domain.outbox import OutboxItem, PublicReply
from bot.domain.uses import ReplyUse
from bot.ports import Transaction


async def use_behind(tx: Transaction, case: Case, item: OutboxItem) -> ReplyUse | None:
    """The use of the saved reply that went out; None for own words, and where it is not kept."""
    payload = item.payload
    if not isinstance(payload, PublicReply) or not payload.reply_id:
        return None
    answered = await tx.comments.at(MessageRef(chat_id=item.chat_id, message_id=payload.reply_to))
    if answered is None:
        return None
    uses = await tx.uses.of_comment(case.id, answered.id)
    return next((use for use in uses if use.was_sent and use.reply_id == payload.reply_id), None)
