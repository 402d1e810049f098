"""What an update from Telegram means, before anybody has decided anything about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ChatId, MessageId, UpdateId, UserId


class ChatKind(StrEnum):
    """The kinds of chats that Telegram knows."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class SenderKind(StrEnum):
    """Who can stand behind a message."""

    USER = "user"
    BOT = "bot"
    ANONYMOUS_ADMIN = "anonymous_admin"
    """Writes in the name of the group itself (`sender_chat` is the chat)."""
    CHANNEL = "channel"
    """A channel or another group writing as itself (`sender_chat`)."""
    POST = "post"
    """The linked channel's post, forwarded into its discussion group by Telegram."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """The chat that a message stands in."""

    id: ChatId
    kind: ChatKind
    title: str = ""
    username: str = ""
    is_forum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who wrote: `id` is a user id, or a chat id for anonymous admins and channels."""

    kind: SenderKind
    id: int
    name: str
    username: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliedTo:
    """The message that another one answers, as far as Telegram shows it."""

    message_id: MessageId
    sender: Sender | None = None
    text: str = ""
    is_post: bool = False
    post_id: MessageId | None = None
    """Of a channel's post: its number in the channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as Telegram hands it over.

    `text` is the text or the caption; `media` names what else it holds ("photo", "sticker", …).
    `thread_id` is Telegram's `message_thread_id`; `service` names a service message ("joined", …).
    """

    chat: Chat
    message_id: MessageId
    sender: Sender
    sent_at: datetime
    edited_at: datetime | None = None
    text: str = ""
    media: str = ""
    album_id: str = ""
    thread_id: MessageId | None = None
    is_topic: bool = False
    reply_to: RepliedTo | None = None
    quote: str = ""
    service: str = ""
    topic_title: str = ""
    links: tuple[str, ...] = ()
    """Targets of links in the text, also those hidden behind other words."""
    post_id: MessageId | None = None
    """Of a channel's post that Telegram forwarded: its number in the channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSeen:
    """A message was written, or edited (`is_edit`)."""

    update_id: UpdateId
    message: Message
    is_edit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed:
    """Somebody pressed a button under one of the bot's messages."""

    update_id: UpdateId
    query_id: str
    presser: Sender
    chat_id: ChatId | None
    message_id: MessageId | None
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMigrated:
    """A group became a supergroup with another id."""

    update_id: UpdateId
    old_chat_id: ChatId
    new_chat_id: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChanged:
    """A member of a chat (the bot itself too) has another status now.

    `by` brought it about. `rights` are the admin rights that the member holds
    ("can_delete_messages", …); the owner of a chat has all of them, whatever stands there.
    """

    update_id: UpdateId
    chat: Chat
    user_id: UserId
    by: Sender
    is_self: bool
    status: str
    is_inside: bool
    rights: frozenset[str] = frozenset()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionsChanged:
    """A message has other reactions now.

    Where people react as themselves Telegram tells the `change` that one of them made (`by_id`, a
    user or a chat); where they are anonymous it tells the `total`.
    """

    update_id: UpdateId
    chat_id: ChatId
    message_id: MessageId
    change: int = 0
    total: int | None = None
    by_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotForUs:
    """An update that the desk has no use for; `kind` names Telegram's field."""

    update_id: UpdateId
    kind: str


Event = (
    MessageSeen | ButtonPressed | ChatMigrated | MembershipChanged | ReactionsChanged | NotForUs
)
