"""Measure how many updates a second are on disk before they are acknowledged.

$ python -m benchmarks.intake_rate --count 20000 --folder .

Updates of the size of an ordinary comment are given to the intake of one process on SQLite, in
batches of a hundred, as Telegram hands them over, each batch in one transaction that has reached
the disk before the next comes. The baseline is the plain way: each update in a transaction of its
own, with the same table and the same settings. Both write to a new database in `--folder`, which
should lie on the disk that the program would use; a file system in memory flatters the baseline.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path

from bot.domain.events import NotForUs
from bot.domain.ids import BotId, UpdateId
from bot.parts import SystemClock
from bot.ports import RawUpdate, Store
from bot.services.intake import Intake
from bot.storage.opening import open_store

BOT = BotId(42)
BATCH = 100
PLAIN_SHARE = 20
"""The plain way gets so much fewer updates: it is slow."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, default=Path())
    options = parser.parse_args()
    batched = asyncio.run(_rate(options.folder, options.count, BATCH))
    plain = asyncio.run(_rate(options.folder, options.count // PLAIN_SHARE, 1))
    print(f"in batches of {BATCH}: {batched:,.0f} updates/s")
    print(f"each by itself: {plain:,.0f} updates/s")
    print(f"ratio {batched / plain:.1f}")


async def _rate(folder: Path, count: int, batch: int) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        store = (await open_store(f"sqlite+aiosqlite:///{place}/jawab.db")).of_bot(BOT)
        try:
            return await _accepted(store, count, batch)
        finally:
            await store.close()


async def _accepted(store: Store, count: int, batch: int) -> float:
    intake = Intake(
        bot_id=BOT,
        store=store,
        gateway=None,  # type: ignore[arg-type] # nothing is handled here
        clock=SystemClock(),
        read=lambda _: NotForUs(update_id=UpdateId(0), kind=""),
        handler=None,  # type: ignore[arg-type]
        after=lambda: None,
    )
    updates = [an_update(number) for number in range(1, count + 1)]
    started = time.perf_counter()
    for start in range(0, count, batch):
        await intake.accept(updates[start : start + batch])
    return count / (time.perf_counter() - started)


def an_update(number: int, *, chat: int = -1001234567890, text: str = "") -> RawUpdate:
    """A member's comment as Telegram sends it."""
    message = {
        "message_id": number,
        "date": 1_780_000_000 + number,
        "chat": {"id": chat, "type": "supergroup", "title": "Chai Adda"},
        "from": {"id": 5_000_000_000 + number, "is_bot": False, "first_name": f"Guest {number}"},
        "text": text or f"my order {number} has not come yet, it is 40 minutes late already",
    }
    body = json.dumps({"update_id": number, "message": message})
    return RawUpdate(update_id=UpdateId(number), body=body)


if __name__ == "__main__":
    main()
