"""A sign of life every minute, so that silence is noticed by somebody else.

It stops when one of the loops stands still, not only when the process does.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog

from bot.errors import PagerFailed, StoreFailure
from bot.ports import Clock, Heart
from bot.services.wakeup import Wakeup

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60.0


class Heartbeat:
    """Beats as long as every loop has turned in the last minutes, here and elsewhere."""

    def __init__(
        self,
        *,
        clock: Clock,
        heart: Heart,
        loops: Callable[[], Mapping[str, Wakeup]],
        missing: Callable[[], Awaitable[Sequence[str]]],
    ) -> None:
        """`loops` are those at work in this process, `missing` names what no process does."""
        self._clock = clock
        self._heart = heart
        self._loops = loops
        self._missing = missing

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            await self._clock.sleep(EVERY_SECONDS)
            standing = [name for name, loop in self._loops().items() if loop.stands_still]
            try:
                standing += await self._missing()
            except StoreFailure:
                log.exception("heartbeat.store_failed")
                continue
            if standing:
                log.error("heartbeat.withheld", loops=standing)
                continue
            try:
                await self._heart.beat()
            except PagerFailed as error:
                log.warning("heartbeat.failed", reason=str(error))
