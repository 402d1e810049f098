"""Notifications that do not go through Telegram: sent by their own rows, again when they fail."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.ids import BotId, CaseId, IncidentId
from bot.domain.ladder import ELSEWHERE, Ladder, Notify, Ring, RingState, SubjectKind
from bot.domain.paging import Page
from bot.errors import DamagedRow, PagerFailed
from bot.ports import Clock, Pager, Renderer, Store, Transaction
from bot.services.desk.view import community_of
from bot.services.escalation import Escalation
from bot.services.incident_view import place_of

log = structlog.get_logger(__name__)

EVERY_SECONDS = 5.0
ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=20)
SENDING = "was being sent"
"""Stands in the row while a request is under way: after a crash it is sent again, marked."""


class Paging:
    """Goes its own way: a slow server elsewhere holds up nothing at the desk."""

    def __init__(
        self,
        *,
        bot_id: BotId,
        brand: str,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        escalation: Escalation,
        pagers: Mapping[Notify, Pager],
    ) -> None:
        """`renderer` speaks the desk's language."""
        self._bot_id = bot_id
        self._brand = brand
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._escalation = escalation
        self._pagers = pagers

    async def run(self) -> None:
        """Send, for ever."""
        while True:
            try:
                await self.drain()
            except Exception:
                log.exception("paging.failed")
            await self._clock.sleep(EVERY_SECONDS)

    async def drain(self) -> None:
        """Send what is due, one after the other."""
        now = self._clock.now()
        async with self._store.reading() as tx:
            due = await tx.ladders.rings_elsewhere(
                self._bot_id, now=now, ways=tuple(ELSEWHERE), limit=20
            )
        for ring in due:
            with suppress(DamagedRow):
                await self._send(ring)

    async def _send(self, ring: Ring) -> None:
        is_again = ring.attempts > 0
        async with self._store.writing() as tx:
            if await tx.ladders.ring(ring.id) != ring:
                return  # another process has it, or it was changed since it was read
            ladder = await tx.ladders.get(ring.ladder_id)
            if ladder is None or not ladder.is_running:
                await self._save(tx, ring, RingState.FAILED, "not needed any more")
                return
            if ring.notify not in self._pagers:
                await self._save(tx, ring, RingState.FAILED, "not configured any more")
                await self._escalation.was_not_reached(tx, ring)
                return
            page = await self._page(tx, ladder, ring, is_again=is_again)
            ring = replace(ring, attempts=ring.attempts + 1, error=SENDING)
            await tx.ladders.save_ring(ring)
        try:
            await self._pagers[ring.notify].send(page)
        except PagerFailed as error:
            log.warning("paging.failed", ring_id=ring.id, way=ring.notify.value, reason=str(error))
            await self._failed(ring, error)
            return
        async with self._store.writing() as tx:
            await self._save(tx, ring, RingState.SENT, "")

    async def _failed(self, ring: Ring, error: PagerFailed) -> None:
        async with self._store.writing() as tx:
            if ring.attempts < ATTEMPTS:
                later = self._clock.now() + FIRST_PAUSE * 2 ** (ring.attempts - 1)
                await tx.ladders.save_ring(replace(ring, not_before=later, error=str(error)))
                return
            await self._save(tx, ring, RingState.FAILED, str(error))
            await self._escalation.was_not_reached(tx, ring)

    async def _save(self, tx: Transaction, ring: Ring, state: RingState, error: str) -> None:
        await tx.ladders.save_ring(replace(ring, state=state, error=error))

    async def _page(self, tx: Transaction, ladder: Ladder, ring: Ring, *, is_again: bool) -> Page:
        say = self._renderer.label
        reason = say(f"ring-reason-{ladder.reason.replace(' ', '-')}")
        if ladder.subject.kind is SubjectKind.INCIDENT:
            incident = await tx.incidents.get(IncidentId(ladder.subject.id))
            assert incident is not None
            place = await place_of(tx, incident)
            title, link = f"{reason}: {place.community.title}", ""
            lines = [place.post] if place.post else []
        else:
            case = await tx.cases.get(CaseId(ladder.subject.id))
            community = await community_of(tx, case)
            focus = await tx.comments.get(case.focus_id)
            title = f"{reason}: #{case.id} {case.author_name}"
            link = self._renderer.address(community, focus)
            lines = [f"{community.title} · {say(f'lane-{case.lane}')} · {case.priority}"]
            lines += [self._due(case.due_at)] if case.due_at else []
        return Page(
            event=f"ring-{self._bot_id}-{ring.id}",
            at=ring.at,
            brand=self._brand,
            title=title,
            lines=tuple(lines),
            link=link,
            is_again=is_again,
        )

    def _due(self, at: datetime) -> str:
        return self._renderer.label("page-due", at=self._renderer.clock_time(at))
