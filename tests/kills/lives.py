"""The lives of one program, as whoever starts and ends them sees them."""

from __future__ import annotations

import asyncio
import atexit
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Self

from bot.demo.clock import AcceleratedClock
from tests.e2e.program import ROOT, environment
from tests.kills.life import LIBRARIES, Order
from tests.kills.witness import Entry, read_journal

_PATIENCE_SECONDS = 60.0


class Nursery:
    """A warm process, by whose forks lives begin: a start is cheap that way."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.life"],
            cwd=ROOT,
            env=environment("") | {"OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    async def begin(self, order: Order) -> int:
        """Let a life begin, when the one before has ended; return the number of its process."""
        assert self._process.stdin is not None
        self._process.stdin.write(order.as_line())
        self._process.stdin.flush()
        return await self.number()

    async def number(self) -> int:
        """What it tells next: the number of a process, or how one ended."""
        assert self._process.stdout is not None
        return int(await asyncio.to_thread(self._process.stdout.readline))

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


@cache
def nursery() -> Nursery:
    """The one that everybody here uses; it ends with this process."""
    made = Nursery()
    atexit.register(made.close)
    return made


class Lives:
    """Starts processes one after the other, and ends them."""

    def __init__(
        self, folder: Path, *, token: str, clock: AcceleratedClock, factor: float
    ) -> None:
        self._folder = folder
        self._order = Order(
            folder=str(folder),
            token=token,
            number=0,
            start=clock.now().isoformat(),
            origin=time.monotonic(),
            factor=factor,
        )
        self._process: int | None = None
        self._end: asyncio.Task[int] | None = None

    @property
    def number(self) -> int:
        """How many lives there have been."""
        return self._order.number

    @property
    def log(self) -> str:
        """Everything that all lives have printed."""
        log = self._folder / "run.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    @property
    def journal(self) -> list[Entry]:
        """Everything that all lives have committed."""
        return read_journal(self._folder / "journal")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def start(self, *, step: str = "", nth: int = 1) -> None:
        """Begin the next life, with one library for Telegram and then the other.

        With a `step` it ends itself when it comes to it the `nth` time.
        """
        assert self._end is None, "the life before goes on"
        number = self._order.number + 1
        library = LIBRARIES[number % len(LIBRARIES)]
        self._order = replace(self._order, number=number, library=library, step=step, nth=nth)
        self._process = await nursery().begin(self._order)
        self._end = asyncio.create_task(nursery().number())

    async def has_died(self, *, within: float) -> bool:
        """Whether the life ends by itself in that many seconds. Raise if it is not by a kill."""
        assert self._end is not None
        ended, _ = await asyncio.wait((self._end,), timeout=within)
        if not ended:
            return False
        code = self._end.result()
        self._end = self._process = None
        if code != -signal.SIGKILL:
            raise AssertionError(f"life {self.number} ended with {code}:\n{self.log[-3000:]}")
        return True

    async def kill(self) -> None:
        """End the life, if there is one, as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            assert await self.has_died(within=_PATIENCE_SECONDS)
