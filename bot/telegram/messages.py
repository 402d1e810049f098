"""A message of the Bot API as the domain knows it: who wrote what, where, under what."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.events import Chat, ChatKind, Message, RepliedTo, Sender, SenderKind
from bot.domain.ids import ChatId, MessageId
from bot.telegram.content import content_of
from bot.telegram.fields import (
    Json,
    UpdateUnreadable,
    flag,
    moment,
    needed_number,
    needed_part,
    number,
    part,
    string,
)

SERVICE_USER = 777000
"""Telegram itself; it forwards the linked channel's posts into the discussion group."""
GROUP_ANONYMOUS_BOT = 1087968824
"""Stands in `from` for every anonymous admin."""
CHANNEL_BOT = 136817688
"""Stands in `from` for every channel; only `sender_chat` tells which."""


def read_message(body: Json) -> Message:
    """Read a message; raise UpdateUnreadable if it is not one."""
    chat = read_chat(needed_part(body, "chat"))
    sender = _sender(body, chat)
    sent_at = moment(body, "date")
    if sender is None or sent_at is None:
        raise UpdateUnreadable("a message without sender or date")
    content = content_of(body)
    message = Message(
        chat=chat,
        message_id=MessageId(needed_number(body, "message_id")),
        sender=sender,
        sent_at=sent_at,
        edited_at=moment(body, "edit_date"),
        text=content.text,
        media=content.media,
        service=content.service,
        links=content.links,
        album_id=string(body, "media_group_id"),
        thread_id=_message_id(body, "message_thread_id"),
        is_topic=flag(body, "is_topic_message"),
        quote=_quoted(body),
        topic_title=_topic_title(body),
        post_id=_post_id(body),
    )
    return _with_parent(message, part(body, "reply_to_message"))


def read_chat(body: Json) -> Chat:
    """Read a chat; raise UpdateUnreadable if it is not one."""
    try:
        kind = ChatKind(string(body, "type"))
    except ValueError as error:
        raise UpdateUnreadable("a chat of an unknown kind") from error
    return Chat(
        id=ChatId(needed_number(body, "id")),
        kind=kind,
        title=string(body, "title") or _full_name(body),
        username=string(body, "username"),
        is_forum=flag(body, "is_forum"),
    )


def read_user(body: Json) -> Sender:
    """Read a user; raise UpdateUnreadable if it is not one."""
    user_id = needed_number(body, "id")
    return Sender(
        kind=_user_kind(body, user_id),
        id=user_id,
        name=_full_name(body) or string(body, "username") or "?",
        username=string(body, "username"),
        language=string(body, "language_code"),
    )


def _user_kind(body: Json, user_id: int) -> SenderKind:
    if user_id == GROUP_ANONYMOUS_BOT:
        return SenderKind.ANONYMOUS_ADMIN
    if user_id == CHANNEL_BOT:
        return SenderKind.CHANNEL
    if flag(body, "is_bot") or user_id == SERVICE_USER:
        return SenderKind.BOT
    return SenderKind.USER


def _sender(body: Json, chat: Chat) -> Sender | None:
    """Who wrote; `sender_chat` goes before `from`, which then only names a stand-in."""
    user = part(body, "from")
    written_by = part(body, "sender_chat")
    if written_by is not None:
        return _chat_as_sender(body, read_chat(written_by), home=chat)
    if user is not None:
        sender = read_user(user)
        if sender.kind is SenderKind.ANONYMOUS_ADMIN:
            return _as_sender(chat, SenderKind.ANONYMOUS_ADMIN)
        return sender
    return _as_sender(chat, SenderKind.CHANNEL) if chat.kind is ChatKind.CHANNEL else None


def _chat_as_sender(body: Json, writer: Chat, *, home: Chat) -> Sender:
    if _is_forwarded_post(body):
        return _as_sender(writer, SenderKind.POST)
    if writer.id == home.id and home.kind is not ChatKind.CHANNEL:
        return _as_sender(writer, SenderKind.ANONYMOUS_ADMIN)
    return _as_sender(writer, SenderKind.CHANNEL)


def _post_id(body: Json) -> MessageId | None:
    """The number that a forwarded post has in its channel, as far as it says where it is from."""
    if not _is_forwarded_post(body):
        return None
    return _message_id(part(body, "forward_origin") or {}, "message_id")


def _is_forwarded_post(body: Json) -> bool:
    user = part(body, "from")
    return flag(body, "is_automatic_forward") or (
        user is not None and number(user, "id") == SERVICE_USER
    )


def _as_sender(chat: Chat, kind: SenderKind) -> Sender:
    name = chat.title or chat.username or "?"
    return Sender(kind=kind, id=chat.id, name=name, username=chat.username)


def _with_parent(message: Message, parent: Json | None) -> Message:
    """Add what the message answers.

    In a topic Telegram hangs every message under the one that created it: that is no answer, but
    it tells the topic's title.
    """
    if parent is None:
        return message
    if part(parent, "forum_topic_created") is not None:
        return replace(message, topic_title=message.topic_title or _topic_title(parent))
    return replace(message, reply_to=_replied_to(parent, message.chat))


def _replied_to(body: Json, chat: Chat) -> RepliedTo:
    return RepliedTo(
        message_id=MessageId(needed_number(body, "message_id")),
        sender=_sender(body, chat),
        text=content_of(body).text,
        is_post=_is_forwarded_post(body),
        post_id=_post_id(body),
    )


def _quoted(body: Json) -> str:
    """What is quoted; of a message elsewhere without a quote the words that Telegram tells."""
    quote, elsewhere = part(body, "quote"), part(body, "external_reply")
    if quote is not None or elsewhere is None:
        return string(quote or {}, "text")
    return content_of(elsewhere).text


def _topic_title(body: Json) -> str:
    named = part(body, "forum_topic_created") or part(body, "forum_topic_edited")
    return string(named, "name") if named is not None else ""


def _message_id(body: Json, name: str) -> MessageId | None:
    value = number(body, name)
    return None if value is None else MessageId(value)


def _full_name(body: Json) -> str:
    names = (string(body, "first_name").strip(), string(body, "last_name").strip())
    return " ".join(name for name in names if name)
