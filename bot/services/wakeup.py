"""Waiting for work: until somebody calls, or until a moment comes."""

from __future__ import annotations

import asyncio

from bot.ports import Clock


class Wakeup:
    """A loop waits here; whoever has work for it calls."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._called = asyncio.Event()

    def call(self) -> None:
        """There is work."""
        self._called.set()

    async def wait(self, at_most: float) -> None:
        """Return when called (also if before), or after `at_most` seconds of the clock."""
        called = asyncio.ensure_future(self._called.wait())
        timer = asyncio.ensure_future(self._clock.sleep(at_most))
        try:
            await asyncio.wait((called, timer), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiter in (called, timer):
                waiter.cancel()
            await asyncio.gather(called, timer, return_exceptions=True)
        self._called.clear()
