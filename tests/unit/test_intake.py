"""Trouble with the database is not the fault of the update that meets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import BotId, UpdateId
from bot.errors import StoreUnusable
from bot.ports import RawUpdate
from bot.services.intake import ATTEMPTS, Intake
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


async def test_a_disk_that_is_full_for_long_makes_no_dead_letters(tmp_path: Path) -> None:
    # given an update on disk, and a disk that is full longer than a handler may fail
    store = await open_at(tmp_path / "jawab.db")
    clock: Any = Moments()
    handler: Any = FullDisk(ATTEMPTS + 3)
    intake = Intake(
        bot_id=BOT,
        store=store,
        gateway=None,
        clock=clock,
        read=read,
        handler=handler,
        after=lambda: None,
    )
    await intake.accept([RawUpdate(update_id=UpdateId(1), body=BODY)])

    # when there is room again
    while await intake.drain():
        pass

    # then it is handled, once; it was tried every second and never given up
    assert len(handler.handled) == 1
    assert clock.slept == [1.0] * (ATTEMPTS + 3)
    await store.close()
