"""The thresholds of each community, as its managers' decisions have moved them."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.domain.ids import BotId, CommunityId
from bot.domain.learning import LOOKS_BACK, move_thresholds
from bot.ports import Clock, Store
from classifiers.types import Thresholds

log = structlog.get_logger(__name__)

FRESH = timedelta(minutes=10)
"""How long the counts of closed cases are used before they are taken anew."""


class LearntThresholds:
    """Asked by triage for every batch; counts closed cases only now and then."""

    def __init__(
        self,
        thresholds: Thresholds,
        *,
        bot_id: BotId,
        store: Store,
        clock: Clock,
        fixed: frozenset[str] = frozenset(),
    ) -> None:
        """`thresholds` are those without any learning; `fixed` ones were set by hand and stay."""
        self.initial = thresholds
        self._bot_id = bot_id
        self._store = store
        self._clock = clock
        self._fixed = fixed
        self._counted_at: datetime | None = None
        self._by_community: dict[CommunityId, Thresholds] = {}

    async def refresh(self) -> None:
        """Count the closed cases again if the last count is old."""
        now = self._clock.now()
        if self._counted_at is not None and now - self._counted_at < FRESH:
            return
        async with self._store.reading() as tx:
            outcomes = await tx.cases.outcomes(self._bot_id, since=now - LOOKS_BACK)
        for community_id, by_lane in outcomes.items():
            moved = move_thresholds(self.initial, by_lane, fixed=self._fixed)
            if moved != self.of(community_id):
                log.info("thresholds.moved", community_id=community_id, thresholds=str(moved))
            self._by_community[community_id] = moved
        self._counted_at = now

    def of(self, community_id: CommunityId) -> Thresholds:
        """The thresholds of a community; the initial ones until there is something to learn."""
        return self._by_community.get(community_id, self.initial)
