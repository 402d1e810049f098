"""Behind `More`: a case is put off, given to somebody, tagged; a claim runs out."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.case import LEASE, Case
from bot.domain.ids import CaseId
from bot.simulator.state import Message
from tests.flows.library_stage import prompted, write
from tests.flows.stage import Stage


async def a_complaint(stage: Stage) -> Message:
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    return await stage.card("my chai was cold", label="More")


async def stored(stage: Stage) -> Case:
    async with stage.store.reading() as tx:
        return await tx.cases.get(CaseId(1))


async def actions(stage: Stage) -> list[str]:
    async with stage.store.reading() as tx:
        return [one.action for one in await tx.cases.audit_of(CaseId(1))]


async def set_clock_back(stage: Stage, changed: Case) -> None:
    """Let hours pass for one case, without waiting for them."""
    async with stage.store.writing() as tx:
        case = await tx.cases.get(changed.id)
        await tx.cases.save(changed, expected_version=case.version)


async def test_the_buttons_of_a_card_are_the_same_nine_whatever_the_menu_holds(
    dark_stage: Stage,
) -> None:
    card = await a_complaint(dark_stage)

    assert card.labels == ["Send 1", "Edit", "Write", "Dismiss", "Hide", "Claim", "More"]


async def test_a_case_that_is_put_off_comes_back_with_a_new_card(dark_stage: Stage) -> None:
    stage = dark_stage
    card = await a_complaint(stage)
    # given it is put off for an hour
    await stage.choose(stage.mira, card, "💤 1 h")
    await stage.until(lambda: "Put off until" in card.text)
    assert "Nothing waits" in await next_says(stage)

    # when the hour is over
    case = await stored(stage)
    async with stage.store.writing() as tx:
        early = case.snooze(until=stage.clock.now() - timedelta(seconds=1), by=stage.mira.id)
        await tx.cases.save(early, expected_version=case.version)

    # then it is at the end of the desk, and says nothing of being put off
    again = await stage.telegram.wait_for_message(
        stage.desk, lambda m: "my chai was cold" in m.text and m.message_id > card.message_id + 3
    )
    assert "Put off" not in again.text
    assert "Send 1" in again.labels
    assert (await actions(stage))[-1] == "woke"


async def next_says(stage: Stage) -> str:
    said = stage.telegram.say(stage.desk, stage.asha, "/next")
    answer = await stage.telegram.wait_for_message(stage.desk, lambda m: m.reply_to is said)
    return answer.text


async def test_a_moment_of_ones_own_is_asked_for_until_it_is_one(dark_stage: Stage) -> None:
    stage = dark_stage
    menu = await stage.menu(stage.asha, await a_complaint(stage))
    prompt = await prompted(stage, menu, "Other time")

    # when nonsense is written, then a moment
    again = await write(stage, prompt, "when it rains")
    assert "no time in the coming year" in again.text
    told = await write(stage, again, "tomorrow 10:30")

    # then the case is put off, and the card says so
    assert "10:30" in told.text
    case = await stored(stage)
    assert case.snoozed_until is not None
    assert (case.snoozed_until.hour, case.snoozed_until.minute) == (10, 30)
    assert case.snoozed_until.date() == (stage.clock.now() + timedelta(days=1)).date()


async def test_words_of_the_author_wake_a_case_that_was_put_off(dark_stage: Stage) -> None:
    stage = dark_stage
    await stage.start()
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold", reply_to=post)
    card = await stage.card("my chai was cold", label="More")
    await stage.choose(stage.asha, card, "Tomorrow 9:00")
    await stage.until(lambda: "Put off until" in card.text)

    stage.telegram.say(stage.group, stage.rahul, "the chai was terrible", reply_to=post)

    await stage.until(lambda: "terrible" in card.text)
    assert "Put off" not in card.text


async def test_a_case_is_given_to_a_colleague_who_is_told(dark_stage: Stage) -> None:
    stage = dark_stage
    card = await a_complaint(stage)
    menu = await stage.menu(stage.asha, card)
    await stage.press(stage.asha, menu, "Give to")
    await stage.until(lambda: "Ravi" in menu.labels)

    # when Ravi is chosen
    told = await stage.press(stage.asha, menu, "Ravi")

    # then he has it, he is told, and others cannot take it from him
    assert "Ravi" in told
    await stage.until(lambda: "With Ravi since" in card.text)
    note = await stage.desk_says("Asha gave you the case of Rahul")
    assert not note.is_silent
    assert "Ravi" in await stage.press(stage.mira, card, "Dismiss")
    assert (await stored(stage)).holder_name == "Ravi"


async def test_only_the_holder_or_a_lead_gives_a_claimed_case_away(dark_stage: Stage) -> None:
    stage = dark_stage
    card = await a_complaint(stage)
    await stage.press(stage.ravi, card, "Claim")
    await stage.until(lambda: "With Ravi since" in card.text)

    # when a moderator tries, then the lead
    menu = await stage.menu(stage.mira, card)
    await stage.press(stage.mira, menu, "Give to")
    await stage.until(lambda: "Mira" in menu.labels)
    refused = await stage.press(stage.mira, menu, "Mira")
    assert "Ravi" in refused
    await stage.press(stage.asha, menu, "Mira")

    # then only the lead could
    await stage.until(lambda: "With Mira since" in card.text)


async def test_a_claim_runs_out_when_nothing_is_done(dark_stage: Stage) -> None:
    stage = dark_stage
    card = await a_complaint(stage)
    await stage.press(stage.ravi, card, "Claim")
    await stage.until(lambda: "With Ravi since" in card.text)
    case = await stored(stage)
    assert case.lease_until is not None

    # given he began to write: that renews it
    await stage.press(stage.ravi, card, "Write")
    renewed = await stored(stage)
    assert renewed.lease_until is not None
    assert renewed.lease_until > case.lease_until

    # when half an hour goes by
    past = renewed.claim(
        by=stage.ravi.id, name="Ravi", at=stage.clock.now() - LEASE - timedelta(seconds=1)
    )
    await set_clock_back(stage, past)

    # then the case is free again
    await stage.until(lambda: "With Ravi" not in card.text and "Claim" in card.labels)
    assert (await actions(stage))[-1] == "claim_ran_out"


async def test_tags_stand_on_the_card_and_go_when_written_again(dark_stage: Stage) -> None:
    stage = dark_stage
    card = await a_complaint(stage)
    menu = await stage.menu(stage.mira, card)
    prompt = await prompted(stage, menu, "Tag", who=stage.mira)

    # when a moderator writes two, then one of them again
    await write(stage, prompt, "#refund, VIP", who=stage.mira)
    await stage.until(lambda: "#refund #vip" in card.text)
    await write(stage, prompt, "vip", who=stage.mira)

    # then one is left; what is no tag changes nothing
    await stage.until(lambda: "#refund" in card.text and "#vip" not in card.text)
    answer = await write(stage, prompt, "<b>", who=stage.mira)
    assert "Nothing was changed" in answer.text


async def test_the_menu_of_a_closed_case_says_so(dark_stage: Stage) -> None:
    stage = dark_stage
    card = await a_complaint(stage)
    menu = await stage.menu(stage.asha, card)
    await stage.press(stage.asha, card, "Dismiss")

    told = await stage.press(stage.asha, menu, "💤 1 h")

    assert "Asha" in told
    await stage.press(stage.asha, menu, "Close")
    await stage.until(lambda: menu.text == "Menu closed.")


async def test_a_picture_is_shown_under_the_card(dark_stage: Stage) -> None:
    stage = dark_stage
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "terrible, a hair", media="photo")
    card = await stage.card("terrible, a hair", label="More")
    menu = await stage.menu(stage.mira, card)

    await stage.press(stage.mira, menu, "🖼 Show it")

    shown = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and "photo" in (m.media or {})
    )
    assert shown.reply_to is menu
    assert shown.is_silent


async def test_a_picture_that_is_gone_is_said_to_be(dark_stage: Stage) -> None:
    stage = dark_stage
    await stage.start()
    said = stage.telegram.say(stage.group, stage.rahul, "terrible, a hair", media="photo")
    card = await stage.card("terrible, a hair", label="More")
    menu = await stage.menu(stage.mira, card)
    stage.telegram.delete(said)

    await stage.press(stage.mira, menu, "🖼 Show it")

    await stage.desk_says("It cannot be shown")
