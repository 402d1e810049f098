import pytest

from tests.unit.simulator_stage import Community, a_community, button, keyboard


async def _send(c: Community, text: str = "hello", **params: object) -> dict:
    return await c.api.result("sendMessage", **{"chat_id": c.group.id, "text": text, **params})


async def _refused(c: Community, text: str = "hello", **params: object) -> str:
    return await c.api.refusal("sendMessage", **{"chat_id": c.group.id, "text": text, **params})


async def test_a_reply_under_a_comment_stands_in_the_thread_of_the_post() -> None:
    async with a_community() as c:
        # given a comment under a post
        post = c.telegram.post(c.channel, "Monsoon offer")
        comment = c.telegram.say(c.group, c.asha, "how much?", reply_to=post)

        # when the bot answers it
        sent = await _send(c, reply_parameters={"message_id": comment.message_id})

        # then the answer belongs to the post's thread
        assert sent["message_thread_id"] == post.message_id
        assert sent["reply_to_message"]["text"] == "how much?"
        assert c.group.visible[-1].reply_to is comment


@pytest.mark.parametrize("length", [4096, 4097])
async def test_texts_are_measured_in_utf16_units_after_parsing(length: int) -> None:
    async with a_community() as c:
        text = f"<b>{'😡' * 2048}</b>{'x' * (length - 4096)}"
        body = await c.api.call("sendMessage", chat_id=c.group.id, text=text, parse_mode="HTML")

        assert body["ok"] == (length == 4096)
        assert body.get("description") in {None, "Bad Request: message is too long"}


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"text": " \n"}, "400 Bad Request: message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "400 Bad Request: message text is empty"),
        ({"parse_mode": "MarkdownV2"}, "400 Bad Request: unsupported parse_mode"),
        ({"chat_id": -100}, "400 Bad Request: chat not found"),
        ({"chat_id": "@nobody_here"}, "400 Bad Request: chat not found"),
        ({"message_thread_id": 77}, "400 Bad Request: message thread not found"),
        (
            {"reply_parameters": {"message_id": 77}},
            "400 Bad Request: message to be replied not found",
        ),
        (
            {"reply_markup": keyboard(button("x", "d" * 65))},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"reply_markup": keyboard(button("x", "ж" * 33))},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"reply_markup": keyboard(*[button("x", "d")] * 101)},
            "400 Bad Request: reply markup is too long",
        ),
        (
            {"reply_markup": keyboard({"text": "x"})},
            "400 Bad Request: can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": {"force_reply": True, "input_field_placeholder": "x" * 65}},
            "400 Bad Request: input field placeholder is too long",
        ),
    ],
)
async def test_what_telegram_would_not_send_is_refused(params: dict, error: str) -> None:
    async with a_community() as c:
        assert await _refused(c, **params) == error
        assert c.group.visible == []
        assert [str(call.refusal) for call in c.telegram.refusals] == [error[4:]]


async def test_a_reply_to_something_gone_goes_out_alone_only_when_allowed() -> None:
    async with a_community() as c:
        comment = c.telegram.say(c.group, c.asha, "hello")
        c.telegram.delete(comment)
        target = {"message_id": comment.message_id}

        assert "message to be replied not found" in await _refused(c, reply_parameters=target)
        assert c.telegram.violations == [], "nobody could have known"
        sent = await _send(c, reply_parameters={**target, "allow_sending_without_reply": True})
        assert "reply_to_message" not in sent


async def test_a_quote_must_stand_in_the_message() -> None:
    async with a_community() as c:
        comment = c.telegram.say(c.group, c.asha, "😡 where is my order?")
        target = {"message_id": comment.message_id, "quote": "my order"}

        sent = await _send(c, reply_parameters=target)
        c.telegram.edit(comment, "never mind")

        assert sent["quote"] == {"text": "my order", "position": 12, "is_manual": True}
        assert await _refused(c, reply_parameters=target) == "400 Bad Request: QUOTE_TEXT_INVALID"


async def test_topics_take_messages_and_keep_their_replies() -> None:
    async with a_community() as c:
        topic = c.telegram.add_topic(c.forum, "Orders")
        other = c.telegram.add_topic(c.forum, "Praise")
        comment = c.telegram.say(c.forum, c.asha, "where?", topic=topic)
        reply = {"message_id": comment.message_id}

        plain = await _send(c, chat_id=c.forum.id, message_thread_id=topic.message_id)
        answer = await _send(c, chat_id=c.forum.id, reply_parameters=reply)

        for sent in (plain, answer):
            assert (sent["message_thread_id"], sent["is_topic_message"]) == (
                topic.message_id,
                True,
            )
        assert plain["reply_to_message"]["forum_topic_created"]["name"] == "Orders"
        refused = await _refused(
            c, chat_id=c.forum.id, message_thread_id=other.message_id, reply_parameters=reply
        )
        assert refused == "400 Bad Request: message to be replied not found"


async def test_an_edit_without_keyboard_takes_the_buttons_away() -> None:
    async with a_community() as c:
        sent = await _send(c, reply_markup=keyboard(button("Send 1", "a")))
        card = c.group.visible[-1]
        assert card.labels == ["Send 1"]

        edit = {"chat_id": c.group.id, "message_id": sent["message_id"], "text": "done"}
        edited = await c.api.result("editMessageText", **edit)

        assert (card.text, card.labels, card.edited_count) == ("done", [], 1)
        assert "edit_date" in edited
        assert "message is not modified" in await c.api.refusal("editMessageText", **edit)


async def test_only_what_is_ones_own_and_there_can_be_edited() -> None:
    async with a_community() as c:
        comment = c.telegram.say(c.group, c.asha, "hello")
        edit = {"chat_id": c.group.id, "text": "x"}

        foreign = await c.api.refusal("editMessageText", message_id=comment.message_id, **edit)
        absent = await c.api.refusal("editMessageText", message_id=99, **edit)

        assert foreign == "400 Bad Request: message can't be edited"
        assert absent == "400 Bad Request: message to edit not found"


async def test_messages_can_be_deleted_for_48_hours_with_the_right() -> None:
    async with a_community() as c:
        comment = c.telegram.say(c.group, c.asha, "spam")
        old = c.telegram.say(c.group, c.asha, "old spam")
        just_in_time = c.telegram.say(c.group, c.asha, "more spam")
        at_desk = c.telegram.say(c.desk, c.asha, "hi")

        async def delete(message: object) -> str:
            where = {"chat_id": message.chat.id, "message_id": message.message_id}
            return (await c.api.call("deleteMessage", **where)).get("description", "ok")

        assert await delete(comment) == "ok"
        assert comment.is_deleted
        assert await delete(comment) == "Bad Request: message to delete not found"
        assert await delete(at_desk) == "Bad Request: message can't be deleted"
        c.clock.advance(hours=48)
        assert await delete(just_in_time) == "ok"
        c.clock.advance(seconds=1)
        assert await delete(old) == "Bad Request: message can't be deleted"
        assert await c.api.heard() == [], "and nobody is told"


async def test_a_press_is_answered_once_and_while_it_is_fresh() -> None:
    async with a_community() as c:
        # given a card with a button
        await _send(c, reply_markup=keyboard(button("Claim", "c1")))
        card = c.group.visible[-1]

        # when somebody presses it
        press = c.telegram.press(c.asha, card, "Claim")
        ((kind, query),) = await c.api.heard()

        # then the bot hears who, what and where, and its answer is shown
        assert (kind, query["data"], query["from"]["id"]) == ("callback_query", "c1", c.asha.id)
        assert query["message"]["message_id"] == card.message_id
        answer = {"callback_query_id": query["id"], "text": "Yours", "show_alert": True}
        await c.api.result("answerCallbackQuery", **answer)
        shown = await c.telegram.answer_to(press)
        assert (shown.text, shown.show_alert) == ("Yours", True)

        # and a minute later it is too old
        late = c.telegram.press(c.asha, card, "Claim")
        c.clock.advance(seconds=61)
        refusal = await c.api.refusal("answerCallbackQuery", callback_query_id=late.id)
        assert refusal.startswith("400 Bad Request: query is too old")
        assert late.answer is None
        with pytest.raises(LookupError, match="no button 'Send 9'"):
            c.telegram.press(c.asha, card, "Send 9")


async def test_a_private_chat_must_be_started_and_not_blocked() -> None:
    async with a_community() as c:
        private = {"chat_id": c.asha.id}
        before = await _refused(c, **private)
        c.telegram.say_privately(c.asha, "/start abc")
        sent = await _send(c, **private)
        c.telegram.block(c.asha)
        after = await _refused(c, **private)

        assert before == "403 Forbidden: bot can't initiate conversation with a user"
        assert sent["chat"] == {
            "id": c.asha.id,
            "type": "private",
            "first_name": "Asha",
            "username": "asha",
        }
        assert after == "403 Forbidden: bot was blocked by the user"


async def test_a_bot_that_was_thrown_out_cannot_speak() -> None:
    async with a_community() as c:
        c.telegram.kick(c.bot, c.group)
        c.telegram.leave(c.bot, c.desk)

        kicked, left = await _refused(c), await _refused(c, chat_id=c.desk.id)

        assert kicked == "403 Forbidden: bot was kicked from the supergroup chat"
        assert left == "403 Forbidden: bot is not a member of the supergroup chat"


async def test_a_migrated_group_tells_where_it_went() -> None:
    async with a_community() as c:
        old = c.telegram.add_group(title="Old", basic=True)
        c.telegram.demote(c.bot, old)
        await c.api.heard()

        new = c.telegram.migrate(old)

        services = [body for _, body in await c.api.heard()]
        assert services[0]["migrate_to_chat_id"] == new.id
        assert services[1]["migrate_from_chat_id"] == old.id
        body = await c.api.call("sendMessage", chat_id=old.id, text="x")
        assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
        assert body["parameters"] == {"migrate_to_chat_id": new.id}
        await _send(c, chat_id=new.id)


async def test_mutes_and_bans_hold_until_their_time_is_over() -> None:
    async with a_community() as c:
        # given a member who wrote
        c.telegram.say(c.group, c.asha, "rude")
        who = {"chat_id": c.group.id, "user_id": c.asha.id}
        until = int(c.clock.now().timestamp()) + 3600

        # when the bot mutes her for an hour
        nothing = {"can_send_messages": False}
        await c.api.result("restrictChatMember", permissions=nothing, until_date=until, **who)

        # then she cannot write until it is over
        assert (await c.api.result("getChatMember", **who))["status"] == "restricted"
        with pytest.raises(PermissionError):
            c.telegram.say(c.group, c.asha, "ruder")
        c.clock.advance(hours=1)
        c.telegram.say(c.group, c.asha, "sorry")

        # and a ban ends when it is lifted
        await c.api.result("banChatMember", **who)
        with pytest.raises(PermissionError):
            c.telegram.say(c.group, c.asha, "hello?")
        await c.api.result("unbanChatMember", only_if_banned=True, **who)
        c.telegram.say(c.group, c.asha, "thank you")


async def test_moderation_needs_its_right_and_spares_admins() -> None:
    async with a_community() as c:
        ravi = c.telegram.add_user(first_name="Ravi")
        c.telegram.promote(ravi, c.group)

        at_desk = await c.api.refusal("banChatMember", chat_id=c.desk.id, user_id=c.asha.id)
        admin = await c.api.refusal("banChatMember", chat_id=c.group.id, user_id=ravi.id)
        pin = await c.api.refusal("pinChatMessage", chat_id=c.group.id, message_id=1)

        assert at_desk == ("400 Bad Request: not enough rights to restrict/unrestrict chat member")
        assert admin == "400 Bad Request: user is an administrator of the chat"
        assert pin == "400 Bad Request: not enough rights to manage pinned messages in the chat"


async def test_a_mention_without_username_carries_its_person() -> None:
    async with a_community() as c:
        text = f'<a href="tg://user?id={c.asha.id}">Asha</a> <a href="tg://user?id=5">X</a>'

        sent = await _send(c, text, parse_mode="HTML")

        (entity,) = sent["entities"]
        assert (entity["type"], entity["user"]["first_name"]) == ("text_mention", "Asha")
