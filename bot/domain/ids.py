"""Names for the numbers that travel through the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

BotId = NewType("BotId", int)
"""Telegram's id of the bot, the first part of its token."""
BrandId = NewType("BrandId", int)
DeskId = NewType("DeskId", int)
CommunityId = NewType("CommunityId", int)
ChatId = NewType("ChatId", int)
MAIN = "main"
"""The key of the brand and of its desk where a configuration describes one of each."""
NO_CHAT = ChatId(0)
"""Stands for a desk that has no chat yet."""
MessageId = NewType("MessageId", int)
GENERAL_TOPIC = MessageId(1)
"""Telegram's number of the topic that every forum has; others have that of their first message."""
UserId = NewType("UserId", int)
UpdateId = NewType("UpdateId", int)
CommentId = NewType("CommentId", int)
CaseId = NewType("CaseId", int)
OutboxId = NewType("OutboxId", int)
SanctionId = NewType("SanctionId", int)
ApprovalId = NewType("ApprovalId", int)
HoldId = NewType("HoldId", int)
IncidentId = NewType("IncidentId", int)
AlikeId = NewType("AlikeId", int)
"""A group of cases that ask or complain of the same."""
DutyId = NewType("DutyId", int)
LadderId = NewType("LadderId", int)
RingId = NewType("RingId", int)
SweepId = NewType("SweepId", int)
"""Comments deleted by themselves that are told in one message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What the configuration calls a desk, its brand and its bot; numbers follow from these."""

    brand: str = MAIN
    bot: str = MAIN
    desk: str = MAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Which bot, brand and desk a row belongs to."""

    bot_id: BotId
    brand_id: BrandId
    desk_id: DeskId


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """A message on Telegram; `message_id` is unique only within its chat."""

    chat_id: ChatId
    message_id: MessageId
