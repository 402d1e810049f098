"""Who had a role, who hides behind the group, and who presses somebody else's button."""

from __future__ import annotations

from bot.domain.case import Status
from bot.simulator.state import Message
from tests.flows.stage import Stage

COLD = "my chai was cold"


async def a_preview_of(stage: Stage, words: str) -> tuple[Message, Message]:
    """Ravi has written an answer and sees it; return the prompt and the preview."""
    card = await stage.card(COLD)
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.telegram.wait_for_message(stage.desk, lambda m: m.wants_reply)
    stage.telegram.say(stage.desk, stage.ravi, words, reply_to=prompt)
    return prompt, await stage.card(words, label="Cancel")


async def nothing_was_said(stage: Stage) -> None:
    await stage.clock.sleep(20)
    assert stage.answers() == []
    async with stage.store.reading() as tx:
        assert (await tx.counts()).cases.get(Status.ANSWERED, 0) == 0


async def test_whoever_lost_the_role_cannot_finish_what_was_begun(stage: Stage) -> None:
    # given an answer of Ravi's that only waits for his tap
    stage.telegram.say(stage.group, stage.rahul, COLD)
    prompt, preview = await a_preview_of(stage, "so sorry")

    # when a lead removes him
    team = stage.telegram.say(stage.desk, stage.asha, "/team")
    page = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and "Ravi" in m.labels and m.message_id > team.message_id
    )
    for button in ("Ravi", "Remove", "Remove from the team"):
        await stage.until(lambda button=button: button in page.labels)
        await stage.press(stage.asha, page, button)
    async with stage.store.reading() as tx:
        assert stage.ravi.id not in {one.user_id for one in await tx.directory.managers(1)}

    # then neither the tap nor other words, nor any button of the card, do anything
    assert "no role" in await stage.press(stage.ravi, preview, "Send")
    stage.telegram.say(stage.desk, stage.ravi, "other words", reply_to=prompt)
    await stage.desk_says("you have no role")
    card = await stage.card(COLD)
    for button in card.labels:
        assert "no role" in await stage.press(stage.ravi, card, button)
    await nothing_was_said(stage)


async def test_nobody_answers_a_prompt_from_behind_the_group(stage: Stage) -> None:
    # given a prompt at the desk, and managers who are admins without a name there
    stage.telegram.promote(stage.ravi, stage.desk, anonymous=True)
    stage.telegram.promote(stage.stranger, stage.desk, anonymous=True)
    stage.telegram.say(stage.group, stage.rahul, COLD)
    card = await stage.card(COLD)
    await stage.press(stage.asha, card, "Write")
    prompt = await stage.telegram.wait_for_message(stage.desk, lambda m: m.wants_reply)

    # when somebody of them, who cannot be told apart, answers it or gives a command
    stage.telegram.say(
        stage.desk, stage.stranger, "evil words", reply_to=prompt, anonymous_admin=True
    )
    stage.telegram.say(stage.desk, stage.stranger, "/communities", anonymous_admin=True)
    refusal = await stage.desk_says("write under your own name")

    # then nothing comes of it, and whoever has a name goes on
    assert not [m for m in stage.told() if "evil words" in (m.text or "")]
    stage.telegram.say(stage.desk, stage.asha, "so sorry", reply_to=prompt)
    assert (await stage.card("so sorry", label="Cancel")).message_id > refusal.message_id
    await nothing_was_said(stage)


async def test_a_button_of_another_message_does_what_the_presser_may_and_no_more(
    stage: Stage,
) -> None:
    # given the data of a button that sends, taken from a card
    stage.telegram.say(stage.group, stage.rahul, COLD)
    card = await stage.card(COLD, label="Send 1")
    (data,) = [one.data for row in card.buttons for one in row if one.label == "Send 1"]

    # when it comes from under another message, in a private chat, by those who may not
    elsewhere = stage.telegram.say(stage.group, stage.rahul, "hello")
    for who in (stage.stranger, stage.mira):
        press = stage.telegram.press(who, elsewhere, data=data)
        assert (await stage.telegram.answer_to(press)).text

    # then nothing is said
    await nothing_was_said(stage)
    assert (await stage.card(COLD)).labels == card.labels
