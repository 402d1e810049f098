"""One life of the program: the composition root's parts behind a witness, in a forked process.

    python -m tests.kills.life

Everything is imported once; then each line of standard input (an `Order` as JSON) starts a process
of its own, which opens everything anew. Its number is printed, and how it ended when it has.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import os
import signal
import sys
import time
import traceback
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

from bot.app import follow_voice, library_path, load_library, open_gateway
from bot.configuration import load_settings
from bot.demo.clock import AcceleratedClock
from bot.desks import desks_of, run_all
from bot.domain.ids import BotId
from bot.logs import write_log
from bot.parts import Parts
from bot.settings import Settings
from bot.storage.opening import held, open_store
from bot.telegram import aiogram_gateway, ptb_gateway  # noqa: F401 - so that no life has to
from tests.kills.watched import WatchedClassifier, WatchedGateway, WatchedStore
from tests.kills.witness import Death, Witness

_SET_PARENT_DEATH_SIGNAL = 1
LIBRARIES = ("python-telegram-bot", "aiogram")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a life is to be; its clock is `factor` times as fast as the one that `origin` is of."""

    folder: str
    token: str
    number: int
    start: str
    origin: float
    factor: float
    library: str = LIBRARIES[0]
    step: str = ""
    nth: int = 1

    def as_line(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    def clock(self) -> AcceleratedClock:
        """The same clock in each process: what counts is when the first one started."""
        passed = timedelta(seconds=(time.monotonic() - self.origin) * self.factor)
        return AcceleratedClock(self.factor, datetime.fromisoformat(self.start) + passed)


async def live(order: Order) -> None:
    """Be the program, until death comes."""
    folder = Path(order.folder)
    witness = Witness(
        folder / "journal", life=order.number, death=Death(step=order.step, nth=order.nth)
    )
    settings = _with_library(load_settings(folder / "config.toml"), order.library)
    url = settings.database.url
    async with AsyncExitStack() as opened:
        gateway = open_gateway(settings)
        opened.push_async_callback(gateway.close)
        store = WatchedStore(await open_store(url), witness)
        opened.push_async_callback(store.close)
        parts = Parts(
            settings=settings,
            store=cast("Any", store),
            gateway=cast("Any", WatchedGateway(gateway, witness)),
            clock=order.clock(),
            classifier=WatchedClassifier(witness),
            load_model=lambda: None,
            starter=partial(load_library, library_path(settings)),
            voice=follow_voice(settings),
        )
        opened.enter_context(held(url))
        bot_id = BotId(int(order.token.partition(":")[0]))
        await run_all(await opened.enter_async_context(desks_of([(parts, bot_id)])))


def _with_library(settings: Settings, library: str) -> Settings:
    telegram = settings.telegram.model_copy(update={"library": library})
    return settings.model_copy(update={"telegram": telegram})


def begin(order: Order) -> None:
    """In the forked process: give it its own log and environment, and let it live."""
    _die_with_parent()
    log = os.open(Path(order.folder) / "run.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ["JAWAB_TELEGRAM__TOKEN"] = order.token
    write_log()
    try:
        asyncio.run(live(order))
    except BaseException:  # noqa: BLE001 - whatever it is, it must not reach the parent's loop
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _die_with_parent() -> None:
    """Outlive nobody who has been killed; where the system cannot do that, nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def main() -> None:
    """Start a life for each line; the next one only when it has ended."""
    _die_with_parent()
    # what is there now stays: no life has to look through it
    gc.freeze()
    for line in sys.stdin:
        order = Order(**json.loads(line))
        process = os.fork()
        if process == 0:
            begin(order)
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
