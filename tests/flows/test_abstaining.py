"""Where the library has nothing, the card says on what, from the comment to the managers' chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.stage import Stage, a_stage

BICYCLES = "it is terrible that you have no bicycles and that there is no repair of it"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with a_stage(tmp_path) as stage:
        await stage.start()
        yield stage


async def test_the_card_names_what_the_library_lacks_and_what_comes_closest(stage: Stage) -> None:
    # given a complaint about things that no reply knows
    stage.telegram.say(stage.group, stage.rahul, BICYCLES)

    card = await stage.card(BICYCLES)

    # then the card says so, and offers no suggestion
    assert "Nothing in the library on: bicycles, repair" in card.text
    assert "Closest: " in card.text
    assert "Send 1" not in card.labels


async def test_once_the_author_asks_something_that_is_known_nothing_is_lacking(
    stage: Stage,
) -> None:
    # given a card that lacks something
    stage.telegram.say(stage.group, stage.rahul, BICYCLES)
    await stage.card(BICYCLES)

    # when the author writes what the library knows
    stage.telegram.say(stage.group, stage.rahul, "terrible, the chai came cold")
    card = await stage.card("the chai came cold", label="Send 1")

    # then the card no longer says so
    assert "Nothing in the library" not in card.text
