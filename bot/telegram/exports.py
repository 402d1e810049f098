"""Chat exports of Telegram Desktop (`result.json`) as past comments.

An export lacks what a live update tells: albums have no mark, a channel's posts in its discussion
group look like messages of the channel, and topics show only in what a message replies to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from bot.domain.comment import MAIN_THREAD
from bot.domain.ids import ChatId, MessageId
from bot.domain.posts import addresses_of
from bot.services.replay import PastComment

_MEDIA_TYPES = {
    "voice_message": "voice",
    "video_message": "video_note",
    "video_file": "video",
    "audio_file": "audio",
    "sticker": "sticker",
    "animation": "animation",
}
_MEDIA_KEYS = (
    ("photo", "photo"),
    ("file", "document"),
    ("poll", "poll"),
    ("location_information", "location"),
    ("contact_information", "contact"),
)
_SUPERGROUPS_BELOW = -1_000_000_000_000
_ALBUM_MEDIA = frozenset({"photo", "video", "document", "audio"})


def is_export(document: object) -> bool:
    """Whether a JSON document is the export of a chat, or of several."""
    return isinstance(document, dict) and ("messages" in document or "chats" in document)


def comments_of(document: Mapping[str, object], *, zone: tzinfo) -> list[PastComment]:
    """The comments of members in an export; `zone` is that of moments that name none."""
    chats = chats_of(document)
    found: list[PastComment] = []
    for number, chat in enumerate(chats, start=1):
        prefix = f"{chat.get('name') or number}/" if len(chats) > 1 else ""
        found += _Chat(chat, zone, prefix).comments()
    return found


def chats_of(document: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The chats of an export: it may be of one, or of all."""
    chats = document.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    exported = listed if isinstance(listed, list) else [document]
    return [chat for chat in exported if isinstance(chat, dict)]


def messages_of(chat: Mapping[str, object]) -> list[Mapping[str, object]]:
    """What was written in a chat, and what Telegram noted in it."""
    messages = chat.get("messages")
    listed = messages if isinstance(messages, list) else []
    return [message for message in listed if isinstance(message, dict)]


def is_channel_post(message: Mapping[str, object]) -> bool:
    """Whether this is a channel's post, forwarded into its discussion group by Telegram."""
    author = message.get("from")
    is_channel = str(message.get("from_id", "")).startswith("channel")
    return is_channel and author is not None and message.get("forwarded_from") == author


def text_of(message: Mapping[str, object]) -> str:
    """The text of a message as it is, or put together from its formatted parts."""
    value = message.get("text")
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    parts = (part.get("text") if isinstance(part, dict) else part for part in value)
    return "".join(part for part in parts if isinstance(part, str))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A message of the export: an album is several of them."""

    comment: PastComment
    reply_to: int | None

    def continues(self, other: _Part) -> bool:
        """Whether both are parts of one album, as far as an export lets one tell."""
        mine, its = self.comment, other.comment
        return (
            (mine.author, mine.at, self.reply_to) == (its.author, its.at, other.reply_to)
            and {mine.media, its.media} <= _ALBUM_MEDIA
            and not (mine.text and its.text)
        )


class _Chat:
    """One chat of an export."""

    def __init__(self, chat: Mapping[str, object], zone: tzinfo, prefix: str) -> None:
        self._messages = messages_of(chat)
        self._own_id = f"channel{chat.get('id')}"
        self._is_channel = str(chat.get("type", "")).endswith("_channel")
        self._zone = zone
        self._prefix = prefix
        self._chat_id = _chat_id(chat)
        self._parents: dict[object, int] = {
            one["id"]: parent
            for one in self._messages
            if isinstance(parent := one.get("reply_to_message_id"), int)
            and isinstance(one.get("id"), int)
        }

    def comments(self) -> list[PastComment]:
        parts: list[_Part] = []
        for part in self._parts():
            if parts and part.continues(parts[-1]):
                text = parts[-1].comment.text or part.comment.text
                parts[-1] = replace(parts[-1], comment=replace(parts[-1].comment, text=text))
            else:
                parts.append(part)
        return [part.comment for part in parts]

    def _parts(self) -> Iterator[_Part]:
        if self._is_channel:
            return
        for message in self._messages:
            at = _moment(message, self._zone)
            is_ours = message.get("from_id") == self._own_id or is_channel_post(message)
            if message.get("type") != "message" or at is None or is_ours:
                continue
            comment = PastComment(
                text=text_of(message),
                author=str(message.get("from") or message.get("from_id") or "deleted account"),
                at=at,
                thread=self._prefix + self._thread(message),
                media=_media(message),
                links=_links(message),
                author_id=_bot_api_id(str(message.get("from_id", ""))),
                chat_id=self._chat_id,
                post=self._post(message),
            )
            if comment.text or comment.media:
                yield _Part(comment=comment, reply_to=self._parents.get(message.get("id")))

    def _thread(self, message: Mapping[str, object]) -> str:
        root = self._root(message)
        return MAIN_THREAD if root is None else f"thread:{root}"

    def _post(self, message: Mapping[str, object]) -> frozenset[str]:
        """Its names in the group: where a post was published is in no export."""
        root = self._root(message)
        if not isinstance(root, int):
            return frozenset()
        return frozenset({str(root), *addresses_of(self._chat_id or 0, "", MessageId(root))})

    def _root(self, message: Mapping[str, object]) -> object:
        """The post, topic or first message at the root of the chain of replies; None: itself."""
        root, seen = message.get("id"), set()
        while root in self._parents and root not in seen:
            seen.add(root)
            root = self._parents[root]
        return root if root != message.get("id") else None


def _moment(message: Mapping[str, object], zone: tzinfo) -> datetime | None:
    try:
        if "date_unixtime" in message:
            return datetime.fromtimestamp(int(str(message["date_unixtime"])), UTC)
        moment = datetime.fromisoformat(str(message.get("date")))
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _chat_id(chat: Mapping[str, object]) -> ChatId | None:
    """The number that the Bot API knows a group by: an export leaves out its beginning."""
    number = chat.get("id")
    if not isinstance(number, int):
        return None
    is_basic = chat.get("type") == "private_group"
    return ChatId(-number if is_basic else _SUPERGROUPS_BELOW - number)


def _bot_api_id(exported: str) -> int | None:
    """`user5` and `channel7` as the Bot API numbers them."""
    found = re.fullmatch(r"(user|channel)([0-9]{1,15})", exported)
    if found is None:
        return None
    number = int(found[2])
    return number if found[1] == "user" else _SUPERGROUPS_BELOW - number


def _links(message: Mapping[str, object]) -> tuple[str, ...]:
    """Where links lead, also those behind other words."""
    found: dict[str, None] = {}
    for name in ("text", "text_entities"):
        parts = message.get(name)
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and part.get("type") in ("link", "text_link"):
                target = part.get("href") or part.get("text")
                found |= {target: None} if isinstance(target, str) else {}
    return tuple(found)


def _media(message: Mapping[str, object]) -> str:
    kind = message.get("media_type")
    if isinstance(kind, str):
        return _MEDIA_TYPES.get(kind, "document")
    return next((name for key, name in _MEDIA_KEYS if key in message), "")
