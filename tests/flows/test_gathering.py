"""Spam comes in one card, unsure comments as a list at set hours: neither floods the desk."""

from __future__ import annotations

from datetime import time

from bot.simulator.state import Message
from tests.flows.stage import Stage


def spam(stage: Stage, first_name: str, words: str = "casino bonus") -> Message:
    return stage.telegram.say(stage.group, stage.telegram.add_user(first_name=first_name), words)


def cards_on(stage: Stage, words: str) -> list[Message]:
    return [m for m in stage.desk.visible if m.is_by_bot and words in m.text]


async def a_flood(stage: Stage) -> tuple[list[Message], Message]:
    """Three spammers within a second: what they wrote, and the card that shows them."""
    messages = [spam(stage, name, f"casino bonus for {name}") for name in ("Al", "Bo", "Cy")]
    await stage.start()
    card = await stage.card("3 spam comments", label="Look")
    return messages, card


async def test_spam_of_many_is_one_silent_card_and_goes_after_two_taps(dark_stage: Stage) -> None:
    stage = dark_stage
    messages, card = await a_flood(stage)
    assert card.is_silent
    assert [len(cards_on(stage, f"casino bonus for {name}")) for name in ("Al", "Bo", "Cy")] == [
        1,
        1,
        1,
    ]

    # when a moderator hides all of it
    await stage.press(stage.mira, card, "Delete all 3")
    await stage.until(lambda: "Delete all 3 comments?" in card.text)
    assert not any(message.is_deleted for message in messages)
    await stage.press(stage.mira, card, "Delete")

    # then it is gone, and one line says who did it
    await stage.until(lambda: all(message.is_deleted for message in messages))
    await stage.until(lambda: "Mira deleted 3 spam comments" in card.text)


async def test_keep_brings_the_card_back(dark_stage: Stage) -> None:
    stage = dark_stage
    messages, card = await a_flood(stage)
    await stage.press(stage.mira, card, "Delete all 3")
    await stage.until(lambda: "Keep" in card.labels)

    await stage.press(stage.mira, card, "Keep")

    await stage.until(lambda: "Look" in card.labels)
    assert not any(message.is_deleted for message in messages)


async def test_look_shows_each_so_that_a_mistake_can_be_answered(dark_stage: Stage) -> None:
    stage = dark_stage
    _, card = await a_flood(stage)

    await stage.press(stage.asha, card, "Look")

    for name in ("Al", "Bo", "Cy"):
        await stage.card(f"casino bonus for {name}", label="Write")
    await stage.until(lambda: "looks at them below" in card.text)


async def test_what_was_settled_meanwhile_is_left_alone(dark_stage: Stage) -> None:
    stage = dark_stage
    messages, card = await a_flood(stage)
    # given one of the three is edited into a complaint and gets a card
    stage.telegram.edit(messages[0], "your chai was cold")
    await stage.card("your chai was cold", label="Dismiss")

    # when all is hidden
    await stage.press(stage.mira, card, "Delete all 3")
    await stage.until(lambda: "Delete all 2 comments?" in card.text)
    await stage.press(stage.mira, card, "Delete")

    # then that one stands
    await stage.until(lambda: messages[1].is_deleted and messages[2].is_deleted)
    assert not messages[0].is_deleted


async def test_the_next_spam_waits_for_ten_minutes(dark_stage: Stage) -> None:
    stage = dark_stage
    _, card = await a_flood(stage)
    # given more comes soon after
    spam(stage, "Di", "casino bonus for Di")
    await stage.clock.sleep(60)

    # then there is no second card yet
    assert cards_on(stage, "casino bonus for Di") == []
    assert cards_on(stage, "spam comment") == [card]


async def test_unsure_comments_come_as_a_list_and_are_told_by_one_tap(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.unsure_at = (time(9, 1),)
    await stage.start()
    for name in ("Al", "Bo", "Cy"):
        spam(stage, name, f"unspeakable {name}")

    # when the hour comes
    page = await stage.desk_says("3 comments that could be anything")
    assert page.is_silent
    assert [label[0] for label in page.labels] == list("111222333")

    # then one tap makes a complaint of the first, another one drops the second
    await stage.press(stage.mira, page, "1 🔴")
    card = await stage.card("unspeakable Al", label="Write")
    assert "Complaint" in card.text
    assert "told by hand" in card.text
    await stage.until(lambda: "2 comments that" in page.text)
    await stage.press(stage.mira, page, "1 ▫️")
    await stage.until(lambda: "1 comment that" in page.text)
    assert "unspeakable Cy" in page.text
    await stage.press(stage.asha, page, "1 ❓")
    await stage.until(lambda: "Nothing unsure is left" in page.text)


async def test_a_label_for_what_somebody_took_changes_nothing(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.unsure_at = (time(9, 1),)
    await stage.start()
    spam(stage, "Al", "unspeakable Al")
    page = await stage.desk_says("1 comment that could be anything")
    # given it was claimed by /next
    stage.telegram.say(stage.desk, stage.ravi, "/next")
    card = await stage.card("unspeakable Al", label="Release")

    told = await stage.press(stage.mira, page, "1 🔴")

    assert "look" in told
    assert "Unsure" in card.text
