"""The kinds of media that a comment may hold, as Telegram names their fields."""

from __future__ import annotations

MEDIA_FIELDS = (
    "animation",
    "live_photo",
    "photo",
    "video",
    "voice",
    "video_note",
    "sticker",
    "audio",
    "document",
    "venue",
    "location",
    "contact",
    "poll",
    "checklist",
    "dice",
    "story",
    "paid_media",
    "game",
    "invoice",
    "giveaway",
    "giveaway_winners",
)
"""Kinds of media by field, the telling one first: an animation has a `document` too."""

MEDIA = frozenset({*MEDIA_FIELDS, "rich_message", "other"})
"""All kinds, with those that have no field of their own."""

CAPTIONED = frozenset(
    {"", "animation", "live_photo", "photo", "video", "voice", "audio", "document", "paid_media"}
)
"""Kinds whose words stand in the message itself, as its text or caption (none: a text)."""
