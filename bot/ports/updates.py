"""The inbox: updates from Telegram that are still to be handled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.ids import BotId, UpdateId
from bot.ports.gateway import RawUpdate


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingUpdate:
    """A stored update that is still to be handled."""

    bot_id: BotId
    update_id: UpdateId
    body: str
    received_at: datetime
    attempts: int = 0


class Updates(Protocol):
    """The inbox: updates as they came."""

    async def add(self, bot_id: BotId, updates: Sequence[RawUpdate], *, at: datetime) -> int:
        """Keep updates; one that is there already changes nothing. Return how many were new."""

    async def waiting(self, bot_id: BotId, *, now: datetime, limit: int) -> list[WaitingUpdate]:
        """Those whose turn has come, in Telegram's order."""

    async def finish(self, bot_id: BotId, update_ids: Collection[UpdateId]) -> int:
        """They are handled; return how many of them had waited for it."""

    async def postpone(
        self, bot_id: BotId, update_id: UpdateId, *, until: datetime, error: str
    ) -> None:
        """Its handler failed: try again later."""

    async def bury(self, bot_id: BotId, update_id: UpdateId, *, error: str) -> bool:
        """Its handler failed too often: keep it as a dead letter; False if it waits no more."""

    async def forget_finished(self, *, before: datetime) -> int:
        """Drop handled updates that are older; return how many."""
