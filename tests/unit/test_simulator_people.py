import pytest

from bot.simulator.state import ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, TELEGRAM_ID
from tests.unit.simulator_stage import a_community, button, keyboard


async def test_a_post_arrives_in_the_channel_and_heads_a_thread_in_the_group() -> None:
    async with a_community() as c:
        post = c.telegram.post(c.channel, "Monsoon offer")

        (kind, original), (_, forward) = await c.api.heard()

        assert (kind, original["text"]) == ("channel_post", "Monsoon offer")
        assert "from" not in original
        assert forward["message_id"] == post.message_id
        assert forward["is_automatic_forward"] is True
        assert forward["from"]["id"] == TELEGRAM_ID
        assert forward["sender_chat"]["id"] == c.channel.id
        assert forward["forward_origin"]["message_id"] == original["message_id"]
        assert forward["forward_origin"]["type"] == "channel"


async def test_an_edited_post_changes_in_both_places() -> None:
    async with a_community() as c:
        post = c.telegram.post(c.channel, "Monsoon offer")
        await c.api.heard()

        c.telegram.edit(post, "Winter offer")

        heard = [(kind, body["text"]) for kind, body in await c.api.heard()]
        assert heard == [
            ("edited_channel_post", "Winter offer"),
            ("edited_message", "Winter offer"),
        ]


async def test_channels_and_anonymous_admins_hide_behind_shared_users() -> None:
    async with a_community() as c:
        c.telegram.say(c.group, c.asha, "as channel", sender_chat=c.channel)
        c.telegram.say(c.group, c.asha, "as admin", anonymous_admin=True)

        (_, channel), (_, admin) = await c.api.heard()

        assert channel["from"]["id"] == CHANNEL_BOT_ID
        assert channel["sender_chat"]["id"] == c.channel.id
        assert admin["from"]["id"] == ANONYMOUS_ADMIN_ID
        assert admin["sender_chat"]["id"] == c.group.id


async def test_a_banned_channel_cannot_write() -> None:
    async with a_community() as c:
        ban = {"chat_id": c.group.id, "sender_chat_id": c.channel.id}
        await c.api.result("banChatSenderChat", **ban)
        with pytest.raises(PermissionError):
            c.telegram.say(c.group, c.asha, "x", sender_chat=c.channel)

        await c.api.result("unbanChatSenderChat", **ban)
        c.telegram.say(c.group, c.asha, "x", sender_chat=c.channel)


async def test_an_album_is_several_messages_with_one_mark() -> None:
    async with a_community() as c:
        c.telegram.say_album(c.group, c.asha, ["cold chai", None, None])
        c.telegram.say_album(c.group, c.asha, [None, None])

        bodies = [body for _, body in await c.api.heard()]

        assert len({body["media_group_id"] for body in bodies}) == 2
        assert [body.get("caption") for body in bodies[:3]] == ["cold chai", None, None]
        assert all(body["photo"] and "text" not in body for body in bodies)


@pytest.mark.parametrize("kind", ["photo", "document", "sticker", "voice", "video", "animation"])
async def test_media_come_with_files_that_can_be_fetched(kind: str) -> None:
    async with a_community() as c:
        c.telegram.say(c.group, c.asha, media=kind)
        ((_, body),) = await c.api.heard()
        described = body[kind][-1] if kind == "photo" else body[kind]

        file = await c.api.result("getFile", file_id=described["file_id"])
        url = f"{c.telegram.base_url}/file/bot123456:TEST/{file['file_path']}"
        async with c.api.session.get(url) as answer:
            assert len(await answer.read()) == file["file_size"] > 0


async def test_a_phantom_edit_says_edited_and_changes_nothing() -> None:
    async with a_community() as c:
        message = c.telegram.say(c.group, c.asha, "https://x.in")
        c.telegram.phantom_edit(message)

        (_, before), (kind, after) = await c.api.heard()

        assert kind == "edited_message"
        assert after.pop("edit_date") == before["date"]
        assert after == before


async def test_coming_and_going_is_told_as_service_messages_and_to_admins() -> None:
    async with a_community() as c:
        await c.api.result("getUpdates", allowed_updates=["message", "chat_member"])
        c.telegram.join(c.asha, c.group)
        c.telegram.leave(c.asha, c.group)

        heard = await c.api.heard()

        assert [kind for kind, _ in heard] == ["chat_member", "message", "message", "chat_member"]
        assert heard[1][1]["new_chat_members"][0]["id"] == c.asha.id
        assert heard[2][1]["left_chat_member"]["id"] == c.asha.id
        assert heard[3][1]["new_chat_member"]["status"] == "left"


async def test_a_bot_hears_of_its_own_standing() -> None:
    async with a_community() as c:
        c.telegram.promote(c.bot, c.desk, can_pin_messages=True)
        c.telegram.kick(c.bot, c.desk)
        c.telegram.say(c.desk, c.asha, "is it gone?")

        heard = [body["new_chat_member"] for _, body in await c.api.heard()]

        assert [member["status"] for member in heard] == ["administrator", "kicked"]
        assert heard[0]["can_pin_messages"] is True
        assert heard[0]["can_delete_messages"] is False


async def test_reactions_name_what_was_and_what_is() -> None:
    async with a_community() as c:
        await c.api.result("getUpdates", allowed_updates=["message_reaction"])
        message = c.telegram.say(c.group, c.asha, "hello")
        c.telegram.react(c.asha, message, "👍")
        c.telegram.react(c.asha, message, None)

        bodies = [body for _, body in await c.api.heard()]
        thumb = [{"type": "emoji", "emoji": "👍"}]
        assert [(b["old_reaction"], b["new_reaction"]) for b in bodies] == [
            ([], thumb),
            (thumb, []),
        ]


async def test_get_chat_tells_what_the_doctor_wants_to_know() -> None:
    async with a_community() as c:
        group = await c.api.result("getChat", chat_id=c.group.id)
        forum = await c.api.result("getChat", chat_id=c.forum.id)
        channel = await c.api.result("getChat", chat_id="@chai_adda")
        admins = await c.api.result("getChatAdministrators", chat_id=c.group.id)

        assert group["linked_chat_id"] == c.channel.id
        assert channel["linked_chat_id"] == c.group.id
        assert group["permissions"]["can_send_messages"] is True
        assert forum["is_forum"] is True
        assert [(a["user"]["id"], a["can_delete_messages"]) for a in admins] == [(123456, True)]


async def test_waiting_for_what_never_comes_ends() -> None:
    async with a_community() as c:
        with pytest.raises(TimeoutError):
            await c.telegram.wait_for(lambda: c.group.visible, timeout=0.01)


async def test_a_reply_across_chats_and_other_slips_are_mistakes_in_the_script() -> None:
    async with a_community() as c:
        elsewhere = c.telegram.say(c.desk, c.asha, "hello")
        with pytest.raises(ValueError, match="another chat"):
            c.telegram.say(c.group, c.asha, "hi", reply_to=elsewhere)
        with pytest.raises(ValueError, match="do not write in channels"):
            c.telegram.say(c.channel, c.asha, "hi")
        with pytest.raises(ValueError, match="only basic groups migrate"):
            c.telegram.migrate(c.group)
        with pytest.raises(ValueError, match="no such rights: can_fly"):
            c.telegram.promote(c.asha, c.group, can_fly=True)


async def test_two_bots_in_one_group_hear_the_members_but_not_each_other() -> None:
    async with a_community() as c:
        # given a second bot in the group
        second = c.telegram.add_bot(token="99:B", username="second_bot", name="Second")
        c.telegram.demote(second, c.group)
        await c.api.heard()
        mark = c.telegram.pending_updates(second)

        # when the first bot shows a button and a member writes and presses
        markup = keyboard(button("Claim", "c1"))
        await c.api.result("sendMessage", chat_id=c.group.id, text="card", reply_markup=markup)
        c.telegram.say(c.group, c.asha, "hello")
        c.telegram.press(c.asha, c.group.messages[0], "Claim")

        # then both hear the member, and the press goes to the bot whose button it is
        assert [kind for kind, _ in await c.api.heard()] == ["message", "callback_query"]
        assert c.telegram.pending_updates(second) == mark + 1
        with pytest.raises(LookupError, match="name the one you mean"):
            c.telegram.inject({"x": {}})
        assert c.telegram.private_chat(c.asha, bot=second) is not c.telegram.private_chat(
            c.asha, bot=c.bot
        )
