"""The clock of the machine is set back: what waits for a moment is late, all else goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.demo.clock import AcceleratedClock
from bot.simulator.state import Message
from tests.flows.stage import FACTOR, START, Stage

BACK = timedelta(minutes=3)


class ClockOfTheMachine(AcceleratedClock):
    """The clock that the desk reads: waiting does not go by it, and Telegram has its own."""

    def __init__(self, true: AcceleratedClock) -> None:
        super().__init__(FACTOR, START)
        self._true = true
        self.behind = timedelta()

    def now(self) -> datetime:
        return self._true.now() - self.behind

    async def sleep(self, seconds: float) -> None:
        await self._true.sleep(seconds)

    def skip_to(self, moment: datetime) -> None:
        self._true.skip_to(moment + self.behind)


async def a_machine(stage: Stage) -> ClockOfTheMachine:
    """Start the desk with a clock of its own."""
    clock = stage.clock = ClockOfTheMachine(stage.clock)
    await stage.start()
    return clock


async def test_new_work_goes_on_and_an_approved_answer_is_late_by_as_much(
    dark_stage: Stage,
) -> None:
    # given an approved answer in its undo window
    stage = dark_stage
    stage.undo_seconds = 30
    clock = await a_machine(stage)
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    due_at = clock.now() + timedelta(seconds=30)
    await stage.press(stage.asha, card, "Send 1")

    # when the clock is set back
    clock.behind = BACK

    # then who writes now has a card, and its buttons work
    stage.telegram.say(stage.group, stage.stranger, "awful chai")
    other = await stage.card("awful chai")
    await stage.press(stage.ravi, other, "Claim")
    await stage.until(lambda: "Ravi since" in (other.text or ""))
    assert clock.now() < due_at

    # and the answer leaves, once, when the clock has come to its moment again
    assert stage.answers() == []
    clock.skip_to(clock.now() + BACK)
    await stage.answer_under(comment)
    assert clock.now() >= due_at
    await stage.until(lambda: "Asha answered" in (card.text or ""))
    assert len(stage.answers()) == 1


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
