"""Waiting for work: until somebody calls, or until a moment comes."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.ports import Clock

LONGEST_TURN = timedelta(minutes=3)
"""A loop that has not come back here for so long stands still."""


class Wakeup:
    """A loop waits here; whoever has work for it calls."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._called = asyncio.Event()
        self._waits = False
        self._left_at = clock.now()

    def call(self) -> None:
        """There is work."""
        self._called.set()

    @property
    def stands_still(self) -> bool:
        """Whether the loop is at work on one thing for longer than anything takes."""
        if self._waits:
            return False
        now = self._clock.now()
        # the clock was set back: it came back just now, at the latest
        self._left_at = min(self._left_at, now)
        return now - self._left_at > LONGEST_TURN

    async def wait(self, at_most: float) -> None:
        """Return when called (also if before), or after `at_most` seconds of the clock."""
        called = asyncio.ensure_future(self._called.wait())
        timer = asyncio.ensure_future(self._clock.sleep(at_most))
        self._waits = True
        try:
            await asyncio.wait((called, timer), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiter in (called, timer):
                waiter.cancel()
            await asyncio.gather(called, timer, return_exceptions=True)
            self._waits, self._left_at = False, self._clock.now()
        self._called.clear()
