"""Topics of the desk, the messages in them, and what waits for one to be made."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.ids import BotId, MessageId, MessageRef
from bot.domain.outbox import TopicMaking
from bot.domain.topics import DeskTopic, TopicState
from bot.ports import Store
from tests.contract.store_values import BOT, DESK_CHAT, MINUTE, NOW, OWNER, SHOP, an_item

COMPLAINTS = DeskTopic(
    owner=OWNER,
    chat_id=DESK_CHAT,
    subject="lane:complaint",
    thread_id=MessageId(10),
    title="Complaints",
)


def a_card(number: int, thread_id: int | None) -> DeskMessage:
    return DeskMessage(
        chat_id=DESK_CHAT,
        message_id=MessageId(number),
        role=DeskRole.CARD,
        thread_id=None if thread_id is None else MessageId(thread_id),
    )


async def test_a_subject_has_one_topic_in_a_chat_and_each_bot_its_own(store: Store) -> None:
    made_again = replace(COMPLAINTS, thread_id=MessageId(44), state=TopicState.CLOSED)
    elsewhere = replace(COMPLAINTS, chat_id=SHOP)
    async with store.writing() as tx:
        for topic in (COMPLAINTS, elsewhere, made_again):
            await tx.topics.put(topic)

    async with store.reading() as tx:
        assert await tx.topics.of_chat(DESK_CHAT) == [made_again]
        assert await tx.topics.in_thread(DESK_CHAT, MessageId(44)) == made_again
        assert await tx.topics.in_thread(DESK_CHAT, MessageId(10)) is None
    async with store.of_bot(BotId(BOT + 1)).reading() as tx:
        assert await tx.topics.of_chat(DESK_CHAT) == []
    async with store.writing() as tx:
        await tx.topics.drop(made_again)
        assert await tx.topics.of_chat(DESK_CHAT) == []
        assert await tx.topics.of_chat(SHOP) == [elsewhere]


async def test_a_topic_is_forgotten_with_its_messages_and_an_edit_moves_none(store: Store) -> None:
    async with store.writing() as tx:
        for card in (a_card(11, 10), a_card(12, None), a_card(13, 10), a_card(14, 20)):
            await tx.desk.put(card)
        # an edit that does not say where the message stands
        await tx.desk.put(replace(a_card(13, None), shows="new"))

        gone = await tx.desk.forget_topic(DESK_CHAT, MessageId(10))

        assert gone == [a_card(11, 10), replace(a_card(13, 10), shows="new")]
        left = await tx.desk.in_chat(DESK_CHAT, DeskRole.CARD)
        assert left == [a_card(12, None), a_card(14, 20)]
        ref = MessageRef(chat_id=DESK_CHAT, message_id=MessageId(11))
        assert await tx.desk.get(ref) is None


async def test_what_waits_for_a_topic_is_released_by_its_mark(store: Store) -> None:
    later = NOW + 10 * MINUTE
    async with store.writing() as tx:
        marks = ("waits for lane:a.", "waits for lane:ab.", "another reason")
        ids = [await tx.outbox.add(an_item(payload=TopicMaking(subject=mark))) for mark in marks]
        for item_id, mark in zip(ids, marks, strict=True):
            await tx.outbox.requeue(item_id, not_before=later, error=mark)

        await tx.outbox.release("waits for lane:a.", now=NOW)
        due = await tx.outbox.due(BOT, now=NOW, limit=9)
        assert [item.id for item in due] == ids[:1]

        # a shorter mark means all
        await tx.outbox.release("waits for ", now=NOW)
        due = await tx.outbox.due(BOT, now=NOW, limit=9)
        assert [(item.id, item.error) for item in due] == [(ids[0], ""), (ids[1], "")]


async def test_a_topic_is_made_once_however_many_wait_for_it(store: Store) -> None:
    async with store.writing() as tx:
        first = await tx.outbox.add(an_item(payload=TopicMaking(subject="lane:spam")))
        again = await tx.outbox.add(an_item(payload=TopicMaking(subject="lane:spam")))
        other = await tx.outbox.add(an_item(payload=TopicMaking(subject="lane:praise")))

    assert first == again != other
