"""A database that is locked, and one that comes back."""

from __future__ import annotations

import asyncio
import sqlite3

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
