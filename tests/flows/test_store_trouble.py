"""A database that is locked or damaged, and a machine that is too small."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import timedelta

from structlog.testing import capture_logs

from bot.domain.lane import Lane
from bot.sla_sections import Escalation, LadderStep, Sla
from classifiers.types import Utterance, Verdict
from tests.fakes import WordClassifier
from tests.flows.stage import Stage


async def test_a_locked_database_holds_work_up_and_loses_nothing(stage: Stage) -> None:
    # given an approved answer, and then somebody who locks the database
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    other = sqlite3.connect(
        stage.folder / "jawab.db", isolation_level=None, timeout=10, check_same_thread=False
    )
    # not in this thread: the desk, which may hold the lock now, goes on in it
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")

    # when a comment comes meanwhile, and the lock outlasts the desk's patience
    stage.telegram.say(stage.group, stage.stranger, "terrible chai")
    await stage.clock.sleep(7 * 20)
    other.execute("ROLLBACK")
    other.close()

    # then both are done, once
    await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and "terrible chai" in (m.text or ""), timeout=30
    )
    await stage.telegram.wait_for(lambda: len(stage.answers()) == 1, timeout=30)
    assert stage.answers()[0].reply_to is comment
    await stage.until(lambda: "Asha answered" in (card.text or ""))


async def test_rows_that_nobody_can_read_hold_up_no_other(dark_stage: Stage) -> None:
    # given damaged rows at the head of the queues, and a case that cannot be read
    stage = dark_stage
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.card("my chai was cold", label="Send 1")
    await stage.stop()
    with sqlite3.connect(stage.folder / "jawab.db") as database:
        for state, payload in (("queued", '{"kind'), ("sending", "[7]")):
            copied(database, "outbox", state=state, payload=payload, urgency=0, merge_key=None)
        copied(database, "comments", state="waiting", links='{"broken', ripe_at="2026-01-01")
        database.execute("UPDATE cases SET suggestions = '{'")

    # when the desk comes back, and somebody complains under a post
    with capture_logs() as logs:
        await stage.start()
        post = stage.telegram.post(stage.channel, "Monsoon offer")
        comment = stage.telegram.say(
            stage.group, stage.stranger, "terrible, the chai came cold", reply_to=post
        )

        # then the complaint has its card, and its answer leaves
        card = await stage.card("terrible, the chai came cold", label="Send 1")
        await stage.press(stage.asha, card, "Send 1")
        await stage.answer_under(comment)
        await stage.until(lambda: "Asha answered" in (card.text or ""))

    # and the log names what could not be read, each row once
    named = [(one["table"], one["row"]) for one in logs if one["event"] == "store.row_damaged"]
    assert {table for table, _ in named} == {"outbox", "comments", "cases"}
    assert len(named) == len(set(named))


def copied(database: sqlite3.Connection, table: str, **other: object) -> None:
    """Put a copy of a table's first row into it, with other values in some columns."""
    database.row_factory = sqlite3.Row
    row = dict(database.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1").fetchone()) | other
    del row["id"]
    places = ", ".join("?" * len(row))
    database.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", tuple(row.values())
    )


class SmallMemory(WordClassifier):
    """Has room for one text at a time, and for none that is long."""

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        if len(utterances) > 1 or len(utterances[0].text) > 200:
            raise MemoryError
        return super().judge(utterances)


async def test_a_batch_that_memory_cannot_hold_is_judged_one_by_one(dark_stage: Stage) -> None:
    # given a model that runs out of memory with more than one text, and several that wait
    stage = dark_stage
    stage.classifier = SmallMemory()
    for who, text in (
        (stage.rahul, "my chai was cold"),
        (stage.stranger, "where is my order?"),
        (stage.telegram.add_user(first_name="Eva"), "terrible " * 50),
    ):
        stage.telegram.say(stage.group, who, text)

    # when they are triaged
    await stage.start()

    # then each has its verdict, and the one that fails alone is there to be read
    await stage.card("my chai was cold")
    await stage.card("where is my order?")
    await stage.until_cases(3)
    async with stage.store.reading() as tx:
        lanes = (await tx.counts()).lanes
    assert [lanes[one] for one in (Lane.COMPLAINT, Lane.QUESTION, Lane.UNSURE)] == [1, 1, 1]


async def changed(stage: Stage, suggestions: str) -> str:
    """Put something into a column of the first case; return what stood there."""

    def change() -> str:
        with sqlite3.connect(stage.folder / "jawab.db", timeout=10) as database:
            (before,) = database.execute("SELECT suggestions FROM cases WHERE id = 1").fetchone()
            database.execute("UPDATE cases SET suggestions = ? WHERE id = 1", (suggestions,))
        return str(before)

    # not in this thread: the desk, which may hold the lock now, goes on in it
    return await asyncio.to_thread(change)


async def called_for(stage: Stage, whom: str) -> None:
    """Wait until the desk is called because of this author."""
    await stage.telegram.wait_for_message(
        stage.desk, lambda m: "🚨" in (m.text or "") and whom in (m.text or ""), timeout=30
    )


async def test_a_case_that_cannot_be_read_stops_nothing_of_the_others(dark_stage: Stage) -> None:
    # given a case with deadlines, for which somebody is called, and which nobody can read then
    stage = dark_stage
    stage.sla = Sla(first_answer_minutes=20)
    steps = tuple(LadderStep(notify="desk", after_minutes=minutes) for minutes in (0, 1))
    stage.escalation = Escalation(from_priority=1, steps=steps, repeats=0)
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "terrible, my chai was cold")
    await called_for(stage, "#1 Rahul")
    await changed(stage, "{")
    stage.clock.skip_to(stage.clock.now() + timedelta(minutes=2))

    # when somebody else complains at the same place
    said = stage.telegram.say(stage.group, stage.stranger, "awful chai")

    # then they have a card, somebody is called, and a deadline is told
    await stage.card("awful chai")
    await called_for(stage, "#2 Stranger")
    stage.clock.skip_to(said.date + timedelta(minutes=16, seconds=5))
    await stage.desk_says("#2 Stranger: an answer is due")

    # and /next brings it, the board tells who has it, and the claim runs out
    def is_held() -> bool:
        return any("Mira: Stranger since" in (m.text or "") for m in stage.desk.visible)

    stage.telegram.say(stage.desk, stage.mira, "/next")
    await stage.telegram.wait_for(is_held, timeout=30)
    stage.clock.skip_to(stage.clock.now() + timedelta(minutes=31))
    await stage.telegram.wait_for(lambda: not is_held(), timeout=30)
