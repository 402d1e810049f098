"""The simulator speaks to both libraries as Telegram does."""

import json

import aiogram
import aiohttp
import pytest
import telegram as ptb
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)

from bot.simulator.faults import Fault
from tests.unit.simulator_stage import TOKEN, Community, a_community


def _aiogram(c: Community) -> aiogram.Bot:
    server = TelegramAPIServer.from_base(c.telegram.base_url)
    return aiogram.Bot(TOKEN, session=AiohttpSession(api=server))


def _ptb(c: Community) -> ptb.Bot:
    return ptb.Bot(TOKEN, base_url=f"{c.telegram.base_url}/bot")


def _everything_happens(c: Community) -> None:
    """Let every kind of update happen once."""
    post = c.telegram.post(c.channel, "Monsoon offer")
    topic = c.telegram.add_topic(c.forum, "Orders")
    said = c.telegram.say(c.group, c.asha, "hello https://x.in", reply_to=post, quote="Monsoon")
    c.telegram.say(c.forum, c.asha, "in a topic", topic=topic)
    c.telegram.say(c.group, c.asha, "forwarded", forwarded_from="Somebody")
    for kind in ("photo", "document", "sticker", "voice", "video", "animation"):
        c.telegram.say(c.group, c.asha, media=kind)
    c.telegram.say_privately(c.asha, "/start abc")
    c.telegram.edit(said, "changed")
    c.telegram.edit(post, "changed")
    c.telegram.react(c.asha, said, "👍")
    c.telegram.press(c.asha, said, data="forged")
    c.telegram.restrict(c.asha, c.group)
    c.telegram.leave(c.asha, c.group)
    c.telegram.block(c.asha)
    old = c.telegram.add_group(title="Old", basic=True)
    c.telegram.promote(c.bot, old)
    c.telegram.migrate(old)


_ALL_KINDS = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
]


async def test_aiogram_reads_every_update() -> None:
    async with a_community() as c, _aiogram(c) as client:
        await client.get_updates(allowed_updates=_ALL_KINDS)
        _everything_happens(c)

        updates = await client.get_updates()

        assert {update.event_type for update in updates} == set(_ALL_KINDS)


async def test_python_telegram_bot_reads_every_update() -> None:
    async with a_community() as c, _ptb(c) as client:
        await client.get_updates(allowed_updates=_ALL_KINDS)
        _everything_happens(c)

        updates = await client.get_updates()

        kinds = {key for u in updates for key in u.to_dict() if key != "update_id"}
        assert kinds == set(_ALL_KINDS)


async def test_aiogram_sends_edits_answers_and_uploads() -> None:
    async with a_community() as c, _aiogram(c) as client:
        # given a card with buttons under a comment
        comment = c.telegram.say(c.group, c.asha, "where is it?")
        button = InlineKeyboardButton(text="Send 1", callback_data="a1")
        card = await client.send_message(
            c.group.id,
            "<b>Card</b>",
            parse_mode="HTML",
            reply_parameters=ReplyParameters(message_id=comment.message_id),
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
            disable_notification=True,
        )
        shown = c.group.visible[-1]
        assert (shown.html, shown.labels, shown.is_silent) == ("<b>Card</b>", ["Send 1"], True)

        # when it is pressed, answered, edited, and a file follows
        press = c.telegram.press(c.asha, shown, "Send 1")
        query = (await client.get_updates())[-1].callback_query
        await client.answer_callback_query(query.id, text="Done")
        await client.edit_message_text("Sent", chat_id=c.group.id, message_id=card.message_id)
        file = BufferedInputFile(b"a,b\n1,2\n", filename="report.csv")
        await client.send_document(c.group.id, file, caption="Report")

        # then all of it stands there
        assert (await c.telegram.answer_to(press)).text == "Done"
        assert [message.text for message in c.group.visible[1:]] == ["Sent", "Report"]
        assert c.group.visible[-1].media["document"]["file_name"] == "report.csv"
        assert c.telegram.violations == []


async def test_aiogram_reads_refusals_as_its_own_errors() -> None:
    async with a_community() as c, _aiogram(c) as client:
        c.telegram.faults.next("sendMessage", Fault.FLOOD, retry_after=7)
        with pytest.raises(TelegramRetryAfter) as flood:
            await client.send_message(c.group.id, "hello")
        old = c.telegram.add_group(title="Old", basic=True)
        c.telegram.promote(c.bot, old)
        new = c.telegram.migrate(old)
        with pytest.raises(TelegramMigrateToChat) as moved:
            await client.send_message(old.id, "hello")

        assert flood.value.retry_after == 7
        assert moved.value.migrate_to_chat_id == new.id


async def test_python_telegram_bot_sends_edits_and_reads_chats() -> None:
    async with a_community() as c, _ptb(c) as client:
        keyboard = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("A", callback_data="a")]])
        sent = await client.send_message(c.group.id, "hello", reply_markup=keyboard)
        await client.edit_message_text("bye", chat_id=c.group.id, message_id=sent.message_id)
        await client.send_photo(c.group.id, b"\xff\xd8\xff\xd9", caption="chart")
        chat = await client.get_chat(c.group.id)
        admins = await client.get_chat_administrators(c.group.id)

        assert [message.text for message in c.group.visible] == ["bye", "chart"]
        assert chat.linked_chat_id == c.channel.id
        assert [admin.user.id for admin in admins] == [c.bot.id]
        with pytest.raises(ptb.error.BadRequest, match="to be replied not found"):
            await client.send_message(
                c.group.id, "x", reply_parameters=ptb.ReplyParameters(message_id=99)
            )


@pytest.mark.parametrize("encoding", ["json", "form", "multipart", "query"])
async def test_every_encoding_of_a_call_is_understood(encoding: str) -> None:
    async with a_community() as c:
        url = f"{c.telegram.base_url}/bot{TOKEN}/SENDMESSAGE"
        markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
        fields = {
            "chat_id": str(c.group.id),
            "text": "жарко & sunny",
            "reply_markup": json.dumps(markup),
        }
        if encoding == "json":
            request = c.api.session.post(url, json={**fields, "reply_markup": markup})
        elif encoding == "form":
            request = c.api.session.post(url, data=fields)
        elif encoding == "query":
            request = c.api.session.get(url, params=fields)
        else:
            with aiohttp.MultipartWriter("form-data") as form:
                for name, value in fields.items():
                    form.append(value).set_content_disposition("form-data", name=name)
            request = c.api.session.post(url, data=form)
        async with request as answer:
            assert (await answer.json())["ok"]

        (message,) = c.group.visible
        assert (message.text, message.labels) == ("жарко & sunny", ["A"])
        assert c.telegram.calls_of("sendMessage")[0].params["reply_markup"] == markup
