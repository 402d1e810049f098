"""What every gateway promises, tried against the simulated Bot API."""

import asyncio
import json
import logging
import socket
import traceback
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.domain.desk import Button
from bot.domain.events import ButtonPressed, MessageSeen
from bot.domain.ids import ChatId, MessageId, MessageRef, UpdateId, UserId
from bot.errors import (
    AuthorProtected,
    ChatGone,
    ChatMoved,
    GatewayDown,
    JawabError,
    MessageGone,
    NoRights,
    NoTopics,
    OutcomeUnknown,
    PollerConflict,
    QueryTooOld,
    RateLimited,
    ReplyTargetGone,
    RequestRefused,
    TokenRefused,
    TopicClosed,
    TopicGone,
)
from bot.ports import Gateway
from bot.simulator.faults import Fault
from bot.simulator.simulator import Simulator
from bot.simulator.state import Bot, Chat, Message, User
from bot.telegram.aiogram_gateway import AiogramGateway
from bot.telegram.ptb_gateway import PtbGateway
from bot.telegram.updates import read
from tests.fake_gateway import FakeGateway

TOKEN = "7000001:AAgateway-contract-token"
NOW = timedelta()


class HandClock:
    """Stands still until told; sleeping moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def telegram(clock: HandClock) -> AsyncIterator[Simulator]:
    async with Simulator(clock=clock) as simulator:
        yield simulator


@pytest.fixture
async def bot(telegram: Simulator) -> Bot:
    return telegram.add_bot(token=TOKEN, username="chai_bot", name="Chai")


@pytest.fixture
async def rahul(telegram: Simulator) -> User:
    return telegram.add_user(first_name="Rahul")


@pytest.fixture
async def group(telegram: Simulator, bot: Bot) -> Chat:
    group = telegram.add_group(title="Chai Adda")
    telegram.promote(bot, group)
    return group


@pytest.fixture
async def comment(telegram: Simulator, group: Chat, rahul: User) -> Message:
    return telegram.say(group, rahul, "where is my order?")


LIBRARIES = {"aiogram": AiogramGateway, "ptb": PtbGateway}


@pytest.fixture(params=["fake", *LIBRARIES])
async def gateway(request, telegram: Simulator, bot: Bot) -> AsyncIterator[Gateway]:
    if request.param == "fake":
        gateway: Gateway = FakeGateway(telegram, TOKEN)
    else:
        library = LIBRARIES[request.param]
        gateway = library(TOKEN, telegram.base_url, patience=timedelta(seconds=2))
    yield gateway
    await gateway.close()


@pytest.fixture(params=LIBRARIES)
def library(request) -> type[AiogramGateway] | type[PtbGateway]:
    """A gateway's class, for promises about the wire."""
    return LIBRARIES[request.param]


def ref(message: Message) -> MessageRef:
    return MessageRef(chat_id=ChatId(message.chat.id), message_id=MessageId(message.message_id))


def found(chat: Chat, message_id: int) -> Message:
    message = chat.find(message_id)
    assert message is not None
    return message


async def test_it_knows_who_it_is(gateway, bot) -> None:
    identity = await gateway.identity()

    assert (identity.id, identity.name, identity.username) == (bot.id, "Chai", "chai_bot")
    assert identity.reads_all_messages


async def test_fetching_beyond_an_update_acknowledges_it(gateway, telegram, bot, group, rahul):
    telegram.say(group, rahul, "one")
    telegram.say(group, rahul, "two")

    first = await gateway.fetch_updates(after=None, wait=NOW, limit=100)
    again = await gateway.fetch_updates(after=None, wait=NOW, limit=100)
    after = await gateway.fetch_updates(after=first[-1].update_id, wait=NOW, limit=100)

    assert [update.update_id for update in again] == [update.update_id for update in first]
    assert after == []
    assert telegram.pending_updates(bot) == 0


async def test_an_update_is_handed_over_word_for_word(gateway, telegram, group, rahul) -> None:
    telegram.inject({"message": {"text": "आप 😡 \ud83d", "field_of_tomorrow": [1, None]}})

    [raw] = (await gateway.fetch_updates(after=None, wait=NOW, limit=100))[-1:]

    assert raw.body.isascii()
    body = json.loads(raw.body)
    assert body["update_id"] == raw.update_id
    assert body["message"] == {"text": "आप 😡 \ud83d", "field_of_tomorrow": [1, None]}


async def test_it_asks_for_the_updates_that_the_desk_needs(gateway, telegram) -> None:
    await gateway.fetch_updates(after=UpdateId(41), wait=NOW, limit=7)

    [call] = telegram.calls_of("getUpdates")
    allowed = call.params["allowed_updates"]
    assert set(json.loads(allowed) if isinstance(allowed, str) else allowed) == {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "chat_member",
    }
    assert (str(call.params["offset"]), str(call.params["limit"])) == ("42", "7")


async def test_two_pollers_are_a_conflict(gateway, telegram) -> None:
    telegram.inject({"poll": {}})
    await gateway.set_webhook("https://example.org/hook", secret="s3cret")

    with pytest.raises(PollerConflict):
        await gateway.fetch_updates(after=None, wait=NOW, limit=1)

    await gateway.set_webhook("", secret="")
    assert await gateway.fetch_updates(after=None, wait=NOW, limit=1)


async def test_a_reply_stands_under_the_comment_as_plain_text(gateway, group, comment) -> None:
    message_id = await gateway.reply(ref(comment), "1 < 2 & <b>done</b>")

    sent = found(group, message_id)
    assert (sent.text, sent.reply_to) == ("1 < 2 & <b>done</b>", comment)
    assert not [entity for entity in sent.entities if entity["type"] == "bold"]


async def test_a_reply_stays_in_the_discussion_of_the_post(gateway, telegram, bot, rahul) -> None:
    channel = telegram.add_channel(title="Chai & Co")
    discussion = telegram.add_group(title="Chai & Co chat", linked_to=channel)
    telegram.promote(bot, discussion)
    post = telegram.post(channel, "Monsoon offer")
    comment = telegram.say(discussion, rahul, "how long?", reply_to=post)

    sent = found(discussion, await gateway.reply(ref(comment), "Until Sunday"))

    assert (sent.reply_to, sent.thread_id) == (comment, post.message_id)


async def test_a_reply_stays_in_its_topic(gateway, telegram, bot, rahul) -> None:
    forum = telegram.add_group(title="Forum", forum=True)
    telegram.promote(bot, forum)
    topic = telegram.add_topic(forum, "Delivery")
    comment = telegram.say(forum, rahul, "late again", topic=topic)

    sent = found(forum, await gateway.reply(ref(comment), "Sorry"))

    assert (sent.reply_to, sent.thread_id) == (comment, topic.thread_id)


async def test_a_deleted_comment_is_not_answered(gateway, telegram, group, comment) -> None:
    telegram.delete(comment)

    with pytest.raises(ReplyTargetGone):
        await gateway.reply(ref(comment), "Hello")

    assert [message for message in group.visible if message.text == "Hello"] == []


async def test_a_comment_that_lost_the_quoted_words_is_not_answered(
    gateway, telegram, comment
) -> None:
    sent = await gateway.reply(ref(comment), "On its way", quote="my order")
    assert found(comment.chat, sent).quote is not None
    telegram.edit(comment, "never mind")

    with pytest.raises(ReplyTargetGone):
        await gateway.reply(ref(comment), "On its way", quote="my order")


@pytest.mark.parametrize("fault", [Fault.LOST_ANSWER, Fault.MALFORMED, Fault.RESET])
async def test_when_no_answer_comes_the_outcome_of_a_reply_is_unknown(
    gateway, telegram, comment, fault
) -> None:
    telegram.faults.next("sendMessage", fault)

    with pytest.raises(OutcomeUnknown):
        await gateway.reply(ref(comment), "Hello")


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.BAD_GATEWAY])
async def test_after_a_server_error_the_outcome_of_a_reply_is_unknown(
    gateway, telegram, comment, fault
) -> None:
    telegram.faults.next("sendMessage", fault)

    with pytest.raises(OutcomeUnknown):
        await gateway.reply(ref(comment), "Hello")


@pytest.mark.parametrize(
    "fault",
    [Fault.LOST_ANSWER, Fault.MALFORMED, Fault.RESET, Fault.SERVER_ERROR, Fault.BAD_GATEWAY],
)
async def test_a_question_without_answer_changed_nothing(gateway, telegram, fault) -> None:
    telegram.faults.next("getMe", fault)

    with pytest.raises(GatewayDown):
        await gateway.identity()

    assert await gateway.identity()


async def test_an_answer_that_takes_too_long_leaves_the_outcome_unknown(library) -> None:
    async def never(_request: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    async with Serving(never) as address:
        gateway = library(TOKEN, address, patience=timedelta(seconds=0.1))
        with pytest.raises(OutcomeUnknown):
            await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")
        await gateway.close()


async def test_a_long_poll_may_take_longer_than_other_calls(library) -> None:
    async def later(_request: web.Request) -> web.Response:
        await asyncio.sleep(0.5)
        return web.json_response({"ok": True, "result": [{"update_id": 5}]})

    async with Serving(later) as address:
        gateway = library(TOKEN, address, patience=timedelta(seconds=0.2))
        updates = await gateway.fetch_updates(after=None, wait=timedelta(seconds=3), limit=1)
        await gateway.close()

    assert [update.update_id for update in updates] == [5]


@pytest.mark.parametrize(
    "answer",
    [
        "{}",
        "[]",
        "null",
        '{"ok": false}',
        '{"ok": false, "error_code": 500}',
        '{"ok": true, "result": {}}',
        '{"ok": true, "result": {"message_id": "x"}}',
    ],
)
async def test_an_answer_that_makes_no_sense_never_counts_as_not_sent(library, answer) -> None:
    async def nonsense(_request: web.Request) -> web.Response:
        return web.Response(text=answer, content_type="application/json")

    async with Serving(nonsense) as address:
        gateway = library(TOKEN, address)
        with pytest.raises((OutcomeUnknown, RequestRefused)) as failed:
            await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")
        with pytest.raises(JawabError):
            await gateway.fetch_updates(after=None, wait=NOW, limit=1)
        await gateway.close()

    is_refusal = answer == '{"ok": false}'
    assert isinstance(failed.value, RequestRefused) is is_refusal


@pytest.mark.parametrize(
    ("status", "said", "failure"),
    [
        (400, "Bad Request: not enough rights to send text messages to the chat", NoRights),
        (400, "Bad Request: have no rights to send a message", NoRights),
        (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", NoRights),
        (400, "Bad Request: TOPIC_CLOSED", TopicClosed),
        (400, "Bad Request: chat not found", ChatGone),
        (403, "Forbidden: user is deactivated", ChatGone),
        (403, "Forbidden: bot was kicked from the supergroup chat", ChatGone),
        (400, "Bad Request: message to be replied not found", ReplyTargetGone),
        (400, "Bad Request: message thread not found", TopicGone),
        (400, "Bad Request: the chat is not a forum", NoTopics),
        (400, "Bad Request: quote not found", ReplyTargetGone),
        (400, "Bad Request: message is too long", RequestRefused),
        (429, "Too Many Requests: retry later", RateLimited),
        (401, "Unauthorized", TokenRefused),
        (404, "Not Found", TokenRefused),
        (409, "Conflict: terminated by other getUpdates request", PollerConflict),
        (502, "Bad Gateway", OutcomeUnknown),
    ],
)
async def test_refusals_are_told_apart_by_their_meaning(library, status, said, failure) -> None:
    async def refuse(_request: web.Request) -> web.Response:
        body = {"ok": False, "error_code": status, "description": said}
        return web.json_response(body, status=status)

    async with Serving(refuse) as address:
        gateway = library(TOKEN, address)
        with pytest.raises(failure):
            await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")
        await gateway.close()


async def test_what_never_left_did_not_happen(library) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        gateway = library(TOKEN, f"http://127.0.0.1:{held.getsockname()[1]}")

        with pytest.raises(GatewayDown):
            await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")
        await gateway.close()


async def test_what_fails_before_it_is_encrypted_did_not_happen(library, telegram) -> None:
    gateway = library(TOKEN, telegram.base_url.replace("http://", "https://"))

    with pytest.raises(GatewayDown):
        await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")

    await gateway.close()


async def test_an_answer_that_breaks_off_leaves_the_outcome_unknown(library) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "100"})
        await answer.prepare(request)
        await answer.write(b'{"ok":true,"result":')
        assert request.transport is not None
        request.transport.abort()
        return answer

    async with Serving(break_off) as address:
        gateway = library(TOKEN, address)
        with pytest.raises(OutcomeUnknown):
            await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")
        await gateway.close()


async def test_an_answer_that_comes_drop_by_drop_is_not_waited_for_for_ever(library) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(100):
            await answer.write(b" ")
            await asyncio.sleep(0.05)
        await answer.write(b'{"ok": true, "result": {"message_id": 3}}')
        return answer

    async with Serving(drip) as address:
        gateway = library(TOKEN, address, patience=timedelta(seconds=0.3))
        with pytest.raises(OutcomeUnknown):
            await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")
        await gateway.close()


async def test_many_calls_at_once_all_find_a_connection(library, telegram, bot) -> None:
    gateway = library(TOKEN, telegram.base_url)

    names = await asyncio.gather(*(gateway.identity() for _ in range(120)))

    assert {identity.id for identity in names} == {bot.id}
    await gateway.close()


async def test_a_flood_says_exactly_how_long_to_wait(gateway, telegram, comment) -> None:
    telegram.faults.next("sendMessage", Fault.FLOOD, retry_after=17)

    with pytest.raises(RateLimited) as limited:
        await gateway.reply(ref(comment), "Hello")

    assert limited.value.retry_after == timedelta(seconds=17)


async def test_a_group_that_moved_tells_where(gateway, telegram, bot) -> None:
    old = telegram.add_group(title="Small", basic=True)
    telegram.promote(bot, old)
    new = telegram.migrate(old)

    with pytest.raises(ChatMoved) as moved:
        await gateway.post(ChatId(old.id), "Hello")

    assert moved.value.new_chat_id == new.id


async def test_a_chat_that_the_bot_is_not_in_is_gone(gateway, telegram, bot, group, rahul) -> None:
    telegram.kick(bot, group)
    private = telegram.private_chat(rahul)

    for chat_id in (group.id, private.id, -1009999999999):
        with pytest.raises(ChatGone):
            await gateway.post(ChatId(chat_id), "Hello")

    telegram.say_privately(rahul, "hi")
    telegram.block(rahul)
    with pytest.raises(ChatGone):
        await gateway.post(ChatId(private.id), "Hello")


async def test_a_post_is_html_with_buttons_silent_and_survives_its_target(gateway, group) -> None:
    keyboard = (
        (Button(label="Send 1", token="abc"), Button(label="Open", url="https://t.me/chai/1")),
    )

    sent = await gateway.post(
        ChatId(group.id),
        "<b>Complaint</b>",
        keyboard=keyboard,
        reply_to=MessageId(987654),
    )

    message = found(group, sent)
    assert message.html == "<b>Complaint</b>"
    assert message.labels == ["Send 1", "Open"]
    assert (message.is_silent, message.reply_to) == (True, None)


async def test_a_prompt_forces_a_reply_and_rings(gateway, telegram, group) -> None:
    await gateway.post(ChatId(group.id), "Your text?", force_reply=True, silent=False)

    [call] = telegram.calls_of("sendMessage")
    assert "force_reply" in str(call.params["reply_markup"])
    assert not group.visible[-1].is_silent


async def test_a_press_comes_back_with_the_token_of_its_button(
    gateway, telegram, group, rahul
) -> None:
    sent = await gateway.post(
        ChatId(group.id), "card", keyboard=((Button(label="Claim", token="t1"),),)
    )
    press = telegram.press(rahul, found(group, sent), "Claim")

    raw = (await gateway.fetch_updates(after=None, wait=NOW, limit=100))[-1]
    event = read(json.loads(raw.body))
    assert isinstance(event, ButtonPressed)
    await gateway.answer_press(event.query_id, "Yours now", alert=True)

    assert (event.data, event.message_id, event.presser.id) == ("t1", sent, rahul.id)
    assert press.answer is not None
    assert (press.answer.text, press.answer.show_alert) == ("Yours now", True)


async def test_an_old_press_can_no_longer_be_answered(
    gateway, telegram, clock, group, rahul
) -> None:
    sent = await gateway.post(
        ChatId(group.id), "card", keyboard=((Button(label="Claim", token="t1"),),)
    )
    press = telegram.press(rahul, found(group, sent), "Claim")
    await clock.sleep(3600)

    with pytest.raises(QueryTooOld):
        await gateway.answer_press(press.id)


async def test_an_edit_replaces_text_and_buttons(gateway, group) -> None:
    buttons = ((Button(label="Claim", token="t1"),),)
    sent = await gateway.post(ChatId(group.id), "open", keyboard=buttons)
    place = MessageRef(chat_id=ChatId(group.id), message_id=sent)

    await gateway.edit(place, "<i>claimed</i>")
    await gateway.edit(place, "<i>claimed</i>")

    message = found(group, sent)
    assert (message.html, message.labels) == ("<i>claimed</i>", [])


async def test_a_public_reply_is_rewritten_as_it_was_typed(gateway, telegram, group) -> None:
    said = telegram.say(group, telegram.add_user(first_name="Rahul"), "my chai was cold")
    place = MessageRef(chat_id=ChatId(group.id), message_id=MessageId(said.message_id))
    sent = await gateway.reply(place, "Sorry")
    ours = MessageRef(chat_id=ChatId(group.id), message_id=sent)

    # when it is rewritten, twice the same
    for _ in range(2):
        await gateway.rewrite(ours, "Sorry <b> & a new cup")

    # then no sign was read as markup, no page is shown, and the second time changed nothing
    assert found(group, sent).text == "Sorry <b> & a new cup"
    (*_, call) = telegram.calls_of("editMessageText")
    assert "is_disabled" in str(call.params["link_preview_options"])
    telegram.delete(found(group, sent))
    with pytest.raises(MessageGone):
        await gateway.rewrite(ours, "Too late")


async def test_a_members_picture_is_copied_silently(gateway, telegram, group) -> None:
    said = telegram.say(group, telegram.add_user(first_name="Rahul"), "a hair", media="photo")
    source = MessageRef(chat_id=ChatId(group.id), message_id=MessageId(said.message_id))
    under = await gateway.post(ChatId(group.id), "the card")

    shown = await gateway.copy(ChatId(group.id), source, reply_to=under)

    assert found(group, shown).media == said.media
    assert found(group, shown).reply_to is found(group, under)
    assert found(group, shown).is_silent
    telegram.delete(said)
    with pytest.raises(MessageGone):
        await gateway.copy(ChatId(group.id), source)


async def test_a_topic_is_made_named_anew_and_written_into(gateway, telegram, bot, rahul) -> None:
    forum = telegram.add_group(title="Desk", forum=True)
    telegram.promote(bot, forum, can_manage_topics=True)
    desk = ChatId(forum.id)
    said = telegram.say(forum, rahul, "a hair", media="photo")

    # when one is made, gets another title, twice the same, and things are posted into it
    topic_id = await gateway.create_topic(desk, "Complaint", color=16478047)
    for _ in range(2):
        await gateway.rename_topic(desk, topic_id, "Complaints")
    card = await gateway.post(desk, "the card", topic_id=topic_id)
    shown = await gateway.copy(desk, ref(said), reply_to=card, topic_id=topic_id)
    general = await gateway.post(desk, "the board", topic_id=MessageId(1))

    # then it all stands there, and General is where no topic is named
    [topic] = forum.topics()
    assert (topic.message_id, forum.topic_names) == (topic_id, {topic_id: "Complaints"})
    assert topic.service["forum_topic_created"]["icon_color"] == 16478047
    assert [found(forum, one).thread_id for one in (card, shown)] == [topic_id, topic_id]
    assert found(forum, general).thread_id is None


async def test_topics_that_cannot_be_used_are_told_apart(gateway, telegram, bot, group) -> None:
    forum = telegram.add_group(title="Desk", forum=True)
    telegram.promote(bot, forum, can_delete_messages=True)
    desk = ChatId(forum.id)
    closed = telegram.add_topic(forum, "Talk")
    forum.closed_topics.add(closed.message_id)
    gone = telegram.add_topic(forum, "Old")
    telegram.delete_topic(gone)

    with pytest.raises(NoTopics):
        await gateway.create_topic(ChatId(group.id), "Complaint", color=16478047)
    with pytest.raises(NoRights):
        await gateway.create_topic(desk, "Complaint", color=16478047)
    with pytest.raises(TopicClosed):
        await gateway.post(desk, "Hello", topic_id=MessageId(closed.message_id))
    with pytest.raises(TopicGone):
        await gateway.post(desk, "Hello", topic_id=MessageId(gone.message_id))
    with pytest.raises(TopicGone):
        await gateway.rename_topic(desk, MessageId(gone.message_id), "New")


async def test_a_message_is_pinned_silently(gateway, telegram, group) -> None:
    sent = await gateway.post(ChatId(group.id), "the board")

    await gateway.pin(MessageRef(chat_id=ChatId(group.id), message_id=sent))

    assert found(group, sent).is_pinned
    [call] = telegram.calls_of("pinChatMessage")
    assert str(call.params["disable_notification"]).lower() == "true"


async def test_without_the_right_or_the_message_nothing_is_pinned(
    gateway, telegram, bot, group
) -> None:
    sent = await gateway.post(ChatId(group.id), "the board")
    place = MessageRef(chat_id=ChatId(group.id), message_id=sent)
    telegram.promote(bot, group, can_delete_messages=True)
    with pytest.raises(NoRights):
        await gateway.pin(place)

    telegram.promote(bot, group, can_pin_messages=True)
    telegram.delete(found(group, sent))
    with pytest.raises(MessageGone):
        await gateway.pin(place)


async def test_a_message_that_is_gone_cannot_be_edited(gateway, telegram, group) -> None:
    sent = await gateway.post(ChatId(group.id), "open")
    telegram.delete(found(group, sent))

    with pytest.raises(MessageGone):
        await gateway.edit(MessageRef(chat_id=ChatId(group.id), message_id=sent), "claimed")


async def test_broken_html_is_the_requests_own_fault(gateway, group) -> None:
    with pytest.raises(RequestRefused):
        await gateway.post(ChatId(group.id), "<b>open")


async def test_all_messages_are_deleted_and_those_already_gone_do_not_matter(
    gateway, telegram, group, rahul
) -> None:
    messages = [telegram.say(group, rahul, f"spam {number}") for number in range(130)]
    telegram.delete(messages[0])

    await gateway.delete(ChatId(group.id), [MessageId(message.message_id) for message in messages])

    assert all(message.is_deleted for message in messages)
    assert telegram.violations == []


async def test_deleting_without_the_right_says_so(gateway, telegram, bot, group, rahul) -> None:
    messages = telegram.say_album(group, rahul, ["look", None])
    telegram.promote(bot, group, can_pin_messages=True)

    with pytest.raises(NoRights):
        await gateway.delete(ChatId(group.id), [MessageId(m.message_id) for m in messages])

    assert not any(message.is_deleted for message in messages)


async def test_what_is_older_than_two_days_stays(gateway, clock, group, comment) -> None:
    await clock.sleep(49 * 3600)

    with pytest.raises(MessageGone):
        await gateway.delete(ChatId(group.id), [MessageId(comment.message_id)])


async def test_a_muted_member_cannot_write_until_the_time_is_over(
    gateway, telegram, clock, group, comment
) -> None:
    rahul = comment.sender
    until = clock.now() + timedelta(hours=1)

    await gateway.mute(ChatId(group.id), UserId(rahul.id), until=until)

    with pytest.raises(PermissionError):
        telegram.say(group, rahul, "again")
    await clock.sleep(3600)
    assert telegram.say(group, rahul, "sorry").text == "sorry"


async def test_a_mute_for_good_ends_when_it_is_lifted(
    gateway, telegram, clock, group, comment
) -> None:
    rahul = comment.sender
    await gateway.mute(ChatId(group.id), UserId(rahul.id), until=None)
    await clock.sleep(400 * 24 * 3600)
    with pytest.raises(PermissionError):
        telegram.say(group, rahul, "again")

    await gateway.unmute(ChatId(group.id), UserId(rahul.id))

    standing = await gateway.membership(ChatId(group.id), UserId(rahul.id))
    assert standing.status == "member"
    assert telegram.say(group, rahul, "sorry").text == "sorry"


async def test_telegram_takes_a_very_short_mute_for_one_for_good(
    gateway, telegram, clock, group, comment
) -> None:
    rahul = comment.sender
    until = clock.now() + timedelta(seconds=20)

    await gateway.mute(ChatId(group.id), UserId(rahul.id), until=until)

    await clock.sleep(60)
    with pytest.raises(PermissionError):
        telegram.say(group, rahul, "again")


async def test_a_banned_member_is_out_until_the_ban_is_lifted(
    gateway, telegram, group, comment, rahul
) -> None:
    chat_id, user_id = ChatId(group.id), UserId(rahul.id)
    await gateway.ban(chat_id, user_id, until=None)
    banned = await gateway.membership(chat_id, user_id)

    await gateway.unban(chat_id, user_id)
    await gateway.unban(chat_id, user_id)

    assert banned.status == "kicked"
    assert (await gateway.membership(chat_id, user_id)).status == "left"


async def test_a_ban_can_have_an_end(gateway, telegram, clock, group, comment) -> None:
    rahul = comment.sender
    until = clock.now() + timedelta(days=1)

    await gateway.ban(ChatId(group.id), UserId(rahul.id), until=until)

    with pytest.raises(PermissionError):
        telegram.say(group, rahul, "again")
    await clock.sleep(24 * 3600)
    assert telegram.say(group, rahul, "sorry").text == "sorry"


async def test_whoever_is_not_banned_is_not_thrown_out_by_lifting_a_ban(
    gateway, group, comment, rahul
) -> None:
    await gateway.unban(ChatId(group.id), UserId(rahul.id))

    standing = await gateway.membership(ChatId(group.id), UserId(rahul.id))
    assert standing.status == "member"


async def test_a_channel_is_banned_and_let_in_again(gateway, telegram, group, rahul) -> None:
    shouting = telegram.add_channel(title="Shouting")
    await gateway.ban_channel(ChatId(group.id), ChatId(shouting.id))
    with pytest.raises(PermissionError):
        telegram.say(group, rahul, "buy", sender_chat=shouting)

    await gateway.unban_channel(ChatId(group.id), ChatId(shouting.id))

    assert telegram.say(group, rahul, "hello", sender_chat=shouting).text == "hello"


async def test_without_the_right_nobody_is_muted_or_banned(
    gateway, telegram, bot, group, comment
) -> None:
    telegram.promote(bot, group, can_delete_messages=True)
    chat_id, user_id, channel_id = ChatId(group.id), UserId(comment.sender.id), ChatId(-1001)

    for refused in (
        gateway.mute(chat_id, user_id, until=None),
        gateway.unmute(chat_id, user_id),
        gateway.ban(chat_id, user_id, until=None),
        gateway.unban(chat_id, user_id),
        gateway.ban_channel(chat_id, channel_id),
        gateway.unban_channel(chat_id, channel_id),
    ):
        with pytest.raises(NoRights):
            await refused


async def test_an_admin_is_neither_muted_nor_banned(gateway, telegram, group, rahul) -> None:
    chat_id, user_id = ChatId(group.id), UserId(rahul.id)
    telegram.promote(rahul, group)

    with pytest.raises(AuthorProtected):
        await gateway.mute(chat_id, user_id, until=None)
    with pytest.raises(AuthorProtected):
        await gateway.ban(chat_id, user_id, until=None)


async def test_it_leaves_a_group_and_is_told_when_it_is_out_already(gateway, bot, group) -> None:
    await gateway.leave(ChatId(group.id))

    assert not group.members[bot.id].is_inside
    with pytest.raises(ChatGone):
        await gateway.leave(ChatId(group.id))


async def test_it_tells_facts_about_a_chat_and_standing_in_it(
    gateway, telegram, bot, rahul
) -> None:
    channel = telegram.add_channel(title="Chai & Co", username="chaico")
    group = telegram.add_group(title="Chat", linked_to=channel)
    telegram.promote(bot, group, can_delete_messages=True)
    telegram.say(group, rahul, "hi")

    facts = await gateway.chat(ChatId(group.id))
    own = await gateway.membership(ChatId(group.id), UserId(bot.id))
    other = await gateway.membership(ChatId(group.id), UserId(rahul.id))
    nobody = await gateway.membership(ChatId(group.id), UserId(999_999))

    assert (facts.id, facts.kind, facts.title) == (group.id, "supergroup", "Chat")
    assert (facts.linked_chat_id, facts.is_forum) == (channel.id, False)
    assert own.status == "administrator"
    assert "can_delete_messages" in own.rights
    assert "can_pin_messages" not in own.rights
    assert (other.status, nobody.status) == ("member", "left")


async def test_commands_are_shown_in_the_menu(gateway, telegram) -> None:
    await gateway.set_commands({"queue": "Open cases", "next": "Take the top one"})

    [call] = telegram.calls_of("setMyCommands")
    assert call.refusal is None
    assert "Take the top one" in json.dumps(call.params, ensure_ascii=False)


async def test_a_menu_may_be_for_private_chats_in_one_language(gateway, telegram) -> None:
    await gateway.set_commands({"next": "Взять самое срочное"}, private_in="ru")

    [call] = telegram.calls_of("setMyCommands")
    assert call.refusal is None
    assert call.params["language_code"] == "ru"
    assert "all_private_chats" in json.dumps(call.params["scope"])


async def introduce(library, token: str, address: str) -> None:
    gateway = library(token, address)
    try:
        await gateway.identity()
    finally:
        await gateway.close()


@pytest.mark.parametrize("token", ["7000001:AAanother-token", "not a token", ""])
async def test_a_wrong_token_is_refused(library, telegram, bot, token) -> None:
    with pytest.raises(TokenRefused):
        await introduce(library, token, telegram.base_url)


async def redirect(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/elsewhere"})


async def test_a_redirect_is_not_followed_with_the_token(library) -> None:
    asked = []

    async def lure(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return await redirect(request)

    async with Serving(lure) as address:
        gateway = library(TOKEN, address)
        with pytest.raises(OutcomeUnknown):
            await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")
        await gateway.close()

    assert len(asked) == 1


class Serving:
    """A server that answers everything in the same way."""

    def __init__(self, handler) -> None:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", handler)
        self._runner = web.AppRunner(
            application, handler_cancellation=True, shutdown_timeout=0.1, access_log=None
        )

    async def __aenter__(self) -> str:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()


@pytest.mark.parametrize("base", ["nothing", "http://", "http://127.0.0.1:1", "serve"])
async def test_the_token_is_in_no_error_and_no_log(library, base, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    async with Serving(redirect) as address:
        gateway = library(TOKEN, address if base == "serve" else base)
        with pytest.raises(JawabError) as failed:
            await gateway.reply(MessageRef(chat_id=ChatId(1), message_id=MessageId(2)), "Hello")
        await gateway.close()

    told = "".join(traceback.format_exception(failed.value)) + repr(failed.value) + repr(gateway)
    assert TOKEN not in told
    assert TOKEN not in caplog.text


async def test_a_comment_arrives_as_an_event(gateway, telegram, group, comment) -> None:
    raw = (await gateway.fetch_updates(after=None, wait=NOW, limit=100))[-1]

    event = read(json.loads(raw.body))

    assert isinstance(event, MessageSeen)
    assert (event.message.text, event.message.sender.name) == ("where is my order?", "Rahul")
