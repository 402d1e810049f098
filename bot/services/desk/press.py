"""A press by somebody who is allowed to press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ChatId, MessageId
from bot.domain.roster import Manager

Told = tuple[str, dict[str, str]]
"""What the presser reads: the key of a sentence in the locale, and its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Who pressed, where, when."""

    manager: Manager
    chat_id: ChatId
    message_id: MessageId
    at: datetime
