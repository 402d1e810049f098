"""Five managers work off an hour of comments at one desk, through the simulator with its limits.

    python -m benchmarks.team_hour COMMENTS.jsonl [--comments 500] [--flagged 0.2] [--factor 10]

`COMMENTS.jsonl` holds `{"text", "bucket"}`: rows of the buckets chatter and praise are what needs
nobody, the others are flagged. The real desk runs in this process on a clock that is `--factor`
times as fast; limits, undo windows and waiting times follow it. Managers press twice now and then,
or two of them at once. At the end: what Telegram refused, how long a comment waited for its card,
how far the board was behind the store, and how many cards rang.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import median

from pydantic import SecretStr

from bot.app import started_desk
from bot.demo.clock import AcceleratedClock
from bot.demo.summary import waits_for_cards
from bot.domain.card import OPEN_SLOT
from bot.domain.ids import BotId, DeskId
from bot.domain.lane import Lane
from bot.domain.roster import Role
from bot.ports import Store
from bot.sections import Brand, Database, Desk, ListedManager, Private, Telegram, WatchedCommunity
from bot.settings import Settings
from bot.simulator.simulator import Simulator
from bot.simulator.state import Bot, Chat, Message, User

DESK = DeskId(1)
TOKEN = "700100201:TEAM-HOUR"  # noqa: S105 - of no account but the simulator's
START = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
QUIET = frozenset({"chatter", "praise"})
MANAGERS = ("Asha", "Ravi", "Mira", "Kunal", "Nina")
THINKING_SECONDS = (15, 60)
PRESSED_TWICE = 0.1
PRESSED_BY_TWO = 0.1
LOOK_EVERY_SECONDS = 1.0
SETTLING_SECONDS = 240.0
SIGNS = {Lane.COMPLAINT: "🔴", Lane.QUESTION: "❓", Lane.ABUSE: "⛔"}


@dataclass(kw_only=True)
class Hour:
    """The people and chats of an hour, and what was seen."""

    telegram: Simulator
    clock: AcceleratedClock
    bot: Bot
    group: Chat
    desk: Chat
    managers: list[User]
    chance: random.Random
    taken: set[int] = field(default_factory=set)
    pressed: Counter[str] = field(default_factory=Counter)
    oldest_board: timedelta = timedelta()


async def play(texts: list[str], seconds: float, factor: float, folder: Path) -> None:
    clock = AcceleratedClock(factor, START)
    async with Simulator(clock=clock) as telegram:
        hour = set_up(telegram, clock)
        async with started_desk(settings_of(hour, folder), clock) as store:
            began = clock.now()
            work = [asyncio.create_task(manage(hour, person)) for person in hour.managers]
            work.append(asyncio.create_task(watch_board(hour, store)))
            for number, text in enumerate(texts):
                due = began + timedelta(seconds=seconds * number / len(texts))
                await clock.sleep((due - clock.now()).total_seconds())
                author = telegram.add_user(first_name=f"Guest {number}")
                telegram.say(hour.group, author, text)
            await clock.sleep(SETTLING_SECONDS)
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await report(hour, store, len(texts))


def set_up(telegram: Simulator, clock: AcceleratedClock) -> Hour:
    bot = telegram.add_bot(token=TOKEN, username="team_bot", name="Team")
    group, desk = telegram.add_group(title="Community"), telegram.add_group(title="Desk")
    telegram.promote(bot, group, can_delete_messages=True)
    telegram.promote(bot, desk, can_pin_messages=True)
    managers = [telegram.add_user(first_name=name) for name in MANAGERS]
    for person in managers:
        telegram.join(person, desk)
    return Hour(
        telegram=telegram,
        clock=clock,
        bot=bot,
        group=group,
        desk=desk,
        managers=managers,
        chance=random.Random(7),
    )


def settings_of(hour: Hour, folder: Path) -> Settings:
    return Settings.model_construct(
        telegram=Telegram(api_base=hour.telegram.base_url, token=SecretStr(TOKEN)),
        database=Database(url=f"sqlite+aiosqlite:///{folder / 'hour.db'}"),
        brand=Brand(name="Chai & Co"),
        communities=(WatchedCommunity(chat_id=hour.group.id, title="Community"),),
        private=Private(enabled=False),
        desk=Desk(chat_id=hour.desk.id, unsure_at=(time(9, 30), time(10))),
        managers=tuple(
            ListedManager(user_id=one.id, name=one.first_name, role=Role.MANAGER)
            for one in hour.managers
        ),
    )


async def manage(hour: Hour, person: User) -> None:
    """Take free cards, think, and decide; for ever."""
    while True:
        card = await hour.telegram.wait_for(lambda: free_card(hour), 3600.0)
        hour.taken.add(card.message_id)
        await hour.clock.sleep(hour.chance.uniform(*THINKING_SECONDS))
        if "Dismiss" in card.labels and not card.is_deleted:
            await decide(hour, person, card)


def free_card(hour: Hour) -> Message | None:
    for message in hour.desk.visible:
        if "Dismiss" in message.labels and message.message_id not in hour.taken:
            return message
    return None


async def decide(hour: Hour, person: User, card: Message) -> None:
    """Send the first suggestion or dismiss; sometimes twice, sometimes with somebody else."""
    is_ready = "Send 1" in card.labels and OPEN_SLOT not in card.text
    button = "Send 1" if is_ready else "Dismiss"
    people = [person]
    if hour.chance.random() < PRESSED_TWICE:
        people.append(person)
    elif hour.chance.random() < PRESSED_BY_TWO:
        people.append(hour.chance.choice([one for one in hour.managers if one is not person]))
    presses = [hour.telegram.press(one, card, button) for one in people]
    answers = [await hour.telegram.answer_to(press, 60.0) for press in presses]
    hour.pressed["presses"] += len(presses)
    if len(presses) > 1:
        done = sum(not one.show_alert for one in answers)
        hour.pressed[f"pressed more than once and done {done} times"] += 1


async def watch_board(hour: Hour, store: Store) -> None:
    """Compare what the board says waits with what the store says and said, for ever.

    The board is as old as the last moment at which the store said the same.
    """
    agreed_at: dict[frozenset[tuple[str, int]], datetime] = {}
    while True:
        await hour.clock.sleep(LOOK_EVERY_SECONDS)
        board = next((m for m in hour.desk.visible if "Mine" in m.labels), None)
        if board is None:
            continue
        async with store.reading() as tx:
            cases = await tx.cases.open(DESK, limit=10_000)
        truth = Counter(SIGNS[one.lane] for one in cases if one.lane in SIGNS)
        said = {sign: int(n) for sign, n in re.findall(r"(🔴|❓|⛔)(\d+)", board.text)}
        now = hour.clock.now()
        agreed_at[frozenset(truth.items())] = now
        behind = now - agreed_at.get(frozenset(said.items()), now)
        hour.oldest_board = max(hour.oldest_board, behind)


async def report(hour: Hour, store: Store, count: int) -> None:
    violations = Counter(
        f"{call.method}: {call.refusal.description}"
        for call in hour.telegram.violations
        if call.refusal is not None
    )
    waits = sorted(await waits_for_cards(store, BotId(hour.bot.id)))
    async with store.reading() as tx:
        counts = await tx.counts()
    cards = [m for m in hour.desk.messages if m.is_by_bot and m.message_id in hour.taken]
    rang = sum(not card.is_silent for card in cards)
    print(f"comments {count}, stored {counts.comments}, lanes {dict(counts.lanes)}")
    print(f"cases {dict(counts.cases)}")
    print(f"refused by Telegram: {dict(violations) or 'nothing'}")
    if waits:
        seconds = [wait.total_seconds() for wait in waits]
        late = seconds[int(len(seconds) * 0.95)]
        print(f"comment to card: median {median(seconds):.1f} s, 95 % within {late:.1f} s")
    print(f"cards {len(cards)}, rang {rang} ({rang / max(len(cards), 1):.0%})")
    print(f"the board was at most {hour.oldest_board.seconds} s behind the store")
    print(", ".join(f"{what} {number}" for what, number in hour.pressed.items()))


def read_texts(path: Path, count: int, flagged: float) -> list[str]:
    """Draw so many texts, that share of them flagged, in random order; repeated if need be."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    quiet = [row["text"] for row in rows if row["bucket"] in QUIET]
    loud = [row["text"] for row in rows if row["bucket"] not in QUIET]
    chance = random.Random(11)
    loud_count = round(count * flagged)
    drawn = chance.choices(loud, k=loud_count) + chance.choices(quiet, k=count - loud_count)
    chance.shuffle(drawn)
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("comments_file", type=Path, metavar="COMMENTS")
    parser.add_argument("--comments", type=int, default=500)
    parser.add_argument("--flagged", type=float, default=0.2)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--factor", type=float, default=10.0, help="how much faster than real")
    asked = parser.parse_args()
    texts = read_texts(asked.comments_file, asked.comments, asked.flagged)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(texts, asked.minutes * 60, asked.factor, Path(folder)))


if __name__ == "__main__":
    main()
