"""What the bot still has to say or do on Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.domain.desk import DeskRole, Keyboard
from bot.domain.ids import CaseId, ChatId, MessageId, OutboxId, Owner, UserId


class OutboxState(StrEnum):
    """How far an item has come; `unknown` means: it may have been sent."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


class Urgency(IntEnum):
    """Who goes first when the budget is short; lower is earlier."""

    MODERATION = 0
    REPLY = 1
    ANSWER = 2
    ESCALATION = 3
    CARD = 4
    BOARD = 5
    DIGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicReply:
    """An approved answer, word for word as it goes out under `reply_to`.

    `comment_hash` is the content that was approved against; `quote` lets Telegram itself refuse
    when the comment changed (empty: no quote).
    """

    text: str
    reply_to: MessageId
    comment_hash: str
    quote: str = ""
    reply_id: str = ""
    by: UserId
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """Messages of members to be deleted."""

    message_ids: tuple[MessageId, ...]
    by: UserId
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A case to be drawn as it is when sent: a new message, or an edit of `message_id`."""

    message_id: MessageId | None = None
    role: DeskRole = DeskRole.CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNote:
    """A message for managers: a prompt, a preview, a refusal, a digest; `html` is already escaped.

    `edits` is set when a message that stands is to be replaced. `role` and `keyboard` say what the
    message is for later.
    """

    html: str
    edits: MessageId | None = None
    reply_to: MessageId | None = None
    keyboard: Keyboard = ()
    role: DeskRole = DeskRole.NOTE
    awaits: str = ""
    """Token of the action that a reply to this message completes (a forced reply is asked for)."""
    silent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One of the bot's own messages to be taken away (a card that moved)."""

    message_id: MessageId


Payload = PublicReply | Deletion | Drawing | DeskNote | Removal


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """One thing to send or do; `weight` (the case's priority) orders items of one urgency."""

    id: OutboxId
    owner: Owner
    chat_id: ChatId
    urgency: Urgency
    payload: Payload
    weight: int = 0
    case_id: CaseId | None = None
    state: OutboxState = OutboxState.QUEUED
    not_before: datetime
    created_at: datetime
    attempted_at: datetime | None = None
    sent_at: datetime | None = None
    sent_message_id: MessageId | None = None
    attempts: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """One request that counts against a chat's budget."""

    chat_id: ChatId
    is_edit: bool
    at: datetime
