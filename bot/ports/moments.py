"""Moments of what waits, where a clock may have been set back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.ids import Owner


class Moments(Protocol):
    """Moments in all tables that something waits in."""

    async def newest(self, owner: Owner) -> datetime | None:
        """The newest moment at which something was written, as far as indexes tell."""

    async def set_back(self, owner: Owner, *, now: datetime, by: timedelta) -> int:
        """Move back what was written and planned by a clock that was ahead; count the rows."""
