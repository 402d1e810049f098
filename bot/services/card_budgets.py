"""Picks the thresholds of communities with a budget: once a day, and when that changes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

import structlog

from bot.domain.card import Drawn
from bot.domain.comment import Community
from bot.domain.ids import NO_CHAT, CommunityId, Owner
from bot.domain.load import LOOKS_BACK, MOST_COMMENTS, Budget, Picked, Seen, pick
from bot.domain.outbox import Urgency
from bot.ports import Clock, Store, Transaction
from bot.services.budget_facts import budget_of, keep_picked, picked_for
from bot.services.desk.notes import DeskNotes
from bot.services.desk.watching import GONE
from bot.services.learning import LearntThresholds

log = structlog.get_logger(__name__)

_Due = tuple[Community, Budget, list[Seen]]


class CardBudgets:
    """Has its turn among the others; budgets and picks are facts, so a restart forgets none."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        notes: DeskNotes,
        thresholds: LearntThresholds,
    ) -> None:
        self._owner = owner
        self._store = store
        self._clock = clock
        self._notes = notes
        self._thresholds = thresholds

    async def turn(self) -> None:
        """Pick what is due to be picked, and let triage know what holds now."""
        now = self._clock.now()
        async with self._store.reading() as tx:
            before = await picked_for(tx)
            due = await self._due(tx, before, now)
        if due:
            await self._thresholds.refresh()
        for community, budget, seen in due:
            base = self._thresholds.learnt(community.id)
            picked = await asyncio.to_thread(
                pick, seen, budget, base, at=now, wants_praise=community.wants_praise
            )
            async with self._store.writing() as tx:
                if await budget_of(tx, community) == budget:
                    await self._keep(tx, community, picked, before.get(community.id))
        async with self._store.reading() as tx:
            held = await picked_for(tx)
        self._thresholds.heed(held)

    async def _due(
        self, tx: Transaction, before: Mapping[CommunityId, Picked], now: datetime
    ) -> list[_Due]:
        due: list[_Due] = []
        gone = await tx.directory.values(GONE)
        for community in await tx.directory.communities(self._owner.bot_id):
            if str(community.id) in gone:
                continue
            budget = await budget_of(tx, community)
            known = before.get(community.id)
            if budget is None or (
                known is not None and known.budget == budget and not known.is_old(now)
            ):
                continue
            seen = await tx.comments.traffic(
                community.id, since=now - LOOKS_BACK, limit=MOST_COMMENTS
            )
            due.append((community, budget, seen))
        return due

    async def _keep(
        self, tx: Transaction, community: Community, picked: Picked, before: Picked | None
    ) -> None:
        await keep_picked(tx, community, picked)
        log.info("budget.picked", community_id=community.id, cut=picked.cut)
        desk = await tx.directory.desk(self._owner.desk_id)
        base = self._thresholds.learnt(community.id)
        if desk.chat_id == NO_CHAT or not picked.is_news(before, base):
            return
        words = self._notes.words
        html = words.say(told_of(picked), title=community.title, **figures_of(picked))
        await self._notes.announce(tx, Drawn(html=html), silent=True, urgency=Urgency.DIGEST)


def told_of(picked: Picked) -> str:
    """The key of the words that tell how it stands."""
    if picked.cut is None:
        return "budget-too-little"
    if not picked.is_within:
        return "budget-over"
    return "budget-kept" if round(picked.usual) > round(picked.expected) else "budget-fits"


def figures_of(picked: Picked) -> dict[str, int]:
    """The figures in them."""
    return {
        "cards": picked.budget.cards,
        "expected": round(picked.expected),
        "usual": round(picked.usual),
        "comments": picked.comment_count,
    }
