"""Outbox payloads as JSON and back; the tag that tells them apart is kept beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from bot.domain.desk import Button, DeskRole, Keyboard
from bot.domain.ids import MessageId, UserId
from bot.domain.outbox import Deletion, DeskNote, Drawing, Payload, PublicReply, Removal
from bot.storage.fields import Fields, JsonObject, as_list, as_numbers


class PayloadKind(StrEnum):
    """The tags."""

    PUBLIC_REPLY = "public_reply"
    DELETION = "deletion"
    DRAWING = "drawing"
    DESK_NOTE = "desk_note"
    REMOVAL = "removal"


def kind_of(payload: Payload) -> PayloadKind:
    """The tag under which a payload is kept."""
    match payload:
        case PublicReply():
            return PayloadKind.PUBLIC_REPLY
        case Deletion():
            return PayloadKind.DELETION
        case Drawing():
            return PayloadKind.DRAWING
        case DeskNote():
            return PayloadKind.DESK_NOTE
        case Removal():
            return PayloadKind.REMOVAL
        case _:
            assert_never(payload)


def payload_to_json(payload: Payload) -> JsonObject:
    """Write a payload; its tag is kept beside it (see `kind_of`)."""
    match payload:
        case PublicReply():
            return {
                "text": payload.text,
                "reply_to": payload.reply_to,
                "comment_hash": payload.comment_hash,
                "quote": payload.quote,
                "reply_id": payload.reply_id,
                "by": payload.by,
                "by_name": payload.by_name,
            }
        case Deletion():
            return {
                "message_ids": list(payload.message_ids),
                "by": payload.by,
                "by_name": payload.by_name,
            }
        case Drawing():
            return {"message_id": payload.message_id, "role": payload.role.value}
        case DeskNote():
            return _note_to_json(payload)
        case Removal():
            return {"message_id": payload.message_id}
        case _:
            assert_never(payload)


def payload_from_json(kind: str, value: object) -> Payload:
    """Read a payload; raise ValueError where it is not one."""
    fields = Fields(value)
    match PayloadKind(kind):
        case PayloadKind.PUBLIC_REPLY:
            return PublicReply(
                text=fields.text("text"),
                reply_to=MessageId(fields.number("reply_to")),
                comment_hash=fields.text("comment_hash"),
                quote=fields.text("quote"),
                reply_id=fields.text("reply_id"),
                by=UserId(fields.number("by")),
                by_name=fields.text("by_name"),
            )
        case PayloadKind.DELETION:
            return Deletion(
                message_ids=tuple(map(MessageId, as_numbers(fields.items("message_ids")))),
                by=UserId(fields.number("by")),
                by_name=fields.text("by_name"),
            )
        case PayloadKind.DRAWING:
            return Drawing(
                message_id=_message_id(fields, "message_id"),
                role=DeskRole(fields.text("role", DeskRole.CARD)),
            )
        case PayloadKind.DESK_NOTE:
            return _note_from_json(fields)
        case PayloadKind.REMOVAL:
            return Removal(message_id=MessageId(fields.number("message_id")))


def _note_to_json(note: DeskNote) -> JsonObject:
    return {
        "html": note.html,
        "edits": note.edits,
        "reply_to": note.reply_to,
        "keyboard": _keyboard_to_json(note.keyboard),
        "role": note.role.value,
        "awaits": note.awaits,
        "silent": note.silent,
    }


def _note_from_json(fields: Fields) -> DeskNote:
    return DeskNote(
        html=fields.text("html"),
        edits=_message_id(fields, "edits"),
        reply_to=_message_id(fields, "reply_to"),
        keyboard=_keyboard_from_json(fields.items("keyboard")),
        role=DeskRole(fields.text("role", DeskRole.NOTE)),
        awaits=fields.text("awaits"),
        silent=fields.flag("silent", default=True),
    )


def _keyboard_to_json(keyboard: Keyboard) -> list[list[JsonObject]]:
    return [
        [{"label": each.label, "token": each.token, "url": each.url} for each in row]
        for row in keyboard
    ]


def _keyboard_from_json(rows: list[object]) -> Keyboard:
    return tuple(tuple(_button_from_json(Fields(each)) for each in as_list(row)) for row in rows)


def _button_from_json(fields: Fields) -> Button:
    return Button(label=fields.text("label"), token=fields.text("token"), url=fields.text("url"))


def _message_id(fields: Fields, name: str) -> MessageId | None:
    number = fields.maybe_number(name)
    return None if number is None else MessageId(number)
