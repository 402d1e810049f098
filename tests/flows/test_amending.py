"""After an answer was sent: its words are corrected, or it is taken away."""

from __future__ import annotations

import pytest

from bot.simulator.faults import Fault
from bot.simulator.state import Message
from tests.flows.library_stage import prompted, write
from tests.flows.stage import Stage


async def an_answer(stage: Stage) -> tuple[Message, Message]:
    """A complaint that was answered from the library: the receipt, and the answer in public."""
    stage.undo_seconds = 0
    await stage.start()
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.ravi, card, "Send 1")
    answer = await stage.answer_under(comment)
    await stage.until(lambda: "Withdraw" in card.labels)
    return card, answer


async def test_an_answer_is_taken_away_after_a_second_yes(dark_stage: Stage) -> None:
    stage = dark_stage
    card, answer = await an_answer(stage)
    # given a manager wants it away and is asked once more
    await stage.press(stage.ravi, card, "Withdraw")
    question = await stage.desk_says("Take the answer to Rahul away?")
    assert not answer.is_deleted

    # when they say yes
    await stage.press(stage.ravi, question, "Yes, take it away")

    # then it is gone, the case is theirs again, and the same text may be said anew
    await stage.until(lambda: answer.is_deleted)
    await stage.until(lambda: "With Ravi since" in card.text)
    assert "Send 1" in card.labels


async def test_keeping_it_changes_nothing(dark_stage: Stage) -> None:
    stage = dark_stage
    card, answer = await an_answer(stage)
    await stage.press(stage.ravi, card, "Withdraw")
    question = await stage.desk_says("Take the answer to Rahul away?")

    await stage.press(stage.ravi, question, "Keep")

    await stage.until(lambda: question.text == "Menu closed.")
    assert not answer.is_deleted


async def test_an_answer_is_corrected_in_place(dark_stage: Stage) -> None:
    stage = dark_stage
    card, answer = await an_answer(stage)
    # given new words for it, with signs that are not to be read as markup
    prompt = await prompted(stage, card, "Correct", who=stage.ravi)
    assert "sorry for the cold chai" in prompt.text
    preview = await write(stage, prompt, "Rahul, sorry! A new <cup> & more.", who=stage.ravi)
    assert preview.labels == ["Change it", "Edit", "Cancel"]
    assert answer.text == "Rahul, sorry for the cold chai. We are on it."

    # when they are approved
    await stage.press(stage.ravi, preview, "Change it")

    # then the same message says so, and the receipt shows it
    await stage.until(lambda: answer.text == "Rahul, sorry! A new <cup> & more.")
    await stage.until(lambda: "A new <cup> & more." in card.text)
    assert len(stage.answers()) == 1


async def test_an_answer_that_somebody_deleted_cannot_be_corrected(dark_stage: Stage) -> None:
    stage = dark_stage
    card, answer = await an_answer(stage)
    prompt = await prompted(stage, card, "Correct", who=stage.ravi)
    preview = await write(stage, prompt, "Rahul, other words.", who=stage.ravi)
    # given it vanishes meanwhile
    stage.telegram.delete(answer)

    await stage.press(stage.ravi, preview, "Change it")

    note = await stage.desk_says("The answer is gone: it cannot be corrected")
    assert note.reply_to is card


async def test_only_who_may_answer_may_change_answers(dark_stage: Stage) -> None:
    stage = dark_stage
    card, answer = await an_answer(stage)

    assert "role" in await stage.press(stage.mira, card, "Withdraw")
    assert "role" in await stage.press(stage.mira, card, "Correct")
    assert not answer.is_deleted


async def test_a_second_press_finds_the_answer_gone(dark_stage: Stage) -> None:
    stage = dark_stage
    card, answer = await an_answer(stage)
    await stage.press(stage.ravi, card, "Withdraw")
    question = await stage.desk_says("Take the answer to Rahul away?")
    await stage.press(stage.ravi, card, "Withdraw")
    again = await stage.telegram.wait_for_message(
        stage.desk,
        lambda m: "Take the answer to Rahul away?" in m.text and m is not question,
    )
    await stage.press(stage.ravi, question, "Yes, take it away")
    await stage.until(lambda: answer.is_deleted and "With Ravi since" in card.text)

    told = await stage.press(stage.asha, again, "Yes, take it away")

    assert "changed" in told or "old" in told or "no more" in told


@pytest.mark.parametrize("fault", [Fault.LOST_ANSWER, Fault.RESET, Fault.SERVER_ERROR])
async def test_a_broken_connection_leaves_nothing_half_taken_away(
    dark_stage: Stage, fault: Fault
) -> None:
    stage = dark_stage
    card, answer = await an_answer(stage)
    stage.telegram.faults.next("deleteMessage", fault, chat=stage.group)
    stage.telegram.faults.next("deleteMessages", fault, chat=stage.group)
    await stage.press(stage.ravi, card, "Withdraw")
    question = await stage.desk_says("Take the answer to Rahul away?")

    await stage.press(stage.ravi, question, "Yes, take it away")

    await stage.until(lambda: answer.is_deleted)
    await stage.until(lambda: "With Ravi since" in card.text)


async def test_a_correction_whose_answer_was_lost_is_made_once_more(dark_stage: Stage) -> None:
    stage = dark_stage
    card, answer = await an_answer(stage)
    prompt = await prompted(stage, card, "Correct", who=stage.ravi)
    preview = await write(stage, prompt, "Rahul, other words.", who=stage.ravi)
    stage.telegram.faults.next("editMessageText", Fault.LOST_ANSWER, chat=stage.group)

    await stage.press(stage.ravi, preview, "Change it")

    await stage.until(lambda: "Rahul, other words." in card.text)
    assert answer.text == "Rahul, other words."
