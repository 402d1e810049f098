"""Trouble with the database is not the fault of the update that meets it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.domain.events import Event
from bot.domain.ids import BotId, UpdateId
from bot.errors import StoreUnusable
from bot.ports import RawUpdate, Transaction
from bot.services.intake import ATTEMPTS, WORTH_IT, Intake
from bot.telegram.updates import read
from tests.databases import open_at
from tests.unit.test_polling import Moments

BOT = BotId(7)
BODY = (
    '{"update_id": 1, "message": {"message_id": 2, "date": 1767225600, "text": "hello",'
    ' "chat": {"id": 5, "type": "private", "first_name": "Rahul"},'
    ' "from": {"id": 5, "is_bot": false, "first_name": "Rahul"}}}'
)


class FullDisk:
    """A handler whose changes find no room, as often as it is told."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.handled: list[Event] = []

    async def handle(self, tx: Any, event: Event) -> None:
        if self.left:
            self.left -= 1
            raise StoreUnusable("the database cannot grow: the disk is full, make room")
        self.handled.append(event)


def an_intake(store: Any, handler: Any, clock: Any = None) -> Intake:
    return Intake(
        bot_id=BOT,
        store=store,
        gateway=None,  # type: ignore[arg-type] # nothing is pressed
        clock=clock or Moments(),
        read=read,
        handler=handler,
        after=lambda: None,
    )


def updates(count: int) -> list[RawUpdate]:
    return [
        RawUpdate(update_id=UpdateId(n), body=BODY.replace('"update_id": 1', f'"update_id": {n}'))
        for n in range(1, count + 1)
    ]


class Counted:
    """A handler that counts in the database what it was given."""

    async def handle(self, tx: Transaction, event: Event) -> None:
        name = f"handled:{event.update_id}"
        await tx.directory.set_value(name, str(int(await tx.directory.value(name) or 0) + 1))

    async def handle_all(self, tx: Transaction, events: Sequence[Event]) -> list[None]:
        for event in events:
            await self.handle(tx, event)
        return [None for _ in events]


async def counted(store: Any) -> list[str]:
    async with store.reading() as tx:
        return list((await tx.directory.values("handled:")).values())


class Disturbed:
    """A store in which something happens to each change: before it, or after its commit."""

    is_shared = True

    def __init__(self, store: Any) -> None:
        self._store = store
        self.reading = store.reading
        self.may_write = asyncio.Event()
        self.is_lost: list[bool] = []

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        await self.may_write.wait()
        async with self._store.writing() as tx:
            yield tx
        if self.is_lost and self.is_lost.pop():
            raise StoreUnusable("the database is not reached")


@pytest.mark.parametrize("count", [1, WORTH_IT + 1])
async def test_a_process_that_stood_still_handles_nothing_a_second_time(
    tmp_path: Path, count: int
) -> None:
    # given a process that has read what waits, and stands still then
    store = (await open_at(tmp_path / "jawab.db")).of_bot(BOT)
    slow = Disturbed(store)
    other = an_intake(store, Counted())
    await other.accept(updates(count))
    standing = asyncio.create_task(an_intake(slow, Counted()).drain())
    await asyncio.sleep(0.2)

    # when another takes over, and the first wakes up
    while await other.drain():
        pass
    slow.may_write.set()
    await standing

    # then each was handled once
    assert await counted(store) == ["1"] * count
    await store.close()


@pytest.mark.parametrize("count", [1, WORTH_IT + 1])
async def test_a_commit_whose_answer_was_lost_is_not_made_twice(
    tmp_path: Path, count: int
) -> None:
    # given a database that commits, and is gone before it has said so
    store = (await open_at(tmp_path / "jawab.db")).of_bot(BOT)
    await an_intake(store, Counted()).accept(updates(count))
    unsure = Disturbed(store)
    unsure.is_lost = [True]
    unsure.may_write.set()

    # when what waits is handled
    intake = an_intake(unsure, Counted())
    while await intake.drain():
        pass

    # then each was handled once
    assert await counted(store) == ["1"] * count
    await store.close()


async def test_a_disk_that_is_full_for_long_makes_no_dead_letters(tmp_path: Path) -> None:
    # given an update on disk, and a disk that is full longer than a handler may fail
    store = await open_at(tmp_path / "jawab.db")
    clock: Any = Moments()
    handler: Any = FullDisk(ATTEMPTS + 3)
    intake = an_intake(store, handler, clock)
    await intake.accept([RawUpdate(update_id=UpdateId(1), body=BODY)])

    # when there is room again
    while await intake.drain():
        pass

    # then it is handled, once; it was tried every second and never given up
    assert len(handler.handled) == 1
    assert clock.slept == [1.0] * (ATTEMPTS + 3)
    await store.close()
