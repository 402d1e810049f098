"""Topics of the desk on their way: made, renamed, made again where somebody deleted them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.desk import DeskRole
from bot.domain.ids import ChatId, MessageId, Owner
from bot.domain.outbox import DeskNote, Drawing, MediaCopy, OutboxItem, OutboxState, TopicMaking
from bot.domain.topics import (
    DeskTopic,
    Refusal,
    TopicState,
    color_of,
    foreign_subject,
    is_wanted,
    topic_for,
)
from bot.errors import (
    ChatGone,
    GatewayFailure,
    NoRights,
    NoTopics,
    TokenRefused,
    TopicClosed,
    TopicGone,
)
from bot.ports import Gateway, Transaction
from bot.services.desk.drawing import draw_group, redraw
from bot.services.desk.notes import DeskNotes
from bot.services.desk.telling_leads import LeadsTold
from bot.services.desk.topics_switch import mode_of, note_refusal, refusal_of, waiting_for
from bot.services.request import Request
from bot.services.topic_routing import TopicRouting


class TopicDelivery:
    """Takes topics to be made out of the outbox, and sees to messages whose topic fails them."""

    def __init__(
        self,
        *,
        owner: Owner,
        gateway: Gateway,
        routing: TopicRouting,
        notes: DeskNotes,
        leads: LeadsTold,
    ) -> None:
        self._owner = owner
        self._gateway = gateway
        self._routing = routing
        self._notes = notes
        self._leads = leads

    async def request(
        self, tx: Transaction, item: OutboxItem, making: TopicMaking, at: datetime
    ) -> Request | None:
        """The request that the item asks for; None, and it is gone, where there is none any more.

        What the request shows is the title.
        """
        desk = await tx.directory.desk(self._owner.desk_id)
        known = topic_for(making.subject, await tx.topics.of_chat(item.chat_id))
        title = await self._routing.title(tx, making.subject)
        refusal = await refusal_of(tx, self._owner.desk_id)
        if not title or refusal is not None or item.chat_id != desk.chat_id:
            await self._let_go(tx, known, refusal, at=at)
            await self._done(tx, item, making, at=at)
            return None
        if known is None or known.state is TopicState.GONE:
            color = color_of(making.subject)
            return Request(
                call=lambda: self._gateway.create_topic(item.chat_id, title, color=color),
                shows=title,
            )
        if known.title == title:
            await self._done(tx, item, making, at=at)
            return None
        return Request(call=lambda: self._rename(known, title), shows=title)

    async def sent(
        self,
        tx: Transaction,
        item: OutboxItem,
        making: TopicMaking,
        request: Request,
        thread_id: MessageId | None,
        *,
        at: datetime,
    ) -> None:
        """It is made, or has its title; what waited for it goes on."""
        known = topic_for(making.subject, await tx.topics.of_chat(item.chat_id))
        if thread_id is not None:
            if known is not None:
                await self._forget(tx, known.chat_id, known.thread_id, at=at)
            await tx.topics.put(
                DeskTopic(
                    owner=self._owner,
                    chat_id=item.chat_id,
                    subject=making.subject,
                    thread_id=thread_id,
                    title=request.shows,
                )
            )
        elif known is not None:
            await tx.topics.put(replace(known, title=request.shows))
        await tx.outbox.release(waiting_for(making.subject), now=at)

    async def failed(
        self,
        tx: Transaction,
        item: OutboxItem,
        error: GatewayFailure,
        request: Request,
        *,
        at: datetime,
    ) -> bool:
        """Telegram refused; return whether this has been dealt with."""
        if isinstance(error, TokenRefused | ChatGone):
            return False
        match item.payload:
            case TopicMaking() as making:
                await tx.outbox.finish(item.id, OutboxState.FAILED, at=at, error=str(error))
                await self._not_made(tx, item, making, error, request, at=at)
                return True
            case Drawing() | DeskNote() | MediaCopy() if request.topic_id is not None:
                if isinstance(error, TopicGone):
                    await self._is_gone(tx, item.chat_id, request.topic_id, at=at)
                elif isinstance(error, TopicClosed):
                    await self._is_closed(tx, item.chat_id, request.topic_id)
                else:
                    return False
                await tx.outbox.requeue(item.id, not_before=at, error=str(error))
                return True
            case _:
                return False

    async def _not_made(
        self,
        tx: Transaction,
        item: OutboxItem,
        making: TopicMaking,
        error: GatewayFailure,
        request: Request,
        *,
        at: datetime,
    ) -> None:
        """Cards go into General from now on, and leads are told once; a title is let be."""
        known = topic_for(making.subject, await tx.topics.of_chat(item.chat_id))
        if known is not None and known.state is not TopicState.GONE:
            if isinstance(error, TopicGone):
                await self._is_gone(tx, known.chat_id, known.thread_id, at=at)
            else:
                await tx.topics.put(replace(known, title=request.shows))
            return
        refusal = _refusal(error)
        await self._let_go(tx, known, refusal, at=at)
        await note_refusal(tx, self._owner.desk_id, refusal)
        await self._leads.tell(tx, f"topics-{refusal}")
        await tx.outbox.release(waiting_for(making.subject), now=at)

    async def _let_go(
        self, tx: Transaction, known: DeskTopic | None, refusal: Refusal | None, *, at: datetime
    ) -> None:
        """A topic that is gone is not made again."""
        if known is None or known.state is not TopicState.GONE:
            return
        if refusal is Refusal.NO_TOPICS:
            # nobody deleted it, and with the group's topics it may come back
            await tx.topics.put(replace(known, state=TopicState.OPEN))
        else:
            await self._forget(tx, known.chat_id, known.thread_id, at=at)

    async def _is_gone(
        self, tx: Transaction, chat_id: ChatId, thread_id: MessageId, *, at: datetime
    ) -> None:
        """One that is still wanted is made again before its messages are forgotten.

        For where the whole group has no topics any more, nothing was deleted.
        """
        topic = await tx.topics.in_thread(chat_id, thread_id)
        mode = await mode_of(tx, self._owner.desk_id)
        if topic is not None and is_wanted(topic.subject, mode):
            await tx.topics.put(replace(topic, state=TopicState.GONE))
        else:
            await self._forget(tx, chat_id, thread_id, at=at)

    async def _is_closed(self, tx: Transaction, chat_id: ChatId, thread_id: MessageId) -> None:
        topic = await tx.topics.in_thread(chat_id, thread_id)
        if topic is not None and topic.state is TopicState.CLOSED:
            return
        known = topic or DeskTopic(
            owner=self._owner,
            chat_id=chat_id,
            subject=foreign_subject(thread_id),
            thread_id=thread_id,
            title="",
        )
        await tx.topics.put(replace(known, state=TopicState.CLOSED))
        if known.title:
            await self._notes.say(tx, "topic-closed", topic=known.title)
        else:
            await self._notes.say(tx, "topic-closed-foreign")

    async def _forget(
        self, tx: Transaction, chat_id: ChatId, thread_id: MessageId, *, at: datetime
    ) -> None:
        """A topic is gone with all that stood in it; open cases get new cards."""
        topic = await tx.topics.in_thread(chat_id, thread_id)
        if topic is not None:
            await tx.topics.drop(topic)
        for message in await tx.desk.forget_topic(chat_id, thread_id):
            if message.role is DeskRole.GROUP and message.case_id is not None:
                group = await tx.alike.anchored_by(message.case_id)
                if group is not None and group.waiting:
                    await draw_group(tx, group, now=at)
            if message.role is not DeskRole.CARD or message.case_id is None:
                continue
            for case in await tx.cases.several([message.case_id]):
                if not case.status.is_closed:
                    await redraw(tx, case, now=at)

    async def _done(
        self, tx: Transaction, item: OutboxItem, making: TopicMaking, *, at: datetime
    ) -> None:
        await tx.outbox.cancel(item.id)
        await tx.outbox.release(waiting_for(making.subject), now=at)

    async def _rename(self, topic: DeskTopic, title: str) -> None:
        await self._gateway.rename_topic(topic.chat_id, topic.thread_id, title)


def _refusal(error: GatewayFailure) -> Refusal:
    match error:
        case NoTopics():
            return Refusal.NO_TOPICS
        case NoRights():
            return Refusal.NO_RIGHTS
        case _:
            return Refusal.REFUSED
