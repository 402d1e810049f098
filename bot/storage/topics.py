"""Topics of the desk in a table."""

from __future__ import annotations

from sqlalchemy import RowMapping, Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import ChatId, MessageId
from bot.domain.topics import DeskTopic, TopicState
from bot.storage.reading import first, readable
from bot.storage.rows import Scope, owner_of, owner_row, upsert
from bot.storage.schema import desk_topics


class SqlTopics:
    """The topics that this bot made, and what became of those that others made."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def put(self, topic: DeskTopic) -> None:
        """Keep (or change) the topic of a subject."""
        changing = {
            "thread_id": topic.thread_id,
            "title": topic.title,
            "state": topic.state.value,
        }
        await self._connection.execute(
            upsert(self._connection, desk_topics)
            .values(
                chat_id=topic.chat_id,
                subject=topic.subject,
                **(owner_row(topic.owner) | {"bot_id": self._scope.bot_id}),
                **changing,
            )
            .on_conflict_do_update(
                index_elements=[
                    desk_topics.c.bot_id,
                    desk_topics.c.chat_id,
                    desk_topics.c.subject,
                ],
                set_=changing,
            )
        )

    async def of_chat(self, chat_id: ChatId) -> list[DeskTopic]:
        """All topics of a chat, the oldest first."""
        return await readable(
            self._connection,
            self._of(chat_id).order_by(desk_topics.c.thread_id, desk_topics.c.subject),
            desk_topics,
            topic_of,
        )

    async def in_thread(self, chat_id: ChatId, thread_id: MessageId) -> DeskTopic | None:
        """The topic with that number."""
        return await first(
            self._connection,
            self._of(chat_id).where(desk_topics.c.thread_id == thread_id),
            desk_topics,
            topic_of,
        )

    async def drop(self, topic: DeskTopic) -> None:
        """Forget a topic."""
        await self._connection.execute(
            delete(desk_topics).where(
                desk_topics.c.bot_id == self._scope.bot_id,
                desk_topics.c.chat_id == topic.chat_id,
                desk_topics.c.subject == topic.subject,
            )
        )

    def _of(self, chat_id: ChatId) -> Select[*tuple[object, ...]]:
        return select(desk_topics).where(
            desk_topics.c.bot_id == self._scope.bot_id, desk_topics.c.chat_id == chat_id
        )


def topic_of(row: RowMapping) -> DeskTopic:
    """The topic that a row holds."""
    return DeskTopic(
        owner=owner_of(row),
        chat_id=ChatId(row["chat_id"]),
        subject=row["subject"],
        thread_id=MessageId(row["thread_id"]),
        title=row["title"],
        state=TopicState(row["state"]),
    )
