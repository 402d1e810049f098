"""Nobody acts who may not."""

from __future__ import annotations

from tests.flows.stage import Stage


async def test_a_strangers_press_changes_nothing_and_is_answered_politely(stage: Stage) -> None:
    # given a card
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")

    # when somebody without a role presses each of its buttons
    told = {await stage.press(stage.stranger, card, label) for label in card.labels}

    # then all are refused and nothing happens
    assert told == {"Sorry, you have no role at this desk. A lead can give you one: /invite."}
    await stage.clock.sleep(30)
    assert stage.answers() == []
    async with stage.store.reading() as tx:
        assert [entry.action for entry in await tx.cases.audit_of(1)] == []


async def test_a_moderator_may_not_answer_in_public(stage: Stage) -> None:
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    assert "manager" in await stage.press(stage.mira, card, "Send 1")
    await stage.clock.sleep(20)
    assert stage.answers() == []


async def test_forged_button_data_does_nothing(stage: Stage) -> None:
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    for data in ("1", "send:1", "' or 1=1 --", "x" * 64):
        press = stage.telegram.press(stage.asha, card, data=data)
        assert "too old" in ((await stage.telegram.answer_to(press)).text or "")
    assert stage.answers() == []


async def test_a_strangers_command_and_reply_are_refused(stage: Stage) -> None:
    # given a card
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold")

    # when a stranger writes to the desk
    command = stage.telegram.say(stage.desk, stage.stranger, "/next")
    refusal = await stage.desk_says("you have no role", after=command)
    stage.telegram.say(stage.desk, stage.stranger, "let me answer", reply_to=card)
    await stage.desk_says("you have no role", after=refusal)

    # then the case is as it was
    assert "Claim" in card.labels


async def test_colleagues_talking_in_the_desk_are_left_alone(stage: Stage) -> None:
    stage.telegram.say(stage.desk, stage.asha, "good morning, who is on today?")
    await stage.clock.sleep(20)
    assert not [m for m in stage.telegram.chat(stage.desk).messages if m.is_by_bot]


async def test_a_managers_words_in_the_community_are_no_comment_but_close_the_case(
    stage: Stage,
) -> None:
    # given a question with a card
    question = stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    card = await stage.card("where is the menu?")

    # when Ravi answers it in the community himself
    stage.telegram.say(stage.group, stage.ravi, "terrible, it is on the wall", reply_to=question)

    # then the case is closed and his words are nobody's complaint
    await stage.until(lambda: card.labels == [] and "Ravi" in (card.text or ""))
    async with stage.store.reading() as tx:
        assert (await tx.counts()).comments == 1


async def test_the_one_time_code_makes_its_first_sender_a_lead(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.lead_code = "tea-7F3K-92QX"
    await stage.start()
    # given two people who send the code to the bot
    stage.telegram.say_privately(stage.stranger, "/start tea-7F3K-92QX")
    private = stage.telegram.private_chat(stage.stranger)
    await stage.telegram.wait_for_message(private, lambda m: "Welcome" in (m.text or ""))
    stage.telegram.say_privately(stage.rahul, "tea-7F3K-92QX")
    other = stage.telegram.private_chat(stage.rahul)

    # then the second one is told that it was used
    await stage.telegram.wait_for_message(other, lambda m: "used already" in (m.text or ""))
    stage.telegram.say(stage.desk, stage.stranger, "/help")
    await stage.desk_says("lead")
