"""What is older than the brand keeps it loses words and names, a portion every hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.domain.ids import BrandId
from bot.domain.set_back import has_passed
from bot.ports import Clock, Store

log = structlog.get_logger(__name__)

EVERY = timedelta(hours=1)
PORTION = 500
"""Comments and cases of one transaction: others wait for it."""
MOST_PORTIONS = 20


class Retention:
    """Has its turn among the others, and looks once an hour."""

    def __init__(
        self, *, brand_id: BrandId, store: Store, clock: Clock, keep: timedelta | None
    ) -> None:
        """Without `keep` everything is kept."""
        self._brand_id = brand_id
        self._store = store
        self._clock = clock
        self._keep = keep
        self._looked_at: datetime | None = None

    async def turn(self) -> None:
        """Take the words and names out of what is too old."""
        now = self._clock.now()
        is_too_soon = self._looked_at is not None and not has_passed(EVERY, self._looked_at, now)
        if self._keep is None or is_too_soon:
            return
        self._looked_at = now
        for _ in range(MOST_PORTIONS):
            async with self._store.writing() as tx:
                count = await tx.persons.expire(
                    self._brand_id, before=now - self._keep, limit=PORTION
                )
            if count:
                log.info("retention.expired", count=count)
            if count < PORTION:
                return
