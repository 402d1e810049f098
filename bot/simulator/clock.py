"""The time that the simulator lives by."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Whatever can say the moment and wait in it."""

    def now(self) -> datetime:
        """Return the present moment, aware."""

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds` of this clock."""


class WallClock:
    """Real time in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds`."""
        await asyncio.sleep(seconds)
