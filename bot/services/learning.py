"""The thresholds of each community, as its managers' decisions have moved them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from bot.domain.ids import BotId, CommunityId
from bot.domain.learning import LOOKS_BACK, move_thresholds
from bot.domain.load import Picked
from bot.ports import Clock, Store, Transaction
from bot.services.budget_facts import picked_for
from classifiers.types import Thresholds

log = structlog.get_logger(__name__)

FRESH = timedelta(minutes=10)
"""How long the counts of closed cases are used before they are taken anew."""


class LearntThresholds:
    """Asked by triage for every batch, and by pages; counts closed cases only now and then."""

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
        self._picked: Mapping[CommunityId, Picked] = {}

    async def refresh(self, tx: Transaction | None = None) -> None:
        """Count the closed cases again if the last count is old; in `tx`, if one is open."""
        now = self._clock.now()
        if self._counted_at is not None and self._counted_at <= now < self._counted_at + FRESH:
            return
        if tx is not None:
            await self._count(tx, now)
            return
        async with self._store.reading() as ours:
            await self._count(ours, now)

    async def _count(self, tx: Transaction, now: datetime) -> None:
        outcomes = await tx.cases.outcomes(self._bot_id, since=now - LOOKS_BACK)
        self._picked = await picked_for(tx)
        moved = {
            community_id: move_thresholds(self.initial, by_lane, fixed=self._fixed)
            for community_id, by_lane in outcomes.items()
        }
        before, self._by_community = self._by_community, moved
        for community_id in before.keys() | moved.keys():
            thresholds = self.learnt(community_id)
            if thresholds != before.get(community_id, self.initial):
                log.info("thresholds.moved", community_id=community_id, thresholds=str(thresholds))
        self._counted_at = now

    def heed(self, picked: Mapping[CommunityId, Picked]) -> None:
        """From now on these picks hold where communities have a budget of cards."""
        self._picked = picked

    def of(self, community_id: CommunityId) -> Thresholds:
        """The thresholds of a community: learnt, and raised where it has a budget of cards."""
        picked = self._picked.get(community_id)
        learnt = self.learnt(community_id)
        return learnt if picked is None else picked.over(learnt)

    def learnt(self, community_id: CommunityId) -> Thresholds:
        """The same without a budget; the initial ones until there is something to learn."""
        return self._by_community.get(community_id, self.initial)
