"""Every minute open cases are weighed again: who waits longer, or is read by more, comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.case import Case
from bot.domain.ids import CaseId, CommentId, CommunityId, Owner
from bot.domain.outbox import Urgency
from bot.domain.reach import READ_WITHIN, Reach
from bot.domain.rising import DEADLINE_NEAR, rise_of
from bot.domain.sla import Calendar, Sla
from bot.ports import Clock, Store, Transaction
from bot.services.desk.drawing import draw_over

log = structlog.get_logger(__name__)

EVERY = timedelta(minutes=1)
READ_AT_ONCE = 200
STIRRED_AT_MOST = 500
"""Cases whose reach is counted in one minute."""
LOOKED_BACK = 2000
"""Comments that are looked through for reach at first: what came while nobody looked."""
REDRAWN_AT_MOST = 10
"""Cards drawn anew in one minute, the most urgent first; the others are true again at the next
thing that happens to their case."""


class Rising:
    """Has its turn among the others; what a case has risen by stands in its row."""

    def __init__(self, *, owner: Owner, store: Store, clock: Clock, sla: Sla) -> None:
        self._owner = owner
        self._store = store
        self._clock = clock
        self._sla = sla
        self._next_at: datetime | None = None
        self._seen: CommentId | None = None
        self._seen_at: datetime | None = None

    async def turn(self) -> None:
        """Weigh all open cases that can still rise, and those that more see, once a minute."""
        now = self._clock.now()
        if self._next_at is not None and self._next_at - EVERY <= now < self._next_at:
            return
        self._next_at = now + EVERY
        weighed: dict[CaseId, tuple[Case, Case]] = {}
        async with self._store.reading() as tx:
            calendars = await self._calendars(tx)
            after = CaseId(0)
            while found := await tx.cases.rising(
                self._owner.desk_id, after=after, limit=READ_AT_ONCE
            ):
                after = found[-1].id
                for case in found:
                    heavier = _weighed(case, calendars.get(case.community_id), now)
                    if heavier is not None:
                        weighed[case.id] = case, heavier
            newest = await tx.reach.newest()
            for case, reach in await self._stirred(tx, newest, now):
                _, heavier = weighed.get(case.id, (case, case))
                wider = heavier.rise_to(replace(heavier.rise, reach=reach.points(case.lane)))
                if wider.rise != case.rise:
                    weighed[case.id] = case, wider
        self._seen, self._seen_at = newest, now
        risen = list(weighed.values())
        for first in range(0, len(risen), READ_AT_ONCE):
            await self._keep(risen[first : first + READ_AT_ONCE])
        await self._redraw([heavier for case, heavier in risen if _shows(case, heavier)], now)

    async def _stirred(
        self, tx: Transaction, newest: CommentId, now: datetime
    ) -> list[tuple[Case, Reach]]:
        """Cases about which something was said since the last time, and how many see them now."""
        seen = CommentId(newest - LOOKED_BACK) if self._seen is None else self._seen
        stirred = await tx.reach.stirred(
            self._owner.desk_id,
            beyond=seen,
            since=self._seen_at or now - READ_WITHIN,
            limit=STIRRED_AT_MOST,
        )
        if not stirred:
            return []
        reach = await tx.reach.of_cases(stirred, now=now)
        return [(case, reach[case.id]) for case in stirred]

    async def _keep(self, risen: list[tuple[Case, Case]]) -> None:
        async with self._store.writing() as tx:
            for _, heavier in risen:
                await tx.cases.keep_rise(heavier)
        log.info("rising.kept", count=len(risen))

    async def _redraw(self, changed: list[Case], now: datetime) -> None:
        if not changed:
            return
        first = sorted(changed, key=lambda case: (-case.priority, case.id))[:REDRAWN_AT_MOST]
        async with self._store.writing() as tx:
            for case in first:
                await draw_over(tx, case, now=now, urgency=Urgency.BOARD)

    async def _calendars(self, tx: Transaction) -> dict[CommunityId, Calendar]:
        communities = await tx.directory.communities(self._owner.bot_id)
        return {one.id: self._sla.calendar_of(one.chat_id) for one in communities}


def _weighed(case: Case, calendar: Calendar | None, now: datetime) -> Case | None:
    """The case as heavy as it is by now; None where that changes nothing, or nobody works."""
    if calendar is None or not calendar.is_working(now):
        return None
    rise = rise_of(case.lane, since=case.opened_at, clocks=case.clocks, calendar=calendar, now=now)
    heavier = case.rise_to(rise)
    return heavier if heavier.rise != case.rise else None


def _shows(case: Case, heavier: Case) -> bool:
    """Whether a card looks another: its answer is at risk now, or was due."""
    return heavier.rise.deadline > max(case.rise.deadline, DEADLINE_NEAR - 1)
