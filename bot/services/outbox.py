"""The only way out: what is queued is sent once, in order of urgency, at a pace Telegram allows.

One request is under way per chat, so that a slow or limited chat holds up no other. A row is
marked `sending` before its request leaves; what was `sending` when the process died may have been
sent. While Telegram fails nothing is begun: answers would end in doubt one after the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.domain.breaker import CLOSED, Breaker
from bot.domain.ids import NO_CHAT, BotId, ChatId
from bot.domain.outbox import (
    Amendment,
    BoardDrawing,
    Deletion,
    Departure,
    DeskNote,
    Drawing,
    Notice,
    OutboxItem,
    OutboxState,
    PublicReply,
    Removal,
    SanctionChange,
    Spent,
    Urgency,
)
from bot.domain.pace import FREE, MINUTE, Pace
from bot.errors import (
    ChatGone,
    ChatMoved,
    DamagedRow,
    GatewayDown,
    GatewayFailure,
    OutcomeUnknown,
    RateLimited,
    StoreFailure,
    TokenRefused,
)
from bot.ports import Clock, Store, Transaction
from bot.services.delivery import PATIENCE, Delivery, Outdated
from bot.services.meters import LimitMeter
from bot.services.request import Request
from bot.services.solely import LeaseLost
from bot.services.wakeup import Wakeup

log = structlog.get_logger(__name__)

LOOK_AHEAD = 50
IDLE_SECONDS = 5.0
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
LIMITED = "limited:"
"""Prefix of the fact until when Telegram wants silence in a chat; it outlives a restart."""


class OutboxSender:
    """Sends what is queued for one bot."""

    def __init__(
        self,
        *,
        bot_id: BotId,
        store: Store,
        clock: Clock,
        delivery: Delivery,
        probe: Callable[[], Awaitable[object]],
        on_token_refused: Callable[[], None],
        shutdown_seconds: float,
        require: Callable[[Transaction], Awaitable[None]] | None = None,
        is_sure: Callable[[], bool] = lambda: True,
    ) -> None:
        """`probe` asks Telegram something harmless: it raises what keeps it from answering.

        `on_token_refused` is called when Telegram did not know the bot; the item waits.

        At a stop, requests that have left are waited for `shutdown_seconds`.
        `require` raises LeaseLost where another process sends by now, and while this one `is_sure`
        no other does.
        """
        self._require = require
        self._is_sure = is_sure
        self._probe = probe
        self._breaker = Breaker()
        self._shutdown_seconds = shutdown_seconds
        self._on_token_refused = on_token_refused
        self._bot_id = bot_id
        self._store = store
        self._clock = clock
        self._delivery = delivery
        self.work = Wakeup(clock)
        self.limits = LimitMeter()
        self._pace = Pace()
        self._busy: set[ChatId] = set()
        self._requests: set[asyncio.Task[None]] = set()

    def call(self) -> None:
        """There may be something to send."""
        self.work.call()

    async def recover(self) -> None:
        """Take up after a restart: what was under way, and what was spent of the budget."""
        now = self._clock.now()
        async with self._store.writing() as tx:
            self._pace = Pace(await tx.outbox.spent(self._bot_id, since=now - MINUTE))
            for chat_id, until in (await tx.directory.values(LIMITED)).items():
                if (until_at := datetime.fromisoformat(until)) > now:
                    self._pace.limit(ChatId(int(chat_id)), now=now, pause=until_at - now)
                else:
                    await tx.directory.drop_value(f"{LIMITED}{chat_id}")
            under_way = await tx.outbox.in_state(self._bot_id, OutboxState.SENDING)
        for item in under_way:
            await self._take_up(item, now)

    async def _take_up(self, item: OutboxItem, now: datetime) -> None:
        """What was under way may have arrived; one that cannot be noted holds up no other."""
        try:
            async with self._store.writing() as tx:
                if isinstance(item.payload, PublicReply | Notice):
                    await self._delivery.note_unknown(tx, item)
                else:
                    await tx.outbox.requeue(item.id, not_before=now)
        except StoreFailure:
            raise
        except Exception:
            log.exception("outbox.not_taken_up", item_id=item.id)

    async def run(self) -> None:
        """Send, for ever; when stopped, requests that have left are given time to come back."""
        try:
            while True:
                try:
                    pause = await self._start_what_is_free()
                except Exception:
                    log.exception("outbox.failed")
                    pause = FIRST_PAUSE
                await self.work.wait(pause.total_seconds())
        finally:
            if self._requests:
                await asyncio.wait(self._requests, timeout=self._shutdown_seconds)

    async def _start_what_is_free(self) -> timedelta:
        """Start a request for every chat that may be spoken to; return how long to wait then."""
        if self._breaker.is_open and not await self._is_back():
            return self._breaker.wait(self._clock.now())
        now = self._clock.now()
        async with self._store.reading() as tx:
            due = await tx.outbox.due(self._bot_id, now=now, limit=LOOK_AHEAD)
            next_at = await tx.outbox.next_due_at(self._bot_id, now=now)
        pause = timedelta(seconds=IDLE_SECONDS)
        if next_at is not None:
            pause = min(pause, next_at - now)
        for item in due:
            if item.chat_id in self._busy or item.chat_id == NO_CHAT:
                continue
            wait = self._pace.silence(item.chat_id, now=now)
            if counts(item):
                wait = max(wait, self._budget_wait(item, now))
            if wait > FREE:
                pause = min(pause, wait)
                continue
            self._busy.add(item.chat_id)
            request = asyncio.create_task(self._send(item))
            self._requests.add(request)
            request.add_done_callback(self._requests.discard)
        return pause

    async def _is_back(self) -> bool:
        """Ask Telegram once the pause is over; whatever it answers, it is there."""
        if self._breaker.wait(self._clock.now()) > CLOSED:
            return False
        try:
            await self._probe()
        except (GatewayDown, OutcomeUnknown) as error:
            self._breaker.fail(self._clock.now())
            log.warning("outbox.telegram_down", reason=type(error).__name__)
            return False
        except GatewayFailure as error:
            log.info("outbox.probe_refused", reason=type(error).__name__)
        self._breaker.succeed()
        log.info("outbox.telegram_back")
        return True

    def _budget_wait(self, item: OutboxItem, now: datetime) -> timedelta:
        return self._pace.wait(
            item.chat_id, is_edit=is_edit(item), now=now, is_unasked=is_unasked(item)
        )

    async def _send(self, item: OutboxItem) -> None:
        try:
            await self._attempt(item)
        except Exception:
            log.exception("outbox.attempt_failed", item_id=item.id)
            await self._clock.sleep(1)
        finally:
            self._busy.discard(item.chat_id)
            self.work.call()

    async def _attempt(self, item: OutboxItem) -> None:
        now = self._clock.now()
        try:
            request = await self._delivery.prepare(item, at=now, require=self._require)
        except Outdated:
            return
        except LeaseLost:
            log.info("outbox.others_send", item_id=item.id)
            return
        except StoreFailure:
            # its commit may have gone through although nobody has said so
            await self._keep_trying(partial(self._put_back, item))
            raise
        except Exception as error:
            if isinstance(error, DamagedRow):
                log.warning("outbox.row_damaged", item_id=item.id, reason=str(error))
            else:
                log.exception("outbox.not_prepared", item_id=item.id)
            await self._keep_trying(partial(self._set_aside, item))
            return
        if not self._is_sure():
            # it stood still since: another may have taken up what is marked as being sent
            await self._keep_trying(partial(self._put_back, item))
            return
        if counts(item):
            spent = Spent(chat_id=item.chat_id, is_edit=is_edit(item), at=now)
            self._pace.spend(spent, is_unasked=is_unasked(item))
        await self._keep_trying(await self._outcome(item, request))

    async def _outcome(self, item: OutboxItem, request: Request) -> Callable[[], Awaitable[None]]:
        """Let the request leave; return how its end is to be noted."""
        try:
            message_id = await request.call()
        except GatewayDown as error:
            self._breaker.fail(self._clock.now())
            return partial(self._retry, item, error)
        except OutcomeUnknown as error:
            self._breaker.fail(self._clock.now())
            return partial(self._delivery.unknown, item, error)
        except GatewayFailure as failure:
            self._breaker.succeed()
            return self._refused(item, failure, request)
        except Exception as error:
            log.exception("outbox.request_broke", item_id=item.id)
            return partial(self._delivery.unknown, item, OutcomeUnknown(str(error)))
        self._breaker.succeed()
        return partial(self._delivery.sent, item, request, message_id)

    def _refused(
        self, item: OutboxItem, failure: GatewayFailure, request: Request
    ) -> Callable[[], Awaitable[None]]:
        """How it is to be noted that Telegram answered, and did not do it."""
        match failure:
            case RateLimited():
                return partial(self._obey, item, failure)
            case ChatMoved():
                return partial(self._follow, item, failure)
            case ChatGone():
                self._pace.limit(item.chat_id, now=self._clock.now(), pause=PATIENCE)
            case TokenRefused():
                self._on_token_refused()
        return partial(self._delivery.failed, item, failure, request)

    async def _keep_trying(self, note: Callable[[], Awaitable[None]]) -> None:
        """Note what happened, however long the database takes: it must not be forgotten."""
        while True:
            try:
                await note()
            except StoreFailure:
                log.exception("outbox.not_noted")
                await self._clock.sleep(1)
            else:
                return

    async def _obey(self, item: OutboxItem, limited: RateLimited) -> None:
        now = self._clock.now()
        log.warning("outbox.limited", seconds=limited.retry_after.total_seconds())
        self._pace.limit(item.chat_id, now=now, pause=limited.retry_after)
        self.limits.note(limited.retry_after)
        async with self._store.writing() as tx:
            if await self._delivery.is_ours(tx, item):
                await tx.outbox.requeue(item.id, not_before=now, error=str(limited))
            until = now + limited.retry_after
            await tx.directory.set_value(f"{LIMITED}{item.chat_id}", until.isoformat())

    async def _retry(self, item: OutboxItem, error: GatewayDown) -> None:
        pause = min(FIRST_PAUSE * 2 ** min(item.attempts, 10), LONGEST_PAUSE)
        log.warning("outbox.gateway_down", item_id=item.id, seconds=pause.total_seconds())
        later = self._clock.now() + pause
        async with self._store.writing() as tx:
            if await self._delivery.is_ours(tx, item):
                await tx.outbox.requeue(item.id, not_before=later, error=str(error))

    async def _put_back(self, item: OutboxItem) -> None:
        """Nothing has left: unless another process sends by now, it is to be sent as before."""
        try:
            async with self._store.writing() as tx:
                if self._require is not None:
                    await self._require(tx)
                if await tx.outbox.is_at(
                    item.id, attempt=item.attempts + 1, states=(OutboxState.SENDING,)
                ):
                    now = self._clock.now()
                    await tx.outbox.requeue(item.id, not_before=now, error="has not left")
        except LeaseLost:
            log.info("outbox.others_send", item_id=item.id)

    async def _set_aside(self, item: OutboxItem) -> None:
        """Let the rest of the chat go first: nothing has left, and it may pass."""
        async with self._store.writing() as tx:
            waits = await tx.outbox.is_at(
                item.id, attempt=item.attempts, states=(OutboxState.QUEUED,)
            )
            if waits:
                later = self._clock.now() + LONGEST_PAUSE
                await tx.outbox.requeue(item.id, not_before=later, error="could not be prepared")

    async def _follow(self, item: OutboxItem, moved: ChatMoved) -> None:
        async with self._store.writing() as tx:
            if await self._delivery.is_ours(tx, item):
                await tx.outbox.requeue(item.id, not_before=self._clock.now(), error=str(moved))
            await tx.directory.move_chat(item.chat_id, ChatId(moved.new_chat_id))


def counts(item: OutboxItem) -> bool:
    """Whether the request counts against the chat's budget."""
    if isinstance(item.payload, Amendment):
        return bool(item.payload.text)
    return not isinstance(item.payload, Deletion | Removal | SanctionChange | Departure)


def is_unasked(item: OutboxItem) -> bool:
    """Whether nobody is waiting for it: cards and what comes after them."""
    return item.urgency >= Urgency.CARD


def is_edit(item: OutboxItem) -> bool:
    """Whether the request changes a message that stands already."""
    match item.payload:
        case Drawing(message_id=message_id) | BoardDrawing(message_id=message_id):
            return message_id is not None
        case DeskNote(edits=edits):
            return edits is not None
        case Amendment():
            return True
        case _:
            return False
