"""Where in the desk a message goes: into which topic, and what waits until that is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.desk import DeskRole
from bot.domain.ids import GENERAL_TOPIC, ChatId, MessageId, MessageRef, OutboxId, Owner
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxItem, TopicMaking, Urgency
from bot.domain.topics import (
    TITLE_LENGTH,
    Clues,
    Refusal,
    community_of_subject,
    is_wanted,
    lane_of,
    name_of,
    place_of,
    subject_for,
    topic_for,
)
from bot.ports import Renderer, Transaction
from bot.services.desk.topics_switch import mode_of, refusal_of, waiting_for
from bot.services.whole import whole

_LOOK_AGAIN = timedelta(minutes=10)
"""After that what waits for a topic is looked at again, whatever became of the topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The topic that a message goes into, None for General, and the message that it answers."""

    topic_id: MessageId | None = None
    reply_to: MessageId | None = None


class TopicRouting:
    """Finds the topic for what goes to one desk."""

    def __init__(self, *, owner: Owner, renderer: Renderer) -> None:
        """`renderer` speaks the desk's language, in which topics have their titles."""
        self._owner = owner
        self._renderer = renderer

    async def spot(
        self,
        tx: Transaction,
        item: OutboxItem,
        *,
        at: datetime,
        reply_to: MessageId | None = None,
        asked_by: MessageId | None = None,
        lane: Lane | None = None,
    ) -> Spot | None:
        """Where a new message goes; None, and the item waits, until its topic is made.

        `asked_by` is the message whose topic is wanted, `lane` that of cases it tells of together.
        """
        desk_id = self._owner.desk_id
        if item.chat_id != (await tx.directory.desk(desk_id)).chat_id:
            return Spot(reply_to=reply_to)
        refusal = await refusal_of(tx, desk_id)
        if refusal is Refusal.NO_TOPICS:
            return Spot(reply_to=reply_to)
        clues = Clues(
            answers=await self._topic_at(tx, item.chat_id, reply_to or asked_by),
            card=await self._topic_of_card(tx, item),
            subject=await self._subject(tx, item, lane),
        )
        topics = await tx.topics.of_chat(item.chat_id)
        place = place_of(clues, topics, may_make=refusal is None)
        if place.makes:
            await self.make(tx, item, place.makes, at=at)
            mark = waiting_for(place.makes)
            await tx.outbox.requeue(item.id, not_before=at + _LOOK_AGAIN, error=mark)
            return None
        used = topic_for(clues.subject, topics)
        if used is not None and used.thread_id == place.thread_id:
            title = await self.title(tx, used.subject)
            if title and title != used.title:
                await self.make(tx, item, used.subject, at=at, urgency=Urgency.DIGEST)
        # Telegram refuses what answers a message of another topic; what answers a message that
        # nobody knows follows it by itself
        stays = clues.answers == place.thread_id or (
            clues.answers is None and place.thread_id == GENERAL_TOPIC
        )
        topic_id = None if place.thread_id == GENERAL_TOPIC else place.thread_id
        return Spot(topic_id=topic_id, reply_to=reply_to if stays else None)

    async def make(
        self,
        tx: Transaction,
        item: OutboxItem,
        subject: str,
        *,
        at: datetime,
        urgency: Urgency | None = None,
    ) -> None:
        """Have the topic of a subject made, or named as it should be; as urgent as the item."""
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=item.chat_id,
                urgency=item.urgency if urgency is None else urgency,
                weight=item.weight,
                payload=TopicMaking(subject=subject),
                not_before=at,
                created_at=at,
            )
        )

    async def title(self, tx: Transaction, subject: str) -> str:
        """The title that a topic should have; empty if the desk wants no such topic."""
        if not is_wanted(subject, await mode_of(tx, self._owner.desk_id)):
            return ""
        if name_of(subject):
            return name_of(subject)
        lane = lane_of(subject)
        if lane is not None:
            return self._renderer.label(f"topic-{lane}")
        wanted = community_of_subject(subject)
        for community in await tx.directory.communities(self._owner.bot_id):
            if community.id == wanted:
                if community.is_private:
                    return self._renderer.label("community-private")
                title = community.title.strip() or str(community.chat_id)
                return self._renderer.label("label-community", title=title)[:TITLE_LENGTH]
        return ""

    async def _topic_at(
        self, tx: Transaction, chat_id: ChatId, message_id: MessageId | None
    ) -> MessageId | None:
        if message_id is None:
            return None
        message = await tx.desk.get(MessageRef(chat_id=chat_id, message_id=message_id))
        return None if message is None else message.thread_id or GENERAL_TOPIC

    async def _topic_of_card(self, tx: Transaction, item: OutboxItem) -> MessageId | None:
        if item.case_id is None:
            return None
        cards = await tx.desk.of_case(item.case_id, (DeskRole.CARD,))
        return (cards[-1].thread_id or GENERAL_TOPIC) if cards else None

    async def _subject(self, tx: Transaction, item: OutboxItem, lane: Lane | None) -> str:
        mode = await mode_of(tx, self._owner.desk_id)
        case = None if item.case_id is None else await whole(tx.cases.get(item.case_id))
        if case is None:
            return subject_for(mode, lane=lane, community_id=None)
        return subject_for(
            mode, lane=case.lane, community_id=case.community_id, named=case.desk_topic
        )
