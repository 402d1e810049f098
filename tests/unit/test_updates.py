"""What updates mean: the Bot API's JSON, told apart."""

import json
from datetime import UTC, datetime

import pytest

from bot.domain.events import (
    ButtonPressed,
    ChatKind,
    ChatMigrated,
    MembershipChanged,
    Message,
    MessageSeen,
    NotForUs,
    ReactionsChanged,
    SenderKind,
)
from bot.telegram.updates import UpdateUnreadable, keep, read

GROUP = {"id": -1001, "type": "supergroup", "title": "Chai Adda", "username": "chaiadda"}
CHANNEL = {"id": -1002, "type": "channel", "title": "Chai & Co", "username": "chaico"}
RAHUL = {"id": 42, "is_bot": False, "first_name": "Rahul", "last_name": "K", "language_code": "hi"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
GROUP_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
POST = {
    "message_id": 300,
    "date": 1_790_000_000,
    "chat": GROUP,
    "from": TELEGRAM,
    "sender_chat": CHANNEL,
    "is_automatic_forward": True,
    "text": "Monsoon offer",
}


def a_message(**changes) -> dict:
    body = {"message_id": 7, "date": 1_790_000_000, "chat": GROUP, "from": RAHUL, **changes}
    return {name: value for name, value in body.items() if value is not None}


def read_message(**changes) -> Message:
    event = read({"update_id": 5, "message": a_message(**changes)})
    assert isinstance(event, MessageSeen)
    return event.message


def test_a_comment_tells_who_wrote_what_where_and_when() -> None:
    event = read({"update_id": 5, "message": a_message(text="kab milega?")})

    assert isinstance(event, MessageSeen)
    message = event.message
    assert (event.update_id, event.is_edit) == (5, False)
    assert (message.chat.id, message.chat.kind) == (-1001, ChatKind.SUPERGROUP)
    assert (message.chat.title, message.chat.username) == ("Chai Adda", "chaiadda")
    assert (message.message_id, message.text, message.media) == (7, "kab milega?", "")
    assert message.sent_at == datetime.fromtimestamp(1_790_000_000, UTC)
    sender = message.sender
    assert (sender.kind, sender.id, sender.name) == (SenderKind.USER, 42, "Rahul K")
    assert sender.language == "hi"


def test_an_edit_is_marked_as_one() -> None:
    body = a_message(text="kab?", edit_date=1_790_000_060)

    event = read({"update_id": 5, "edited_message": body})

    assert isinstance(event, MessageSeen)
    assert event.is_edit
    assert event.message.edited_at == datetime.fromtimestamp(1_790_000_060, UTC)


@pytest.mark.parametrize(
    ("changes", "kind", "sender_id", "name"),
    [
        ({"from": {**RAHUL, "is_bot": True}}, SenderKind.BOT, 42, "Rahul K"),
        ({"from": TELEGRAM}, SenderKind.BOT, 777000, "Telegram"),
        (
            {"from": GROUP_BOT, "sender_chat": GROUP},
            SenderKind.ANONYMOUS_ADMIN,
            -1001,
            "Chai Adda",
        ),
        ({"from": GROUP_BOT}, SenderKind.ANONYMOUS_ADMIN, -1001, "Chai Adda"),
        ({"from": CHANNEL_BOT, "sender_chat": CHANNEL}, SenderKind.CHANNEL, -1002, "Chai & Co"),
        ({"from": None, "sender_chat": CHANNEL}, SenderKind.CHANNEL, -1002, "Chai & Co"),
        (
            {"from": TELEGRAM, "sender_chat": CHANNEL, "is_automatic_forward": True},
            SenderKind.POST,
            -1002,
            "Chai & Co",
        ),
        ({"from": {"id": 9, "username": "raj"}}, SenderKind.USER, 9, "raj"),
        ({"from": {"id": 9, "first_name": " ", "last_name": "Rao"}}, SenderKind.USER, 9, "Rao"),
        ({"from": {"id": 9, "first_name": ""}}, SenderKind.USER, 9, "?"),
    ],
)
def test_senders_are_told_apart_and_always_have_a_name(changes, kind, sender_id, name) -> None:
    sender = read_message(text="hi", **changes).sender

    assert (sender.kind, sender.id, sender.name) == (kind, sender_id, name)


@pytest.mark.parametrize(
    ("content", "media", "text"),
    [
        ({"photo": [], "caption": "look"}, "photo", "look"),
        ({"photo": []}, "photo", ""),
        ({"live_photo": {}, "photo": []}, "live_photo", ""),
        ({"video": {}}, "video", ""),
        ({"voice": {}}, "voice", ""),
        ({"video_note": {}}, "video_note", ""),
        ({"sticker": {"emoji": "😡"}}, "sticker", "😡"),
        ({"animation": {}, "document": {}}, "animation", ""),
        ({"audio": {}}, "audio", ""),
        ({"document": {}, "caption": "bill"}, "document", "bill"),
        ({"venue": {"title": "Cafe"}, "location": {}}, "venue", "Cafe"),
        ({"location": {}}, "location", ""),
        ({"venue": {"title": "Cafe", "address": "12 MG Road"}}, "venue", "Cafe\n12 MG Road"),
        ({"contact": {}}, "contact", ""),
        (
            {"contact": {"first_name": "Ravi", "last_name": "K", "phone_number": "+9198"}},
            "contact",
            "Ravi K\n+9198",
        ),
        ({"poll": {"question": "Worst chai?"}}, "poll", "Worst chai?"),
        (
            {
                "poll": {
                    "question": "Which?",
                    "description": "Be honest",
                    "options": [
                        {"text": "cold"},
                        {"text": "late", "added_by_user": {"id": 1}},
                        {"text": "none"},
                    ],
                    "explanation": "It was cold",
                }
            },
            "poll",
            "Which?\nBe honest\ncold\nnone\nIt was cold",
        ),
        (
            {
                "checklist": {
                    "title": "Lies",
                    "tasks": [{"id": 1, "text": "40 min"}, {"text": "hot"}],
                }
            },
            "checklist",
            "Lies\n40 min\nhot",
        ),
        ({"game": {"title": "Win", "description": "big"}}, "game", "Win\nbig"),
        ({"invoice": {"title": "Gold", "description": "cheap"}}, "invoice", "Gold\ncheap"),
        ({"giveaway": {"prize_description": "a car"}}, "giveaway", "a car"),
        ({"giveaway_winners": {}}, "giveaway_winners", ""),
        ({"poll": "?"}, "poll", ""),
        ({"dice": {"emoji": "🎲"}}, "dice", "🎲"),
        ({"story": {}}, "story", ""),
        ({"paid_media": {}, "caption": "pay"}, "paid_media", "pay"),
        ({"text": "", "rich_message": {"blocks": []}}, "rich_message", ""),
        ({"hologram": {}}, "other", ""),
    ],
)
def test_media_is_noted_by_kind_and_its_words_are_the_text(content, media, text) -> None:
    message = read_message(**content)

    assert (message.media, message.text, message.service) == (media, text, "")


def test_the_words_of_a_rich_message_are_its_text() -> None:
    blocks = [
        {"type": "heading", "text": "Bad service", "size": 1},
        {"type": "paragraph", "text": ["I waited ", {"type": "bold", "text": "an hour"}, "!"]},
        {"type": "list", "items": [{"label": "1", "blocks": [{"text": {"text": "cold"}}]}]},
        {"type": "table", "cells": [[{"text": "a"}, {"text": "b"}]]},
        {"type": "photo", "caption": {"text": "the cup"}},
    ]

    message = read_message(text="", rich_message={"blocks": blocks})

    assert message.text == "Bad service\nI waited an hour!\ncold\na\nb\nthe cup"


@pytest.mark.parametrize(
    ("content", "service"),
    [
        ({"new_chat_members": [RAHUL]}, "joined"),
        ({"left_chat_member": RAHUL}, "left"),
        ({"pinned_message": POST}, "pinned"),
        ({"video_chat_started": {}}, "video_chat"),
        ({"group_chat_created": True}, "other"),
        ({"boost_added": {"boost_count": 1}}, "other"),
    ],
)
def test_service_messages_are_no_comments(content, service) -> None:
    message = read_message(**content)

    assert (message.service, message.text, message.media) == (service, "", "")


def test_a_topics_title_is_read_when_it_opens_and_when_it_changes() -> None:
    opened = read_message(forum_topic_created={"name": "Delivery"}, message_thread_id=7)
    changed = read_message(forum_topic_edited={"name": "Orders"}, message_thread_id=7)

    assert (opened.service, opened.topic_title) == ("topic_created", "Delivery")
    assert (changed.service, changed.topic_title) == ("topic_edited", "Orders")


def test_a_comment_in_a_topic_does_not_answer_the_topic_itself() -> None:
    root = a_message(message_id=6, forum_topic_created={"name": "Delivery"})

    message = read_message(
        text="late", message_thread_id=6, is_topic_message=True, reply_to_message=root
    )

    assert (message.thread_id, message.is_topic) == (6, True)
    assert (message.topic_title, message.reply_to) == ("Delivery", None)


def test_a_comment_under_a_post_says_so() -> None:
    message = read_message(text="how long?", message_thread_id=300, reply_to_message=POST)

    assert message.reply_to is not None
    assert (message.reply_to.message_id, message.reply_to.is_post) == (300, True)
    assert message.reply_to.text == "Monsoon offer"
    assert message.reply_to.sender is not None
    assert message.reply_to.sender.kind is SenderKind.POST
    assert message.reply_to.post_id is None


def test_a_forwarded_post_tells_its_number_in_the_channel() -> None:
    origin = {"type": "channel", "chat": CHANNEL, "message_id": 57, "date": 1_790_000_000}
    post = {**POST, "forward_origin": origin}

    message = read_message(text="how long?", message_thread_id=300, reply_to_message=post)

    assert read_message(**post).post_id == 57
    assert message.post_id is None
    assert message.reply_to is not None
    assert message.reply_to.post_id == 57


def test_an_answer_tells_what_it_answers_and_what_it_quotes() -> None:
    parent = a_message(message_id=6, text="We open at nine", **{"from": CHANNEL_BOT})

    message = read_message(
        text="not true", reply_to_message=parent, quote={"text": "at nine", "position": 8}
    )

    assert message.reply_to is not None
    assert (message.reply_to.text, message.reply_to.is_post) == ("We open at nine", False)
    assert message.quote == "at nine"


def test_an_answer_to_another_chat_keeps_the_quote_only() -> None:
    message = read_message(
        text="see", external_reply={"origin": {}, "message_id": 99}, quote={"text": "cold chai"}
    )

    assert (message.reply_to, message.quote) == (None, "cold chai")


def test_an_answer_to_a_poll_elsewhere_tells_the_words_of_that() -> None:
    poll = {"question": "Is it a scam?", "options": [{"text": "yes"}]}

    message = read_message(text="see", external_reply={"origin": {}, "poll": poll})

    assert message.quote == "Is it a scam?\nyes"


def test_the_origin_of_a_forward_changes_nothing() -> None:
    origin = {"type": "user", "sender_user": TELEGRAM, "date": 1}

    message = read_message(text="win now", forward_origin=origin)

    assert (message.sender.id, message.text) == (42, "win now")


def test_links_are_found_where_they_show_and_where_they_hide() -> None:
    text = "😡 see evil.example or click"
    entities = [
        {"type": "url", "offset": 7, "length": 12},
        {"type": "text_link", "offset": 23, "length": 5, "url": "https://worse.example/"},
        {"type": "text_link", "offset": 0, "length": 1},
        {"type": "url", "offset": "x"},
        {"type": "bold", "offset": 0, "length": 3},
    ]

    assert read_message(text=text, entities=entities).links == (
        "evil.example",
        "https://worse.example/",
    )
    assert read_message(photo=[], caption=text, caption_entities=entities).links == (
        "evil.example",
        "https://worse.example/",
    )


def test_links_are_found_in_rich_words_buttons_previews_and_polls() -> None:
    rich = {
        "blocks": [
            {
                "type": "paragraph",
                "text": ["see ", {"type": "url", "text": "us", "url": "a.example"}],
            },
            {
                "type": "list",
                "items": [{"blocks": [{"text": {"type": "url", "url": "b.example"}}]}],
            },
            {
                "type": "photo",
                "caption": {"text": "x", "credit": {"type": "url", "url": "c.example"}},
            },
        ]
    }
    link = {"type": "text_link", "offset": 0, "length": 2, "url": "d.example"}
    buttons = [[{"text": "Go", "url": "e.example"}, {"text": "x", "callback_data": "y"}], "?"]

    assert read_message(rich_message=rich).links == ("a.example", "b.example", "c.example")
    assert read_message(
        poll={"question": "?", "explanation": "so", "explanation_entities": [link]}
    ).links == ("d.example",)
    assert read_message(
        checklist={"title": "x", "tasks": [{"text": "so", "text_entities": [link]}]}
    ).links == ("d.example",)
    assert read_message(text="hi", reply_markup={"inline_keyboard": buttons}).links == (
        "e.example",
    )
    assert read_message(text="hi", link_preview_options={"url": "f.example"}).links == (
        "f.example",
    )


def test_parts_of_an_album_carry_its_id() -> None:
    assert read_message(photo=[], media_group_id="1300").album_id == "1300"


def test_half_characters_and_nul_are_replaced() -> None:
    message = read_message(text="a\ud83d b\x00c \ud83d\ude00")

    assert message.text == "a� bc 😀"


@pytest.mark.parametrize(
    "body",
    [
        a_message(chat={"id": -5, "type": "group", "title": "Old"}, migrate_to_chat_id=-1009),
        a_message(chat={**GROUP, "id": -1009}, migrate_from_chat_id=-5),
    ],
)
def test_both_notices_of_a_migration_mean_the_same(body) -> None:
    event = read({"update_id": 5, "message": body})

    assert event == ChatMigrated(update_id=5, old_chat_id=-5, new_chat_id=-1009)


def test_a_press_names_the_presser_the_message_and_the_data() -> None:
    query = {"id": "q1", "from": RAHUL, "message": a_message(text="card"), "data": "t1"}

    event = read({"update_id": 5, "callback_query": query})

    assert isinstance(event, ButtonPressed)
    assert (event.query_id, event.presser.id, event.data) == ("q1", 42, "t1")
    assert (event.chat_id, event.message_id) == (-1001, 7)


def test_a_press_under_an_old_message_still_names_its_place() -> None:
    old = {"message_id": 7, "date": 0, "chat": GROUP}

    event = read({"update_id": 5, "callback_query": {"id": "q1", "from": RAHUL, "message": old}})

    assert isinstance(event, ButtonPressed)
    assert (event.chat_id, event.message_id, event.data) == (-1001, 7, "")


def test_a_press_under_an_inline_message_has_no_place() -> None:
    query = {"id": "q1", "from": GROUP_BOT, "inline_message_id": "abc", "data": "t1"}

    event = read({"update_id": 5, "callback_query": query})

    assert isinstance(event, ButtonPressed)
    assert (event.chat_id, event.message_id) == (None, None)
    assert event.presser.kind is SenderKind.ANONYMOUS_ADMIN


@pytest.mark.parametrize(("kind", "is_self"), [("my_chat_member", True), ("chat_member", False)])
def test_a_change_of_membership_tells_whose_and_to_what(kind, is_self) -> None:
    body = {
        "chat": GROUP,
        "from": RAHUL,
        "date": 1_790_000_000,
        "old_chat_member": {"status": "member", "user": RAHUL},
        "new_chat_member": {"status": "kicked", "user": {**RAHUL, "id": 43}},
    }

    event = read({"update_id": 5, kind: body})

    assert isinstance(event, MembershipChanged)
    assert (event.user_id, event.status, event.is_self) == (43, "kicked", is_self)
    assert event.chat.id == -1001


@pytest.mark.parametrize(
    ("member", "is_inside", "rights"),
    [
        ({"status": "member"}, True, set()),
        ({"status": "left"}, False, set()),
        ({"status": "kicked", "until_date": 0}, False, set()),
        ({"status": "restricted", "is_member": True, "can_pin_messages": False}, True, set()),
        ({"status": "restricted", "is_member": False}, False, set()),
        (
            {
                "status": "administrator",
                "can_delete_messages": True,
                "can_restrict_members": False,
            },
            True,
            {"can_delete_messages"},
        ),
    ],
)
def test_a_change_of_membership_tells_who_made_it_and_what_holds_now(
    member, is_inside, rights
) -> None:
    body = {
        "chat": GROUP,
        "from": RAHUL,
        "date": 1_790_000_000,
        "new_chat_member": {**member, "user": GROUP_BOT},
    }

    event = read({"update_id": 5, "my_chat_member": body})

    assert isinstance(event, MembershipChanged)
    assert (event.by.id, event.is_inside, event.rights) == (42, is_inside, rights)


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post", "poll", "aurora"])
def test_other_updates_are_not_for_us(kind) -> None:
    assert read({"update_id": 5, kind: POST}) == NotForUs(update_id=5, kind=kind)


def test_an_update_with_nothing_in_it_is_not_for_us() -> None:
    assert read({"update_id": 5}) == NotForUs(update_id=5, kind="nothing")


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": "5"},
        {"update_id": True},
        {"update_id": 2**70},
        {"update_id": 5, "message": None},
        {"update_id": 5, "message": []},
        {"update_id": 5, "message": a_message(text=7)},
        {"update_id": 5, "message": a_message(date=10**17)},
        {"update_id": 5, "message": a_message(date=None)},
        {"update_id": 5, "message": a_message(chat={"id": -1, "type": "room"})},
        {"update_id": 5, "message": a_message(**{"from": None})},
        {"update_id": 5, "message": a_message(entities=[7])},
        {"update_id": 5, "callback_query": {"from": RAHUL}},
        {"update_id": 5, "chat_member": {"chat": GROUP, "new_chat_member": {}}},
    ],
)
def test_what_cannot_be_read_is_refused_in_one_way(update) -> None:
    with pytest.raises(UpdateUnreadable):
        read(update)


def test_an_update_is_kept_whole_and_in_ascii() -> None:
    raw = keep({"update_id": 5, "message": {"text": "आप \ud83d", "new_field": [None]}})

    assert raw.update_id == 5
    assert (
        raw.body
        == '{"update_id":5,"message":{"text":"\\u0906\\u092a \\ud83d","new_field":[null]}}'
    )


@pytest.mark.parametrize("update", [None, [], 5, {}, {"update_id": None}])
def test_an_update_without_id_cannot_be_kept(update) -> None:
    with pytest.raises(UpdateUnreadable):
        keep(update)


def test_an_update_too_deep_to_be_written_is_kept_as_one_that_cannot_be_read() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]

    kept = keep({"update_id": 9, "message": a_message(rich_message=deep)})

    assert kept.update_id == 9
    with pytest.raises(UpdateUnreadable):
        read(json.loads(kept.body))


THUMB, HEART = {"type": "emoji", "emoji": "👍"}, {"type": "custom_emoji", "custom_emoji_id": "5"}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [([], [THUMB], 1), ([THUMB, HEART], [], -2), ([THUMB], None, -1)],
)
def test_a_reaction_tells_what_somebody_changed(before, after, change) -> None:
    # python-telegram-bot loses empty lists
    body = {"chat": GROUP, "message_id": 7, "user": RAHUL, "date": 1, "old_reaction": before}
    if after is not None:
        body["new_reaction"] = after

    event = read({"update_id": 5, "message_reaction": body})

    assert event == ReactionsChanged(
        update_id=5, chat_id=-1001, message_id=7, change=change, by_id=42
    )


def test_a_channels_reaction_and_anonymous_ones_are_told_apart() -> None:
    of_channel = {"chat": GROUP, "message_id": 7, "actor_chat": CHANNEL, "new_reaction": [THUMB]}
    counted = {
        "chat": GROUP,
        "message_id": 7,
        "reactions": [{"type": THUMB, "total_count": 3}, {"type": HEART, "total_count": 2}],
    }

    by_channel = read({"update_id": 5, "message_reaction": of_channel})
    anonymous = read({"update_id": 6, "message_reaction_count": counted})

    assert (by_channel.change, by_channel.by_id, by_channel.total) == (1, -1002, None)
    assert (anonymous.change, anonymous.by_id, anonymous.total) == (0, None, 5)
    with pytest.raises(UpdateUnreadable, match="total_count is missing"):
        read({"update_id": 7, "message_reaction_count": {**counted, "reactions": [{}]}})
