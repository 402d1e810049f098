"""The power goes at the worst moments: nothing is lost, nothing is done or said twice."""

from __future__ import annotations

import random

import pytest

from tests.kills.trial import a_trial
from tests.kills.witness import RANDOM

SEED = 7
POINTS = (
    "updates fetched",
    "updates written",
    "updates committed",
    "update handled, not committed",
    "update handled",
    "judged",
    "case opened, not committed",
    "triaged",
    "card arrived",
    "approved, not committed",
    "approved",
    "reply marked, not committed",
    "reply marked",
    "reply leaves",
    "reply arrived",
    "reply noted, not committed",
    *[RANDOM] * 4,
)


@pytest.mark.timeout(900)
async def test_a_bot_that_is_killed_twenty_times_loses_and_repeats_nothing() -> None:
    # given people who complain, a manager who answers, and a Telegram that fails now and then
    steps = random.Random(SEED).sample(POINTS, len(POINTS))
    async with a_trial(seed=SEED) as trial:
        # when the bot dies at each of these moments, and is then left in peace
        result = await trial.run(steps)

        # then every update is handled once, every comment triaged and answered once, and an
        # answer was in doubt only if its request may have left
        assert result.failures == (), trial.lives.log[-5000:]

        # and it did die where it was told to
        missed = [one.step for one in result.points if not one.was_reached]
        assert len(missed) <= 2, missed
