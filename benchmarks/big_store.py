"""Measure how long `/queue` and `/next` take when a million comments are stored.

$ python -m benchmarks.big_store --comments 1000000 --folder .

A new SQLite database in `--folder` is filled: a tenth of the comments has a case each, of which a
thousand are open. Then the pages of `/queue` and the claims of `/next` are made by the desk's own
code, each in a transaction as for a manager's command, its commit included. Printed are the median
and the 99th percentile, beside the same with a fiftieth of the comments in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.case import Case
from bot.domain.comment import Comment, Community, author_key, content_hash
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import Shown, Which
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import (
    BotId,
    BrandId,
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    DeskId,
    MessageId,
    Owner,
    UserId,
)
from bot.domain.lane import Lane
from bot.domain.roster import Manager, Role
from bot.parts import SystemClock
from bot.ports import Seed, Store, Transaction
from bot.services.desk.assignment import Assignment
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press
from bot.services.desk.queue import Queue
from bot.storage.opening import open_store
from bot.telegram.cards import DeskRenderer

OWNER = Owner(bot_id=BotId(42), brand_id=BrandId(1), desk_id=DeskId(1))
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
DESK, GROUP = ChatId(-1009876543210), ChatId(-1001234567890)
ANNA = Manager(desk_id=OWNER.desk_id, user_id=UserId(7001), name="Anna", role=Role.LEAD)
TURNS = 300
A_CASE_IN = 10
OPEN = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path())
    options = parser.parse_args()
    for count in (max(20_000, options.comments // 50), options.comments):
        asyncio.run(_measure(options.folder, count))


async def _measure(folder: Path, count: int) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        file = Path(place) / "jawab.db"
        url = f"sqlite+aiosqlite:///{file}"
        store = (await open_store(url)).of_bot(OWNER.bot_id)
        await _begin(store)
        await store.close()
        _multiply(file, count)
        store = (await open_store(url)).of_bot(OWNER.bot_id)
        try:
            megabytes = file.stat().st_size // 2**20  # nobody waits
            print(f"{count:,} comments, {megabytes:,} MB")
            await _time(store)
        finally:
            await store.close()


async def _begin(store: Store) -> None:
    """One comment with an open case, to be multiplied."""
    community = Community(
        id=CommunityId(0), owner=OWNER, chat_id=GROUP, title="Chai Adda", username="chai_adda"
    )
    seed = Seed(
        owner=OWNER,
        brand_key="main",
        desk_key="main",
        brand_name="Chai & Co",
        desk_chat_id=DESK,
        desk_language="en",
        desk_time_zone="Asia/Kolkata",
        communities=(community,),
        managers=(ANNA,),
    )
    author = Sender(kind=SenderKind.USER, id=5_000_000_000, name="Rahul", username="rahul")
    text = "order nahi aaya, 40 minute se wait kar raha hu, koi phone nahi uthata"
    comment = Comment(
        id=CommentId(0),
        owner=OWNER,
        community_id=CommunityId(1),
        chat_id=GROUP,
        message_ids=(MessageId(10),),
        thread_key="thread:3",
        thread_id=MessageId(3),
        is_topic=False,
        author=author,
        text=text,
        media="",
        album_id="",
        reply_to=MessageId(3),
        reply_to_text="",
        links=(),
        content_hash=content_hash(text, ""),
        sent_at=NOW,
        received_at=NOW,
        ripe_at=NOW,
        lane=Lane.COMPLAINT,
        priority=60,
    )
    async with store.writing() as tx:
        await tx.directory.seed(seed)
        comment_id = await tx.comments.add(comment)
        await tx.cases.add(
            Case(
                id=CaseId(0),
                owner=OWNER,
                community_id=CommunityId(1),
                thread_key="thread:3",
                author_key=author_key(author),
                author_name=author.name,
                focus_id=comment_id,
                lane=Lane.COMPLAINT,
                priority=60,
                reasons=(),
                opened_at=NOW,
                due_at=NOW + timedelta(hours=1),
                suggestions=(),
                best_score=0.0,
            )
        )


def _multiply(file: Path, count: int) -> None:
    """Copy the first comment and case under new numbers, with spread priorities and authors."""
    with sqlite3.connect(file) as database:
        numbers = (
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
        )
        comment = {"id": "i", "author_key": "'user:' || (i / 3)", "author_id": "i / 3"}
        database.execute(
            numbers.format(last=count)
            + _copied(database, "comments", comment | {"thread_key": "'thread:' || (i / 50)"})
        )
        case = {
            "id": "i",
            "focus_id": f"i * {A_CASE_IN}",
            "author_key": "'user:' || i",
            "thread_key": "'thread:' || i",
            "priority": "abs(i * 7919) % 100",
            "is_open": f"i <= {OPEN}",
            "status": f"CASE WHEN i <= {OPEN} THEN 'open' ELSE 'answered' END",
        }
        last = max(2, count // A_CASE_IN)
        database.execute(numbers.format(last=last) + _copied(database, "cases", case))
        database.execute("ANALYZE")


def _copied(database: sqlite3.Connection, table: str, changes: dict[str, str]) -> str:
    names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    values = [changes.get(name, f"t.{name}") for name in names]
    return (
        f" INSERT INTO {table} ({', '.join(names)})"  # noqa: S608 # names of our own
        f" SELECT {', '.join(values)} FROM n, {table} AS t WHERE t.id = 1"
    )


async def _time(store: Store) -> None:
    clock = SystemClock()
    renderer = DeskRenderer("en", "Asia/Kolkata", clock)
    notes = DeskNotes(owner=OWNER, clock=clock, renderer=renderer)
    queue = Queue(owner=OWNER, clock=clock, renderer=renderer, notes=notes)
    assignment = Assignment()
    press = Press(manager=ANNA, chat_id=DESK, message_id=MessageId(1), at=NOW)
    chance = random.Random(7)

    async def show_a_page(tx: Transaction) -> None:
        which = chance.choice((Which(), Which(shown=Shown.FREE), Which(shown=Shown.HELD)))
        number = chance.randint(1, 5)
        action = Action(verb=Verb.QUEUE, slot=which.slot, number=number)
        await queue.press(tx, action, press)

    async def claim_the_next(tx: Transaction) -> None:
        await assignment.press(tx, Action(verb=Verb.NEXT), press)

    for name, deed in (("/queue", show_a_page), ("/next", claim_the_next)):
        spent = await _spent(store, deed)
        p99 = statistics.quantiles(spent, n=100)[98]
        print(
            f"  {name:7} median {1000 * statistics.median(spent):.1f} ms, p99 {1000 * p99:.1f} ms"
        )


async def _spent(store: Store, deed: Callable[[Transaction], Awaitable[None]]) -> list[float]:
    spent = []
    for _ in range(TURNS):
        started = time.perf_counter()
        try:
            async with store.writing() as tx:
                await deed(tx)
        except LookupError as error:
            raise SystemExit(f"the database is too small: {error}") from error
        spent.append(time.perf_counter() - started)
    return spent[TURNS // 20 :]


if __name__ == "__main__":
    main()
