"""`open_desk`: the desk without a loop of its own that fetches updates."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import open_desk
from bot.errors import SettingsInvalid, TokenRefused
from bot.simulator.simulator import Simulator
from tests.flows.stage import TOKEN


def a_configuration(folder: Path, telegram: Simulator) -> Path:
    config = folder / "jawab.toml"
    config.write_text(
        f'[telegram]\napi_base = "{telegram.base_url}"\nmode = "polling"\n'
        '[database]\nurl = "sqlite+aiosqlite:///jawab.db"\n',
        encoding="utf-8",
    )
    return config


def stored(folder: Path) -> list[int]:
    database = sqlite3.connect(folder / "jawab.db")
    try:
        return [row[0] for row in database.execute("SELECT update_id FROM updates ORDER BY seq")]
    finally:
        database.close()


async def test_a_mounted_desk_asks_telegram_who_it_is_and_for_no_update(tmp_path: Path) -> None:
    async with Simulator() as telegram:
        telegram.add_bot(token=TOKEN, username="host_bot", name="Host")

        # given a desk in a host's bot
        async with open_desk(a_configuration(tmp_path, telegram), token=TOKEN) as desk:
            await telegram.wait_for(lambda: telegram.calls_of("getMe"), 30)

            # when the host gives it updates, some of them none of its business, and one twice
            message = {"update_id": 5, "message": {"message_id": 1}}
            assert not await desk.receive(message)
            assert not await desk.receive(message)
            assert not await desk.receive({"update_id": 6, "inline_query": {"id": "1"}})
            press = {"id": "1", "from": {"id": 7}, "data": "menu:1"}
            assert not await desk.receive({"update_id": 7, "callback_query": press})
            assert not await desk.offer({"no": "update"})

        # then it has kept what it needs, and Telegram was asked nothing else
        assert stored(tmp_path) == [5]
        assert {call.method for call in telegram.calls} == {"getMe"}


async def test_a_host_outlives_its_desk_and_reads_why(tmp_path: Path) -> None:
    async with Simulator() as telegram:
        # given a token that Telegram does not know
        config = a_configuration(tmp_path, telegram)
        with capture_logs() as logs:
            async with open_desk(config, token=TOKEN) as desk:
                async with asyncio.timeout(30):
                    while not any(  # noqa: ASYNC110 - a log tells nobody
                        one["event"] == "mount.desk_ended" for one in logs
                    ):
                        await asyncio.sleep(0.05)

                # then updates are still kept, for the next start
                assert not await desk.receive({"update_id": 5, "message": {"message_id": 1}})

    (ended,) = (one for one in logs if one["event"] == "mount.desk_ended")
    assert isinstance(ended["exc_info"], TokenRefused)
    assert stored(tmp_path) == [5]


async def test_what_is_no_token_is_refused_at_once(tmp_path: Path) -> None:
    async with Simulator() as telegram:
        config = a_configuration(tmp_path, telegram)
        with pytest.raises(SettingsInvalid):
            async with open_desk(config, token="123456:with space"):
                pass
