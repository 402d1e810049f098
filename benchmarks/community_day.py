"""Play a day of comments to the real program and say how it did.

    python -m benchmarks.community_day DAY.jsonl [--seconds 150] [--approve 6] [--kills 5]

The day is JSON lines of `id, t, chat_id, message_id, author_id, text, lang, gold`. It is played
through the simulator, compressed to `--seconds` of real time, to `python -m bot run` as a process
of its own with default pacing. A scripted manager answers some of the cases.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.day_report import Day, Line, report, rows
from bot.simulator.simulator import Simulator
from bot.simulator.state import Chat, Message, User

ROOT = Path(__file__).parents[1]
TOKEN = "123456:COMMUNITY-DAY"  # noqa: S105 - of no account but the simulator's
FIRST_START_SECONDS = 300.0
SETTLE_SECONDS = 120.0
PATIENCE_SECONDS = 90.0
"""Longer than a minute: where the desk's budget is spent, a prompt waits for the next one."""
ANSWERED_LANES = ("Complaint", "Question")


def read_day(path: Path, times: int) -> list[Line]:
    rows = (json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row)
    lines = [
        Line(
            t=row["t"],
            chat_id=row["chat_id"],
            author_id=row["author_id"],
            text=row["text"],
            gold=row.get("gold", {}),
        )
        for row in rows
    ]
    return sorted(lines * times, key=lambda line: line.t)


async def play(day: Day, folder: Path, seconds: float, approvals: int, kills: int) -> None:
    async with Simulator() as telegram:
        account = telegram.add_bot(token=TOKEN, username="day_bot", name="Day")
        desk = telegram.add_group(title="Desk")
        telegram.promote(account, desk)
        asha = telegram.add_user(first_name="Asha")
        telegram.join(asha, desk)
        chats = {}
        for chat_id in sorted({line.chat_id for line in day.lines}):
            chats[chat_id] = telegram.add_group(title=f"Community {-chat_id % 100}", id=chat_id)
            telegram.promote(account, chats[chat_id])
        config = write_config(folder, telegram.base_url, desk, asha, chats)
        bot = Bot(config, telegram)
        await bot.start()
        try:
            manager = asyncio.create_task(answer_cases(telegram, day, desk, asha, approvals))
            accidents = asyncio.create_task(bot.suffer(kills, seconds, day.chance))
            await speak(telegram, day, chats, seconds)
            await accidents
            await settle(config, len(day.lines))
            await asyncio.wait_for(manager, SETTLE_SECONDS)
            await asyncio.sleep(15)
        finally:
            print(f"exit code at SIGTERM: {await bot.end(signal.SIGTERM)}")
        report(telegram, day, desk, config.with_name("jawab.db"))


def write_config(
    folder: Path, api_base: str, desk: Chat, lead: User, chats: Iterable[int]
) -> Path:
    config = folder / "config.toml"
    parts = [
        f'[telegram]\napi_base = "{api_base}"',
        '[database]\nurl = "sqlite+aiosqlite:///jawab.db"',
        '[brand]\nname = "The brand"',
        f"[desk]\nchat_id = {desk.id}",
        f'[[managers]]\nuser_id = {lead.id}\nname = "Asha"\nrole = "lead"',
        *(f"[[communities]]\nchat_id = {chat_id}" for chat_id in chats),
    ]
    config.write_text("\n".join(parts), encoding="utf-8")
    return config


class Bot:
    """The real program, as a process that can be killed."""

    def __init__(self, config: Path, telegram: Simulator) -> None:
        self._config = config
        self._telegram = telegram
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it fetches updates."""
        began = time.monotonic()
        polled = len(self._telegram.calls_of("getUpdates"))
        with self._config.with_name("run.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", "--config", str(self._config)),
                cwd=self._config.parent,
                env=os.environ | {"JAWAB_TELEGRAM__TOKEN": TOKEN, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
        await self._telegram.wait_for(
            lambda: len(self._telegram.calls_of("getUpdates")) > polled, FIRST_START_SECONDS
        )
        print(f"fetches updates {time.monotonic() - began:.1f} s after its start")

    async def end(self, by: signal.Signals) -> int:
        """Send a signal and return the exit code."""
        assert self._process is not None
        self._process.send_signal(by)
        return await self._process.wait()

    async def suffer(self, kills: int, seconds: float, chance: random.Random) -> None:
        """Be killed at random moments of the day, and come back each time."""
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.3, 0.9) * seconds / kills)
            await self.end(signal.SIGKILL)
            await self.start()


async def speak(telegram: Simulator, day: Day, chats: dict[int, Chat], seconds: float) -> None:
    """Say everything in its order, the hours of the day pressed into `seconds`."""
    people: dict[int, User] = {}
    first, last = day.lines[0].t, day.lines[-1].t
    began = time.monotonic()
    for line in day.lines:
        due = began + (line.t - first) / max(last - first, 1) * seconds
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if line.author_id not in people:
            people[line.author_id] = telegram.add_user(
                first_name=f"Guest{line.author_id}", id=line.author_id
            )
        message = telegram.say(chats[line.chat_id], people[line.author_id], line.text)
        day.said[line.chat_id, message.message_id] = line


async def answer_cases(telegram: Simulator, day: Day, desk: Chat, asha: User, count: int) -> None:
    """Answer the first `count` complaints and questions: write, look at the preview, send."""
    seen: set[int] = set()

    def fresh() -> Message | None:
        for card in desk.visible:
            first_line = (card.text or "").split("\n", 1)[0]
            is_work = any(lane in first_line for lane in ANSWERED_LANES)
            if is_work and card.message_id not in seen and "Write" in card.labels:
                return card
        return None

    while len(day.approved) < count:
        try:
            card = await telegram.wait_for(fresh, PATIENCE_SECONDS)
            seen.add(card.message_id)
            await asyncio.sleep(day.chance.uniform(0.1, 0.5))
            await answer(telegram, day, desk, asha, card)
        except TimeoutError:
            day.unanswered += 1
            return


async def answer(telegram: Simulator, day: Day, desk: Chat, asha: User, card: Message) -> None:
    """Write an answer of one's own and approve it; raise TimeoutError if nobody reacts."""
    text = f"Thank you, we look into it (case {card.message_id})."
    latest = desk.messages[-1].message_id
    asked = await telegram.answer_to(telegram.press(asha, card, "Write"), PATIENCE_SECONDS)
    if asked.show_alert:
        print(f"a press on Write was told: {asked.text}")
        return
    prompt = await telegram.wait_for_message(
        desk, lambda m: m.wants_reply and m.message_id > latest, PATIENCE_SECONDS
    )
    telegram.say(desk, asha, text, reply_to=prompt)
    preview = await telegram.wait_for_message(
        desk, lambda m: text in m.text and "Cancel" in m.labels, PATIENCE_SECONDS
    )
    sent = await telegram.answer_to(telegram.press(asha, preview, "Send"), PATIENCE_SECONDS)
    if sent.text.startswith("Leaves"):
        day.approved.append(text)
    else:
        print(f"a press on Send was told: {sent.text}")


async def settle(config: Path, count: int) -> None:
    """Wait until everything that was said is triaged."""
    until = time.monotonic() + SETTLE_SECONDS
    database = config.with_name("jawab.db")
    while time.monotonic() < until:
        done = rows(database, "SELECT count(*) FROM comments WHERE lane IS NOT NULL")[0][0]
        if done == count:
            return
        await asyncio.sleep(0.5)
    print("not everything was triaged in time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("day", type=Path)
    parser.add_argument("--seconds", type=float, default=150.0, help="how long the day takes")
    parser.add_argument(
        "--times", type=int, default=1, help="play the day so often, for more load"
    )
    parser.add_argument("--approve", type=int, default=6, help="how many cases are answered")
    parser.add_argument("--kills", type=int, default=0, help="how often the program is killed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        day = Day(lines=read_day(asked.day, asked.times))
        asyncio.run(play(day, Path(folder), asked.seconds, asked.approve, asked.kills))


if __name__ == "__main__":
    main()
