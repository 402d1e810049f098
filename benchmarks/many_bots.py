"""Measure how much memory one process takes with one bot and brand, and with four.

    python -m benchmarks.many_bots

Each count runs in a process of its own: the real desks with the shipped model, the starter library
for each brand, and the simulated Telegram beside them. Every bot gets a few comments; then the
most memory that was held is printed.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.app import started_desks
from bot.configuration import load_configuration
from bot.parts import SystemClock
from bot.simulator.simulator import Simulator

COUNTS = (1, 4)
COMMENTS = ("where is my order?", "this was terrible", "40 min se wait kar raha hu", "love it")


async def work(count: int, folder: Path) -> None:
    """Let so many desks make their cards."""
    async with Simulator() as telegram:
        bots, text = [], ""
        for number in range(1, count + 1):
            token = f"{700 + number}:MANY-BOTS"
            bot = telegram.add_bot(token=token, username=f"brand_{number}_bot", name="Helper")
            desk = telegram.add_group(title=f"Desk {number}")
            telegram.promote(bot, desk, can_pin_messages=True, can_delete_messages=True)
            (folder / f"{number}.txt").write_text(token, encoding="utf-8")
            bots.append((bot, desk))
            text += f"""
[[brands]]
key = "brand_{number}"
[[bots]]
key = "bot_{number}"
token_file = "{number}.txt"
api_base = "{telegram.base_url}"
[[desks]]
key = "desk_{number}"
brand = "brand_{number}"
bot = "bot_{number}"
chat_id = {desk.id}
"""
        config = folder / "config.toml"
        config.write_text(text, encoding="utf-8")
        rahul = telegram.add_user(first_name="Rahul")
        async with started_desks(load_configuration(config), SystemClock()):
            for bot, _ in bots:
                for comment in COMMENTS:
                    telegram.say_privately(rahul, comment, bot=bot)
            for _, desk in bots:
                await telegram.wait_for_message(desk, lambda m: "Claim" in m.labels)


def main() -> None:
    """Measure, or be measured."""
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(work(int(sys.argv[1]), Path(folder)))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{sys.argv[1]} bots: {most} MB")
        return
    for count in COUNTS:
        subprocess.run(  # noqa: S603 - this very module
            [sys.executable, "-m", "benchmarks.many_bots", str(count)], check=True
        )


if __name__ == "__main__":
    main()
