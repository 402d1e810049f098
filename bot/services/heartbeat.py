"""A sign of life every minute, so that silence is noticed by somebody else.

It stops when one of the loops stands still, not only when the process does.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.errors import PagerFailed
from bot.ports import Clock, Heart
from bot.services.wakeup import Wakeup

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60.0


class Heartbeat:
    """Beats as long as every loop has turned in the last minutes."""

    def __init__(self, *, clock: Clock, heart: Heart, loops: Mapping[str, Wakeup]) -> None:
        self._clock = clock
        self._heart = heart
        self._loops = loops

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            await self._clock.sleep(EVERY_SECONDS)
            standing = [name for name, loop in self._loops.items() if loop.stands_still]
            if standing:
                log.error("heartbeat.withheld", loops=standing)
                continue
            try:
                await self._heart.beat()
            except PagerFailed as error:
                log.warning("heartbeat.failed", reason=str(error))
