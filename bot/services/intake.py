"""Updates on disk before they are acknowledged, then handled one after the other.

An update and everything that follows from it in the database are one transaction, so that a crash
at any moment leaves it either untouched or done. A handler that fails is tried again with growing
pauses, then its update is kept as a dead letter and the lead is told.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.domain.events import ButtonPressed, Event, NotForUs
from bot.domain.ids import BotId
from bot.domain.set_back import has_passed
from bot.errors import DamagedRow, GatewayFailure, StoreFailure
from bot.ports import Clock, Gateway, RawUpdate, Store, Transaction, WaitingUpdate
from bot.services.wakeup import Wakeup

log = structlog.get_logger(__name__)

BATCH = 100
TOGETHER = 20
WORTH_IT = 8
"""So many waiting updates are handled in one transaction; fewer have one each."""
ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=2)
IDLE_SECONDS = 30.0
SHARED_IDLE_SECONDS = 2.0
"""The same where another process may take updates, and its call may be missed."""
RETRY_SECONDS = 1.0
KEEP_FINISHED = timedelta(days=3)
"""How long it is known that they came: Telegram repeats nothing older than a day."""
KEEP_ACTIONS = timedelta(days=30)
"""Nobody presses the buttons of a case that was closed so long ago."""
FORGET_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """What the presser of a button reads at once; `alert` makes it a dialog."""

    text: str = ""
    alert: bool = False


class HandledElsewhere(Exception):
    """Another process was quicker, or this one has done it without hearing so: all is undone."""


class Handler(Protocol):
    """Takes an event inside the transaction that finishes its update."""

    async def handle(self, tx: Transaction, event: Event) -> Toast | None:
        """Do what the event asks for, in the database only."""

    async def handle_all(self, tx: Transaction, events: Sequence[Event]) -> list[Toast | None]:
        """Do what many ask for, in their order; each has its toast."""

    async def excuse(self, tx: Transaction, event: Event, damaged: DamagedRow) -> Toast | None:
        """Tell a manager that a row is in the way of what they want.

        None for everything else: such an update is tried again, and is a dead letter in the end.
        """

    async def report_dead_letter(self, tx: Transaction, waiting: WaitingUpdate) -> None:
        """Tell a lead that an update could not be handled."""


class Intake:
    """The inbox of one bot."""

    def __init__(
        self,
        *,
        bot_id: BotId,
        store: Store,
        gateway: Gateway,
        clock: Clock,
        read: Callable[[dict[str, object]], Event],
        handler: Handler,
        after: Callable[[], None],
    ) -> None:
        """`read` tells what an update means; `after` is called when more work may follow."""
        self._bot_id = bot_id
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._read = read
        self._handler = handler
        self._after = after
        self.work = Wakeup(clock)
        self._toasts: set[asyncio.Task[None]] = set()
        self._forgot_at: datetime | None = None

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        """Commit raw updates; only then may Telegram be told that they were received."""
        async with self._store.writing() as tx:
            fresh = await tx.updates.add(self._bot_id, updates, at=self._clock.now())
        log.info("intake.accepted", count=len(updates), fresh=fresh)
        self.work.call()

    async def run(self) -> None:
        """Handle what waits, for ever."""
        try:
            while True:
                await self.work.wait(await self._handle_all())
        finally:
            for toast in self._toasts:
                toast.cancel()
            await asyncio.gather(*self._toasts, return_exceptions=True)

    async def _handle_all(self) -> float:
        """Handle until nothing is left; return for how many seconds there will be no more."""
        try:
            while await self.drain():
                pass
            await self._forget_old()
            idle = SHARED_IDLE_SECONDS if self._store.is_shared else IDLE_SECONDS
            return idle if await self._is_idle() else RETRY_SECONDS
        except StoreFailure:
            log.exception("intake.store_failed")
            return RETRY_SECONDS

    async def drain(self) -> int:
        """Handle what waits now; return how many updates were looked at."""
        async with self._store.reading() as tx:
            waiting = await tx.updates.waiting(self._bot_id, now=self._clock.now(), limit=BATCH)
        for start in range(0, len(waiting), TOGETHER):
            some = waiting[start : start + TOGETHER]
            if len(some) < WORTH_IT or not await self._handle_together(some):
                for one in some:
                    await self._handle(one)
        return len(waiting)

    async def _handle_together(self, some: Sequence[WaitingUpdate]) -> bool:
        """Handle many in one transaction; False, and nothing is done, if that fails for one.

        In a backlog it is the disk that takes the time: one commit instead of twenty.
        """
        try:
            events = [self._read(json.loads(one.body)) for one in some]
            async with self._store.writing() as tx:
                toasts = await self._handler.handle_all(tx, events)
                await self._finish(tx, some)
        except Exception as error:  # noqa: BLE001 - each is tried by itself, and tells then
            log.info("intake.one_by_one", count=len(some), reason=type(error).__name__)
            return False
        self._after()
        for event, toast in zip(events, toasts, strict=True):
            if isinstance(event, ButtonPressed):
                self._show(event, toast or Toast())
        return True

    async def _handle(self, waiting: WaitingUpdate) -> None:
        event: Event | None = None
        toast: Toast | None = None
        try:
            event = self._read(json.loads(waiting.body))
            async with self._store.writing() as tx:
                if not isinstance(event, NotForUs):
                    toast = await self._handler.handle(tx, event)
                await self._finish(tx, [waiting])
        except HandledElsewhere:
            log.info("intake.handled_elsewhere", update_id=waiting.update_id)
            return
        except StoreFailure as error:
            # it is the database's trouble, not the update's: no attempt is counted
            log.warning(
                "intake.store_failed", update_id=waiting.update_id, reason=type(error).__name__
            )
            await self._clock.sleep(1)
            return
        except Exception as error:
            toast = await self._excuse(waiting, event, error)
            if toast is None:
                log.exception("intake.handler_failed", update_id=waiting.update_id)
                await self._postpone(waiting, error)
                return
        self._after()
        if isinstance(event, ButtonPressed):
            self._show(event, toast or Toast())

    async def _excuse(
        self, waiting: WaitingUpdate, event: Event | None, error: Exception
    ) -> Toast | None:
        """Where a damaged row is in a manager's way, trying again is of no use: they are told."""
        if event is None or not isinstance(error, DamagedRow):
            return None
        try:
            async with self._store.writing() as tx:
                toast = await self._handler.excuse(tx, event, error)
                if toast is not None:
                    await self._finish(tx, [waiting])
        except Exception:
            log.exception("intake.not_excused", update_id=waiting.update_id)
            return None
        return toast

    async def _finish(self, tx: Transaction, some: Sequence[WaitingUpdate]) -> None:
        """Mark them as handled. Raise HandledElsewhere where one of them waits no more.

        They were read before this transaction: a process that stood still comes too late, and so
        does one that did not hear that its commit had gone through.
        """
        numbers = [one.update_id for one in some]
        if await tx.updates.finish(self._bot_id, numbers) < len(numbers):
            raise HandledElsewhere

    def _show(self, pressed: ButtonPressed, toast: Toast) -> None:
        """Answer a press beside everything else: whatever Telegram does, nobody waits for it."""
        task = asyncio.create_task(self._answer(pressed, toast))
        self._toasts.add(task)
        task.add_done_callback(self._toasts.discard)

    async def _answer(self, pressed: ButtonPressed, toast: Toast) -> None:
        try:
            await self._gateway.answer_press(pressed.query_id, toast.text, alert=toast.alert)
        except GatewayFailure as error:
            log.info("intake.press_not_answered", reason=type(error).__name__)

    async def _postpone(self, waiting: WaitingUpdate, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"[:500]
        try:
            async with self._store.writing() as tx:
                if waiting.attempts + 1 >= ATTEMPTS:
                    if await tx.updates.bury(self._bot_id, waiting.update_id, error=reason):
                        await self._handler.report_dead_letter(tx, waiting)
                else:
                    pause = FIRST_PAUSE * 4**waiting.attempts
                    await tx.updates.postpone(
                        self._bot_id,
                        waiting.update_id,
                        until=self._clock.now() + pause,
                        error=reason,
                    )
        except StoreFailure:
            log.exception("intake.not_postponed", update_id=waiting.update_id)
            await self._clock.sleep(1)
        self._after()

    async def _is_idle(self) -> bool:
        far = self._clock.now() + timedelta(days=1)
        async with self._store.reading() as tx:
            return not await tx.updates.waiting(self._bot_id, now=far, limit=1)

    async def _forget_old(self) -> None:
        now = self._clock.now()
        if self._forgot_at is not None and not has_passed(FORGET_EVERY, self._forgot_at, now):
            return
        async with self._store.writing() as tx:
            await tx.updates.forget_finished(before=now - KEEP_FINISHED)
            await tx.desk.forget_actions(before=now - KEEP_ACTIONS)
        self._forgot_at = now
