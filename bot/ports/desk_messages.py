"""What stands at the desk: messages, their buttons, topics."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.desk import Action, DeskMessage, DeskRole
from bot.domain.ids import CaseId, ChatId, MessageId, MessageRef
from bot.domain.topics import DeskTopic


class DeskMessages(Protocol):
    """Messages in the desk and the actions behind their buttons."""

    async def put_action(self, token: str, action: Action, *, at: datetime) -> None:
        """Keep what a button means."""

    async def put_actions(self, by_token: Mapping[str, Action], *, at: datetime) -> None:
        """Keep what the buttons of a message mean."""

    async def action(self, token: str) -> Action | None:
        """What a button means, if it is one of this bot's."""

    async def forget_actions(self, *, before: datetime) -> int:
        """Drop what older buttons mean, except those of open cases; return how many."""

    async def put(self, message: DeskMessage) -> None:
        """Keep (or change) what a message of ours is for."""

    async def get(self, ref: MessageRef) -> DeskMessage | None:
        """What a message of ours is for."""

    async def newest_of(
        self, case_ids: Collection[CaseId], role: DeskRole
    ) -> dict[CaseId, DeskMessage]:
        """The newest message of a role that shows each of these cases, as far as there is one."""

    async def of_case(self, case_id: CaseId, roles: Sequence[DeskRole]) -> list[DeskMessage]:
        """The bot's messages of these roles that show or tell of a case, oldest first."""

    async def in_chat(self, chat_id: ChatId, role: DeskRole) -> list[DeskMessage]:
        """Messages of a role in one chat, oldest first."""

    async def drop(self, ref: MessageRef) -> None:
        """Forget a message (it was removed)."""

    async def forget_topic(self, chat_id: ChatId, thread_id: MessageId) -> list[DeskMessage]:
        """Forget all messages of a topic, and return them, oldest first."""


class Topics(Protocol):
    """The topics of the desk that this bot made, and what became of those that others made."""

    async def put(self, topic: DeskTopic) -> None:
        """Keep (or change) the topic of a subject."""

    async def of_chat(self, chat_id: ChatId) -> list[DeskTopic]:
        """All topics of a chat, the oldest first."""

    async def in_thread(self, chat_id: ChatId, thread_id: MessageId) -> DeskTopic | None:
        """The topic with that number."""

    async def drop(self, topic: DeskTopic) -> None:
        """Forget a topic."""
