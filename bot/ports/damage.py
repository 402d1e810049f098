"""Rows of the database that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.domain.inspection import Damage


class DamagedRows(Protocol):
    """Rows that cannot be read, noted when somebody came across them, until they are mended."""

    async def noted(self) -> list[Damage]:
        """Those of this bot, and those that are no single bot's."""

    async def untold(self) -> list[Damage]:
        """Those of them that the desk was not told of."""

    async def told(self, damages: Iterable[Damage]) -> None:
        """The desk was told of them."""

    async def is_mended(self, damage: Damage) -> bool:
        """Whether the row can be read again, or is there no more."""

    async def forget(self, damage: Damage) -> None:
        """It was mended."""
