"""Spam and insults are deleted by themselves where a lead switched that on, and nowhere else."""

from __future__ import annotations

import pytest

from bot.simulator.state import Message, User
from tests.flows.stage import Stage

SPAM = "win at my casino today"


@pytest.fixture
async def stage_on(dark_stage: Stage) -> Stage:
    """A desk in whose community a lead has spam deleted by itself."""
    await dark_stage.start()
    page = await switch(dark_stage, "🗑 98 %")
    await dark_stage.until(lambda: "✅ 🗑 98 %" in page.labels)
    return dark_stage


async def switch(stage: Stage, label: str) -> Message:
    asked = stage.telegram.say(stage.desk, stage.asha, "/communities")
    page = await stage.desk_says("the last 7 days", after=asked)
    label_of_it = next(one for one in page.labels if one.startswith("Chai Adda"))
    await stage.press(stage.asha, page, label_of_it)
    await stage.until(lambda: "🧹 Delete by itself…" in page.labels)
    await stage.press(stage.asha, page, "🧹 Delete by itself…")
    await stage.until(lambda: label in page.labels)
    await stage.press(stage.asha, page, label)
    return page


def writes(stage: Stage, text: str = SPAM, name: str = "Zed") -> Message:
    who: User = stage.telegram.add_user(first_name=name)
    return stage.telegram.say(stage.group, who, text)


def is_there(message: Message) -> bool:
    return not message.is_deleted


async def receipt(stage: Stage) -> Message:
    return await stage.telegram.wait_for_message(
        stage.desk,
        lambda m: m.is_by_bot and "Deleted by itself" in (m.text or "") and "Look" in m.labels,
    )


async def test_surely_spam_goes_after_a_minute_and_one_message_tells_of_all(
    stage_on: Stage,
) -> None:
    # given a community where a lead has spam deleted by itself

    # when two strangers spam, and one insults
    first = writes(stage_on)
    second = writes(stage_on, "casino, casino!", name="Yan")
    insult = writes(stage_on, "you idiot", name="Uma")

    # then both are told in one message, and they go; the insult has a card
    told = await receipt(stage_on)
    await stage_on.card("you idiot")
    await stage_on.until(lambda: "deleted: 2" in (told.text or ""))
    assert not is_there(first)
    assert not is_there(second)
    assert is_there(insult)
    assert told.labels == ["Look"]
    assert "Zed" in (told.text or "")
    assert not [m for m in stage_on.told() if "Delete all" in " ".join(m.labels)]


async def test_stop_keeps_it_and_not_spam_brings_it_back_and_two_of_them_switch_it_off(
    stage_on: Stage,
) -> None:
    # given spam that is to go
    kept = writes(stage_on)
    told = await receipt(stage_on)

    # when a moderator stops it in time
    assert "Held back" in await stage_on.press(stage_on.mira, told, "✋ Stop 1")

    # then it stays, and waits for people on a card of its own
    await stage_on.until(lambda: "stopped: 1" in (told.text or ""))
    card = await stage_on.card(SPAM)
    assert "Zed" in (card.text or "")

    # when another has gone, and is called fine afterwards
    gone = writes(stage_on, "the casino of my aunt serves chai", name="Yan")
    await stage_on.until(lambda: not is_there(gone))
    await stage_on.until(lambda: "deleted: 1" in (told.text or ""))
    newest = stage_on.desk.messages[-1]
    await stage_on.press(stage_on.mira, told, "Look")
    looked = await stage_on.desk_says("Deleted by itself from", after=newest)
    assert "the casino of my aunt" in (looked.text or "")
    await stage_on.press(stage_on.mira, looked, "2. Not spam")

    # then its words can be posted as a quotation by a manager
    await stage_on.until(lambda: "2. Repost as quotation" in looked.labels)
    await stage_on.until(lambda: "was fine: 1" in (told.text or ""))
    await stage_on.press(stage_on.ravi, looked, "2. Repost as quotation")
    asks = await stage_on.telegram.wait_for_message(
        stage_on.desk, lambda m: m.is_by_bot and "Post" in m.labels
    )
    await stage_on.press(stage_on.ravi, asks, "Post")
    await stage_on.telegram.wait_for_message(
        stage_on.group, lambda m: m.is_by_bot and "aunt" in (m.text or "")
    )

    # and with two mistakes nothing goes by itself any more
    await stage_on.desk_says("Nothing is deleted by itself in Chai Adda")
    third = writes(stage_on, name="Vik")
    await stage_on.until_cases(3)
    await stage_on.clock.sleep(90)
    assert is_there(third)
    assert is_there(kept)


async def test_people_who_are_known_and_what_has_changed_meanwhile_stay(stage_on: Stage) -> None:
    # given a member whom the brand has answered, and one whose spam was edited within the minute
    stage_on.telegram.say(stage_on.group, stage_on.rahul, "terrible cold chai")
    card = await stage_on.card("terrible cold chai", label="Send 1")
    await stage_on.press(stage_on.ravi, card, "Send 1")
    await stage_on.until(lambda: "Withdraw" in card.labels)
    post = stage_on.telegram.post(stage_on.channel, "Monsoon offer")
    known = stage_on.telegram.say(stage_on.group, stage_on.rahul, SPAM, reply_to=post)
    edited = writes(stage_on)
    told = await receipt(stage_on)
    stage_on.telegram.edit(edited, "chai is fine at home?")

    # when the minute is over
    await stage_on.until(lambda: "not deleted: 1" in (told.text or ""))
    await stage_on.clock.sleep(60)

    # then both stand, the edited one on a card for people
    assert is_there(known)
    assert is_there(edited)
    await stage_on.card("chai is fine at home?")


async def test_after_a_restart_it_still_goes_and_without_the_right_it_is_switched_off(
    stage_on: Stage,
) -> None:
    # given spam that is to go, when the program is started anew in between
    spam = writes(stage_on)
    told = await receipt(stage_on)
    await stage_on.stop()
    await stage_on.start()

    # then it goes, and the same message says so
    await stage_on.until(lambda: not is_there(spam))
    await stage_on.until(lambda: "deleted: 1" in (told.text or ""))

    # when the right to delete is taken away, and more comes
    stage_on.telegram.promote(stage_on.bot, stage_on.group, can_delete_messages=False)
    left = writes(stage_on, name="Yan")

    # then it stays, people see it, and the desk knows why nothing goes by itself any more
    note = await stage_on.desk_says("I may not delete messages there")
    assert "Nothing is deleted by itself in Chai Adda" in (note.text or "")
    assert is_there(left)


async def test_only_a_lead_may_switch_it_on_and_the_page_tells_what_would_have_gone(
    dark_stage: Stage,
) -> None:
    # given spam of before
    await dark_stage.start()
    writes(dark_stage)
    await dark_stage.until_cases(1)

    # when a manager wants to switch it on, then a lead
    asked = dark_stage.telegram.say(dark_stage.desk, dark_stage.ravi, "/communities")
    page = await dark_stage.desk_says("the last 7 days", after=asked)
    label_of_it = next(one for one in page.labels if one.startswith("Chai Adda"))
    await dark_stage.press(dark_stage.ravi, page, label_of_it)
    await dark_stage.until(lambda: "🧹 Delete by itself…" in page.labels)
    refused = await dark_stage.press(dark_stage.ravi, page, "🧹 Delete by itself…")
    assert "lead" in refused.casefold()
    page = await switch(dark_stage, "🗑 99 %")

    # then the page tells what would have gone, and it is off again by one tap
    await dark_stage.until(lambda: "from 99 %: 1" in (page.text or ""))
    assert SPAM in (page.text or "")
    await dark_stage.until(lambda: "Spam: off" in page.labels)
    await dark_stage.press(dark_stage.asha, page, "Spam: off")
    await dark_stage.until(lambda: "Spam: off" not in page.labels)
