"""A row that nobody can read: it is set aside, the desk is told once, and the rest goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.case import Status
from bot.services.doctor_database import findings_of
from bot.simulator.state import Message
from bot.sla_sections import Escalation, LadderStep
from bot.storage.inspecting import inspect_database
from tests.flows.stage import START, Stage
from tests.flows.test_commands import ask

HALF = '"half of a'
COLD = "my chai was cold"
TERRIBLE = "terrible, the chai came cold"
CANNOT_READ = "I cannot read"

DAMAGES = {
    "suggestions": "UPDATE cases SET suggestions = '{\"half'",
    "lane": "UPDATE cases SET lane = 'nonsense'",
    "name": "UPDATE cases SET author_name = CAST(x'c328' AS TEXT)",
    "moment": "UPDATE cases SET opened_at = 'yesterday'",
    "verdict": "UPDATE comments SET verdict = '\"half\"'",
}
"""How a case that Ravi holds, or its comment, is damaged while the bot is away."""
AROUND = (
    "UPDATE desk_messages SET role = 'nonsense' WHERE case_id IS NOT NULL",
    "UPDATE ladders SET outcome = 'nonsense'",
    "UPDATE rings SET state = 'nonsense'",
    "UPDATE outbox SET payload = '{\"half' WHERE case_id IS NOT NULL",
    "UPDATE managers SET role = 'nonsense' WHERE name = 'Mira'",
    "UPDATE library_entries SET body = '{\"half' WHERE id = 'menu'",
)
"""How everything else is damaged."""


@asynccontextmanager
async def damaged(stage: Stage, *damages: str) -> AsyncIterator[Message]:
    """A desk that found the rows of its one case damaged; gives the post under which it is."""
    stage.escalation = Escalation(
        from_priority=1, steps=(LadderStep(notify="desk", after_minutes=0),), repeats=0
    )
    await stage.start()
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    stage.telegram.say(stage.group, stage.rahul, COLD, reply_to=post)
    card = await stage.card(COLD, label="Send 1")
    await stage.desk_says("🚨")
    assert await stage.press(stage.ravi, card, "Claim") == "It is yours"
    await stage.until(lambda: "Ravi" in (card.text or ""))
    await stage.stop()
    with sqlite3.connect(stage.folder / "jawab.db") as database:
        for sql in damages:
            assert database.execute(sql).rowcount > 0
    await stage.start()
    yield post


@pytest.mark.parametrize("what", [*DAMAGES, "around"])
async def test_a_damaged_row_holds_up_nothing_else(dark_stage: Stage, what: str) -> None:
    stage = dark_stage
    async with damaged(stage, *([DAMAGES[what]] if what in DAMAGES else AROUND)) as post:
        # when others complain in that thread, and so does its author
        comment = stage.telegram.say(stage.group, stage.stranger, TERRIBLE, reply_to=post)
        card = await stage.card(TERRIBLE, label="Send 1")
        stage.telegram.say(stage.group, stage.rahul, "terrible cup too", reply_to=post)
        await stage.desk_says("terrible cup too")

        # then it is in the queue, somebody is called, and it comes next
        await ask(stage, stage.asha, "/queue", answer="Stranger")
        await stage.until(lambda: any("🚨" in (m.text or "") for m in stage.told()))
        await stage.until(lambda: _board(stage, "🔴"))
        asked = stage.telegram.say(stage.desk, stage.asha, "/next")
        await stage.telegram.wait_for_message(
            stage.desk, lambda m: m.is_by_bot and m.message_id > asked.message_id
        )

        # and its answer leaves
        card = await stage.card(TERRIBLE, label="Send 1")
        await stage.press(stage.asha, card, "Send 1")
        await stage.answer_under(comment)
        await stage.until(lambda: any("Asha answered" in (m.text or "") for m in stage.told()))

        # and no update was lost over it
        async with stage.store.reading() as tx:
            counts = await tx.counts()
        assert counts.dead_letters == 0
        assert await _waiting(stage) == 0


@pytest.mark.parametrize("what", ["lane", "verdict"])
async def test_the_desk_is_told_once_and_the_check_names_the_row(
    dark_stage: Stage, what: str
) -> None:
    stage = dark_stage
    async with damaged(stage, DAMAGES[what]):
        # when the desk comes across it
        stage.telegram.say(stage.desk, stage.asha, "/queue")
        told = await stage.desk_says(CANNOT_READ)
        table, column = ("comments", what) if what == "verdict" else ("cases", what)

        # then it says which it is and what to do
        assert f"{table} 1 ({column})" in (told.text or "")
        assert "jawab db check" in (told.text or "")

        # and says it once, also after a restart
        await stage.clock.sleep(40)
        await stage.stop()
        await stage.start()
        await stage.clock.sleep(40)
        assert len(_told(stage)) == 1

        # and whoever asks for it is told at once, by a button or a command
        await ask(stage, stage.asha, "/case 1", answer=f"row 1 of the table {table} is damaged")
        card = next(m for m in stage.told() if COLD in (m.text or "") and "Release" in m.labels)
        toast = await stage.press(stage.ravi, card, "Release")
        if what != "verdict":
            assert toast.startswith("I cannot read this: row 1 of the table cases")

        # and the numbers tell, and the check names it
        async with stage.store.reading() as tx:
            counts = await tx.counts()
        assert (counts.damaged_rows, counts.dead_letters) == (1, 0)
        seen = await inspect_database(stage.settings.database.url, now=START)
        said = [one.message for one in findings_of(seen) if one.subject == "rows"]
        assert said == [f"{table} 1 cannot be read: {column} is damaged"]

        # when somebody mends it, then it is handled as before
        await stage.stop()
        with sqlite3.connect(stage.folder / "jawab.db") as database:
            database.execute("UPDATE cases SET suggestions = '[]', lane = 'complaint'")
            database.execute("UPDATE comments SET verdict = NULL")
        await stage.start()
        await stage.press(stage.ravi, card, "Release")
        await stage.card(COLD, label="Claim")
        await stage.clock.sleep(90)
        async with stage.store.reading() as tx:
            assert (await tx.counts()).damaged_rows == 0
            assert (await tx.counts()).cases[Status.OPEN] == 1


def _board(stage: Stage, words: str) -> bool:
    boards = [m for m in stage.telegram.chat(stage.desk).visible if "Mine" in m.labels]
    return any(words in (m.text or "") for m in boards)


def _told(stage: Stage) -> list[Message]:
    return [m for m in stage.told() if CANNOT_READ in (m.text or "")]


async def _waiting(stage: Stage) -> int:
    with sqlite3.connect(stage.folder / "jawab.db") as database:
        found = database.execute("SELECT count(*) FROM comments WHERE state = 'waiting'")
        return int(found.fetchone()[0])
