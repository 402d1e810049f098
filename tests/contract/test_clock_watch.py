"""Processes that watch the clock of one desk, over every store."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.leases import Job
from bot.domain.outbox import OutboxItem
from bot.ports import Store, Transaction
from bot.services.clock_watch import ClockWatch
from bot.services.outbox import LIMITED
from tests.contract.store_values import NOW, OWNER, a_public_reply, an_item

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Machine:
    """A machine's clock, and the process on it that watches."""

    def __init__(self, store: Store, at: datetime) -> None:
        self.store = store
        self.at = at
        self.told: list[str] = []
        self.start()

    def start(self) -> None:
        """Start the process (again)."""
        self.watch = ClockWatch(owner=OWNER, store=self.store, clock=self, leads=self)  # type: ignore[arg-type]

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    async def tell(self, tx: Transaction, key: str, /, **values: int) -> None:
        del tx
        self.told.append(f"{key} {values['hours']}:{values['minutes']:02}")

    async def turns(self, count: int) -> None:
        """So many looks, ten seconds apart."""
        for _ in range(count):
            await self.watch.turn()
            await self.sleep(10)

    async def queue(self) -> None:
        """An answer with an undo window of a minute is approved here."""
        async with self.store.writing() as tx:
            await tx.outbox.add(
                an_item(payload=a_public_reply(), created_at=self.at, not_before=self.at + MINUTE)
            )


async def waiting(store: Store) -> list[OutboxItem]:
    async with store.reading() as tx:
        return await tx.outbox.due(OWNER.bot_id, now=NOW + 99 * HOUR, limit=9)


async def test_a_clock_that_is_set_back_is_told_once_and_what_waits_is_moved(store) -> None:
    # given a machine whose clock is five and a half hours ahead, where an answer waits
    machine = Machine(store, NOW + 5.5 * HOUR)
    await machine.turns(3)
    await machine.queue()

    # when it is corrected
    machine.at -= 5.5 * HOUR
    corrected_at = machine.at
    await machine.turns(4)

    # then the answer is due about when it was planned, and the leads read it once
    (item,) = await waiting(store)
    assert MINUTE <= item.not_before - corrected_at <= 2 * MINUTE
    assert machine.told == ["clock-set-back 5:30"]


async def test_a_process_that_is_started_after_it_does_the_same(store) -> None:
    # given a process that is stopped while the clock is ahead, also by a silence of Telegram's
    machine = Machine(store, NOW + 5.5 * HOUR)
    await machine.turns(3)
    await machine.queue()
    async with store.writing() as tx:
        until = machine.at + 2 * MINUTE
        await tx.directory.set_value(f"{LIMITED}-100", until.isoformat())

    # when the clock is set back, and it is started again
    machine.at -= 5.5 * HOUR
    corrected_at = machine.at
    machine.start()
    await machine.turns(4)

    # then what waits goes on within a minute of what was planned
    (item,) = await waiting(store)
    assert MINUTE <= item.not_before - corrected_at <= 2.5 * MINUTE
    async with store.reading() as tx:
        (until_iso,) = (await tx.directory.values(LIMITED)).values()
    assert datetime.fromisoformat(until_iso) - corrected_at <= 3.5 * MINUTE
    (told,) = machine.told
    assert told in {"clock-set-back 5:29", "clock-set-back 5:30"}


async def test_of_two_processes_one_moves_it_once(store) -> None:
    # given two processes of one machine that both have their turn
    one, other = Machine(store, NOW + 5 * HOUR), Machine(store, NOW + 5 * HOUR)
    await one.queue()
    await one.turns(2)
    await other.turns(2)

    # when its clock is set back
    for each in (one, other):
        each.at -= 5 * HOUR
    corrected_at = one.at
    for _ in range(4):
        await one.turns(1)
        await other.turns(1)

    # then the undo window is not cut short by the second, and leads read it once
    (item,) = await waiting(store)
    assert item.not_before >= corrected_at - 20 * SECOND + MINUTE
    assert one.told + other.told == ["clock-set-back 5:00"]


async def test_machines_half_a_minute_apart_move_nothing(store) -> None:
    ahead, behind = Machine(store, NOW + 30 * SECOND), Machine(store, NOW)
    for _ in range(3):
        await ahead.queue()
        await ahead.turns(1)
        await behind.turns(1)
    before = await waiting(store)
    behind.start()
    await behind.turns(3)
    assert await waiting(store) == before
    assert ahead.told + behind.told == []


async def test_where_a_machine_works_on_hours_ahead_leads_read_that_clocks_differ(store) -> None:
    if not store.is_shared:
        return  # a file has one process
    # given one that sends by a clock which is two hours ahead of the one that watches
    sender, watcher = Machine(store, NOW + 2 * HOUR), Machine(store, NOW)
    await sender.queue()
    before = await waiting(store)

    for _ in range(5):
        async with store.writing() as tx:
            await tx.leases.take(Job.SENDER, "sender", now=sender.at)
        await sender.sleep(10)
        await watcher.turns(1)

    # then no undo window is cut short by a clock that may be wrong itself
    assert await waiting(store) == before
    assert watcher.told == ["clock-differs 2:00"]

    # when that machine is corrected, then its answers go on
    sender.at -= 2 * HOUR
    for _ in range(3):
        async with store.writing() as tx:
            await tx.leases.take(Job.SENDER, "sender", now=sender.at)
        await sender.sleep(10)
        await watcher.turns(1)
    (item,) = await waiting(store)
    assert item.not_before < watcher.at + 2 * MINUTE


async def test_a_lease_of_a_process_that_is_gone_ends_so_that_it_is_missed(store) -> None:
    if not store.is_shared:
        return  # a file has one process
    # given senders that ended by a clock which was two hours ahead: one was killed, one stopped
    watcher = Machine(store, NOW)
    async with store.writing() as tx:
        await tx.leases.take(Job.SENDER, "killed", now=NOW + 2 * HOUR)
        stopped = await tx.leases.take(Job.INTAKE, "stopped", now=NOW + 2 * HOUR)
        await tx.leases.give_back(stopped, now=NOW + 2 * HOUR)

    # when the clock is looked at for a while
    await watcher.turns(3)

    # then nobody is thought to do what nobody does, and that is told once
    async with store.reading() as tx:
        for job in (Job.SENDER, Job.INTAKE):
            assert (await tx.leases.of(job)).until <= watcher.at
    assert watcher.told == ["clock-set-back 2:00"]
