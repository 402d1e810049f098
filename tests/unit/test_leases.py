"""Leases: one holder at a time, a new token for each, and work that ends when it is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.clock import AcceleratedClock
from bot.domain.ids import BotId
from bot.domain.leases import LASTS, Job, Lease
from bot.errors import StoreUnusable
from bot.services.solely import LeaseLost, Solely

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
FREE = Lease(job=Job.SENDER, holder="", token=0, until=NOW - timedelta(days=1))

steps = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.integers(0, 9),
        st.sampled_from(["take", "give back"]),
    )
)


@given(steps)
def test_there_is_one_holder_at_a_time_and_the_token_tells_them_apart(
    walk: list[tuple[str, int, str]],
) -> None:
    lease, now = FREE, NOW
    owners: dict[int, str] = {}
    for who, seconds, deed in walk:
        now += timedelta(seconds=seconds)
        if deed == "take" and lease.is_free(who, now):
            was_held_by = lease.holder if lease.until > now else ""
            lease = lease.taken(who, now)
            assert was_held_by in {"", who}
        elif deed == "give back" and lease.holder == who:
            lease = lease.given_back(now)
        if lease.holder:
            assert owners.setdefault(lease.token, lease.holder) == lease.holder


class SharedStore:
    """A store with nothing but leases in it, shared by some processes; it can be out of order."""

    is_shared = True

    def __init__(self) -> None:
        self.lease = FREE
        self.is_broken = False

    def of_bot(self, bot_id: BotId) -> SharedStore:
        return self

    @property
    def leases(self) -> SharedStore:
        return self

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SharedStore]:
        if self.is_broken:
            raise StoreUnusable("not reached")
        yield self

    async def take(self, job: Job, holder: str, *, now: datetime) -> Lease | None:
        if not self.lease.is_free(holder, now):
            return None
        self.lease = self.lease.taken(holder, now)
        return self.lease

    async def give_back(self, lease: Lease, *, now: datetime) -> None:
        if await self.is_held(lease):
            self.lease = self.lease.given_back(now)

    async def of(self, job: Job) -> Lease:
        return self.lease

    async def is_held(self, lease: Lease) -> bool:
        return self.lease.token == lease.token


class Worker:
    """A process that works for ever once it may."""

    def __init__(self, store: SharedStore, clock: AcceleratedClock, name: str) -> None:
        self.solely = Solely(
            bot_id=BotId(1),
            job=Job.SENDER,
            holder=name,
            store=store,  # type: ignore[arg-type]
            clock=clock,
        )
        self.starts = 0
        self.task = asyncio.create_task(self.solely.run(self._work))

    async def _work(self) -> None:
        self.starts += 1
        await asyncio.Event().wait()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 # it tells nobody
            await asyncio.sleep(0.01)


@pytest.fixture
def clock() -> AcceleratedClock:
    return AcceleratedClock(100, NOW)


async def test_another_takes_over_when_the_first_gives_back_or_cannot_renew(
    clock: AcceleratedClock,
) -> None:
    # given two processes, of which the first works
    store = SharedStore()
    first = Worker(store, clock, "first")
    await until(lambda: first.solely.is_working)
    second = Worker(store, clock, "second")
    await clock.sleep(2 * LASTS.total_seconds())
    assert (first.solely.is_working, second.solely.is_working) == (True, False)

    # when the first ends in good order
    first.task.cancel()
    await asyncio.gather(first.task, return_exceptions=True)

    # then the second works
    await until(lambda: second.solely.is_working)

    # when the database is out of order for longer than a lease lasts
    store.is_broken = True
    await until(lambda: not second.solely.is_working)

    # then it stops, begins nothing more, and goes on when the database is there again
    assert not second.solely.is_working
    with pytest.raises(LeaseLost):
        await second.solely.require(store)  # type: ignore[arg-type]
    store.is_broken = False
    await until(lambda: second.starts == 2)
    await second.solely.require(store)  # type: ignore[arg-type]
    second.task.cancel()


async def test_whoever_lost_the_lease_begins_nothing_more(clock: AcceleratedClock) -> None:
    # given a process that works, and stands still until another has taken over
    store = SharedStore()
    worker = Worker(store, clock, "slow")
    await until(lambda: worker.solely.is_working)
    store.lease = store.lease.taken("other", store.lease.until)

    # when it wants to begin something
    with pytest.raises(LeaseLost):
        await worker.solely.require(store)  # type: ignore[arg-type]

    # then it hears that it may not, and stops working
    await until(lambda: not worker.solely.is_working)
    worker.task.cancel()


async def test_a_lease_that_ends_in_hours_is_taken_when_its_holder_is_gone(
    clock: AcceleratedClock,
) -> None:
    # given a process that was killed, and a clock that was set back since by five hours
    store = SharedStore()
    store.lease = FREE.taken("killed", NOW + timedelta(hours=5))

    # when another waits for its lease
    started_at = clock.now()
    other = Worker(store, clock, "other")
    await until(lambda: other.solely.is_working)

    # then it has it after a while, until a moment that is near, under another token
    assert clock.now() - started_at > LASTS
    assert store.lease.token == 2
    assert store.lease.until < clock.now() + 2 * LASTS
    other.task.cancel()
    await asyncio.gather(other.task, return_exceptions=True)


async def test_a_lease_that_is_renewed_by_another_clock_stays_where_it_is(
    clock: AcceleratedClock,
) -> None:
    # given a process on a machine whose clock is five hours ahead
    store = SharedStore()
    ahead = Worker(store, AcceleratedClock(100, NOW + timedelta(hours=5)), "ahead")
    await until(lambda: ahead.solely.is_working)

    # when another waits for longer than it would for one who is gone
    other = Worker(store, clock, "other")
    await clock.sleep(5 * LASTS.total_seconds())

    # then they do not take it from each other in turns
    assert (ahead.starts, other.starts, store.lease.token) == (1, 0, 1)
    for one in (ahead, other):
        one.task.cancel()
    await asyncio.gather(ahead.task, other.task, return_exceptions=True)
