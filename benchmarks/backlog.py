"""Measure how a backlog of updates drains after an outage: time, order, memory, cards.

$ python -m benchmarks.backlog comments.jsonl --count 50000

So many updates, two hours old, lie in the inbox of a new database when the real desk starts, with
the shipped model and the simulated Telegram. They come from a hundred communities in turn; their
words are those of the file, again and again under other numbers. The clock runs until the last
comment is judged. Printed are the time, beside what the classifier alone needs for the same texts
in batches of the same size, the most memory that the process held, whether the comments of each
community were taken in Telegram's order, and how many cards wait for how many cases.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from pydantic import SecretStr

from benchmarks.intake_rate import an_update
from bot.app import started_desk
from bot.domain.ids import BotId
from bot.parts import SystemClock
from bot.ports import RawUpdate, Store
from bot.sections import Brand, Database, Desk, Telegram, WatchedCommunity
from bot.seeding import owner_at, seed_database
from bot.settings import Settings
from bot.simulator.simulator import Simulator
from bot.storage.opening import open_store
from classifiers.engine import load_classifier
from classifiers.types import Utterance

TOKEN = "123456:BACKLOG"  # noqa: S105 # of a simulated Telegram
BOT = BotId(123456)
CHATS = 100
AT_ONCE = 100
BATCH = 32
ALONE = 2000
"""Texts that the classifier is timed with alone."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("comments", type=Path, help="JSON lines with a text each")
    parser.add_argument("--count", type=int, default=50_000)
    options = parser.parse_args()
    lines = options.comments.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    alone = _alone(texts)
    print(f"classifier alone: {alone:.0f} comments/s")
    asyncio.run(_drain(texts, options.count, alone))


def _text(texts: list[str], number: int) -> str:
    """Never the same twice, as comments are: a cache helps nobody here."""
    return f"{texts[number % len(texts)]} {number}"


def _alone(texts: list[str]) -> float:
    classifier = load_classifier(None)
    said = [Utterance(text=_text(texts, number)) for number in range(ALONE)]
    classifier.judge(said[:BATCH])
    started = time.perf_counter()
    for start in range(0, ALONE, BATCH):
        classifier.judge(said[start : start + BATCH])
    return ALONE / (time.perf_counter() - started)


async def _drain(texts: list[str], count: int, alone: float) -> None:
    async with Simulator() as telegram:
        telegram.add_bot(token=TOKEN, username="backlog_bot", name="Chai & Co")
        desk = telegram.add_group(title="Desk")
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite+aiosqlite:///{folder}/jawab.db"
            settings = _settings(url, telegram.base_url, desk.id)
            await _fill(settings, url, texts, count)
            started = time.perf_counter()
            async with started_desk(settings, SystemClock()) as store:
                await _until_judged(store, count)
                seconds = time.perf_counter() - started
                cards, cases = await _cards(store)
            in_order = _is_in_order(Path(folder) / "jawab.db")
    rate = count / seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:,} updates: {seconds:.0f} s, {rate:.0f}/s, {rate / alone:.2f} of alone")
    print(f"most memory {memory} MB, in order {in_order}, {cards} cards wait of {cases} cases")


def _settings(url: str, telegram: str, desk: int) -> Settings:
    return Settings(
        telegram=Telegram(
            api_base=telegram, library="python-telegram-bot", token=SecretStr(TOKEN)
        ),
        database=Database(url=url),
        brand=Brand(name="Chai & Co"),
        communities=tuple(
            WatchedCommunity(chat_id=_chat(number), title=f"Community {number}")
            for number in range(CHATS)
        ),
        desk=Desk(chat_id=desk),
    )


def _chat(number: int) -> int:
    return -1_001_000_000_000 - number


async def _fill(settings: Settings, url: str, texts: list[str], count: int) -> None:
    store = (await open_store(url)).of_bot(BOT)
    await seed_database(settings, store, await owner_at(store, BOT))
    old = round(time.time()) - 7200
    for start in range(0, count, AT_ONCE):
        batch = [
            _update(number, _text(texts, number), old)
            for number in range(start + 1, min(start + AT_ONCE, count) + 1)
        ]
        async with store.writing() as tx:
            await tx.updates.add(BOT, batch, at=SystemClock().now())
    await store.close()


def _update(number: int, text: str, at: int) -> RawUpdate:
    update = an_update(number, chat=_chat(number % CHATS), text=text)
    body = json.loads(update.body)
    body["message"]["date"] = at + number // 100
    return RawUpdate(update_id=update.update_id, body=json.dumps(body))


async def _until_judged(store: Store, count: int) -> None:
    while True:
        async with store.reading() as tx:
            counts = await tx.counts()
            if counts.comments >= count and not await tx.comments.waiting_count(BOT):
                return
        await asyncio.sleep(1)


def _is_in_order(file: Path) -> bool:
    """Whether the comments of each chat were taken one after the other as they were written."""
    newest: dict[int, int] = {}
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT chat_id, message_ids FROM comments ORDER BY id")
        for chat_id, message_ids in rows:
            number = json.loads(message_ids)[0]
            if number <= newest.get(chat_id, 0):
                return False
            newest[chat_id] = number
    return True


async def _cards(store: Store) -> tuple[int, int]:
    """How many cards wait to be posted, and how many cases have been opened."""
    async with store.reading() as tx:
        (owner,) = {one.owner for one in await tx.directory.communities(BOT)}
        counts = await tx.counts()
        return await tx.outbox.new_card_count(owner.desk_id), sum(counts.cases.values())


if __name__ == "__main__":
    main()
