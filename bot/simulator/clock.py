"""The time that the simulator lives by when it is given none."""

import asyncio
from datetime import UTC, datetime


class WallClock:
    """Real time in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds`."""
        await asyncio.sleep(seconds)
