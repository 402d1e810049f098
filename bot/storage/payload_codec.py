"""Outbox payloads as JSON and back; the tag that tells them apart is kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from bot.domain.desk import Button, DeskRole, Keyboard
from bot.domain.ids import (
    CaseId,
    ChatId,
    IncidentId,
    MessageId,
    MessageRef,
    OutboxId,
    RingId,
    SanctionId,
    UserId,
)
from bot.domain.lane import Lane
from bot.domain.outbox import (
    Amendment,
    BoardDrawing,
    Deletion,
    Departure,
    DeskNote,
    Drawing,
    IncidentDrawing,
    MediaCopy,
    Notice,
    Payload,
    Pin,
    PublicReply,
    Removal,
    RingDrawing,
    SanctionChange,
    TopicMaking,
)
from bot.storage.fields import Fields, JsonObject, as_list, as_numbers


class PayloadKind(StrEnum):
    """The tags."""

    PUBLIC_REPLY = "public_reply"
    AMENDMENT = "amendment"
    DELETION = "deletion"
    DRAWING = "drawing"
    DESK_NOTE = "desk_note"
    REMOVAL = "removal"
    BOARD = "board"
    RING = "ring"
    INCIDENT = "incident"
    PIN = "pin"
    SANCTION = "sanction"
    NOTICE = "notice"
    MEDIA_COPY = "media_copy"
    DEPARTURE = "departure"
    TOPIC = "topic"


def kind_of(payload: Payload) -> PayloadKind:
    """The tag under which a payload is kept."""
    return _KINDS[type(payload)]


def payload_to_json(payload: Payload) -> JsonObject:
    """Write a payload; its tag is kept beside it (see `kind_of`)."""
    match payload:
        case PublicReply():
            return _reply_to_json(payload)
        case Amendment():
            return _amendment_to_json(payload)
        case Drawing():
            return {
                "message_id": payload.message_id,
                "role": payload.role.value,
                "is_asked_for": payload.is_asked_for,
                "above": payload.above,
                "asked_by": payload.asked_by,
            }
        case DeskNote():
            return _note_to_json(payload)
        case Removal():
            return {"message_id": payload.message_id, "if_may": payload.if_may}
        case Pin() | BoardDrawing() | IncidentDrawing() | RingDrawing():
            return _board_to_json(payload)
        case MediaCopy(source=source):
            return {**_ref_to_json(source), "reply_to": payload.reply_to}
        case SanctionChange():
            return _change_to_json(payload)
        case Notice():
            return _notice_to_json(payload)
        case _:
            return _deed_to_json(payload)


def _deed_to_json(payload: Deletion | Departure | TopicMaking) -> JsonObject:
    if isinstance(payload, TopicMaking):
        return {"subject": payload.subject}
    by: JsonObject = {"by": payload.by, "by_name": payload.by_name}
    if isinstance(payload, Deletion):
        automatic = {"on_behalf_of": payload.on_behalf_of, "comment_hash": payload.comment_hash}
        return {"message_ids": list(payload.message_ids), **automatic, **by}
    return by


def _board_to_json(payload: Pin | BoardDrawing | IncidentDrawing | RingDrawing) -> JsonObject:
    stands: JsonObject = {"message_id": payload.message_id}
    if isinstance(payload, IncidentDrawing):
        return {"incident_id": payload.incident_id, **stands}
    if isinstance(payload, RingDrawing):
        return {"ring_id": payload.ring_id, **stands}
    return stands


def _ref_to_json(ref: MessageRef) -> JsonObject:
    return {"chat_id": ref.chat_id, "message_id": ref.message_id}


def _reply_to_json(reply: PublicReply) -> JsonObject:
    return {
        "text": reply.text,
        "reply_to": reply.reply_to,
        "comment_hash": reply.comment_hash,
        "quote": reply.quote,
        "reply_id": reply.reply_id,
        "on_behalf_of": reply.on_behalf_of,
        "by": reply.by,
        "by_name": reply.by_name,
    }


def _amendment_to_json(amendment: Amendment) -> JsonObject:
    return {
        "item_id": amendment.item_id,
        "message_id": amendment.message_id,
        "text": amendment.text,
        "by": amendment.by,
        "by_name": amendment.by_name,
    }


def payload_from_json(kind: str, value: object) -> Payload:
    """Read a payload; raise ValueError where it is not one."""
    return payload_reader(kind)(Fields(value))


def payload_reader(kind: str) -> Callable[[Fields], Payload]:
    """What reads payloads with that tag; raise ValueError for a tag that nobody knows."""
    return _READERS[PayloadKind(kind)]


def _reply_from_json(fields: Fields) -> PublicReply:
    fields.require("text", "reply_to", "comment_hash")
    return PublicReply(
        text=fields.text("text"),
        reply_to=MessageId(fields.number("reply_to")),
        comment_hash=fields.text("comment_hash"),
        quote=fields.text("quote"),
        reply_id=fields.text("reply_id"),
        on_behalf_of=fields.maybe_text("on_behalf_of") or "",
        by=UserId(fields.number("by")),
        by_name=fields.text("by_name"),
    )


def _amendment_from_json(fields: Fields) -> Amendment:
    fields.require("item_id", "message_id")
    return Amendment(
        item_id=OutboxId(fields.number("item_id")),
        message_id=MessageId(fields.number("message_id")),
        text=fields.text("text"),
        by=UserId(fields.number("by")),
        by_name=fields.text("by_name"),
    )


def _deletion_from_json(fields: Fields) -> Deletion:
    fields.require("message_ids")
    return Deletion(
        message_ids=tuple(map(MessageId, as_numbers(fields.items("message_ids")))),
        on_behalf_of=fields.maybe_text("on_behalf_of") or "",
        comment_hash=fields.maybe_text("comment_hash") or "",
        by=UserId(fields.number("by")),
        by_name=fields.text("by_name"),
    )


def _drawing_from_json(fields: Fields) -> Drawing:
    return Drawing(
        message_id=_message_id(fields, "message_id"),
        role=DeskRole(fields.text("role", DeskRole.CARD)),
        is_asked_for=fields.flag("is_asked_for"),
        above=None if (above := fields.maybe_number("above")) is None else CaseId(above),
        asked_by=_message_id(fields, "asked_by"),
    )


def _removal_from_json(fields: Fields) -> Removal:
    return Removal(message_id=MessageId(fields.number("message_id")), if_may=fields.flag("if_may"))


def _board_from_json(fields: Fields) -> BoardDrawing:
    return BoardDrawing(message_id=_message_id(fields, "message_id"))


def _incident_from_json(fields: Fields) -> IncidentDrawing:
    return IncidentDrawing(
        incident_id=IncidentId(fields.number("incident_id")),
        message_id=_message_id(fields, "message_id"),
    )


def _ring_from_json(fields: Fields) -> RingDrawing:
    return RingDrawing(
        ring_id=RingId(fields.number("ring_id")),
        message_id=_message_id(fields, "message_id"),
    )


def _copy_from_json(fields: Fields) -> MediaCopy:
    source = MessageRef(
        chat_id=ChatId(fields.number("chat_id")), message_id=MessageId(fields.number("message_id"))
    )
    return MediaCopy(source=source, reply_to=_message_id(fields, "reply_to"))


def _pin_from_json(fields: Fields) -> Pin:
    return Pin(message_id=MessageId(fields.number("message_id")))


def _note_to_json(note: DeskNote) -> JsonObject:
    return {
        "html": note.html,
        "edits": note.edits,
        "reply_to": note.reply_to,
        "keyboard": _keyboard_to_json(note.keyboard),
        "role": note.role.value,
        "awaits": note.awaits,
        "silent": note.silent,
        "lane": note.lane,
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
        lane=Lane(lane) if (lane := fields.maybe_text("lane")) else None,
    )


def _change_to_json(change: SanctionChange) -> JsonObject:
    return {
        "sanction_id": change.sanction_id,
        "is_lifted": change.is_lifted,
        "by": change.by,
        "by_name": change.by_name,
    }


def _change_from_json(fields: Fields) -> SanctionChange:
    return SanctionChange(
        sanction_id=SanctionId(fields.number("sanction_id")),
        is_lifted=fields.flag("is_lifted"),
        by=UserId(fields.number("by")),
        by_name=fields.text("by_name"),
    )


def _notice_to_json(notice: Notice) -> JsonObject:
    return {
        "html": notice.html,
        "what": notice.what,
        "reply_to": notice.reply_to,
        "warning_id": notice.warning_id,
        "by": notice.by,
        "by_name": notice.by_name,
    }


def _notice_from_json(fields: Fields) -> Notice:
    warning_id = fields.maybe_number("warning_id")
    return Notice(
        html=fields.text("html"),
        what=fields.text("what"),
        reply_to=_message_id(fields, "reply_to"),
        warning_id=None if warning_id is None else SanctionId(warning_id),
        by=UserId(fields.number("by")),
        by_name=fields.text("by_name"),
    )


def _departure_from_json(fields: Fields) -> Departure:
    return Departure(by=UserId(fields.number("by")), by_name=fields.text("by_name"))


def _topic_from_json(fields: Fields) -> TopicMaking:
    return TopicMaking(subject=fields.text("subject"))


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


_KINDS: Mapping[type[Payload], PayloadKind] = {
    PublicReply: PayloadKind.PUBLIC_REPLY,
    Amendment: PayloadKind.AMENDMENT,
    Deletion: PayloadKind.DELETION,
    Drawing: PayloadKind.DRAWING,
    DeskNote: PayloadKind.DESK_NOTE,
    Removal: PayloadKind.REMOVAL,
    BoardDrawing: PayloadKind.BOARD,
    IncidentDrawing: PayloadKind.INCIDENT,
    RingDrawing: PayloadKind.RING,
    Pin: PayloadKind.PIN,
    SanctionChange: PayloadKind.SANCTION,
    Notice: PayloadKind.NOTICE,
    MediaCopy: PayloadKind.MEDIA_COPY,
    Departure: PayloadKind.DEPARTURE,
    TopicMaking: PayloadKind.TOPIC,
}
_READERS: Mapping[PayloadKind, Callable[[Fields], Payload]] = {
    PayloadKind.PUBLIC_REPLY: _reply_from_json,
    PayloadKind.AMENDMENT: _amendment_from_json,
    PayloadKind.DELETION: _deletion_from_json,
    PayloadKind.DRAWING: _drawing_from_json,
    PayloadKind.DESK_NOTE: _note_from_json,
    PayloadKind.REMOVAL: _removal_from_json,
    PayloadKind.BOARD: _board_from_json,
    PayloadKind.INCIDENT: _incident_from_json,
    PayloadKind.RING: _ring_from_json,
    PayloadKind.PIN: _pin_from_json,
    PayloadKind.SANCTION: _change_from_json,
    PayloadKind.NOTICE: _notice_from_json,
    PayloadKind.MEDIA_COPY: _copy_from_json,
    PayloadKind.DEPARTURE: _departure_from_json,
    PayloadKind.TOPIC: _topic_from_json,
}
