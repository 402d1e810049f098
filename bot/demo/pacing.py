"""Leaping over the quiet parts of the day.

While the desk has work in hand the clock runs at its factor, so that limits, undo windows and
waiting times are what they would be for somebody who works that much faster. Once nothing is in
hand, the next thing that can happen is an appointment of the script or a timed item of the outbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.demo.scene import Scene
from bot.domain.outbox import OutboxState
from bot.ports import Store

_LOOK_EVERY_SECONDS = 0.02
"""Of the wall clock."""


async def keep_time(scene: Scene, store: Store, *, is_busy: Callable[[], bool]) -> None:
    """Leap ahead whenever nothing is in hand, for ever; `is_busy` tells that somebody acts."""
    clock = scene.clock
    while True:
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
        appointment = clock.next_appointment
        if appointment is None or is_busy() or not await _is_quiet(scene, store):
            continue
        async with store.reading() as tx:
            timed = await tx.outbox.next_due_at(scene.bot_id, now=clock.now())
        if not is_busy() and not scene.telegram.pending_updates(scene.bot):
            clock.skip_to(min(appointment, timed or appointment))


async def is_done(scene: Scene, store: Store) -> bool:
    """Whether nothing is in hand and nothing is timed any more."""
    async with store.reading() as tx:
        timed = await tx.outbox.next_due_at(scene.bot_id, now=scene.clock.now())
    return timed is None and await _is_quiet(scene, store)


async def _is_quiet(scene: Scene, store: Store) -> bool:
    if scene.telegram.pending_updates(scene.bot):
        return False
    now, bot_id = scene.clock.now(), scene.bot_id
    async with store.reading() as tx:
        return not (
            await tx.updates.waiting(bot_id, now=now, limit=1)
            or await tx.comments.waiting_count(bot_id)
            or await tx.outbox.due(bot_id, now=now, limit=1)
            or await tx.outbox.in_state(bot_id, OutboxState.SENDING)
        )
