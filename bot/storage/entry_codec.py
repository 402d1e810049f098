"""Entries of the library as JSON and back; their ids have a column of their own."""

from __future__ import annotations

from bot.domain.library import Entry, EntryKind
from bot.storage.codec import (
    saved_reply_from_json,
    saved_reply_to_json,
    variant_from_json,
    variant_to_json,
)
from bot.storage.fields import Fields, JsonObject
from replies.types import Playbook, SavedReply, Snippet


def entry_to_json(entry: Entry) -> JsonObject:
    """Write an entry without its id."""
    match entry:
        case SavedReply():
            return saved_reply_to_json(entry)
        case Snippet():
            return {"variants": [variant_to_json(each) for each in entry.variants]}
        case Playbook():
            return {"titles": dict(entry.titles), "steps": list(entry.steps)}


def entry_from_json(kind: EntryKind, entry_id: str, value: object) -> Entry:
    """Read an entry; raise ValueError where it is not one."""
    fields = Fields(value)
    match kind:
        case EntryKind.REPLY:
            return saved_reply_from_json(entry_id, value)
        case EntryKind.SNIPPET:
            variants = tuple(variant_from_json(Fields(each)) for each in fields.items("variants"))
            return Snippet(id=entry_id, variants=variants)
        case EntryKind.PLAYBOOK:
            return Playbook(
                id=entry_id, titles=fields.mapping("titles"), steps=fields.texts("steps")
            )
