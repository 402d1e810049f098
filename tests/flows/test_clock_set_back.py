"""The clock of the machine is set back: what waits for a moment goes on as planned."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.demo.clock import AcceleratedClock
from bot.domain.ids import CaseId
from bot.simulator.state import Message
from tests.flows.stage import FACTOR, START, Stage

A_MINUTE = timedelta(minutes=1)
SLACK = timedelta(seconds=1)
"""Telegram counts whole seconds."""


class ClockOfTheMachine(AcceleratedClock):
    """The clock that the desk reads: waiting does not go by it, and Telegram has its own."""

    def __init__(self, true: AcceleratedClock) -> None:
        super().__init__(FACTOR, START)
        self.true = true
        self.behind = timedelta()

    def now(self) -> datetime:
        return self.true.now() - self.behind

    async def sleep(self, seconds: float) -> None:
        await self.true.sleep(seconds)

    def skip_to(self, moment: datetime) -> None:
        self.true.skip_to(moment + self.behind)


async def a_machine(stage: Stage) -> ClockOfTheMachine:
    """Start the desk with a clock of its own."""
    clock = stage.clock = ClockOfTheMachine(stage.clock)
    await stage.start()
    return clock


async def an_approved_answer(stage: Stage, clock: ClockOfTheMachine) -> tuple[Message, datetime]:
    """A comment, and when the answer that Asha approves for it may leave, in truth."""
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    due_at = clock.true.now() + timedelta(seconds=stage.undo_seconds)
    await stage.press(stage.asha, card, "Send 1")
    return comment, due_at


async def it_leaves_once(
    stage: Stage, clock: ClockOfTheMachine, comment: Message, due_at: datetime
) -> None:
    """The answer comes after its undo window, soon, and no second one does."""
    answer = await stage.answer_under(comment)
    assert due_at - SLACK <= answer.date < due_at + A_MINUTE
    await clock.sleep(120)
    assert len(stage.answers()) == 1
    assert stage.telegram.violations == []


@pytest.mark.parametrize("back", [timedelta(minutes=3), timedelta(hours=5, minutes=30)])
async def test_an_approved_answer_leaves_after_its_undo_window_and_new_work_goes_on(
    dark_stage: Stage, back: timedelta
) -> None:
    # given an approved answer in its undo window
    stage = dark_stage
    stage.undo_seconds = 60
    clock = await a_machine(stage)
    comment, due_at = await an_approved_answer(stage, clock)

    # when the clock is set back
    clock.behind = back

    # then who writes now has a card, and its buttons work
    stage.telegram.say(stage.group, stage.stranger, "awful chai")
    other = await stage.card("awful chai")
    await stage.press(stage.ravi, other, "Claim")
    await stage.until(lambda: "Ravi since" in (other.text or ""))

    # and the answer leaves when it was planned
    await it_leaves_once(stage, clock, comment, due_at)


async def test_leads_read_once_by_how_much_it_was_set_back(dark_stage: Stage) -> None:
    stage = dark_stage
    clock = await a_machine(stage)
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.card("my chai was cold")

    clock.behind = timedelta(hours=5, minutes=30, seconds=15)

    note = await stage.desk_says("clock was set back by 5 hours 30 min")
    assert "What was waiting goes on as planned" in (note.text or "")
    assert not note.is_silent
    await clock.sleep(120)
    assert len([m for m in stage.told() if "set back" in (m.text or "")]) == 1


@pytest.mark.parametrize("seconds", [-50, -5, 5, 50])
async def test_a_clock_that_is_corrected_a_little_is_not_worth_a_word(
    dark_stage: Stage, seconds: int
) -> None:
    stage = dark_stage
    stage.undo_seconds = 20
    clock = await a_machine(stage)
    comment, _ = await an_approved_answer(stage, clock)

    clock.behind = timedelta(seconds=seconds)

    await stage.answer_under(comment)
    await clock.sleep(60)
    assert not [m for m in stage.told() if "set back" in (m.text or "")]


async def test_after_a_restart_with_the_clock_set_back_the_answer_leaves_too(
    dark_stage: Stage,
) -> None:
    # given an approved answer, when the bot is stopped
    stage = dark_stage
    stage.undo_seconds = 120
    clock = await a_machine(stage)
    comment, due_at = await an_approved_answer(stage, clock)
    await stage.stop()

    # when the clock is set back before it is started again
    clock.behind = timedelta(hours=5)
    await stage.start()

    # then the answer leaves when it was planned
    await it_leaves_once(stage, clock, comment, due_at)
    await stage.desk_says("clock was set back by")


async def test_a_case_comes_back_after_as_long_as_it_was_put_off_for(dark_stage: Stage) -> None:
    # given a case that is put off for an hour
    stage = dark_stage
    clock = await a_machine(stage)
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="More")
    back_at = clock.true.now() + timedelta(hours=1)
    await stage.choose(stage.asha, card, "💤 1 h")
    await stage.until(lambda: "Put off until" in (card.text or ""))

    # when the clock is set back by five, and most of the hour passes
    clock.behind = timedelta(hours=5)
    note = await stage.desk_says("clock was set back by")
    clock.true.skip_to(back_at - 10 * A_MINUTE)
    await clock.sleep(60)
    cards = [m for m in stage.told() if m.message_id > note.message_id]

    # then it comes when the hour is over, and not before
    assert not cards
    clock.true.skip_to(back_at - A_MINUTE)
    again = await stage.telegram.wait_for_message(
        stage.desk,
        lambda m: "my chai was cold" in (m.text or "") and m.message_id > note.message_id,
    )
    assert back_at - SLACK <= again.date < back_at + 2 * A_MINUTE


async def test_a_jump_ahead_and_back_again_moves_only_what_came_in_between(
    dark_stage: Stage,
) -> None:
    # given a case that is put off until tomorrow
    stage = dark_stage
    stage.undo_seconds = 60
    clock = await a_machine(stage)
    stage.telegram.say(stage.group, stage.stranger, "awful chai")
    card = await stage.card("awful chai", label="More")
    await stage.choose(stage.asha, card, "Tomorrow 9:00")
    await stage.until(lambda: "Put off until" in (card.text or ""))
    planned = await put_off_until(stage)

    # when the clock jumps ahead, an answer is approved, and the clock jumps back
    clock.behind = -timedelta(hours=5)
    comment, due_at = await an_approved_answer(stage, clock)
    clock.behind = timedelta()

    # then the answer leaves when it was planned, and the case stays put off until when it was
    await it_leaves_once(stage, clock, comment, due_at)
    assert planned is not None
    assert await put_off_until(stage) == planned


async def put_off_until(stage: Stage) -> datetime | None:
    """Until when the first case is put off."""
    async with stage.store.reading() as tx:
        return (await tx.cases.get(CaseId(1))).snoozed_until


async def test_however_many_cards_were_just_sent_more_can_come(dark_stage: Stage) -> None:
    # given a desk that has just had about as many cards as a minute allows
    stage = dark_stage
    clock = await a_machine(stage)

    def complaints(count: int) -> None:
        for _ in range(count):
            member = stage.telegram.add_user(first_name="Guest")
            stage.telegram.say(stage.group, member, f"terrible chai for {member.id}")

    def cards() -> list[Message]:
        return [m for m in stage.told() if "terrible chai" in (m.text or "")]

    complaints(12)
    await stage.telegram.wait_for(lambda: len(cards()) == 12, timeout=30)

    # when the clock is set back by an hour, then those who write now have theirs all the same
    clock.behind = timedelta(hours=1)
    complaints(6)
    await stage.telegram.wait_for(lambda: len(cards()) == 18, timeout=30)
    assert stage.telegram.violations == []
