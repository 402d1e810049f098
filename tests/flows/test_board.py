"""One board, pinned and true: whatever happens at the desk, it shows it soon and rarely."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain.board import EDIT_EVERY
from bot.services.board_delivery import PIN_AGAIN_AFTER
from bot.simulator.faults import Fault
from bot.simulator.state import Message
from tests.flows.stage import Stage

SOON = timedelta(seconds=60)


def boards(stage: Stage) -> list[Message]:
    return [
        m for m in stage.telegram.chat(stage.desk).visible if m.is_by_bot and "Queue" in m.labels
    ]


async def the_board(stage: Stage) -> Message:
    await stage.until(lambda: bool(boards(stage)))
    (board,) = boards(stage)
    return board


def edits_of(stage: Stage, board: Message) -> list[datetime]:
    return [
        call.at
        for call in stage.telegram.calls_of("editMessageText")
        if call.refusal is None and str(call.params["message_id"]) == str(board.message_id)
    ]


async def test_a_desk_with_nothing_to_do_has_no_board_yet(stage: Stage) -> None:
    await stage.clock.sleep(90)
    assert boards(stage) == []


async def test_the_board_tells_what_waits_and_who_has_it(stage: Stage) -> None:
    # given a complaint and a question
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    card = await stage.card("my chai was cold")

    # when Ravi claims the complaint
    await stage.press(stage.ravi, card, "Claim")
    pressed_at = stage.clock.now()

    # then the board says so within a minute, on one message that rings nobody
    board = await the_board(stage)
    await stage.until(lambda: "Ravi: Rahul since" in (board.text or ""))
    assert stage.clock.now() - pressed_at < SOON
    first = (board.text or "").splitlines()[0]
    assert first.startswith("📌 🔴1 ❓1 · oldest 1 min")
    assert "Next due 09:30: Rahul, Chai Adda" in (board.text or "")
    assert board.labels == ["Next", "Mine", "Queue"]
    assert board.is_silent
    assert len(boards(stage)) == 1


async def test_an_answer_is_counted_and_its_case_is_gone_from_the_board(stage: Stage) -> None:
    # given a complaint on the board
    complaint = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    board = await the_board(stage)

    # when Ravi answers it
    await stage.press(stage.ravi, card, "Send 1")
    await stage.answer_under(complaint)

    # then nothing waits and one is answered
    await stage.until(lambda: "Nothing waits" in (board.text or ""))
    assert "Today 1 answered, median" in (board.text or "")
    assert "Rahul" not in (board.text or "")


async def test_it_is_pinned_once_and_silently(stage: Stage) -> None:
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    board = await the_board(stage)

    await stage.until(lambda: board.is_pinned)
    await stage.clock.sleep(120)
    (pin,) = stage.telegram.calls_of("pinChatMessage")
    assert str(pin.params["disable_notification"]).lower() == "true"
    assert "may not pin" not in (board.text or "")


async def test_without_the_right_to_pin_it_stands_and_asks_for_it_until_it_has_it(
    stage: Stage,
) -> None:
    # given a desk where the bot may not pin
    stage.telegram.promote(stage.bot, stage.desk, can_delete_messages=True)
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    board = await the_board(stage)

    # then the board says so, and so does /who
    await stage.until(lambda: "I may not pin the board" in (board.text or ""))
    asked = stage.telegram.say(stage.desk, stage.asha, "/who")
    await stage.desk_says("I may not pin the board", after=asked)

    # when it is given the right
    stage.telegram.promote(stage.bot, stage.desk, can_pin_messages=True)

    # then it pins and says so no more
    await stage.clock.sleep(PIN_AGAIN_AFTER.total_seconds())
    await stage.until(lambda: board.is_pinned)
    await stage.until(lambda: "I may not pin the board" not in (board.text or ""))


async def test_a_board_that_was_deleted_is_made_again(stage: Stage) -> None:
    # given a board that somebody deletes
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    board = await the_board(stage)
    stage.telegram.delete(board)

    # when something changes
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")

    # then there is another one
    again = await the_board(stage)
    assert again is not board
    assert "🔴1 ❓1" in (again.text or "")


async def test_it_survives_a_restart(stage: Stage) -> None:
    # given a board and a desk that was stopped
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    board = await the_board(stage)
    await stage.stop()

    # when it is started again and something changes
    await stage.start()
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")

    # then the same message shows it
    await stage.until(lambda: "🔴1 ❓1" in (board.text or ""))
    assert boards(stage) == [board]


async def test_however_much_happens_it_is_edited_rarely_and_is_true_soon(stage: Stage) -> None:
    # given a board
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    board = await the_board(stage)

    # when comments pour in, more than there is budget for at once
    for number in range(16):
        member = stage.telegram.add_user(first_name=f"Member {number}")
        stage.telegram.say(stage.group, member, f"where is menu {number}?")
        await stage.clock.sleep(4)
    last_at = stage.clock.now()

    # then the board counts them all within a minute, with pauses between its edits
    await stage.until(lambda: "❓16" in (board.text or ""))
    assert stage.clock.now() - last_at < SOON
    moments = edits_of(stage, board)
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert all(pause >= EDIT_EVERY - timedelta(seconds=1) for pause in pauses)
    assert stage.telegram.violations == []


async def test_what_may_have_been_sent_is_on_the_board(stage: Stage) -> None:
    # given an answer whose fate nobody knows
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    stage.telegram.faults.next("sendMessage", Fault.LOST_ANSWER, chat=stage.group)
    await stage.press(stage.ravi, card, "Send 1")

    board = await the_board(stage)
    await stage.until(lambda: "Look first 1" in (board.text or ""))


async def test_its_buttons_answer_below_and_leave_it_as_it_is(stage: Stage) -> None:
    # given a case that Ravi holds
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold")
    await stage.press(stage.ravi, card, "Claim")
    board = await the_board(stage)

    # when he presses Mine, then Queue
    await stage.press(stage.ravi, board, "Mine")
    mine = await stage.desk_says("since", after=board)
    await stage.press(stage.ravi, board, "Queue")
    queue = await stage.desk_says("with Ravi", after=mine)

    # then both stand below, and the board is still the board
    assert "with Ravi" in (mine.text or "").splitlines()[0]
    assert queue.message_id > mine.message_id > board.message_id
    assert board.labels == ["Next", "Mine", "Queue"]
