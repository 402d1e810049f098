"""An incident and an entry of its timeline as rows and back."""

from __future__ import annotations

from sqlalchemy import RowMapping

from bot.domain.ids import (
    ChatId,
    CommentId,
    CommunityId,
    HoldId,
    IncidentId,
    MessageId,
    MessageRef,
    UserId,
)
from bot.domain.incidents import Happening, Incident, Outcome, TimelineEntry
from bot.domain.mood import Place
from bot.storage.fields import as_numbers, as_texts
from bot.storage.rows import owner_of, owner_row

_SAME = (
    "opened_at",
    "since",
    "by_name",
    "window_minutes",
    "count",
    "usual",
    "total",
    "recent",
    "peak",
    "peak_at",
    "calm_since",
    "asked_at",
    "statement",
    "closed_at",
    "closed_by",
    "shows",
    "drawn_at",
)
"""What is called the same in both, and kept as it is."""


def incident_row(incident: Incident) -> dict[str, object]:
    """All columns of an incident but its id."""
    card = incident.card
    return {
        **owner_row(incident.owner),
        **{name: getattr(incident, name) for name in _SAME},
        "community_id": incident.place.community_id,
        "thread_key": incident.place.thread_key,
        "by_id": incident.by,
        "words": list(incident.words),
        "samples": list(incident.samples),
        "hold_id": incident.hold_id,
        "outcome": incident.outcome.value if incident.outcome is not None else None,
        "card_chat_id": card.chat_id if card is not None else None,
        "card_message_id": card.message_id if card is not None else None,
    }


def incident_of(row: RowMapping) -> Incident:
    """The incident that a row holds."""
    return Incident(
        id=IncidentId(row["id"]),
        owner=owner_of(row),
        place=Place(community_id=CommunityId(row["community_id"]), thread_key=row["thread_key"]),
        by=None if row["by_id"] is None else UserId(row["by_id"]),
        words=as_texts(row["words"]),
        samples=tuple(map(CommentId, as_numbers(row["samples"]))),
        hold_id=None if row["hold_id"] is None else HoldId(row["hold_id"]),
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        card=_card_of(row),
        **{name: row[name] for name in _SAME},
    )


def entry_row(incident: Incident, entry: TimelineEntry) -> dict[str, object]:
    """All columns of an entry but its id."""
    return {
        **owner_row(incident.owner),
        "incident_id": incident.id,
        "at": entry.at,
        "what": entry.what.value,
        "by_id": entry.by,
        "by_name": entry.by_name,
        "detail": entry.detail,
    }


def entry_of(row: RowMapping) -> TimelineEntry:
    """The entry that a row holds."""
    return TimelineEntry(
        at=row["at"],
        what=Happening(row["what"]),
        by=None if row["by_id"] is None else UserId(row["by_id"]),
        by_name=row["by_name"],
        detail=row["detail"],
    )


def _card_of(row: RowMapping) -> MessageRef | None:
    if row["card_message_id"] is None:
        return None
    return MessageRef(
        chat_id=ChatId(row["card_chat_id"]), message_id=MessageId(row["card_message_id"])
    )
