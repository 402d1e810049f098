"""A command by somebody who is allowed to give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.events import Message
from bot.domain.ids import ChatId, MessageId
from bot.domain.roster import Manager
from bot.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who gave a command, with which words behind its name, and where the answer goes."""

    manager: Manager
    message: Message
    words: str
    at: datetime

    @property
    def chat_id(self) -> ChatId:
        """The chat in which it was asked."""
        return self.message.chat.id

    @property
    def message_id(self) -> MessageId:
        """The message that the answer goes under."""
        return self.message.message_id


Obey = Callable[[Transaction, Asked], Awaitable[None]]
"""Carries out a command; may raise Refused."""
