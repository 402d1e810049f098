"""Two processes send for one bot on PostgreSQL, and one of them stands still in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, cast

import pytest

from bot.demo.clock import AcceleratedClock
from bot.domain.ids import MessageId, MessageRef, OutboxId
from bot.domain.leases import LASTS, Job
from bot.domain.outbox import OutboxItem, OutboxState, PublicReply, Urgency
from bot.errors import GatewayFailure, OutcomeUnknown, RateLimited, StoreUnusable
from bot.ports import Store, Transaction
from bot.services.delivery import Delivery
from bot.services.outbox import OutboxSender
from bot.services.solely import Solely
from bot.storage.opening import open_store
from tests import postgres
from tests.contract.store_values import ANNA, BOT, NOW, OWNER, SHOP, a_comment, a_seed

SORRY = "Sorry! We look into it."


class Public:
    """What members read, whoever sent it."""

    def __init__(self) -> None:
        self.said: list[str] = []


class Way:
    """One process's way to Telegram, on which its request may be held up."""

    def __init__(self, public: Public) -> None:
        self._public = public
        self.is_free = asyncio.Event()
        self.is_free.set()
        self.has_left = asyncio.Event()
        self.refusal: GatewayFailure | None = None

    async def reply(self, to: MessageRef, text: str, *, quote: str = "") -> MessageId:
        self.has_left.set()
        await self.is_free.wait()
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal
        self._public.said.append(text)
        return MessageId(1000 + len(self._public.said))

    async def probe(self) -> None:
        """Telegram is there."""


class Standing:
    """A store whose process stands still at times: before a change, or after its commit."""

    is_shared = True

    def __init__(self, store: Store) -> None:
        self._store = store
        self.may_begin, self.may_go_on = asyncio.Event(), asyncio.Event()
        self.may_begin.set()
        self.may_go_on.set()
        self.loses_its_answer = False

    def of_bot(self, bot_id: object) -> Standing:
        return self

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        await self.may_begin.wait()
        async with self._store.reading() as tx:
            yield tx

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        await self.may_begin.wait()
        async with self._store.writing() as tx:
            yield tx
            begun = await tx.outbox.in_state(BOT, OutboxState.SENDING)
        if begun and self.loses_its_answer:
            self.loses_its_answer = False
            raise StoreUnusable("the database is not reached")
        if begun:
            await self.may_go_on.wait()

    def stand_still(self) -> None:
        """Change and look at nothing more."""
        self.may_begin.clear()

    def wake_up(self) -> None:
        self.may_begin.set()
        self.may_go_on.set()


class Elsewhere:
    """The parts of a delivery that see to something else."""

    async def failed(self, *_about: object, **_more: object) -> bool:
        return False


class Process:
    """One process that sends while it has the lease."""

    def __init__(self, name: str, store: Store, public: Public, clock: AcceleratedClock) -> None:
        self.store, self.way = Standing(store), Way(public)
        other: Any = Elsewhere()
        shared = cast("Store", self.store)
        self.solely = Solely(bot_id=BOT, job=Job.SENDER, holder=name, store=shared, clock=clock)
        delivery = Delivery(
            store=shared,
            gateway=cast("Any", self.way),
            clock=clock,
            notes=other,
            desk=other,
            boards=other,
            incidents=other,
            topics=other,
            rings=other,
        )
        self.outbox = OutboxSender(
            bot_id=BOT,
            store=shared,
            clock=clock,
            delivery=delivery,
            probe=self.way.probe,
            on_token_refused=lambda: None,
            shutdown_seconds=60,
            require=self.solely.require,
            is_sure=lambda: self.solely.is_sure,
        )
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self.task = asyncio.create_task(self.solely.run(self._send))

    async def _send(self) -> None:
        await self.outbox.recover()
        await self.outbox.run()

    async def stop(self) -> None:
        self.store.wake_up()
        self.way.is_free.set()
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)


class Town:
    """Two processes on one database, and what the public reads."""

    def __init__(self, stores: tuple[Store, Store]) -> None:
        self.clock = AcceleratedClock(20, NOW)
        self.public = Public()
        self.store = stores[1]
        self.first = Process("first", stores[0], self.public, self.clock)
        self.second = Process("second", stores[1], self.public, self.clock)

    async def approve(self) -> None:
        """Queue an answer."""
        comment = a_comment()
        async with self.store.writing() as tx:
            await tx.comments.add(comment)
            await tx.outbox.add(
                OutboxItem(
                    id=OutboxId(0),
                    owner=OWNER,
                    chat_id=SHOP,
                    urgency=Urgency.REPLY,
                    payload=PublicReply(
                        text=SORRY,
                        reply_to=comment.message_ids[0],
                        comment_hash=comment.content_hash,
                        by=ANNA,
                        by_name="Anna",
                    ),
                    not_before=self.clock.now(),
                    created_at=self.clock.now(),
                )
            )

    async def reply(self) -> OutboxItem:
        async with self.store.reading() as tx:
            every = [one for state in OutboxState for one in await tx.outbox.in_state(BOT, state)]
        (item,) = every
        return item

    async def until_it_is(self, state: OutboxState) -> None:
        async with asyncio.timeout(30):
            while (await self.reply()).state is not state:  # noqa: ASYNC110 # it tells nobody
                await asyncio.sleep(0.05)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not holds():  # noqa: ASYNC110 # it tells nobody
                await asyncio.sleep(0.05)

    async def let_the_other_take_over(self) -> None:
        """The first stands still; a manager looks, and it is not there, so it is sent again."""
        self.first.store.stand_still()
        self.second.start()
        await self.until_it_is(OutboxState.UNKNOWN)
        async with self.store.writing() as tx:
            await tx.outbox.requeue((await self.reply()).id, not_before=self.clock.now())
        self.second.outbox.call()
        await self.until_it_is(OutboxState.SENT)

    async def wake_the_first_up(self) -> None:
        """It goes on where it stood, and both have time for whatever they want to do."""
        self.first.store.wake_up()
        self.first.way.is_free.set()
        await self.clock.sleep(5 * LASTS.total_seconds())


@pytest.fixture
async def town(postgres_url: str) -> AsyncIterator[Town]:
    await postgres.emptied(postgres_url)
    stores = [(await open_store(postgres_url)).of_bot(BOT) for _ in range(2)]
    async with stores[0].writing() as tx:
        await tx.directory.seed(a_seed())
    town = Town((stores[0], stores[1]))
    yield town
    for process in (town.first, town.second):
        await process.stop()
    for store in stores:
        await store.close()


@pytest.mark.parametrize(
    "heard",
    [RateLimited(timedelta(seconds=1)), OutcomeUnknown("no answer"), None],
    ids=["a limit", "nothing", "that it is there"],
)
async def test_what_a_process_hears_too_late_sends_nothing_again(
    town: Town, heard: GatewayFailure | None
) -> None:
    # given a process whose request has left, and that stands still before it hears of it
    town.first.way.is_free.clear()
    town.first.way.refusal = heard
    await town.approve()
    town.first.start()
    await town.first.way.has_left.wait()

    # when another has taken over and sent it, and the first wakes up
    await town.let_the_other_take_over()
    said = len(town.public.said)
    await town.wake_the_first_up()

    # then it is as it was: sent, and not once more
    assert (await town.reply()).state is OutboxState.SENT
    assert said == 1
    assert len(town.public.said) == (1 if heard is not None else 2)  # Telegram had both
    async with town.store.reading() as tx:
        assert await tx.outbox.in_state(BOT, OutboxState.QUEUED) == []


async def test_a_process_that_wakes_up_before_its_request_has_left_sends_nothing(
    town: Town,
) -> None:
    # given a process that has marked an answer as being sent, and stands still then
    town.first.store.may_go_on.clear()
    await town.approve()
    town.first.start()
    await town.until_it_is(OutboxState.SENDING)

    # when another has taken over and sent it, and the first wakes up
    await town.let_the_other_take_over()
    await town.wake_the_first_up()

    # then it stands there once
    assert town.public.said == [SORRY]
    assert (await town.reply()).state is OutboxState.SENT


async def test_what_turns_out_to_be_there_is_asked_of_nobody(town: Town) -> None:
    # given a process that stands still while its request is under way, and another that took over
    town.first.way.is_free.clear()
    await town.approve()
    town.first.start()
    await town.first.way.has_left.wait()
    town.first.store.stand_still()
    town.second.start()
    await town.until_it_is(OutboxState.UNKNOWN)

    # when the first hears that it was sent
    await town.wake_the_first_up()

    # then nobody has to look
    await town.until_it_is(OutboxState.SENT)
    assert town.public.said == [SORRY]


async def test_an_answer_whose_mark_was_committed_in_silence_leaves_all_the_same(
    town: Town,
) -> None:
    # given a database that commits the mark "being sent", and is gone before it has said so
    town.first.store.loses_its_answer = True
    await town.approve()

    # when the process goes on
    town.first.start()

    # then the answer leaves, once
    await town.until(lambda: town.public.said != [])
    await town.until_it_is(OutboxState.SENT)
    assert town.public.said == [SORRY]
