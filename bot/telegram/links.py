"""Addresses on t.me of messages and people."""

from __future__ import annotations

import re

from bot.domain.comment import Comment, Community
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import ChatId, MessageId
from bot.domain.privacy import NO_MESSAGE

_USERNAME = re.compile(r"[A-Za-z0-9_]{3,40}")
_SUPERGROUPS_BELOW = -1_000_000_000_000


def comment_link(community: Community, comment: Comment) -> str:
    """The address of a comment, empty where there is none (private chats, basic groups)."""
    return message_link(community, comment, comment.message_ids[0])


def message_link(community: Community, near: Comment, message_id: MessageId) -> str:
    """The address of a message in the thread of the comment `near`, empty where there is none."""
    is_private = community.is_private or near.is_behind_door
    place = "" if is_private else _chat_path(near.chat_id, community.username)
    if not place or message_id == NO_MESSAGE:
        return ""
    if near.thread_id is None:
        return f"https://t.me/{place}/{message_id}"
    if near.is_topic:
        return f"https://t.me/{place}/{near.thread_id}/{message_id}"
    return f"https://t.me/{place}/{message_id}?thread={near.thread_id}"


def author_link(author: Sender) -> str:
    """Where an author is found: a user's profile, a channel by its name, else nowhere.

    Who was forgotten has an id below zero.
    """
    if author.kind is SenderKind.USER:
        return f"tg://user?id={author.id}" if author.id > 0 else ""
    return f"https://t.me/{author.username}" if _USERNAME.fullmatch(author.username) else ""


def desk_link(chat_id: ChatId, message_id: MessageId) -> str:
    """The address of a message of ours in the desk, empty where there is none."""
    place = _chat_path(chat_id, "")
    return f"https://t.me/{place}/{message_id}" if place else ""


def _chat_path(chat_id: ChatId, username: str) -> str:
    if _USERNAME.fullmatch(username):
        return username
    if chat_id < _SUPERGROUPS_BELOW:
        return f"c/{_SUPERGROUPS_BELOW - chat_id}"
    return ""
