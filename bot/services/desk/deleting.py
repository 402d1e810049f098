"""Have comments of a case deleted in public."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.case import Case
from bot.domain.comment import Comment
from bot.domain.ids import OutboxId
from bot.domain.outbox import Deletion, OutboxItem, Urgency
from bot.domain.sweeping import Fate
from bot.ports import Transaction
from bot.services.desk.deleted import HELD_BACK
from bot.services.desk.press import Press
from bot.services.desk.record import note

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


async def hold_back(tx: Transaction, case: Case, fate: Fate, press: Press) -> bool:
    """A person is of another mind about a deletion by itself; whether it had not left yet.

    A case over which nothing went by itself stays as it is.
    """
    found = await tx.sweeps.of_case(case.id)
    if found is None or found[1].fate is not Fate.GOES:
        return False
    is_held_back = await tx.outbox.cancel(found[1].item_id)
    if fate is not Fate.STOPPED or is_held_back:
        await tx.sweeps.mark(case.id, fate)
    if is_held_back:
        await note(tx, case, press, action=HELD_BACK)
    return is_held_back
