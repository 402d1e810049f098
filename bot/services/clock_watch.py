"""Notices that the machine's clock was set back, and has what waits go on as planned."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.domain.ids import Owner
from bot.domain.leases import LASTS, Job
from bot.domain.set_back import TOLERANCE, ClockLook, ClockState, clock_state, has_passed
from bot.ports import Clock, Store, Transaction
from bot.services.desk.telling_leads import LeadsTold
from bot.services.outbox import LIMITED

log = structlog.get_logger(__name__)

SEEN_AT = "clock-seen-at"
"""The fact that keeps the clock's time, to be compared with after a restart."""
NOTE_EVERY = timedelta(minutes=1)
TOLD_AT = "clock-told-at"
TELL_EVERY = timedelta(hours=1)
"""Clocks that go on being wrong are not told of at every look."""


async def newest_moment(tx: Transaction, owner: Owner) -> datetime | None:
    """The newest moment at which something was written for a desk."""
    seen, written = await tx.directory.value(SEEN_AT), await tx.moments.newest(owner)
    if seen is None:
        return written
    seen_at = datetime.fromisoformat(seen)
    return seen_at if written is None else max(seen_at, written)


class ClockWatch:
    """Has its turn before the others, in the one process that looks at the clock for a bot."""

    def __init__(self, *, owner: Owner, store: Store, clock: Clock, leads: LeadsTold) -> None:
        self._owner = owner
        self._store = store
        self._clock = clock
        self._leads = leads
        self._before: ClockLook | None = None
        self._latest = clock.now()
        self._noted_at: datetime | None = None

    async def turn(self) -> None:
        """Compare the clock with what was written by it."""
        look, before = await self._look(), self._before
        self._before = look
        match clock_state(look, before, is_shared=self._store.is_shared):
            case ClockState.RIGHT:
                await self._note(look.now)
            case ClockState.SET_BACK:
                await self._move_back(look)
            case ClockState.DIFFERS:
                await self._tell_difference(look, look.differs_by(before))
            case ClockState.UNSURE:
                log.info("clock.is_behind", seconds=look.ahead.total_seconds())

    async def _look(self) -> ClockLook:
        leases: dict[Job, datetime] = {}
        async with self._store.reading() as tx:
            newest = await newest_moment(tx, self._owner)
            if self._store.is_shared:
                leases = {job: (await tx.leases.of(job)).until for job in Job}
        now = self._clock.now()
        # what is noted in the database is up to a minute old
        self._latest = max(self._latest, now)
        newest = self._latest if newest is None else max(newest, self._latest)
        return ClockLook(now=now, newest=newest, leases=leases)

    async def _note(self, now: datetime) -> None:
        if self._noted_at is not None and not has_passed(NOTE_EVERY, self._noted_at, now):
            return
        async with self._store.writing() as tx:
            await tx.directory.set_value(SEEN_AT, now.isoformat())
        self._noted_at = now

    async def _move_back(self, look: ClockLook) -> None:
        now, by = look.now, look.ahead
        async with self._store.writing() as tx:
            count = await tx.moments.set_back(self._owner, now=now, by=by)
            await _end_silences_earlier(tx, now=now, by=by)
            if self._store.is_shared:
                await _end_leases(tx, now=now)
            await tx.directory.set_value(SEEN_AT, now.isoformat())
            await self._tell(tx, "clock-set-back", by, now)
        self._noted_at = self._latest = now
        log.warning("clock.set_back", seconds=by.total_seconds(), moved=count)

    async def _tell_difference(self, look: ClockLook, by: timedelta) -> None:
        log.error("clock.differs", seconds=by.total_seconds())
        async with self._store.writing() as tx:
            await self._tell(tx, "clock-differs", by, look.now)

    async def _tell(self, tx: Transaction, key: str, by: timedelta, now: datetime) -> None:
        told = await tx.directory.value(TOLD_AT)
        if told is not None and not has_passed(TELL_EVERY, datetime.fromisoformat(told), now):
            return
        hours, minutes = divmod(round(by / timedelta(minutes=1)), 60)
        await self._leads.tell(tx, key, hours=hours, minutes=minutes)
        await tx.directory.set_value(TOLD_AT, now.isoformat())


async def _end_leases(tx: Transaction, *, now: datetime) -> None:
    """Of processes that are gone, or else nobody would be missed: none of these was renewed."""
    for job in Job:
        lease = await tx.leases.of(job)
        if lease.until - LASTS > now + TOLERANCE:
            await tx.leases.give_back(lease, now=now)


async def _end_silences_earlier(tx: Transaction, *, now: datetime, by: timedelta) -> None:
    """Chats in which Telegram wants silence: whoever sends next reads until when."""
    for chat_id, until in (await tx.directory.values(LIMITED)).items():
        until_at = datetime.fromisoformat(until)
        if until_at > now + TOLERANCE:
            await tx.directory.set_value(f"{LIMITED}{chat_id}", (until_at - by).isoformat())
