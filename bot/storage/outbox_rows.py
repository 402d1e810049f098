"""An outbox item as a row and back, what it costs, and with what it merges."""

from __future__ import annotations

from sqlalchemy import RowMapping

from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.outbox import (
    Amendment,
    BoardDrawing,
    DeskNote,
    Drawing,
    IncidentDrawing,
    MediaCopy,
    Notice,
    OutboxItem,
    OutboxState,
    Pin,
    PublicReply,
    RingDrawing,
    TopicMaking,
    Urgency,
)
from bot.storage.fields import Fields
from bot.storage.payload_codec import kind_of, payload_reader, payload_to_json
from bot.storage.rows import case_id_of, owner_of, owner_row

SEND = "send"
EDIT = "edit"


def cost_of(item: OutboxItem) -> str | None:
    """Which of a chat's budgets the item counts against; deletions, mutes and bans: none."""
    match item.payload:
        case Drawing(message_id=None) | DeskNote(edits=None) | PublicReply() | Notice():
            return SEND
        case MediaCopy():
            return SEND
        case BoardDrawing(message_id=None) | IncidentDrawing(message_id=None):
            return SEND
        case RingDrawing(message_id=None):
            return SEND
        case Pin() | TopicMaking():
            # a pin posts a service message, and so does a topic
            return SEND
        case Drawing() | DeskNote() | BoardDrawing() | IncidentDrawing() | RingDrawing():
            return EDIT
        case Amendment(text=text) if text:
            return EDIT
        case _:
            return None


def merge_key_of(item: OutboxItem) -> str | None:
    """What queued items must share to become one: drawings of a case, edits of a message."""
    match item.payload:
        case Drawing(message_id=message_id, role=role):
            drawn = "new" if message_id is None else message_id
            return f"draw:{item.owner.bot_id}:{item.chat_id}:{item.case_id}:{role}:{drawn}"
        case BoardDrawing(message_id=message_id):
            drawn = "new" if message_id is None else message_id
            return f"board:{item.owner.bot_id}:{item.owner.desk_id}:{drawn}"
        case IncidentDrawing(incident_id=incident_id, message_id=message_id):
            drawn = "new" if message_id is None else message_id
            return f"incident:{item.owner.bot_id}:{incident_id}:{drawn}"
        case RingDrawing(ring_id=ring_id, message_id=message_id):
            drawn = "new" if message_id is None else message_id
            return f"ring:{item.owner.bot_id}:{ring_id}:{drawn}"
        case TopicMaking(subject=subject):
            return f"topic:{item.owner.bot_id}:{item.chat_id}:{subject}"
        case DeskNote(edits=int() as message_id):
            return f"note:{item.owner.bot_id}:{item.chat_id}:{message_id}"
        case _:
            return None


def item_row(item: OutboxItem) -> dict[str, object]:
    """All columns of an item but its id."""
    return {
        **owner_row(item.owner),
        "chat_id": item.chat_id,
        "urgency": int(item.urgency),
        "weight": item.weight,
        "case_id": item.case_id,
        "kind": kind_of(item.payload).value,
        "payload": payload_to_json(item.payload),
        "merge_key": merge_key_of(item),
        "cost": cost_of(item),
        "state": item.state.value,
        "not_before": item.not_before,
        "created_at": item.created_at,
        "attempted_at": item.attempted_at,
        "sent_at": item.sent_at,
        "sent_message_id": item.sent_message_id,
        "attempts": item.attempts,
        "error": item.error,
    }


def item_of(row: RowMapping) -> OutboxItem:
    """The item that a row holds."""
    sent_message_id = row["sent_message_id"]
    return OutboxItem(
        id=OutboxId(row["id"]),
        owner=owner_of(row),
        chat_id=ChatId(row["chat_id"]),
        urgency=Urgency(row["urgency"]),
        payload=payload_reader(row["kind"])(Fields(row["payload"])),
        weight=row["weight"],
        case_id=case_id_of(row),
        state=OutboxState(row["state"]),
        not_before=row["not_before"],
        created_at=row["created_at"],
        attempted_at=row["attempted_at"],
        sent_at=row["sent_at"],
        sent_message_id=None if sent_message_id is None else MessageId(sent_message_id),
        attempts=row["attempts"],
        error=row["error"],
    )
