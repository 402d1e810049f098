"""Somebody is being fetched while the power goes: the ladder goes on where it was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.simulator.state import Chat, Message
from tests.kills.trial import Trial, a_trial

pytestmark = pytest.mark.timeout(400)

WITHIN = 60.0
LADDER = """
[escalation]
from_priority = 1
on_breach = false
repeats = 0
steps = [
    { notify = "desk", after_minutes = 0 },
    { notify = "on_call", after_minutes = 1 },
    { notify = "leads", after_minutes = 2 },
]
[[oncall.shifts]]
who = "Ravi"
"""


def calls(chat: Chat) -> list[Message]:
    return [m for m in chat.messages if m.is_by_bot and "🚨" in (m.text or "")]


@pytest.fixture
async def trial() -> AsyncIterator[Trial]:
    """Ravi on call and Asha, the lead, have written to the bot; then it died."""
    async with a_trial(seed=1, more=LADDER) as trial:
        await trial.lives.start()
        for person in (trial.town.ravi, trial.town.asha):
            trial.town.telegram.say_privately(person, "/start")
            chat = trial.town.telegram.private_chat(person)
            await trial.town.telegram.wait_for_message(chat, lambda m: m.is_by_bot)
        await trial.lives.kill()
        yield trial


async def test_killed_between_the_steps_everybody_is_called_once_and_in_turn(trial: Trial) -> None:
    # given an urgent complaint
    town, lives = trial.town, trial.lives
    chats = (town.desk, *map(town.telegram.private_chat, (town.ravi, town.asha)))
    town.complains("Rahul")

    # when the bot dies before and after it has taken the first step, and with each further one
    for step in ("step taken, not committed", "step taken", "step taken", "step taken"):
        await lives.start(step=step)
        assert await lives.has_died(within=WITHIN), step

    # then the last one is called, too; and each was once, with a pause between them
    await lives.start()
    await town.telegram.wait_for(lambda: calls(chats[-1]), WITHIN)
    assert [len(calls(chat)) for chat in chats] == [1, 1, 1]
    first, second, third = (calls(chat)[0] for chat in chats)
    assert "sent again" not in first.text + second.text + third.text
    assert second.date - first.date >= timedelta(seconds=30)
    assert third.date - second.date >= timedelta(seconds=30)
    assert town.telegram.violations == []


async def test_a_call_that_may_have_arrived_before_a_kill_is_repeated_once_and_says_so(
    trial: Trial,
) -> None:
    # given a bot that dies when the call to the desk has arrived, before that is noted
    town, lives = trial.town, trial.lives
    town.complains("Rahul")
    await lives.start(step="call arrived")
    assert await lives.has_died(within=WITHIN)

    # when it dies just so with the second one
    await lives.start(step="call arrived")
    assert await lives.has_died(within=WITHIN)

    # then that one says what it is, there is no third one, and Ravi is called instead
    await lives.start()
    to_ravi = town.telegram.private_chat(town.ravi)
    await town.telegram.wait_for(lambda: calls(to_ravi), WITHIN)
    assert ["sent again" in one.text for one in calls(town.desk)] == [False, True]
    assert "sent again" not in calls(to_ravi)[0].text
    assert town.telegram.violations == []
