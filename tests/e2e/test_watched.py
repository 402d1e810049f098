"""The real program, as those see it who watch it from outside."""

from __future__ import annotations

import asyncio
import json

import aiohttp

from tests.e2e.program import START_SECONDS, TOKEN, Program, Town
from tests.flows.stage import a_free_port


async def test_the_program_tells_how_it_is_until_it_is_gone(town: Town) -> None:
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

    # and so it is told to whoever looks from outside, until it is gone
    code, words = await town.program.check_live()
    assert (code, "✗" in words) == (0, False), words
    assert "gets its updates" in words
    await town.program.kill()
    code, words = await town.program.check_live()
    assert code == 1
    assert f"nothing answers at 127.0.0.1:{port}" in words
