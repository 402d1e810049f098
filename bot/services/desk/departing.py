"""Have the bot leave a group."""

from __future__ import annotations

from bot.domain.ids import ChatId, OutboxId, Owner
from bot.domain.outbox import Departure, OutboxItem, Urgency
from bot.ports import Transaction
from bot.services.desk.press import Press


async def depart(tx: Transaction, owner: Owner, chat_id: ChatId, press: Press) -> None:
    """Queue the bot's departure."""
    await tx.outbox.add(
        OutboxItem(
            id=OutboxId(0),
            owner=owner,
            chat_id=chat_id,
            urgency=Urgency.ANSWER,
            payload=Departure(by=press.manager.user_id, by_name=press.manager.name),
            not_before=press.at,
            created_at=press.at,
        )
    )
