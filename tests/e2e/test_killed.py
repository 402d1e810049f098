"""The power goes at the worst moments: nothing is lost, nothing is said twice."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.simulator.faults import Fault
from bot.simulator.state import Message
from tests.e2e.program import Town

SEED = 7
KILLS = 3


def each_once(town: Town, comments: list[Message]) -> None:
    """Every comment is stored and triaged once; every update is handled, none is dead."""
    stored = town.program.rows("SELECT message_id FROM comment_parts ORDER BY message_id")
    assert [row[0] for row in stored] == sorted(one.message_id for one in comments)
    assert town.program.rows("SELECT count(*) FROM comments") == [(len(comments),)]
    assert town.program.rows("SELECT count(*) FROM updates WHERE state = 'dead'") == [(0,)]


async def test_kills_at_any_moment_lose_no_comment_and_repeat_no_answer(town: Town) -> None:
    # given a bot that is killed again and again while people complain and Asha answers
    chance = random.Random(SEED)
    comments: list[Message] = []

    async def talk() -> None:
        for number in range(10):
            comments.append(town.complains(f"Guest{number}"))
            await asyncio.sleep(chance.uniform(0.2, 1.0))

    async def answer() -> None:
        for number in range(3):
            await town.approve(f"Guest{number}")

    await town.start()
    work = asyncio.gather(talk(), answer())
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.3, 2.0))
        await town.program.kill()
        await town.start()

    # when it is left in peace
    await work
    await town.until_triaged(len(comments))
    await town.until_rows(
        "SELECT count(*) FROM outbox"
        " WHERE kind = 'public_reply' AND state IN ('queued', 'sending')",
        [(0,)],
    )

    # then every comment is there once, and every answer stands once, or somebody is asked to look
    each_once(town, comments)
    for number in range(3):
        said = [one.text for one in town.answers() if one.reply_to is comments[number]]
        assert len(said) <= 1
        if not said:
            await town.card(f"Sorry, Guest{number}!", label="Not there: send")
    assert town.telegram.violations == []


@pytest.mark.parametrize("library", ["aiogram", "python-telegram-bot"])
async def test_the_moments_that_matter_most(town: Town, library: str) -> None:
    town.write_config(telegram={"library": library})
    # given a first comment that Telegram has just handed over
    await town.start()
    first = town.complains("Rahul")
    await town.telegram.wait_for(
        lambda: any(call.result for call in town.telegram.calls_of("getUpdates")), 30
    )

    # when the bot dies that instant and comes back
    await town.program.kill()
    await town.start()

    # then the comment has its card; and when it dies within the undo window of the answer …
    town.program.config.write_text(
        town.program.config.read_text().replace("undo_seconds = 1", "undo_seconds = 3")
    )
    await town.approve("Rahul")
    await town.program.kill()
    assert town.answers() == []
    await town.start()

    # … the answer still leaves, once
    await town.answer_under(first)
    second = town.complains("Mira")
    await town.card("(Mira)")

    # when it dies while the request for an answer is under way
    town.telegram.faults.next("sendMessage", Fault.SLOW, chat=town.group, seconds=60)
    before = len(town.telegram.calls)
    await town.approve("Mira")
    await town.called("sendMessage", since=before, chat=town.group)
    await town.program.kill()
    town.telegram.faults.clear()
    await town.start()

    # then nothing is repeated: a manager is asked to look, and says that it is there
    doubtful = await town.card("Sorry, Mira!", label="It is there")
    assert "Not there: send" in doubtful.labels
    await town.press(town.asha, doubtful, "It is there")
    await town.telegram.wait_for(lambda: "It is there" not in doubtful.labels, 30)
    await town.until_triaged(2)
    assert [one.reply_to for one in town.answers()] == [first, second]
    each_once(town, [first, second])
    status = await town.program.status()
    assert status["comments"] == 2
    assert status["dead_letters"] == 0
    outbox = status["outbox"]
    assert isinstance(outbox, dict)
    assert (outbox["unknown"], outbox["failed"], outbox["sending"]) == (0, 0, 0)
