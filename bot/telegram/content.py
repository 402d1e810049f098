"""What a message holds: its text, its kind of media, its links, or which service message it is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.content_kinds import MEDIA_FIELDS
from bot.telegram.fields import Json, part, parts, storable, string

_SERVICE = {
    "new_chat_members": "joined",
    "left_chat_member": "left",
    "pinned_message": "pinned",
    "new_chat_title": "title_changed",
    "new_chat_photo": "photo_changed",
    "delete_chat_photo": "photo_removed",
    "forum_topic_created": "topic_created",
    "forum_topic_edited": "topic_edited",
    "forum_topic_closed": "topic_closed",
    "forum_topic_reopened": "topic_reopened",
    "general_forum_topic_hidden": "topic_closed",
    "general_forum_topic_unhidden": "topic_reopened",
    "video_chat_scheduled": "video_chat",
    "video_chat_started": "video_chat",
    "video_chat_ended": "video_chat",
    "video_chat_participants_invited": "video_chat",
}
"""Names of the service messages that mean something to people; others are called "other"."""

_OTHER_SERVICE = frozenset({
    "boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed",
    "chat_owner_left", "chat_shared", "checklist_tasks_added", "checklist_tasks_done",
    "connected_website", "direct_message_price_changed", "gift", "gift_upgrade_sent",
    "giveaway_completed", "giveaway_created", "group_chat_created", "managed_bot_created",
    "message_auto_delete_timer_changed", "paid_message_price_changed", "passport_data",
    "poll_option_added", "poll_option_deleted", "proximity_alert_triggered", "refunded_payment",
    "successful_payment", "suggested_post_approval_failed", "suggested_post_approved",
    "suggested_post_declined", "suggested_post_paid", "suggested_post_refunded",
    "supergroup_chat_created", "unique_gift", "user_shared", "users_shared", "web_app_data",
    "write_access_allowed",
})  # fmt: skip

_SPOKEN = {
    "sticker": ("emoji",),
    "dice": ("emoji",),
    "venue": ("title", "address"),
    "game": ("title", "description", "text"),
    "invoice": ("title", "description"),
    "giveaway": ("prize_description",),
    "giveaway_winners": ("prize_description",),
}
"""The words of media without a caption, by the fields that hold them."""

_WORDLESS = frozenset({"", "rich_message", "other"})
_RICH_PARTS = ("text", "summary", "blocks", "items", "cells", "caption", "credit")

_DEEPEST = 24
"""Rich messages nest; beyond this depth nobody writes by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A message without where, when and who."""

    text: str = ""
    media: str = ""
    service: str = ""
    links: tuple[str, ...] = ()


def content_of(message: Json) -> Content:
    """Read what a message holds; raise UpdateUnreadable where a field is not what it should be.

    A message of a kind that is not known yet is a comment with media "other", never nothing.
    """
    service = _service(message)
    if service:
        return Content(service=service)
    media = next((name for name in MEDIA_FIELDS if message.get(name) is not None), "")
    text = string(message, "text") or string(message, "caption")
    rich = part(message, "rich_message")
    links = [*_links(text, message, "entities", "caption_entities"), *_links_around(message)]
    if not text and rich is not None:
        text = storable(_rich_blocks(rich.get("blocks"))).strip()
        links += _rich_links(rich.get("blocks"))
    if not media and not text:
        media = "rich_message" if rich is not None else "other"
    said = _spoken(message, media)
    links += [link for words in said for link in words.links]
    return Content(
        text=text or "\n".join(words.text for words in said if words.text),
        media=media,
        links=tuple(dict.fromkeys(link for link in links if link)),
    )


def _service(message: Json) -> str:
    for field, name in _SERVICE.items():
        if message.get(field) is not None:
            return name
    return "other" if any(message.get(field) is not None for field in _OTHER_SERVICE) else ""


@dataclass(frozen=True, slots=True)
class _Words:
    """Some words of a message, and the links in them."""

    text: str
    links: tuple[str, ...] = ()


def _spoken(message: Json, media: str) -> list[_Words]:
    """The words in media that has no caption, in their order: a poll's question and options.

    Options that others have added to a poll are not its author's words.
    """
    said = None if media in _WORDLESS else message.get(media)
    if not isinstance(said, dict):
        return []
    match media:
        case "poll":
            own = [one for one in parts(said, "options") if not _is_of_others(one)]
            question = [_words(said, name) for name in ("question", "description")]
            return [*question, *[_words(one, "text") for one in own], _words(said, "explanation")]
        case "checklist":
            return [_words(said, "title"), *[_words(one, "text") for one in parts(said, "tasks")]]
        case "contact":
            names = (string(said, "first_name").strip(), string(said, "last_name").strip())
            name = " ".join(one for one in names if one)
            return [_Words(name), _words(said, "phone_number")]
        case _:
            return [_words(said, name) for name in _SPOKEN.get(media, ())]


def _is_of_others(option: Json) -> bool:
    return any(option.get(name) is not None for name in ("added_by_user", "added_by_chat"))


def _words(body: Json, name: str) -> _Words:
    text = string(body, name)
    return _Words(text, tuple(_links(text, body, f"{name}_entities")))


def _links(text: str, body: Json, *names: str) -> list[str]:
    """Targets of the links in a text, also those hidden behind other words."""
    units = text.encode("utf-16-le")
    found = []
    for entity in [entity for name in names for entity in parts(body, name)]:
        if entity.get("type") == "text_link":
            found.append(string(entity, "url"))
        elif entity.get("type") == "url":
            found.append(_cut(units, entity.get("offset"), entity.get("length")))
    return found


def _links_around(message: Json) -> list[str]:
    """Targets of what stands around the words: a preview of another page, buttons below."""
    preview = part(message, "link_preview_options")
    found = [] if preview is None else [string(preview, "url")]
    markup = part(message, "reply_markup") or {}
    rows = markup.get("inline_keyboard")
    for row in rows if isinstance(rows, list) else []:
        buttons = row if isinstance(row, list) else []
        found += [string(button, "url") for button in buttons if isinstance(button, dict)]
    return found


def _rich_links(rich: object, depth: int = 0) -> list[str]:
    """Targets of the links in rich blocks and texts, wherever they hide."""
    if depth > 2 * _DEEPEST:
        return []
    if isinstance(rich, list):
        return [link for one in rich for link in _rich_links(one, depth + 1)]
    if not isinstance(rich, dict):
        return []
    found = [string(rich, "url")] if rich.get("type") == "url" else []
    return found + [
        link for name in _RICH_PARTS for link in _rich_links(rich.get(name), depth + 1)
    ]


def _cut(units: bytes, offset: object, length: object) -> str:
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
        return ""
    return units[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def _rich_blocks(blocks: object, depth: int = 0) -> str:
    """The words of rich blocks, one block a line."""
    if not isinstance(blocks, list) or depth > _DEEPEST:
        return ""
    lines = [_rich_block(block, depth) for block in blocks]
    return "\n".join(line for line in lines if line)


def _rich_block(block: object, depth: int) -> str:
    if isinstance(block, list):
        return _rich_blocks(block, depth + 1)
    if not isinstance(block, dict):
        return ""
    lines = [_rich_text(block.get(name), depth) for name in ("summary", "text", "expression")]
    lines += [_rich_blocks(block.get(name), depth + 1) for name in ("blocks", "items", "cells")]
    lines += [_rich_text(block.get(name), depth) for name in ("caption", "credit")]
    return "\n".join(line for line in lines if line)


def _rich_text(text: object, depth: int) -> str:
    """The words of a rich text: a string, a list, or an object around another rich text."""
    if depth > _DEEPEST:
        return ""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(_rich_text(item, depth + 1) for item in text)
    if isinstance(text, dict):
        inner = (text.get(name) for name in ("text", "alternative_text", "expression"))
        return next((_rich_text(item, depth + 1) for item in inner if item is not None), "")
    return ""
