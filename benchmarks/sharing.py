"""Measure how much faster several triage processes are than one, on one PostgreSQL database.

$ python -m benchmarks.sharing --comments 1500 --processes 1 2 4

A PostgreSQL server is started (Debian's package). Each round is a new
database with processes of the program that have the role triage alone, in which a fixed delay for
each comment stands for the classifier: it sleeps, so that what is measured is the sharing and not
the cores of this machine. A fifth of the comments are complaints, which become cases with cards to
draw. The clock runs from the moment the comments are stored until the last is judged; the ratio is
to one process in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.desks import desk_of
from bot.domain.ids import BotId, CommentId, CommunityId, MessageId, Owner
from bot.domain.leases import Job
from bot.parts import Parts, SystemClock
from bot.ports import Store
from bot.sections import Alike, Brand, Database, Desk, Incidents, Telegram, WatchedCommunity
from bot.seeding import owner_at, seed_database
from bot.settings import Settings
from bot.simulator.simulator import Simulator
from bot.storage.opening import open_store
from bot.telegram.ptb_gateway import PtbGateway
from classifiers.types import Utterance, Verdict
from replies.types import Library
from replies.voice import Voice
from tests import postgres
from tests.contract.store_values import a_comment
from tests.fakes import WordClassifier

TOKEN = "123456:SHARING"  # noqa: S105 # of a simulated Telegram
BOT = BotId(123456)
GROUP, DESK = -1001234567890, -1009876543210
DELAY_SECONDS = 0.02
"""For one comment: about what the shipped classifier takes on a slow core."""
TEXTS = ("terrible, my chai is cold", "nice day", "thank you all", "see you there", "good evening")


class SlowClassifier(WordClassifier):
    """Judges by words, and takes its time."""

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        """Judge all, in order."""
        time.sleep(DELAY_SECONDS * len(utterances))
        return super().judge(utterances)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--comments", type=int, default=1500)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--worker", nargs=2, metavar=("URL", "TELEGRAM"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        asyncio.run(_work(*options.worker))
        return
    first = 0.0
    with postgres.server() as url:
        for count in options.processes:
            seconds = asyncio.run(_round(url, count, options.comments))
            first = first or seconds
            rate = options.comments / seconds
            print(f"{count} processes: {seconds:.1f} s, {rate:.0f}/s, {first / seconds:.2f} x")


async def _round(url: str, count: int, comments: int) -> float:
    await postgres.emptied(url)
    async with Simulator() as telegram:
        telegram.add_bot(token=TOKEN, username="sharing_bot", name="Chai & Co")
        store = (await open_store(url)).of_bot(BOT)
        owner = await owner_at(store, BOT)
        await seed_database(_settings(url, telegram.base_url), store, owner)
        with tempfile.TemporaryDirectory() as folder:
            workers = [
                _started(url, telegram.base_url, Path(folder) / str(n)) for n in range(count)
            ]
            try:
                while any("model.ready" not in log.read_text() for _, log in workers):  # noqa: ASYNC110
                    await asyncio.sleep(0.1)  # a file tells nobody
                return await _judged(store, owner, comments)
            finally:
                for process, _ in workers:
                    process.kill()
                    process.wait()
                await store.close()


def _started(url: str, telegram: str, log: Path) -> tuple[subprocess.Popen[bytes], Path]:
    command = [sys.executable, "-m", "benchmarks.sharing", "--worker", url, telegram]
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out), log  # noqa: S603 # this module


async def _judged(store: Store, owner: Owner, comments: int) -> float:
    async with store.writing() as tx:
        now = SystemClock().now()
        for number in range(1, comments + 1):
            comment = a_comment(
                owner=owner,
                community_id=CommunityId(1),
                chat_id=GROUP,
                id=CommentId(0),
                message_ids=(MessageId(number),),
                text=f"{TEXTS[number % len(TEXTS)]} {number}",
                thread_key=f"thread:{number}",
                sent_at=now,
                received_at=now,
                ripe_at=now,
            )
            author = replace(comment.author, id=5_000_000_000 + number)
            await tx.comments.add(replace(comment, author=author, reply_to=None))
    started = time.perf_counter()
    while True:
        async with store.reading() as tx:
            if not await tx.comments.waiting_count(BOT):
                seconds = time.perf_counter() - started
                counts = await tx.counts()
                wanted = Counter(number % len(TEXTS) for number in range(1, comments + 1))[0]
                assert sum(counts.cases.values()) == wanted, counts
                return seconds
        await asyncio.sleep(0.05)


async def _work(url: str, telegram: str) -> None:
    """Be one triage process."""
    gateway = PtbGateway(TOKEN, telegram)
    parts = Parts(
        settings=_settings(url, telegram),
        store=await open_store(url),
        gateway=gateway,
        clock=SystemClock(),
        classifier=SlowClassifier(),
        load_model=lambda: None,
        starter=Library,
        voice=Voice(),
        jobs=frozenset({Job.TRIAGE}),
    )
    async with desk_of(parts, BOT) as desk:
        await desk.run()


def _settings(url: str, telegram: str) -> Settings:
    return Settings(
        telegram=Telegram(api_base=telegram, library="python-telegram-bot"),
        database=Database(url=url),
        brand=Brand(name="Chai & Co"),
        communities=(WatchedCommunity(chat_id=GROUP, title="Chai Adda"),),
        desk=Desk(chat_id=DESK),
        incidents=Incidents(enabled=False),
        alike=Alike(enabled=False),
    )


if __name__ == "__main__":
    main()
