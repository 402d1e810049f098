"""Once a week the desk reads what the week was like."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.ids import DeskId
from bot.services.desk.weekly_report import TOLD
from bot.simulator.state import Message
from tests.flows.stage import START, Stage

DESK = DeskId(1)
FIRST, SECOND, THIRD = (datetime(2026, 7, day, 10, tzinfo=UTC) for day in (6, 13, 20))


async def week_is_told(stage: Stage, monday: datetime) -> None:
    """Leap to a Monday at ten, and wait until its week was dealt with."""
    stage.clock.skip_to(monday)
    while True:
        async with stage.store.reading() as tx:
            if await tx.directory.value(f"{TOLD}{DESK}") == monday.isoformat():
                return
        await stage.clock.sleep(1)


def reports(stage: Stage) -> list[Message]:
    return [one for one in stage.told() if "The week," in one.text]


async def test_the_desk_reads_of_each_week_once_beside_the_one_before(stage: Stage) -> None:
    # given a first week with one complaint, which is answered
    assert START < FIRST
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    await stage.until(lambda: "Asha answered" in card.text)

    # when it is over, then the desk that has just begun is told of it
    await week_is_told(stage, FIRST)
    await stage.until(lambda: len(reports(stage)) == 1)
    (first,) = reports(stage)
    assert "29 Jun" in first.text
    assert "6 Jul" in first.text
    assert "1 comment · 1 case" in first.text
    assert "1 answered · 0 dismissed" in first.text
    assert "The week before" not in first.text
    assert "/stats" in first.text

    # when two people write in the next, and the bot is away on Monday
    stage.telegram.say(stage.group, stage.stranger, "awful terrible")
    await stage.card("awful terrible")
    uma = stage.telegram.add_user(first_name="Uma")
    stage.telegram.say(stage.group, uma, "where is the menu?")
    await stage.card("where is the menu?")
    await stage.stop()
    stage.clock.skip_to(SECOND.replace(day=15))
    await stage.start()
    await stage.until(lambda: len(reports(stage)) == 2)

    # then it is told late, with the week before in a line, and without a sound
    second = reports(stage)[1]
    assert "2 comments · 2 cases" in second.text
    assert "The week before: 1 comment · 1 case · 1 answered · median" in second.text
    assert all(one.is_silent for one in reports(stage))

    # and of a week in which nobody wrote there is nothing to tell
    await week_is_told(stage, THIRD)
    await stage.clock.sleep(30)
    assert len(reports(stage)) == 2


async def test_who_wants_no_report_has_none(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.report_at = None
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.card("my chai was cold")

    # when a Monday has passed
    stage.clock.skip_to(FIRST)
    await stage.clock.sleep(60)

    assert reports(stage) == []
