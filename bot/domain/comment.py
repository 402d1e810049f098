"""Comments and the threads that they stand in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.events import ChatKind, Message, Sender, SenderKind
from bot.domain.ids import (
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    MessageId,
    MessageRef,
    Owner,
)
from bot.domain.lane import Lane
from classifiers.types import Verdict

ALBUM_DEBOUNCE = timedelta(seconds=2.5)
"""An album comes as separate messages without an end mark: how long to wait after each part."""

MAIN_THREAD = "main"
"""Thread of a message that belongs to no post, topic or reply chain."""

PRIVATE_THREAD = "private"
"""Thread of what somebody writes to the bot alone, without having come by a door."""


class CommentState(StrEnum):
    """How far a comment has come."""

    WAITING = "waiting"
    TRIAGED = "triaged"


class CommunityMode(StrEnum):
    """What the desk does with a community: everything, only counting, or nothing."""

    WATCH = "watch"
    LIVE = "live"
    PAUSED = "paused"
    """New comments are not kept; cases that are open can still be worked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A chat that is watched for a brand; `is_private` stands for the bot's private chats.

    It is answered in the comment's language or else in one of `answer_in`, from the library's
    `topics` (empty: all) and in a `tone` where there is a choice.
    """

    id: CommunityId
    owner: Owner
    chat_id: ChatId
    title: str
    username: str = ""
    languages: tuple[str, ...] = ()
    answer_in: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tone: str = ""
    mode: CommunityMode = CommunityMode.LIVE
    wants_praise: bool = False
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A post with its comments, a forum topic, or a reply chain.

    `addresses` are those of a channel's post in the channel itself (see `bot/domain/posts.py`).
    """

    key: str
    title: str = ""
    root: MessageId | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One message by a member, or one album.

    `message_ids` holds all parts of an album, `captions` their texts in the same order (empty
    where the comment is no album); `text` is what they say together.
    """

    id: CommentId
    owner: Owner
    community_id: CommunityId
    chat_id: ChatId
    message_ids: tuple[MessageId, ...]
    thread_key: str
    thread_id: MessageId | None
    is_topic: bool
    author: Sender
    text: str
    media: str
    album_id: str
    reply_to: MessageId | None
    reply_to_text: str
    links: tuple[str, ...]
    content_hash: str
    sent_at: datetime
    received_at: datetime
    ripe_at: datetime
    edited_at: datetime | None = None
    captions: tuple[str, ...] = ()
    state: CommentState = CommentState.WAITING
    case_id: CaseId | None = None
    lane: Lane | None = None
    priority: int = 0
    reasons: tuple[str, ...] = ()
    verdict: Verdict | None = None
    reactions: int = 0
    """By others, as far as Telegram is asked for them."""

    @property
    def is_behind_door(self) -> bool:
        """Whether a public case goes on with it in the bot's private chat."""
        return self.chat_id > 0 and self.thread_key != PRIVATE_THREAD

    @property
    def ref(self) -> MessageRef:
        """Where an answer to this comment goes."""
        return MessageRef(chat_id=self.chat_id, message_id=self.message_ids[0])


def album_text(captions: Iterable[str]) -> str:
    """What the parts of an album say together."""
    return "\n".join(caption for caption in captions if caption)


def author_key(author: Sender) -> str:
    """Name an author across messages: users and writing chats have separate id ranges."""
    return f"user:{author.id}" if author.kind is SenderKind.USER else f"chat:{author.id}"


def content_hash(text: str, media: str) -> str:
    """Tell a real edit from a phantom one (a first reaction or a preview comes as an edit too)."""
    return hashlib.sha256(f"{media}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def thread_of(message: Message) -> Thread:
    """Say which thread a message belongs to.

    In a discussion group `message_thread_id` is the forwarded post, in a forum the topic,
    elsewhere the first message of a reply chain.
    """
    if message.chat.kind is ChatKind.PRIVATE:
        return Thread(key=PRIVATE_THREAD)
    if message.thread_id is None:
        return Thread(key=MAIN_THREAD)
    kind = "topic" if message.is_topic else "thread"
    return Thread(key=f"{kind}:{message.thread_id}", root=message.thread_id)
