"""Time that runs faster than the wall clock and can leap over quiet hours."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta


class AcceleratedClock:
    """A `bot.ports.Clock` that runs `factor` times as fast as the wall clock.

    Everything that happens by this clock (limits, undo windows, deadlines) keeps its proportions.
    `skip_to` leaps ahead: whoever sleeps beyond that moment sleeps on, everybody else wakes.
    """

    def __init__(
        self,
        factor: float,
        start: datetime,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`seconds` is the wall clock that is multiplied."""
        self._factor = factor
        self._seconds = seconds
        self._start = start
        self._origin = seconds()
        self._skipped = asyncio.Event()
        self._appointments: list[datetime] = []

    def now(self) -> datetime:
        """The moment, aware UTC."""
        return self._start + timedelta(seconds=(self._seconds() - self._origin) * self._factor)

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds of this clock."""
        await self._wait_until(self.now() + timedelta(seconds=seconds))

    async def keep_appointment(self, at: datetime) -> None:
        """Wait for a moment that is worth leaping to when nothing else is going on."""
        self._appointments.append(at)
        try:
            await self._wait_until(at)
        finally:
            self._appointments.remove(at)

    async def pause(self, seconds: float) -> None:
        """Keep an appointment in that many seconds of this clock."""
        await self.keep_appointment(self.now() + timedelta(seconds=seconds))

    @property
    def next_appointment(self) -> datetime | None:
        """The earliest moment that somebody has an appointment at."""
        return min(self._appointments, default=None)

    def skip_to(self, moment: datetime) -> None:
        """Leap ahead to a moment; one that has passed changes nothing."""
        ahead = moment - self.now()
        if ahead <= timedelta():
            return
        self._start += ahead
        skipped, self._skipped = self._skipped, asyncio.Event()
        skipped.set()

    async def _wait_until(self, moment: datetime) -> None:
        await asyncio.sleep(0)
        while (left := (moment - self.now()).total_seconds()) > 0:
            skipped = self._skipped
            try:
                async with asyncio.timeout(left / self._factor):
                    await skipped.wait()
            except TimeoutError:
                continue
