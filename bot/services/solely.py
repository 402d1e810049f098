"""What only one process may do for a bot is done by whoever holds the lease."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.domain.ids import BotId
from bot.domain.leases import LASTS, RENEWED_EVERY, TRIED_EVERY, Job, Lease, Onlooker
from bot.errors import StoreFailure
from bot.ports import Clock, Store, Transaction

log = structlog.get_logger(__name__)

Work = Callable[[], Awaitable[None]]


class LeaseLost(Exception):
    """Another process does it now."""


class Solely:
    """Does a job while nobody else does; another takes over when this process is gone."""

    def __init__(
        self, *, bot_id: BotId, job: Job, holder: str, store: Store, clock: Clock
    ) -> None:
        """`holder` names this process among all."""
        self._job = job
        self._holder = holder
        self._store = store.of_bot(bot_id)
        self._clock = clock
        self._lease: Lease | None = None
        self._onlooker = Onlooker()
        self._is_working = False

    async def run(self, work: Work) -> None:
        """Wait for the lease, work as long as it is held, and so on, for ever.

        A database that no other process uses needs no lease. What `work` raises ends it.
        """
        if not self._store.is_shared:
            self._is_working = True
            await work()
            return
        while True:
            lease = await self._taken()
            if lease is None:
                await self._clock.sleep(TRIED_EVERY.total_seconds())
                continue
            log.info("lease.taken", job=self._job.value, token=lease.token)
            self._lease, self._is_working = lease, True
            try:
                await self._work_while_held(work)
            finally:
                self._is_working = False
                await self._give_back()

    @property
    def is_working(self) -> bool:
        """Whether this process does it now."""
        return self._is_working

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can do it yet, as far as this process's clock tells."""
        if not self._store.is_shared:
            return True
        return self._lease is not None and self._clock.now() + RENEWED_EVERY < self._lease.until

    async def require(self, tx: Transaction) -> None:
        """Raise LeaseLost if another process does it by now: nothing is begun any more."""
        if self._store.is_shared and (
            self._lease is None or not await tx.leases.is_held(self._lease)
        ):
            raise LeaseLost(self._job.value)

    async def _work_while_held(self, work: Work) -> None:
        working = asyncio.ensure_future(work())
        renewing = asyncio.ensure_future(self._renew())
        try:
            await asyncio.wait((working, renewing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (working, renewing):
                task.cancel()
            await asyncio.gather(working, renewing, return_exceptions=True)
        if not working.cancelled() and (error := working.exception()) is not None:
            raise error

    async def _renew(self) -> None:
        """Return when the lease is lost, or may be because the database is not reached."""
        while self._lease is not None:
            await self._clock.sleep(RENEWED_EVERY.total_seconds())
            lease = await self._taken()
            if lease is not None and lease.token == self._lease.token:
                self._lease = lease
            elif lease is not None or self._clock.now() + RENEWED_EVERY >= self._lease.until:
                log.warning("lease.lost", job=self._job.value)
                return

    async def _taken(self) -> Lease | None:
        try:
            async with asyncio.timeout(LASTS.total_seconds()), self._store.writing() as tx:
                now = self._clock.now()
                lease = await tx.leases.take(self._job, self._holder, now=now)
                if lease is None and self._onlooker.is_abandoned(
                    standing := await tx.leases.of(self._job)
                ):
                    log.warning("lease.abandoned", job=self._job.value)
                    await tx.leases.give_back(standing, now=now)
                    lease = await tx.leases.take(self._job, self._holder, now=now)
                return lease
        except (StoreFailure, TimeoutError) as error:
            log.warning("lease.not_renewed", job=self._job.value, reason=str(error))
            return None

    async def _give_back(self) -> None:
        """Let others take over at once; if that fails, they wait a few seconds."""
        lease, self._lease = self._lease, None
        if lease is None:
            return
        try:
            async with self._store.writing() as tx:
                await tx.leases.give_back(lease, now=self._clock.now())
        except StoreFailure:
            log.exception("lease.not_given_back", job=self._job.value)
