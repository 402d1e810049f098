"""Whoever starts work is told what waits, and what was promised comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.case import Case, Status
from bot.domain.ids import CaseId
from bot.domain.promises import PromiseState
from tests.flows.stage import Stage
from tests.flows.test_private_desk import becomes, cases, in_private


async def stored(stage: Stage, number: int = 1) -> Case:
    async with stage.store.reading() as tx:
        return await tx.cases.get(CaseId(number))


async def falls_due(stage: Stage, number: int = 1) -> None:
    """The promise's moment comes at once."""
    async with stage.store.writing() as tx:
        case = await tx.cases.get(CaseId(number))
        assert case.promise is not None
        now = replace(case.promise, until=stage.clock.now() - timedelta(seconds=1))
        await tx.cases.save(
            replace(case, promise=now, version=case.version + 1), expected_version=case.version
        )


async def test_a_shift_begins_with_what_is_due_promised_put_off_and_handed_over(
    stage: Stage,
) -> None:
    # given four cases: one answered with a promise, one put off, one for Mira, one free
    answered, put_off, given, _ = await cases(
        stage, "my chai was cold", "where is the menu?", "idiot shop", "is it open?"
    )
    await stage.press(stage.ravi, answered, "Send 1")
    await stage.until(lambda: "🤝 Promise" in answered.labels)
    await stage.press(stage.ravi, answered, "🤝 Promise")
    choice = await stage.desk_says("By when do we come back")
    await stage.press(stage.ravi, choice, "1 h")
    await stage.desk_says("Ravi promised Member0")
    await becomes(stage, answered, "🤝 Promised by")
    await stage.choose(stage.asha, put_off, "💤 1 h")
    people = await stage.menu(stage.asha, given)
    await stage.press(stage.asha, people, "Give to")
    await stage.until(lambda: "Mira" in people.labels)
    await stage.press(stage.asha, people, "Mira")
    stage.telegram.say(stage.desk, stage.asha, "called them", reply_to=given)
    offer = await stage.desk_says("is it the answer, or a note")
    await stage.press(stage.asha, offer, "Keep as note")
    await stage.desk_says("Kept as a note")

    # when Mira takes her shift in private
    shift = await in_private(stage, stage.mira, "/shift", answer="Mira, your shift")

    # then each is where it belongs, and a tap opens it
    sections = {part.splitlines()[0]: part for part in (shift.text or "").split("\n\n")}
    assert "#3 Member2" in sections["Handed over to you"]
    assert "from Asha" in sections["Handed over to you"]
    assert "#4 Member3" in sections["Due within the hour"]
    assert "#1 Member0" in sections["Promised"]
    assert "Ravi" in sections["Promised"]
    assert "#2 Member1" in sections["Back today"]
    assert sections["Back today"].endswith("Asha")
    assert "#4" in sections["Most urgent, nobody has them"]
    assert "Asha: called them" in sections["Noted since you were here"]
    await stage.press(stage.mira, shift, "#4")
    private = stage.telegram.private_chat(stage.mira)
    await stage.telegram.wait_for_message(private, lambda m: "Skip" in m.labels)

    # and at the desk it is a button of `/who`
    asked = stage.telegram.say(stage.desk, stage.mira, "/who")
    who = await stage.telegram.wait_for_message(stage.desk, lambda m: m.reply_to is asked)
    await stage.press(stage.mira, who, "🙋 Take shift")
    await stage.desk_says("Mira, your shift", after=who)


async def test_a_promise_brings_the_case_back_and_a_further_answer_keeps_it(
    stage: Stage,
) -> None:
    # given an answer that promises more
    [card] = await cases(stage, "my chai was cold")
    await stage.press(stage.ravi, card, "Send 1")
    await stage.until(lambda: "🤝 Promise" in card.labels)
    await stage.press(stage.ravi, card, "🤝 Promise")
    choice = await stage.desk_says("By when do we come back")
    await stage.press(stage.ravi, choice, "1 h")
    await becomes(stage, card, "Promised by")

    # when its moment comes
    await falls_due(stage)

    # then the case is open again with a new card, due now, and the desk is told
    again = await stage.card("Promised for")
    assert again.message_id > card.message_id
    assert "was due" in (again.text or "")
    await stage.desk_says("what Ravi promised is due now")
    assert (await stored(stage)).status is Status.OPEN

    # and the further answer keeps the promise
    await stage.press(stage.ravi, again, "Send 1")
    await becomes(stage, again, "Ravi answered")
    promise = (await stored(stage)).promise
    assert promise is not None
    assert promise.state is PromiseState.KEPT


async def test_a_promise_with_a_time_of_ones_own_ends_by_word_of_a_manager(
    stage: Stage,
) -> None:
    # given an open case, and a promise that the next answer will tell
    [card] = await cases(stage, "my chai was cold")
    menu = await stage.menu(stage.ravi, card)
    await stage.press(stage.ravi, menu, "🤝 Promise")
    await becomes(stage, menu, "By when do we come back")
    await stage.press(stage.ravi, menu, "Other time")
    prompt = await stage.desk_says("by when do we come back? Reply")
    stage.telegram.say(stage.desk, stage.ravi, "some day", reply_to=prompt)
    again = await stage.desk_says("“some day” is no time")
    stage.telegram.say(stage.desk, stage.ravi, "2h", reply_to=again)
    await stage.desk_says("The next answer should say so")
    await becomes(stage, card, "Promised by")

    # when that answer goes out, then it holds; when it is called kept, it is over
    await stage.press(stage.ravi, card, "Send 1")
    await stage.until(lambda: "🤝 Kept" in card.labels)
    assert await stage.press(stage.mira, card, "🤝 Kept") == "Kept"
    await stage.until(lambda: "🤝 Kept" not in card.labels)
    assert "Promised" not in (card.text or "")
