"""Hundreds of broken and hostile requests to the webhook: nobody gets in, and it stays there."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from itertools import count
from pathlib import Path

import structlog
from hypothesis import HealthCheck, given, settings
from structlog.typing import EventDict, WrappedLogger

from bot.domain.events import Event
from bot.domain.ids import BotId
from bot.parts import SystemClock
from bot.ports import Transaction, WaitingUpdate
from bot.services.intake import Intake
from bot.telegram.updates import keep, read
from bot.telegram.webhook import WebhookServer
from tests.databases import open_at
from tests.fuzzing.mutating import CANARY
from tests.fuzzing.requests import PATH, SECRET, Sent, a_post, an_update, traffic

BOT = BotId(123456)
QUIET_SECONDS = 0.01
"""So long nothing comes: then nothing will."""
_SET_ASIDE = "intake.handler_failed"
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


class Nobody:
    """Handles what is taken by leaving it alone."""

    async def handle(self, tx: Transaction, event: Event) -> None:
        return None

    async def report_dead_letter(self, tx: Transaction, waiting: WaitingUpdate) -> None:
        return None


class Door:
    """A webhook in front of an inbox on disk, and what was seen at it."""

    def __init__(self, server: WebhookServer, intake: Intake) -> None:
        self._server = server
        self.intake = intake
        self._good_ids = count(10**9)
        self.taken = 0
        self._stuck: set[object] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self.let_in = 0
        self.statuses: Counter[int] = Counter()

    async def receive(self, update: object) -> bool:
        kept = keep(update)
        self._idle.clear()
        await self.intake.accept([kept])
        self.taken += 1
        self._idle.set()
        return False

    async def quiet(self) -> None:
        """Wait until the server has nothing to do with who has hung up.

        It may not notice for seconds that somebody did of whom it reads no more.
        """
        for _ in range(50):
            if self._stuck.issuperset(self._server._runner.server.connections):
                break
            await asyncio.sleep(0.001)
        self._stuck = set(self._server._runner.server.connections)
        for _ in range(20):
            await asyncio.sleep(0)
        async with asyncio.timeout(10):
            await self._idle.wait()

    async def exchange(self, sent: Sent) -> bytes:
        """Send it, and return what was answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._server.port)
        try:
            for piece in sent.pieces:
                writer.write(piece)
                await asyncio.sleep(0)
            return b"" if sent.hangs_up else await _all_of(reader)
        except ConnectionError:
            return b""
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            await self.quiet()

    async def takes_a_good_one(self) -> bool:
        """Whether an ordinary update is taken, and was not before."""
        before = self.taken
        reader, writer = await asyncio.open_connection("127.0.0.1", self._server.port)
        try:
            writer.write(a_post(an_update(next(self._good_ids))))
            async with asyncio.timeout(10):
                head = await reader.readuntil(b"\r\n\r\n")
        finally:
            writer.close()
            await writer.wait_closed()
            await self.quiet()
        return b" 200 " in head and self.taken > before


async def _all_of(reader: asyncio.StreamReader) -> bytes:
    answer = b""
    try:
        while True:
            async with asyncio.timeout(QUIET_SECONDS):
                piece = await reader.read(2**20)
            if not piece:
                return answer
            answer += piece
    except TimeoutError:
        return answer


@asynccontextmanager
async def a_door(folder: Path) -> AsyncIterator[Door]:
    """The webhook of a bot whose updates go to a database."""
    store = (await open_at(folder / "jawab.db")).of_bot(BOT)
    server = WebhookServer(port=0)
    intake = Intake(
        bot_id=BOT,
        store=store,
        gateway=None,  # nobody is answered
        clock=SystemClock(),
        read=read,
        handler=Nobody(),
        after=lambda: None,
    )
    door = Door(server, intake)
    try:
        async with server.entrance(PATH, door.receive, secret=SECRET):
            yield door
    finally:
        await store.close()


@contextmanager
def all_that_is_logged() -> Iterator[list[str]]:
    """What we log, and what libraries log with us, at whatever level; ours with its level."""
    told: list[str] = []

    def look(_logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        told.append(f"{method} {event}")
        raise structlog.DropEvent

    class Hearing(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(f"{record.levelname.lower()} {self.format(record)}")

    before, root, hearing = structlog.get_config(), logging.getLogger(), Hearing(logging.DEBUG)
    level = root.level
    structlog.configure(processors=[look], cache_logger_on_first_use=False)
    root.addHandler(hearing)
    root.setLevel(logging.DEBUG)
    try:
        yield told
    finally:
        root.setLevel(level)
        root.removeHandler(hearing)
        structlog.configure(**before)


def test_no_request_gets_in_without_the_secret_or_keeps_others_out(tmp_path: Path) -> None:
    with asyncio.Runner() as runner, all_that_is_logged() as log:
        stack = AsyncExitStack()
        door = runner.run(stack.enter_async_context(a_door(tmp_path)))

        @settings(
            max_examples=300,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(traffic())
        def hold(sent: Sent) -> None:
            before = door.taken

            # when somebody sends this
            answer = runner.run(door.exchange(sent))
            taken = door.taken - before
            is_there = runner.run(door.takes_a_good_one())

            # then it is no failure of ours, nothing is told, and nobody else is kept out
            statuses = [int(status) for status in _STATUS.findall(answer)]
            door.statuses.update(statuses)
            door.let_in += taken > 0
            assert [status for status in statuses if status >= 500] == []
            assert sent.has_secret or taken == 0
            assert SECRET.encode() not in answer or SECRET.encode() in sent.whole
            assert is_there

        try:
            hold()
            # and what was taken can be read, or is set aside
            runner.run(door.intake.drain())
        finally:
            runner.run(stack.aclose())
    loud = [
        line
        for line in log
        if line.startswith(("warning", "error", "critical")) and _SET_ASIDE not in line
    ]
    assert [line for line in log if SECRET in line or CANARY in line] == []
    assert loud == []
    # and it was no idle exercise
    assert {200, 400, 403, 404} <= set(door.statuses)
    assert door.let_in > 20
