"""After an outage old cases are counted, not shown one by one: a desk takes 18 cards a minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.comment import Comment
from bot.domain.ids import DeskId
from bot.ports import Transaction

OLD_AFTER = timedelta(minutes=30)
"""Who has waited so long can wait in the queue, where the most urgent comes first."""
CARDS_AT_ONCE = 10
URGENT_CARDS_AT_ONCE = 30
"""So many cards may wait to be posted before old cases get none of their own."""
COUNTED = "summarised:"
"""Prefix of the fact how many cases were only counted since a desk was told."""


async def is_only_counted(
    tx: Transaction, case: Case, comment: Comment, *, now: datetime, urgent_from: int
) -> bool:
    """Whether a new case gets no card now, because it is old and many others wait for theirs.

    It stands in the queue, and whoever takes it has its card drawn.
    """
    if now - comment.sent_at < OLD_AFTER:
        return False
    room = URGENT_CARDS_AT_ONCE if case.priority >= urgent_from else CARDS_AT_ONCE
    if await tx.outbox.new_card_count(case.owner.desk_id) < room:
        return False
    key = f"{COUNTED}{case.owner.desk_id}"
    before = int(await tx.directory.value(key) or 0)
    await tx.directory.set_value(key, str(before + 1))
    return True


async def counted(tx: Transaction, desk_id: DeskId) -> int:
    """How many cases got no card since this was asked last."""
    key = f"{COUNTED}{desk_id}"
    count = int(await tx.directory.value(key) or 0)
    await tx.directory.drop_value(key)
    return count
