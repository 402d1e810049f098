"""Our side of Telegram, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.desk import Keyboard
from bot.domain.ids import BotId, ChatId, MessageId, MessageRef, UpdateId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class RawUpdate:
    """An update as Telegram sent it: Bot API JSON."""

    update_id: UpdateId
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BotIdentity:
    """What getMe says."""

    id: BotId
    name: str
    username: str
    reads_all_messages: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFacts:
    """What getChat says."""

    id: ChatId
    kind: str
    title: str
    username: str
    is_forum: bool
    linked_chat_id: ChatId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What getChatMember says of somebody; `rights` names the admin rights that they hold."""

    status: str
    rights: frozenset[str] = frozenset()


class Gateway(Protocol):
    """The part of Telegram that the desk speaks to.

    Every method may raise GatewayDown, RateLimited, TokenRefused, ChatGone, ChatMoved and, where
    it changes something, NoRights, OutcomeUnknown and RequestRefused; further ones are named.
    """

    async def identity(self) -> BotIdentity:
        """Who the bot is."""

    async def fetch_updates(
        self, *, after: UpdateId | None, wait: timedelta, limit: int
    ) -> list[RawUpdate]:
        """Long-poll for updates beyond `after`, which acknowledges all up to it.

        May raise PollerConflict.
        """

    async def set_webhook(self, url: str, *, secret: str) -> None:
        """Ask for updates by webhook; an empty `url` asks for none."""

    async def reply(self, to: MessageRef, text: str, *, quote: str = "") -> MessageId:
        """Post plain text under a comment. Raise ReplyTargetGone when it is not there any more."""

    async def post(
        self,
        chat_id: ChatId,
        html: str,
        *,
        keyboard: Keyboard = (),
        reply_to: MessageId | None = None,
        force_reply: bool = False,
        silent: bool = True,
        topic_id: MessageId | None = None,
    ) -> MessageId:
        """Post a message of ours in the desk; a vanished `reply_to` is ignored.

        In a topic of the desk it may raise TopicGone or TopicClosed.
        """

    async def edit(self, ref: MessageRef, html: str, *, keyboard: Keyboard = ()) -> None:
        """Replace a message of ours; nothing happens if it is the same. Raise MessageGone."""

    async def pin(self, ref: MessageRef) -> None:
        """Pin a message of ours in its chat, silently. Raise NoRights or MessageGone."""

    async def copy(
        self,
        chat_id: ChatId,
        source: MessageRef,
        *,
        reply_to: MessageId | None = None,
        topic_id: MessageId | None = None,
    ) -> MessageId:
        """Show somebody's message in another chat, in one of its topics, silently.

        Raise MessageGone where there is nothing to copy, TopicGone or TopicClosed.
        """

    async def create_topic(self, chat_id: ChatId, title: str, *, color: int) -> MessageId:
        """Make a topic, whose icon has one of Telegram's colours, and return its number.

        Raise NoRights, or NoTopics in a group without them.
        """

    async def rename_topic(self, chat_id: ChatId, topic_id: MessageId, title: str) -> None:
        """Give a topic another title; nothing happens if it has that one. Raise TopicGone."""

    async def rewrite(self, ref: MessageRef, text: str) -> None:
        """Replace a public reply of ours by another plain text.

        Raise MessageGone where it is no more.
        """

    async def delete(self, chat_id: ChatId, message_ids: Sequence[MessageId]) -> None:
        """Delete messages; those already gone count as deleted.

        Raise NoRights or MessageGone (too old).
        """

    async def mute(self, chat_id: ChatId, user_id: UserId, *, until: datetime | None) -> None:
        """Take the right to write from a member, for good without `until`.

        Telegram takes a time of under thirty seconds, or over 366 days, for ever. Raise NoRights
        or AuthorProtected.
        """

    async def unmute(self, chat_id: ChatId, user_id: UserId) -> None:
        """Give that right back. Raise NoRights or AuthorProtected."""

    async def ban(self, chat_id: ChatId, user_id: UserId, *, until: datetime | None) -> None:
        """Throw somebody out and keep them out. Raise NoRights or AuthorProtected."""

    async def unban(self, chat_id: ChatId, user_id: UserId) -> None:
        """Let somebody come again; who is not banned stays. Raise NoRights."""

    async def ban_channel(self, chat_id: ChatId, channel_id: ChatId) -> None:
        """Keep a channel from writing as itself. Raise NoRights."""

    async def unban_channel(self, chat_id: ChatId, channel_id: ChatId) -> None:
        """Let a channel write again. Raise NoRights."""

    async def answer_press(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a press with a toast, or a dialog when `alert`. Raise QueryTooOld."""

    async def chat(self, chat_id: ChatId) -> ChatFacts:
        """Facts about a chat."""

    async def membership(self, chat_id: ChatId, user_id: UserId) -> Membership:
        """Somebody's standing in a chat."""

    async def leave(self, chat_id: ChatId) -> None:
        """Go out of a group. Raise ChatGone where the bot is not in it any more."""

    async def set_commands(self, commands: Mapping[str, str], *, private_in: str = "") -> None:
        """Show these commands (name to description) in Telegram's menu.

        With a language, only in private chats of those who use Telegram in it.
        """

    async def close(self) -> None:
        """Let go of connections."""
