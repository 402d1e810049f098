"""What the bot still has to say or do on Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.domain.desk import DeskRole, Keyboard
from bot.domain.ids import (
    CaseId,
    ChatId,
    IncidentId,
    MessageId,
    MessageRef,
    OutboxId,
    Owner,
    RingId,
    SanctionId,
    UserId,
)
from bot.domain.lane import Lane


class OutboxState(StrEnum):
    """How far an item has come; `unknown` means: it may have been sent."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    """A public reply that was sent and taken away again."""


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
    when the comment changed (empty: no quote). A saved reply that answers by itself does so
    `on_behalf_of` the lead who switched that on; elsewhere that is empty.
    """

    text: str
    reply_to: MessageId
    comment_hash: str
    quote: str = ""
    reply_id: str = ""
    on_behalf_of: str = ""
    by: UserId
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What becomes of the public reply in `item_id`, which is `message_id` by now.

    It says `text` from then on; empty, it is taken away.
    """

    item_id: OutboxId
    message_id: MessageId
    text: str
    by: UserId
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """Messages of members to be deleted.

    Where no manager pressed for it, `on_behalf_of` names the lead who switched that on, and
    `comment_hash` tells what was read: a comment that says something else by now stays.
    """

    message_ids: tuple[MessageId, ...]
    on_behalf_of: str = ""
    comment_hash: str = ""
    by: UserId
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A case to be drawn as it is when sent: a new message, or an edit of `message_id`.

    In a private chat (`DeskRole.SOLO`) the message itself knows what it shows when it is edited;
    a new one tells the outcome of the case `above` on top, and without a case that all is done.
    A new card that somebody asked for goes into the topic of the message in `asked_by`.
    """

    message_id: MessageId | None = None
    role: DeskRole = DeskRole.CARD
    above: CaseId | None = None
    is_asked_for: bool = False
    """Whether somebody wants to see it although the case is closed."""
    asked_by: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNote:
    """A message for managers: a prompt, a preview, a refusal, a digest; `html` is already escaped.

    Its words are kept until it was sent. `edits` is set when a message that stands is to be
    replaced. `role` and `keyboard` say what the message is for later.
    """

    html: str
    edits: MessageId | None = None
    reply_to: MessageId | None = None
    keyboard: Keyboard = ()
    role: DeskRole = DeskRole.NOTE
    awaits: str = ""
    """Token of the action that a reply to this message completes (a forced reply is asked for)."""
    silent: bool = True
    lane: Lane | None = None
    """That of the cases it tells of together; it stands in their topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaCopy:
    """A member's picture, voice message or file, shown to managers under `reply_to`."""

    source: MessageRef
    reply_to: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One of the bot's own messages to be taken away (a card that moved).

    A member's command is one too, `if_may`: where the bot lacks the right, it simply stays.
    """

    message_id: MessageId
    if_may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDrawing:
    """The board to be drawn as it is when sent: a new message, or an edit of `message_id`."""

    message_id: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDrawing:
    """The card of an incident, drawn as it is when sent: a new one, or an edit of `message_id`."""

    incident_id: IncidentId
    message_id: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RingDrawing:
    """A notification of a ladder, drawn as things stand when sent: new, or an edit."""

    ring_id: RingId
    message_id: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One of the bot's own messages to be pinned."""

    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMaking:
    """The desk's topic for `subject` is to be made, or to have the title that it should have.

    What it does is decided when it leaves: nothing, where the topic is as it should be by then.
    """

    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionChange:
    """A mute or ban that was given, or (`is_lifted`) taken back.

    What Telegram is told is what holds for the author when it is told, so doing it twice or late
    does no harm.
    """

    sanction_id: SanctionId
    is_lifted: bool = False
    by: UserId
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Words for a community that answer no comment: a warning, a deleted text as a quotation.

    `html` is escaped; `reply_to` puts it into its thread. `what` names it in the audit. A warning
    that was lifted before it left is not said any more.
    """

    html: str
    what: str
    reply_to: MessageId | None = None
    warning_id: SanctionId | None = None
    by: UserId
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """The bot goes out of the group, as a lead wished; doing it twice does no harm."""

    by: UserId
    by_name: str


Payload = (
    PublicReply
    | Amendment
    | Deletion
    | Drawing
    | DeskNote
    | Removal
    | BoardDrawing
    | IncidentDrawing
    | RingDrawing
    | Pin
    | TopicMaking
    | SanctionChange
    | Notice
    | Departure
    | MediaCopy
)


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
