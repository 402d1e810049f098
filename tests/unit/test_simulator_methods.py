import pytest

from tests.unit.simulator_stage import a_community, button, keyboard


async def test_a_copy_is_ones_own_and_a_forward_names_its_origin() -> None:
    async with a_community() as c:
        comment = c.telegram.say(c.group, c.asha, "look", media="photo")
        source = {"from_chat_id": c.group.id, "message_id": comment.message_id}

        copied = await c.api.result("copyMessage", chat_id=c.desk.id, caption="copy", **source)
        forwarded = await c.api.result("forwardMessage", chat_id=c.desk.id, **source)

        assert c.desk.find(copied["message_id"]).text == "copy"
        assert c.desk.find(copied["message_id"]).media == comment.media
        assert forwarded["forward_origin"]["sender_user"]["id"] == c.asha.id
        assert forwarded["caption"] == "look"
        gone = await c.api.refusal(
            "forwardMessage", chat_id=c.desk.id, from_chat_id=c.group.id, message_id=99
        )
        assert gone == "400 Bad Request: message to forward not found"


async def test_many_messages_are_deleted_at_once_as_far_as_they_can_be() -> None:
    async with a_community() as c:
        messages = [c.telegram.say(c.group, c.asha, text) for text in "abc"]
        ids = [message.message_id for message in messages[:2]]

        await c.api.result("deleteMessages", chat_id=c.group.id, message_ids=[*ids, 99])

        assert c.group.visible == messages[2:]
        none = await c.api.refusal("deleteMessages", chat_id=c.group.id, message_ids=[])
        assert none == "400 Bad Request: message identifiers are not specified"


async def test_keyboards_and_captions_are_edited_alone() -> None:
    async with a_community() as c:
        # given a photo and a card by the bot
        photo = c.telegram.say(c.group, c.asha, media="photo").media["photo"][-1]["file_id"]
        await c.api.result("sendPhoto", chat_id=c.desk.id, photo=photo, caption="chart")
        markup = keyboard(button("A", "a"))
        await c.api.result("sendMessage", chat_id=c.desk.id, text="card", reply_markup=markup)
        chart, card = c.desk.visible
        of_chart = {"chat_id": c.desk.id, "message_id": chart.message_id}
        of_card = {"chat_id": c.desk.id, "message_id": card.message_id}

        # when the caption of one and the keyboard of the other change
        await c.api.result(
            "editMessageCaption", caption="<i>new</i>", parse_mode="HTML", **of_chart
        )
        await c.api.result("editMessageReplyMarkup", **of_card)

        # then the rest stays, and what is not there cannot be edited
        assert (chart.html, bool(chart.media)) == ("<i>new</i>", True)
        assert (card.text, card.labels) == ("card", [])
        no_text = await c.api.refusal("editMessageText", text="x", **of_chart)
        no_caption = await c.api.refusal("editMessageCaption", caption="x", **of_card)
        assert no_text == "400 Bad Request: there is no text in the message to edit"
        assert no_caption == "400 Bad Request: there is no caption in the message to edit"
        forced = {"force_reply": True}
        other = await c.api.refusal("editMessageReplyMarkup", reply_markup=forced, **of_card)
        assert other == "400 Bad Request: inline keyboard expected"


async def test_the_latest_pin_is_shown_until_it_is_unpinned() -> None:
    async with a_community() as c:
        c.telegram.promote(c.bot, c.desk, can_pin_messages=True)
        for text in ("first", "second"):
            sent = await c.api.result("sendMessage", chat_id=c.desk.id, text=text)
            pin = {"chat_id": c.desk.id, "message_id": sent["message_id"]}
            await c.api.result("pinChatMessage", **pin)

        async def shown() -> str:
            chat = await c.api.result("getChat", chat_id=c.desk.id)
            return chat["pinned_message"]["text"] if "pinned_message" in chat else ""

        assert await shown() == "second"
        await c.api.result("unpinChatMessage", chat_id=c.desk.id)
        assert await shown() == "first"
        await c.api.result("unpinChatMessage", chat_id=c.desk.id)
        assert await shown() == ""
        nothing = await c.api.refusal("unpinChatMessage", chat_id=c.desk.id)
        assert nothing == "400 Bad Request: message to unpin not found"


async def test_topics_are_opened_with_the_right() -> None:
    async with a_community() as c:
        topic = {"chat_id": c.forum.id, "name": "Complaints"}
        refused = await c.api.refusal("createForumTopic", **topic)
        c.telegram.promote(c.bot, c.forum, can_manage_topics=True)

        made = await c.api.result("createForumTopic", **topic)

        assert refused == "400 Bad Request: not enough rights to create a topic"
        thread = {"chat_id": c.forum.id, "message_thread_id": made["message_thread_id"]}
        sent = await c.api.result("sendMessage", text="hello", **thread)
        assert sent["reply_to_message"]["forum_topic_created"]["name"] == "Complaints"
        assert made["message_thread_id"] != 1, "that is the general topic"
        no_forum = await c.api.refusal("createForumTopic", chat_id=c.desk.id, name="x")
        assert no_forum == "400 Bad Request: the chat is not a forum"


async def test_a_topic_is_renamed_closed_and_opened_by_whoever_opened_it() -> None:
    async with a_community() as c:
        c.telegram.promote(c.bot, c.forum, can_manage_topics=True)
        made = await c.api.result(
            "createForumTopic", chat_id=c.forum.id, name="Complaints", icon_color=16478047
        )
        color = await c.api.refusal("createForumTopic", chat_id=c.forum.id, name="x", icon_color=1)
        c.telegram.promote(c.bot, c.forum, can_pin_messages=True)
        topic = {"chat_id": c.forum.id, "message_thread_id": made["message_thread_id"]}
        theirs = c.telegram.add_topic(c.forum, "Theirs")
        c.forum.closed_topics.add(theirs.message_id)
        not_ours = {"chat_id": c.forum.id, "message_thread_id": theirs.message_id}

        assert made["icon_color"] == 16478047
        assert color == "400 Bad Request: invalid icon color specified"
        assert await c.api.result("editForumTopic", name="Angry", **topic) is True
        again = await c.api.refusal("editForumTopic", name="Angry", **topic)
        assert again == "400 Bad Request: TOPIC_NOT_MODIFIED"
        assert await c.api.result("closeForumTopic", **topic) is True
        assert await c.api.result("sendMessage", text="still here", **topic)
        assert await c.api.result("reopenForumTopic", **topic) is True
        said = [m.service for m in c.forum.visible if m.thread_id == made["message_thread_id"]]
        assert {"forum_topic_edited": {"name": "Angry"}} in said
        assert {"forum_topic_closed": {}} in said
        assert {"forum_topic_reopened": {}} in said
        closed = await c.api.refusal("sendMessage", text="hello", **not_ours)
        assert closed == "400 Bad Request: TOPIC_CLOSED"
        managed = await c.api.refusal("reopenForumTopic", **not_ours)
        assert managed == "400 Bad Request: not enough rights to manage topics"


async def test_a_deleted_topic_takes_its_messages_along() -> None:
    async with a_community() as c:
        c.telegram.promote(c.bot, c.forum, can_manage_topics=True)
        made = await c.api.result("createForumTopic", chat_id=c.forum.id, name="Complaints")
        topic = {"chat_id": c.forum.id, "message_thread_id": made["message_thread_id"]}
        sent = await c.api.result("sendMessage", text="hello", **topic)
        refused = await c.api.refusal("deleteForumTopic", **topic)
        c.telegram.promote(c.bot, c.forum, can_manage_topics=True, can_delete_messages=True)

        assert await c.api.result("deleteForumTopic", **topic) is True

        assert refused == "400 Bad Request: not enough rights to delete a topic"
        assert c.forum.find(sent["message_id"]) is None
        gone = await c.api.refusal("sendMessage", text="hello", **topic)
        assert gone == "400 Bad Request: message thread not found"


async def test_the_menu_is_kept_for_each_scope_and_language() -> None:
    async with a_community() as c:
        menu = [{"command": "queue", "description": "Open cases"}]
        desk = {"scope": {"type": "chat", "chat_id": c.desk.id}, "language_code": "hi"}

        await c.api.result("setMyCommands", commands=menu, **desk)

        assert await c.api.result("getMyCommands", **desk) == menu
        assert await c.api.result("getMyCommands") == []
        await c.api.result("deleteMyCommands", **desk)
        assert await c.api.result("getMyCommands", **desk) == []
        wrong = [{"command": "Queue!", "description": "x"}]
        refused = await c.api.refusal("setMyCommands", commands=wrong)
        assert refused == "400 Bad Request: BOT_COMMAND_INVALID"


async def test_the_name_that_members_see_can_change() -> None:
    async with a_community() as c:
        assert await c.api.result("getMyName") == {"name": "Chai & Co"}
        await c.api.result("setMyName", name="Chai Adda helper")

        sent = await c.api.result("sendMessage", chat_id=c.group.id, text="hello")

        assert sent["from"]["first_name"] == "Chai Adda helper"
        assert await c.api.result("getMyDescription") == {"description": ""}


async def test_a_bot_posts_in_a_channel_as_the_channel() -> None:
    async with a_community() as c:
        sent = await c.api.result("sendMessage", chat_id="@chai_adda", text="Offer")

        assert sent["sender_chat"]["id"] == c.channel.id
        assert "from" not in sent
        ((_, forward),) = await c.api.heard()
        assert (forward["text"], forward["is_automatic_forward"]) == ("Offer", True)
        c.telegram.demote(c.bot, c.channel)
        refused = await c.api.refusal("sendMessage", chat_id=c.channel.id, text="x")
        assert refused == "400 Bad Request: need administrator rights in the channel chat"


async def test_a_restricted_bot_cannot_speak() -> None:
    async with a_community() as c:
        c.telegram.restrict(c.bot, c.desk, "can_send_photos")

        refused = await c.api.refusal("sendMessage", chat_id=c.desk.id, text="x")

        assert refused == "400 Bad Request: not enough rights to send text messages to the chat"


async def test_smaller_methods_answer_in_their_shapes() -> None:
    async with a_community() as c:
        c.telegram.promote(c.bot, c.desk)
        c.telegram.say(c.desk, c.asha, "hello")
        desk = {"chat_id": c.desk.id}

        link = await c.api.result("createChatInviteLink", name="for guests", **desk)

        assert link["name"] == "for guests"
        assert link["invite_link"].startswith("https://t.me/+")
        assert await c.api.result("getChatMemberCount", **desk) == 2
        assert await c.api.result("sendChatAction", action="typing", **desk) is True
        photos = await c.api.result("getUserProfilePhotos", user_id=c.asha.id)
        assert photos == {"total_count": 0, "photos": []}
        assert await c.api.result("leaveChat", **desk) is True
        assert "not a member" in await c.api.refusal("getChat", **desk)
        for method in ("close", "logOut"):
            assert await c.api.result(method) is True


@pytest.mark.parametrize(
    ("method", "params", "error"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 123456, "text": "x"}, "chat not found"),
        ("getFile", {"file_id": "nope"}, "wrong file_id or the file is temporarily unavailable"),
        ("getUpdates", {"offset": "x"}, 'invalid integer value of parameter "offset" specified'),
        ("setWebhook", {"url": "http://x.in"}, "bad webhook: An HTTPS URL must be provided"),
        ("answerCallbackQuery", {"callback_query_id": "7"}, "query is too old"),
    ],
)
async def test_nonsense_is_refused(method: str, params: dict, error: str) -> None:
    async with a_community() as c:
        assert (await c.api.refusal(method, **params)).startswith(f"400 Bad Request: {error}")


async def test_bots_do_not_talk_to_bots() -> None:
    async with a_community() as c:
        other = c.telegram.add_user(first_name="Other", username="other_bot", is_bot=True)

        refused = await c.api.refusal("sendMessage", chat_id=other.id, text="x")

        assert refused == "403 Forbidden: bot can't send messages to bots"
