"""Plays the demo's day from its first post to the summary."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

from bot.demo.clock import AcceleratedClock
from bot.demo.community import live_through
from bot.demo.crew import Crew
from bot.demo.hands import Hands
from bot.demo.pacing import is_done, keep_time
from bot.demo.scene import Scene, set_scene, settings_of
from bot.demo.script import Day
from bot.demo.summary import Summary, sum_up
from bot.demo.transcript import Transcript
from bot.demo.view import View
from bot.ports import Clock, Store
from bot.settings import Settings
from bot.simulator.simulator import Simulator

FACTOR = 20.0
"""How much faster than real the desk works through what is in hand."""

_SETTING_UP = timedelta(hours=1)
"""The desk is started before the brand opens, so that loading the model costs nobody's time."""

_WELCOME = (
    "A day at {day.brand}, an invented brand: the real program against a Telegram of its own.\n"
    "Members write in {day.group}. At the desk, a group of their own, {day.lead} (lead) and "
    "{day.manager} (manager) decide;\n"
    "{day.stranger} is in that group, too, but has no role. #4 is a message at the desk, [Claim] "
    "a button under it.\n"
    "Getting the desk ready (loading the model, reading the saved replies) …\n"
)

StartDesk = Callable[[Settings, Clock], AbstractAsyncContextManager[Store]]
"""Starts the real application and gives its store to look at; it stops at the end of the block."""


async def play(day: Day, start_desk: StartDesk, view: View, *, factor: float = FACTOR) -> Summary:
    """Play the day in a folder and on a Telegram of its own, both gone afterwards."""
    started = time.monotonic()
    clock = AcceleratedClock(factor, day.opens_at - _SETTING_UP)
    with tempfile.TemporaryDirectory(prefix="jawab-demo-") as folder:
        async with Simulator(clock=clock) as telegram:
            scene = set_scene(day, clock, telegram)
            settings = settings_of(scene, Path(folder))
            view.say(_WELCOME.format(day=day))
            async with start_desk(settings, clock) as store:
                missed = await _work_through(scene, store, view)
                wall = timedelta(seconds=time.monotonic() - started)
                return await sum_up(scene, store, wall=wall, missed=tuple(missed))


async def _work_through(scene: Scene, store: Store, view: View) -> list[str]:
    transcript = Transcript(scene, view.show)
    hands = Hands(scene, transcript)
    crew = Crew(scene, hands)
    async with asyncio.TaskGroup() as tasks:
        helpers = [
            tasks.create_task(transcript.run()),
            tasks.create_task(crew.run()),
            tasks.create_task(keep_time(scene, store, is_busy=hands.turn.locked)),
        ]
        await live_through(scene)
        while not (crew.is_idle and await is_done(scene, store)):
            await scene.clock.pause(5)
        for helper in helpers:
            helper.cancel()
    return hands.missed
