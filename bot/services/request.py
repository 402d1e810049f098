"""A request to Telegram that is ready to leave."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.ids import MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request ready to leave; `shows` is the hash of what a drawing will show.

    `topic_id` is the topic of the desk that it goes into, None for General.
    """

    call: Callable[[], Awaitable[MessageId | None]]
    shows: str = ""
    topic_id: MessageId | None = None
