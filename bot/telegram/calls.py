"""One call of the Bot API, and what carries it there: all that a Telegram library has to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.errors import GatewayDown, GatewayFailure, OutcomeUnknown

CONNECT_SECONDS = 10.0
"""For a free connection of the pool, and for making one: what fails here has never left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A method with its fields; `changes` tells that it may have an effect."""

    method: str
    fields: Mapping[str, object]
    patience: timedelta
    changes: bool

    def unclear(self, what: str) -> GatewayFailure:
        """The failure of a request that left: it may have happened, if it could change a thing."""
        failure = OutcomeUnknown if self.changes else GatewayDown
        return failure(f"{self.method}: {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back over HTTP, unread."""

    status: int
    content: str


class Carrier(Protocol):
    """A library's way to the Bot API: it builds requests, sends them and keeps connections."""

    async def carry(self, call: Call) -> Answer:
        """Make a call and return its answer, whatever it says.

        Raise GatewayDown if the request has never left, else `call.unclear(…)`; no error of the
        library's own, and nowhere the token.
        """

    async def close(self) -> None:
        """Let go of connections."""
