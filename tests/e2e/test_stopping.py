"""Stopping at work, coming back at once, and what the log tells nobody."""

from __future__ import annotations

import asyncio
import signal
import time

from bot.simulator.faults import Fault
from tests.e2e.program import SECRET, Town

STOP_SECONDS = 30.0
SHUTDOWN_SECONDS = 5
BACK_SECONDS = 10.0
"""Of processor time, twice what a start is promised to take: machines are noisy."""


async def test_a_stop_at_work_is_quick_clean_and_loses_nothing(town: Town) -> None:
    town.write_config(more=f"[ops]\nshutdown_seconds = {SHUTDOWN_SECONDS}")
    # given a bot at work: an answer is on its way, comments come in, updates are unreadable
    await town.start()
    comment = town.complains("Rahul")
    town.telegram.inject({"message": {"message_id": "secret words", "chat": "Chatterbox"}})
    await town.card("(Rahul)")
    town.telegram.faults.next("sendMessage", Fault.SLOW, chat=town.group, seconds=2)
    before = len(town.telegram.calls)
    await town.approve("Rahul")
    await town.called("sendMessage", since=before, chat=town.group)
    late = [town.complains(f"Guest{number}") for number in range(5)]

    # when it is asked to stop
    began = time.monotonic()
    code = await town.program.terminate()

    # then it ends soon, in good order, and the answer on its way is not in doubt
    assert time.monotonic() - began < STOP_SECONDS
    assert code == 0
    states = town.program.rows("SELECT state FROM outbox WHERE kind = 'public_reply'")
    assert states == [("sent",)]

    # and started again it is back at once, with everything that was written meanwhile
    late.append(town.complains("Latecomer"))
    calls = len(town.telegram.calls)
    await town.program.start()
    await town.called("getUpdates", since=calls)
    assert town.program.used_seconds() < BACK_SECONDS
    await town.until_triaged(1 + len(late))
    await asyncio.sleep(1)
    assert [one.reply_to for one in town.answers()] == [comment]
    assert town.telegram.violations == []

    # when it is asked by Ctrl-C, while a request takes longer than it may be waited for
    town.telegram.faults.next("sendMessage", Fault.SLOW, chat=town.group, seconds=60)
    before = len(town.telegram.calls)
    await town.approve("Latecomer")
    await town.called("sendMessage", since=before, chat=town.group)
    began = time.monotonic()
    code = await town.program.terminate(by=signal.SIGINT)

    # then it ends within that time, and at the next start somebody is asked to look
    assert SHUTDOWN_SECONDS <= time.monotonic() - began < SHUTDOWN_SECONDS + STOP_SECONDS
    assert code == 0
    town.telegram.faults.clear()
    await town.start()
    await town.press(
        town.asha, await town.card("Sorry, Latecomer!", label="It is there"), "It is there"
    )

    # and the log has told nobody what was written, by whom, or the token
    assert await town.program.terminate() == 0
    log = town.program.log
    assert "triage.batch" in log
    assert "intake.handler_failed" in log
    for private in ("came cold", "Rahul", "Asha", "Guest", "Latecomer", "secret words", SECRET):
        assert private not in log, private
    assert "Chatterbox" not in log
    assert "Traceback" not in log
