"""What runs out reminds its owner, once before and once after, and can be settled there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.simulator.state import Message
from replies.types import Library, SavedReply
from tests.flows.library_stage import stored, turn
from tests.flows.stage import LIBRARY, START, Stage

COLD = LIBRARY[0]


def ending(day: date, *, owner: str = "Ravi", number: int = 0) -> SavedReply:
    return replace(COLD, id=f"offer-{number}", valid_until=day, owner=owner)


async def start_with(stage: Stage, *replies: SavedReply) -> None:
    stage.starter = lambda: Library(replies=replies)
    await stage.start()


def reminders(stage: Stage) -> list[Message]:
    return [m for m in stage.telegram.chat(stage.desk).messages if m.is_by_bot and "⌛" in m.text]


async def test_an_owner_hears_three_days_before_the_end(dark_stage: Stage) -> None:
    stage = dark_stage
    await start_with(stage, ending(date(2026, 7, 4)), ending(date(2026, 7, 5), number=1))

    note = await stage.desk_says("⌛")
    assert note.text == (
        "Ravi: ⌛ Cold chai runs out: it is suggested until 4 July, and not after that."
    )
    assert not note.is_silent
    (mention,) = [one for one in note.entities if one["type"] == "text_mention"]
    assert mention["user"]["id"] == stage.ravi.id
    assert note.labels == ["Extend 30 days", "Retire", "Open"]
    await stage.clock.sleep(60)
    assert len(reminders(stage)) == 1


async def test_a_reminder_is_given_once_although_the_bot_restarts(dark_stage: Stage) -> None:
    stage = dark_stage
    await start_with(stage, ending(date(2026, 7, 3)))
    await stage.desk_says("⌛")
    await stage.stop()
    await stage.start()
    await stage.clock.sleep(60)

    assert len(reminders(stage)) == 1


async def test_what_has_run_out_reminds_once_more(dark_stage: Stage) -> None:
    # given a reply whose owner was told that it runs out today
    stage = dark_stage
    await start_with(stage, ending(START.date(), owner="the care team"))
    first = await stage.desk_says("runs out")

    # when the day is over
    stage.clock.skip_to(START.replace(day=2, hour=0, minute=30))

    # then the desk hears that it ended; the owner is nobody of the roster
    note = await stage.desk_says("ran out", after=first)
    assert note.text == ("⌛ Cold chai ran out on 1 July: it is not suggested any more.")
    assert len(reminders(stage)) == 2


async def test_one_tap_extends_it_and_the_new_end_reminds_again(dark_stage: Stage) -> None:
    stage = dark_stage
    await start_with(stage, ending(date(2026, 7, 2)))
    note = await stage.desk_says("⌛")
    assert await turn(stage, note, "Extend 30 days") == "Saved"

    assert (await stored(stage, "offer-0")).entry.valid_until == date(2026, 8, 1)
    assert "valid until 1 August" in note.text
    stage.clock.skip_to(START.replace(day=30))
    await stage.desk_says("suggested until 1 August", after=note)


async def test_it_can_be_retired_or_opened_from_the_reminder(dark_stage: Stage) -> None:
    stage = dark_stage
    await start_with(stage, ending(date(2026, 7, 2)))
    note = await stage.desk_says("⌛")
    await turn(stage, note, "Open")
    assert "offer-0 · version 1" in note.text
    await turn(stage, note, "Retire")

    assert (await stored(stage, "offer-0")).is_retired


async def test_a_manager_may_not_extend(dark_stage: Stage) -> None:
    stage = dark_stage
    await start_with(stage, ending(date(2026, 7, 2)))
    note = await stage.desk_says("⌛")

    assert "approver" in await stage.press(stage.ravi, note, "Extend 30 days")
    assert (await stored(stage, "offer-0")).version == 1


async def test_many_ends_at_once_are_one_message(dark_stage: Stage) -> None:
    stage = dark_stage
    await start_with(stage, *(ending(date(2026, 6, 1), number=one) for one in range(12)))
    note = await stage.desk_says("⌛")
    assert note.text == "⌛ 12 saved replies run out, or have run out."
    await turn(stage, note, "⌛ Running out")
    assert "page 1 of 2" in note.text
    await stage.clock.sleep(60)

    assert len(reminders(stage)) == 1
