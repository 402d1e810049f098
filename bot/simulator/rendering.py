"""State written as the Bot API's JSON."""

from bot.simulator.state import PERMISSIONS, RIGHTS, Bot, Chat, Member, Message, User
from bot.simulator.wire import JsonObject


def user_json(user: User) -> JsonObject:
    """Write a user."""
    body: JsonObject = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    for name in ("last_name", "username", "language_code"):
        if value := getattr(user, name):
            body[name] = value
    return body


def bot_json(bot: Bot) -> JsonObject:
    """Write a bot as getMe does."""
    return user_json(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": bot.can_read_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat) -> JsonObject:
    """Write a chat as it stands in messages."""
    body: JsonObject = {"id": chat.id, "type": chat.type}
    if chat.person is not None:
        named = user_json(chat.person)
        return body | {
            key: named[key] for key in ("first_name", "last_name", "username") if key in named
        }
    body["title"] = chat.title
    if chat.username:
        body["username"] = chat.username
    if chat.is_forum:
        body["is_forum"] = True
    return body


def full_chat_json(chat: Chat) -> JsonObject:
    """Write a chat as getChat does."""
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    body = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }
    if chat.username:
        body["active_usernames"] = [chat.username]
    if chat.linked is not None:
        body["linked_chat_id"] = chat.linked.id
    if chat.type in {"group", "supergroup"}:
        body["permissions"] = {name: name in chat.permissions for name in PERMISSIONS}
    pinned = next((message for message in reversed(chat.visible) if message.is_pinned), None)
    if pinned is not None:
        body["pinned_message"] = message_json(pinned)
    return body


def member_json(member: Member) -> JsonObject:
    """Write somebody's standing in a chat."""
    body: JsonObject = {"status": member.status, "user": user_json(member.user)}
    match member.status:
        case "creator":
            body["is_anonymous"] = member.is_anonymous
        case "administrator":
            body |= {"can_be_edited": False, "is_anonymous": member.is_anonymous}
            body |= {right: right in member.rights for right in RIGHTS}
        case "restricted":
            body |= {"is_member": True, "until_date": member.until_date}
            body |= {name: name in member.permissions for name in PERMISSIONS}
        case "kicked":
            body["until_date"] = member.until_date
    return body


def message_json(message: Message, *, with_reply: bool = True) -> JsonObject:
    """Write a message; the message it answers is written without its own parent."""
    body: JsonObject = {"message_id": message.message_id}
    if message.sender is not None:
        body["from"] = user_json(message.sender)
    if message.sender_chat is not None:
        body["sender_chat"] = chat_json(message.sender_chat)
    body |= {"date": int(message.date.timestamp()), "chat": chat_json(message.chat)}
    body |= _placement(message)
    if with_reply and message.reply_to is not None:
        body["reply_to_message"] = message_json(message.reply_to, with_reply=False)
        if message.quote is not None:
            body["quote"] = message.quote
    return body | _content(message) | message.service


def origin_of(source: Message) -> JsonObject:
    """Write where a forwarded message came from."""
    origin: JsonObject = {"date": int(source.date.timestamp())}
    if source.chat.type == "channel":
        return {
            "type": "channel",
            **origin,
            "chat": chat_json(source.chat),
            "message_id": source.message_id,
        }
    if source.sender_chat is not None:
        return {"type": "chat", **origin, "sender_chat": chat_json(source.sender_chat)}
    if source.sender is None:
        return {"type": "hidden_user", **origin, "sender_user_name": "Deleted Account"}
    return {"type": "user", **origin, "sender_user": user_json(source.sender)}


def _placement(message: Message) -> JsonObject:
    body: JsonObject = {}
    if message.thread_id is not None:
        body["message_thread_id"] = message.thread_id
    if message.is_topic_message:
        body["is_topic_message"] = True
    if message.is_automatic_forward:
        body["is_automatic_forward"] = True
    if message.forward_origin is not None:
        body["forward_origin"] = message.forward_origin
    if message.album_id is not None:
        body["media_group_id"] = message.album_id
    if message.edited_at is not None:
        body["edit_date"] = int(message.edited_at.timestamp())
    return body


def _content(message: Message) -> JsonObject:
    body: JsonObject = dict(message.media)
    prefix = "caption" if message.media else "text"
    if message.text:
        body[prefix] = message.text
    if message.entities:
        body["caption_entities" if message.media else "entities"] = message.entities
    if message.reply_markup is not None and "inline_keyboard" in message.reply_markup:
        body["reply_markup"] = message.reply_markup
    return body
