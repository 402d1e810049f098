"""Have comments of a case deleted in public."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.case import Case
from bot.domain.comment import Comment
from bot.domain.ids import OutboxId
from bot.domain.outbox import Deletion, OutboxItem, Urgency
from bot.ports import Transaction
from bot.services.desk.press import Press

AT_ONCE = 100
"""What Telegram deletes in one request."""


async def delete_comments(
    tx: Transaction, case: Case, comments: Sequence[Comment], press: Press
) -> None:
    """Queue the deletion of all parts of some comments of one chat."""
    parts = [part for comment in comments for part in comment.message_ids]
    for start in range(0, len(parts), AT_ONCE):
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=case.owner,
                chat_id=comments[0].chat_id,
                urgency=Urgency.MODERATION,
                weight=case.priority,
                case_id=case.id,
                payload=Deletion(
                    message_ids=tuple(parts[start : start + AT_ONCE]),
                    by=press.manager.user_id,
                    by_name=press.manager.name,
                ),
                not_before=press.at,
                created_at=press.at,
            )
        )
