"""The examples: bots of others that have the desk in them, or beside them."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.e2e.program import COLD_CHAI, ROOT, START_SECONDS, TOKEN, Program, Town

EXAMPLES = ROOT / "examples"


class Host:
    """An example, run as its first lines say."""

    def __init__(
        self, town: Town, folder: Path, command: list[str], variables: Mapping[str, str]
    ) -> None:
        self._folder = folder
        self._command = [sys.executable, *command]
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("JAWAB_")}
        self._environment = inherited | {
            "HOST_TOKEN": TOKEN,
            "BOT_API": town.telegram.base_url,
            **variables,
        }
        self._log = town.folder / "host.log"
        self._ended: asyncio.Task[int]
        self.exit_code: int | None = None

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )
        self._ended = asyncio.create_task(process.wait())
        try:
            yield
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(START_SECONDS):
                self.exit_code = await self._ended
        finally:
            if process.returncode is None:
                process.kill()
                await self._ended

    async def polls(self, town: Town) -> None:
        """Wait until it asks Telegram for updates."""
        polling = asyncio.create_task(town.called("getUpdates"))
        await asyncio.wait((polling, self._ended), return_when=asyncio.FIRST_COMPLETED)
        if not polling.done():
            polling.cancel()
        assert not self._ended.done(), self.log
        await polling


def mounted(town: Town, example: str) -> Host:
    command = ["main.py", str(town.program.config)]
    return Host(town, EXAMPLES / example, command, {"PYTHONPATH": str(ROOT)})


async def live_through(town: Town, host: Host) -> None:
    """Host and desk do their work side by side."""
    await host.polls(town)
    rahul = town.member("Rahul")

    # the host's command and its button work
    town.telegram.say(town.group, rahul, "/hours")
    hours = await town.telegram.wait_for_message(
        town.group, lambda m: m.is_by_bot and "from 8 to 22" in (m.text or ""), START_SECONDS
    )
    assert await town.press(rahul, hours, "And on Sunday?") == "On Sunday from 10."

    # the desk has its card, and its buttons work
    comment = town.complains("Rahul")
    await town.approve("Rahul")
    assert (await town.answer_under(comment)).text == "Sorry, Rahul!"

    # an edit comes, too, although the host has no handler for it
    town.telegram.edit(town.complains("Mira"), f"{COLD_CHAI} and worse (Mira)")
    await town.card("and worse (Mira)")

    # the host's press was answered once, by the host; its menu is its own
    presses = [call.params for call in town.telegram.calls_of("answerCallbackQuery")]
    assert [one.get("text") for one in presses].count("On Sunday from 10.") == 1
    assert len({one["callback_query_id"] for one in presses}) == len(presses)
    assert "That button is unknown." not in [one.get("text") for one in presses]
    assert town.telegram.calls_of("setMyCommands") == []
    assert town.telegram.violations == []


@pytest.mark.parametrize("example", ["aiogram_host", "ptb_host"])
async def test_a_host_and_the_desk_mounted_in_it_work_side_by_side(
    town: Town, example: str
) -> None:
    host = mounted(town, example)
    async with host.running():
        await live_through(town, host)

    assert host.exit_code == 0, host.log
    assert "Traceback" not in host.log


async def test_a_host_with_a_package_named_bot_hands_updates_on(town: Town) -> None:
    # given a desk as a program of its own, which asks Telegram for nothing
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    desk = Program(
        town.write_config(telegram={"mode": "forwarded"}),
        variables={
            "JAWAB_TELEGRAM__WEBHOOK__PORT": port,
            "JAWAB_TELEGRAM__WEBHOOK__SECRET": "known-to-both",
        },
    )
    town.program = desk
    await desk.start()
    await town.until_logged("telegram.reached")

    # and a host whose own package is named as ours
    host = Host(
        town,
        EXAMPLES / "forwarding_host",
        ["-m", "bot.main"],
        {"DESK_URL": f"http://127.0.0.1:{port}/telegram", "DESK_SECRET": "known-to-both"},
    )

    # then both work
    async with host.running():
        await live_through(town, host)
    assert host.exit_code == 0, host.log
    assert "Traceback" not in host.log
    assert await desk.terminate() == 0
    methods = {call.method for call in town.telegram.calls}
    assert not methods & {"setWebhook", "deleteWebhook"}
