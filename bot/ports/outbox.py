"""What is still to be said or done on Telegram."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.ids import BotId, CaseId, CommunityId, DeskId, MessageId, MessageRef, OutboxId
from bot.domain.outbox import OutboxItem, OutboxState, Spent


class Outbox(Protocol):
    """Everything the bot still has to say or do."""

    async def add(self, item: OutboxItem) -> OutboxId:
        """Queue an item (its `id` is given here).

        Where a queued Drawing of the same case, role and message waits already, or a queued
        DeskNote that edits the same message, the two are merged: the newer payload with the better
        urgency.
        """

    async def get(self, item_id: OutboxId) -> OutboxItem | None:
        """One item."""

    async def due(self, bot_id: BotId, *, now: datetime, limit: int) -> list[OutboxItem]:
        """Queued items whose time has come, by urgency, then weight (high first), then age.

        At least the first item of every chat is among them, so that one limited chat with a long
        queue does not hide the others.
        """

    async def next_due_at(self, bot_id: BotId, *, now: datetime) -> datetime | None:
        """When the next queued item that is not due yet will be."""

    async def start(self, item_id: OutboxId, *, at: datetime) -> bool:
        """Move queued to sending; False if somebody was faster or it was taken back."""

    async def finish(
        self,
        item_id: OutboxId,
        state: OutboxState,
        *,
        at: datetime,
        message_id: MessageId | None = None,
        error: str = "",
    ) -> None:
        """Note the end of an attempt."""

    async def is_at(
        self, item_id: OutboxId, *, attempt: int, states: Collection[OutboxState]
    ) -> bool:
        """Whether an item is in one of these states, and was not tried since that attempt."""

    async def requeue(self, item_id: OutboxId, *, not_before: datetime, error: str = "") -> None:
        """Put an item back into the queue."""

    async def release(self, mark: str, *, now: datetime) -> None:
        """Have this bot's items looked at now that were put back with an error that starts so."""

    async def cancel(self, item_id: OutboxId) -> bool:
        """Take a queued item out altogether; False if it is no longer queued."""

    async def amend(self, item_id: OutboxId, text: str) -> None:
        """Keep what a public reply says since it was corrected."""

    async def drop_words(self, item_id: OutboxId) -> None:
        """Keep no longer what a note for managers said."""

    async def replies_of(self, case_id: CaseId) -> list[OutboxItem]:
        """A case's public replies in every state, oldest first."""

    async def reply_at(self, ref: MessageRef) -> OutboxItem | None:
        """The public reply that a message of ours is."""

    async def in_state(self, bot_id: BotId, state: OutboxState) -> list[OutboxItem]:
        """All items in a state."""

    async def spent(self, bot_id: BotId, *, since: datetime) -> list[Spent]:
        """Requests to any chat since then that count against its budget, whatever came of them."""

    async def new_card_count(self, desk_id: DeskId) -> int:
        """How many cards wait to be posted at a desk."""

    async def said_in_thread(self, community_id: CommunityId, thread_key: str) -> list[OutboxItem]:
        """Public replies that were approved in a thread and not taken back, the oldest first."""
