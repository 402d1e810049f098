"""A town whose program is killed again and again, and what must hold when it is left in peace."""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.demo.clock import AcceleratedClock
from bot.simulator.faults import Fault
from bot.simulator.limits import Limits
from bot.simulator.simulator import Simulator
from bot.simulator.state import Message
from bot.simulator.world import Press
from tests.databases import open_at
from tests.e2e.program import TOKEN, Town
from tests.kills.lives import Lives
from tests.kills.witness import RANDOM, STEPS, Entry
from tests.postgres import emptied

FACTOR = 20.0
SHARED_FACTOR = 10.0
"""On PostgreSQL, where a lease of six seconds has to outlast what else a busy machine does."""
START = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
STEP_WITHIN_SECONDS = 25.0
"""How long a life may take to come to its step; then it is killed wherever it is."""
STILL_SECONDS = 60.0
"""When nothing has changed for so long, it has come to rest, or it never will."""
SETTLED_WITHIN_SECONDS = 600.0
_AGAIN_SECONDS = 1.5
"""After that long somebody presses a button once more that still stands there."""
_PRESSES = 4
_PRESS_LIVES = timedelta(hours=1)
"""A process that dies and comes back takes its time by the wall clock."""
_TOO_MANY = 429
_CLOSED_FOR = timedelta(seconds=10)
_NO_LADDER = "[escalation]\nenabled = false"

SEND, THERE, NOT_THERE = "Send 1", "It is there", "Not there: send"
_GUEST = re.compile(r"\((G\d+)\)")

_EVERYWHERE = (
    (Fault.SERVER_ERROR, 0.02),
    (Fault.BAD_GATEWAY, 0.01),
    (Fault.RESET, 0.02),
    (Fault.LOST_ANSWER, 0.03),
    (Fault.MALFORMED, 0.01),
    (Fault.FLOOD, 0.01),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where a life was to end, and whether it came there."""

    life: int
    step: str
    was_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A promise that was broken: lost, duplicated, doubt, limit or unsettled, and what it was."""

    kind: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a trial has shown."""

    points: tuple[Point, ...]
    failures: tuple[Failure, ...]
    comments: int
    in_doubt: int
    """How often nobody knew whether an answer had arrived, and a manager was asked."""


class Trial:
    """One town on a faster clock, and the lives of the program that serves it."""

    def __init__(self, town: Town, lives: Lives, *, database: str, seed: int) -> None:
        self.town = town
        self.lives = lives
        self._database = database
        self._chance = random.Random(seed)
        self._comments: dict[str, Message] = {}
        self._pressed: dict[tuple[int, str], list[float]] = {}
        self._presses: list[Press] = []
        self._points: list[Point] = []

    async def run(self, steps: Sequence[str]) -> Result:
        """Let one life end at each of these steps, then one go on, and look at what is left."""
        self.let_things_go_wrong()
        manager = asyncio.create_task(self._manage())
        try:
            for step in steps:
                await self.point(step)
            self.town.telegram.faults.clear()
            await self.lives.start()
            is_settled = await self._settled()
            await self.lives.kill()
        finally:
            manager.cancel()
            await asyncio.gather(manager, return_exceptions=True)
        failures = await self.failures()
        if not is_settled:
            failures.insert(0, Failure(kind="unsettled", what="it did not come to rest"))
        doubts = [one for one in self.lives.journal if one.deed == "reply unknown"]
        return Result(
            points=tuple(self._points),
            failures=tuple(failures),
            comments=len(self._comments),
            in_doubt=len(doubts),
        )

    def let_things_go_wrong(self) -> None:
        """Switch Telegram's faults on."""
        for fault, probability in _EVERYWHERE:
            self.town.telegram.faults.randomly(fault, probability)
        self.town.telegram.faults.randomly(Fault.DUPLICATE, 0.1, methods=["getUpdates"])

    async def point(self, step: str) -> None:
        """One life: people write, and it ends."""
        self._complain()
        nth = 1 if step == RANDOM else self._chance.choice((1, 1, 2))
        await self.lives.start(step="" if step == RANDOM else step, nth=nth)
        late = asyncio.create_task(self._complain_later(self._chance.choice((True, False))))
        try:
            within = self._chance.uniform(0.1, 2.0) if step == RANDOM else STEP_WITHIN_SECONDS
            died = await self.lives.has_died(within=within)
            if not died:
                await self.lives.kill()
        finally:
            late.cancel()
        reached = died or step == RANDOM
        self._points.append(Point(life=self.lives.number, step=step, was_reached=reached))

    def _complain(self) -> None:
        name = f"G{len(self._comments)}"
        # in one thread the same is never proposed twice
        post = self.town.telegram.post(self.town.channel, f"Post {name}")
        self._comments[name] = self.town.complains(name, reply_to=post)

    async def _complain_later(self, wants: bool) -> None:
        await asyncio.sleep(self._chance.uniform(0.3, 1.0))
        if wants:
            self._complain()

    # --- the manager ----------------------------------------------------------------------------

    async def _manage(self) -> None:
        """Send what is suggested; where an answer is in doubt look first, as the card asks."""
        while True:
            for message in self.town.desk.visible:
                if message.is_by_bot and (found := _GUEST.search(message.text or "")):
                    self._decide(message, found[1])
            await asyncio.sleep(0.05)

    def _decide(self, message: Message, guest: str) -> None:
        if THERE in message.labels:
            self._press(message, THERE if self._answers(guest) else NOT_THERE)
        elif SEND in message.labels and not self._answers(guest):
            self._press(message, SEND)

    def _press(self, message: Message, label: str) -> None:
        buttons = (button for row in message.buttons for button in row)
        data = next(one.data for one in buttons if one.label == label)
        times = self._pressed.setdefault((message.message_id, data or ""), [])
        now = time.monotonic()
        if times and (now - times[-1] < _AGAIN_SECONDS or len(times) >= _PRESSES):
            return
        times.append(now)
        self._presses.append(self.town.telegram.press(self.town.asha, message, label))

    def _answers(self, guest: str) -> list[Message]:
        return [m for m in self.town.answers() if m.reply_to is self._comments[guest]]

    # --- what must hold -------------------------------------------------------------------------

    async def _settled(self) -> bool:
        """Wait until every comment is answered and nothing of it is under way.

        A busy machine takes its time: only where nothing goes on any more it is given up.
        """
        began = changed_at = time.monotonic()
        before: tuple[int, int, int] | None = None
        while changed_at + STILL_SECONDS > (now := time.monotonic()):
            answered = sum(bool(self._answers(guest)) for guest in self._comments)
            standing = (answered, await self._rest(), len(self.lives.journal))
            if standing[:2] == (len(self._comments), 0):
                return True
            if standing != before:
                before, changed_at = standing, now
            if now - began > SETTLED_WITHIN_SECONDS:
                break
            await asyncio.sleep(0.2)
        return False

    async def _rest(self) -> int:
        """How much is still to be handled, triaged or said."""
        # what was handed to a life that died with it is pending until the next has fetched it
        if self.town.telegram.pending_updates(self.town.bot):
            return 1
        (found,) = await self.rows(
            "SELECT (SELECT count(*) FROM updates WHERE state = 'waiting')"
            " + (SELECT count(*) FROM comments WHERE lane IS NULL)"
            " + (SELECT count(*) FROM outbox WHERE kind = 'public_reply'"
            " AND state IN ('queued', 'sending', 'unknown'))"
        )
        return int(str(found[0]))

    async def failures(self) -> list[Failure]:
        """Every promise that was broken."""
        journal = self.lives.journal
        return [
            *await self._lost_updates(),
            *await self._lost_comments(),
            *self._twice(journal, "triaged", "comment"),
            *self._twice(journal, "handled", "update"),
            *self._answers_not_once(),
            *_doubts_without_reason(journal),
            *self._limits_overstepped(),
            *_unwatched(journal),
        ]

    async def _lost_updates(self) -> list[Failure]:
        handed = {
            update["update_id"]
            for call in self.town.telegram.calls_of("getUpdates")
            if isinstance(call.result, list)
            for update in call.result
        }
        states = dict(await self.rows("SELECT update_id, state FROM updates"))
        return [
            Failure(kind="lost", what=f"update {one} is {states.get(one, 'not there')}")
            for one in sorted(handed)
            if states.get(one) != "handled"
        ]

    async def _lost_comments(self) -> list[Failure]:
        found = await self.rows(
            "SELECT p.message_id, c.lane FROM comment_parts p"
            " LEFT JOIN comments c ON c.id = p.comment_id"
        )
        lanes = {int(str(message_id)): lane for message_id, lane in found}
        times = Counter(int(str(message_id)) for message_id, _ in found)
        lost = [
            Failure(kind="lost", what=f"the comment of {guest} has no lane")
            for guest, one in self._comments.items()
            if lanes.get(one.message_id) is None
        ]
        return lost + [
            Failure(kind="duplicated", what=f"message {message_id} is stored {count} times")
            for message_id, count in times.items()
            if count > 1
        ]

    def _twice(self, journal: Sequence[Entry], deed: str, name: str) -> list[Failure]:
        lives: dict[str, list[int]] = {}
        for entry in journal:
            if entry.deed == deed:
                lives.setdefault(entry.about, []).append(entry.life)
        return [
            Failure(kind="duplicated", what=f"{name} {about} was {deed} in lives {times}")
            for about, times in lives.items()
            if len(times) > 1
        ]

    def _answers_not_once(self) -> list[Failure]:
        failures = []
        for guest in self._comments:
            count = len(self._answers(guest))
            if count != 1:
                kind = "duplicated" if count else "lost"
                failures.append(Failure(kind=kind, what=f"{guest} was answered {count} times"))
        return failures

    def _limits_overstepped(self) -> list[Failure]:
        """Limits that the bot ran into by itself, though it knew what it had spent before."""
        calls = self.town.telegram.calls
        closed = [(one.params.get("chat_id"), one.at) for one in calls if one.fault is Fault.FLOOD]
        return [
            Failure(kind="limit", what=f"{one.method}: {one.refusal}")
            for one in self.town.telegram.violations
            if one.refusal is not None
            and one.refusal.code == _TOO_MANY
            # whoever dies before it has noted that a chat is closed cannot know
            and not any(
                one.params.get("chat_id") == chat and timedelta() <= one.at - at < _CLOSED_FOR
                for chat, at in closed
            )
        ]

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """Look into the database."""
        engine = create_async_engine(self._database, poolclass=NullPool)
        try:
            async with engine.connect() as connection:
                return [tuple(row) for row in await connection.execute(text(query))]
        finally:
            await engine.dispose()


def _doubts_without_reason(journal: Sequence[Entry]) -> list[Failure]:
    """An answer is in doubt only if its request may have left."""
    return [
        Failure(kind="doubt", what=f"reply {one.about} was {one.detail}, not sending")
        for one in journal
        if one.deed == "reply unknown" and one.detail != "sending"
    ]


def _unwatched(journal: Sequence[Entry]) -> list[Failure]:
    """What nobody wrote down was not looked at: the program does it by another way now."""
    deeds = {entry.deed for entry in journal}
    return [
        Failure(kind="unwatched", what=f"nothing was ever noted as {deed}")
        for deed in ("handled", "triaged", "approved")
        if deed not in deeds
    ]


def drawn_steps(count: int, chance: random.Random) -> list[str]:
    """As many steps in random order: a quarter at any moment, the named ones equally often."""
    named: list[str] = []
    while len(named) < count:
        named += chance.sample(STEPS, len(STEPS))
    return [RANDOM if number % 4 == 3 else named[number] for number in range(count)]


@asynccontextmanager
async def a_trial(*, seed: int, postgres: str = "", more: str = "") -> AsyncIterator[Trial]:
    """A town whose program has not lived yet; on a file, or on the PostgreSQL that is given."""
    with tempfile.TemporaryDirectory(prefix="jawab-kills-") as name:
        folder = Path(name)
        file = folder / "jawab.db"
        database = postgres or f"sqlite+aiosqlite:///{file}"
        if postgres:
            await emptied(postgres)
        else:
            await (await open_at(file)).close()
        factor = SHARED_FACTOR if postgres else FACTOR
        clock = AcceleratedClock(factor, START)
        limits = Limits(callback_lives_for=_PRESS_LIVES)
        async with Simulator(clock=clock, limits=limits, seed=seed) as telegram:
            town = Town(folder, telegram)
            town.write_config(undo_seconds=2, database=database, more=more or _NO_LADDER)
            async with Lives(folder, token=TOKEN, clock=clock, factor=factor) as lives:
                yield Trial(town, lives, database=database, seed=seed)
