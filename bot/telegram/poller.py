"""The polling loop: what Telegram hands over is on disk before it is acknowledged."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.domain.ids import UpdateId
from bot.errors import (
    GatewayFailure,
    JawabError,
    PollerConflict,
    RateLimited,
    StoreFailure,
    TokenRefused,
)
from bot.ports import Clock, Gateway, RawUpdate

_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(seconds=60)
_FIRST_CONFLICT_PAUSE = timedelta(seconds=3)
_CONFLICT_PAUSE = timedelta(seconds=30)
"""At first the other poller may be this program's own last request, from before a restart."""
_QUIET_ENOUGH = timedelta(days=6)
"""After a week without updates their numbers may start anywhere; the old offset is then wrong."""
_BATCH = 100
_SHORTEST_ROUND = timedelta(seconds=0.5)
"""A server that does not hold an empty poll open is not asked more often than this."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

StoreUpdates = Callable[[Sequence[RawUpdate]], Awaitable[None]]
"""Commits a batch; when it returns, the updates are on disk. Storing one twice changes nothing."""


async def _ignore(_at: datetime) -> None:
    """Nobody wants to know when a poll succeeded."""


class Poller:
    """Fetches updates for one bot, in turn with `store_updates`.

    `on_polled` hears the time of every poll that succeeded, also of those that brought nothing.
    `jitter` gives a number from 0 to 1, to keep many bots from coming back at the same instant.
    """

    def __init__(
        self,
        gateway: Gateway,
        store_updates: StoreUpdates,
        clock: Clock,
        *,
        on_polled: Callable[[datetime], Awaitable[None]] = _ignore,
        wait: timedelta = timedelta(seconds=25),
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._gateway = gateway
        self._store_updates = store_updates
        self._clock = clock
        self._on_polled = on_polled
        self._wait = wait
        self._jitter = jitter
        self._stored_up_to: UpdateId | None = None
        self._latest_at = clock.now()
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; raise TokenRefused, as nothing can mend that but a person."""
        while True:
            try:
                await self._poll()
            except TokenRefused:
                raise
            except (GatewayFailure, StoreFailure) as failure:
                await self._pause_after(failure)
            else:
                self._failures = 0

    async def _poll(self) -> None:
        started_at = self._clock.now()
        if started_at - self._latest_at > _QUIET_ENOUGH:
            self._stored_up_to = None
        updates = await self._gateway.fetch_updates(
            after=self._stored_up_to, wait=self._wait, limit=_BATCH
        )
        if updates:
            await self._store_updates(updates)
            self._stored_up_to = max(update.update_id for update in updates)
            self._latest_at = self._clock.now()
        await self._on_polled(self._clock.now())
        if not updates and self._clock.now() - started_at < _SHORTEST_ROUND:
            await self._clock.sleep(_SHORTEST_ROUND.total_seconds())

    async def _pause_after(self, failure: JawabError) -> None:
        pause = self._pause(failure)
        self._failures += 1
        log.warning(
            "poller.paused",
            failure=type(failure).__name__,
            reason=str(failure),
            seconds=round(pause.total_seconds(), 1),
            failures=self._failures,
        )
        await self._clock.sleep(pause.total_seconds())

    def _pause(self, failure: JawabError) -> timedelta:
        match failure:
            case RateLimited(retry_after=exactly):
                return exactly
            case PollerConflict():
                return min(_FIRST_CONFLICT_PAUSE * (1 << min(self._failures, 5)), _CONFLICT_PAUSE)
            case _:
                doubled = _FIRST_PAUSE * (1 << min(self._failures, 10))
                return min(doubled, _LONGEST_PAUSE) * (0.5 + self._jitter() / 2)
