"""What the Bot API is told of a member who is muted or banned."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import ChatId, UserId

Fields = dict[str, object]

_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""All of them: only with each given back is a member no longer a restricted one."""


def muted(chat_id: ChatId, user_id: UserId, until: datetime | None) -> Fields:
    """A member without any right, for good where no end is named."""
    return {
        "chat_id": chat_id,
        "user_id": user_id,
        "permissions": dict.fromkeys(_PERMISSIONS, False),
        "use_independent_chat_permissions": True,
        **_ending(until),
    }


def unmuted(chat_id: ChatId, user_id: UserId) -> Fields:
    """A member like any other; what the group takes from everybody stays taken."""
    return {
        "chat_id": chat_id,
        "user_id": user_id,
        "permissions": dict.fromkeys(_PERMISSIONS, True),
        "use_independent_chat_permissions": True,
    }


def banned(chat_id: ChatId, user_id: UserId, until: datetime | None) -> Fields:
    """Somebody who is out, and what they wrote stays."""
    return {"chat_id": chat_id, "user_id": user_id, **_ending(until)}


def unbanned(chat_id: ChatId, user_id: UserId) -> Fields:
    """Somebody who may come again; a member who is not banned is not thrown out by it."""
    return {"chat_id": chat_id, "user_id": user_id, "only_if_banned": True}


def channel(chat_id: ChatId, channel_id: ChatId) -> Fields:
    """A channel that writes as itself."""
    return {"chat_id": chat_id, "sender_chat_id": channel_id}


def _ending(until: datetime | None) -> Fields:
    return {} if until is None else {"until_date": int(until.timestamp())}
