"""The real program, as those see it who watch it from outside."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from tests.e2e.program import START_SECONDS, TOKEN, Program, Town
from tests.flows.stage import a_free_port


async def test_the_program_is_watched_from_its_start_to_its_end(town: Town) -> None:
    # given a program with a port for those who watch
    port = a_free_port()
    town.program = Program(
        town.program.config, token=TOKEN, variables={"JAWAB_OPS__PORT": str(port)}
    )
    await town.start()

    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        # when it has read its model and got updates
        async with asyncio.timeout(START_SECONDS):
            while True:
                async with session.get("/readyz") as answer:
                    told = json.loads(await answer.text())
                    if answer.status == 200:
                        break
                await asyncio.sleep(0.1)
        town.complains("Rahul")
        await town.card("(Rahul)")
        async with session.get("/metrics") as answer:
            text = await answer.text()
        async with session.get("/healthz") as answer:
            alive = answer.status

    # then it says so, and what it has judged
    assert told == {"ok": True, "model_ready": True, "desks": {"main": "at_work"}}
    assert alive == 200
    assert "jawab_model_ready 1.0" in text
    assert 'jawab_model_texts_total{what="judge"} 1.0' in text

    # when it is asked to stop, then it does so in good order, and the port is free again
    assert await town.program.terminate() == 0
    with pytest.raises(OSError, match="Connect"):
        await asyncio.open_connection("127.0.0.1", port)
