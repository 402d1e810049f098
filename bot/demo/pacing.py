"""Leaping over the quiet parts of the day.

While the desk has work in hand the clock runs at its factor, so that limits, undo windows and
waiting times are what they would be for somebody who works that much faster. Once nothing is in
hand, the next thing that can happen is an appointment of the script or a timed item of the outbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.demo.scene import Scene
from bot.domain.outbox import OutboxState
from bot.ports import Store, Transaction

_LOOK_EVERY_SECONDS = 0.02
"""Of the wall clock."""


async def keep_time(scene: Scene, store: Store, *, is_busy: Callable[[], bool]) -> None:
    """Leap ahead whenever nothing is in hand, for ever; `is_busy` tells that somebody acts."""
    clock = scene.clock
    while True:
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
        appointment = clock.next_appointment
        if appointment is None or is_busy():
            continue
        is_quiet, timed = await _look(scene, store)
        # Somebody may have acted while the store was asked.
        if is_quiet and not is_busy() and not _is_telling(scene):
            clock.skip_to(min(appointment, timed or appointment))


async def is_done(scene: Scene, store: Store) -> bool:
    """Whether nothing is in hand and nothing is timed any more."""
    return await _look(scene, store) == (True, None)


async def _look(scene: Scene, store: Store) -> tuple[bool, datetime | None]:
    """Whether nothing is in hand, and when the next timed item of the outbox is due."""
    if _is_telling(scene):
        return False, None
    now = scene.clock.now()
    async with store.reading() as tx:
        if await _has_work(tx, scene, now):
            return False, None
        return True, await tx.outbox.next_due_at(scene.bot_id, now=now)


def _is_telling(scene: Scene) -> bool:
    """Whether Telegram holds something that the desk has not stored yet."""
    return scene.telegram.pending_updates(scene.bot) > 0


async def _has_work(tx: Transaction, scene: Scene, now: datetime) -> bool:
    return bool(
        await tx.updates.waiting(scene.bot_id, now=now, limit=1)
        or await tx.comments.waiting_count(scene.bot_id)
        or await tx.outbox.due(scene.bot_id, now=now, limit=1)
        or await tx.outbox.in_state(scene.bot_id, OutboxState.SENDING)
    )
