"""What members, forgers, Telegram and the network do to a desk on a bad day."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.domain.case import Status
from bot.simulator.faults import Fault
from bot.simulator.state import Message
from bot.simulator.wire import JsonObject
from tests.flows.stage import Stage

COLD = "my chai was cold"

UNREADABLE: tuple[JsonObject, ...] = (
    {"hologram": {"id": 1}},
    {"message": {}},
    {"message": "words"},
    {"message": {"message_id": "x", "date": "y", "chat": {"id": None}}},
    {"edited_message": None},
    {"callback_query": {"id": ""}},
    {"callback_query": {"id": "1", "from": {"id": 5}, "message": []}},
    {"my_chat_member": {"chat": {"id": -1}}},
    {},
)


def cards_about(stage: Stage, words: str) -> list[Message]:
    return [m for m in stage.desk.visible if m.is_by_bot and words in (m.text or "")]


async def an_approved_answer(stage: Stage) -> Message:
    """A complaint whose first suggestion Asha has sent; return the comment."""
    comment = stage.telegram.say(stage.group, stage.rahul, COLD)
    card = await stage.card(COLD, label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    return comment


@pytest.mark.parametrize(
    "text",
    [
        "terrible " + "😡" * 2040,
        "terrible " + "👨‍👩‍👧‍👦" * 370,
        "terrible <b>bold</b> &amp; </blockquote><a href='tg://user?id=1'>x</a>",
        "terrible \u202edesrever\u202c \u200b\u2066\u0000 end",
        "terrible\n" * 450,
        "terrible $5 %s {0} $ $author",
    ],
    ids=["emoji", "families", "html", "bidi", "lines", "slots"],
)
async def test_no_comment_breaks_its_card_or_its_prompts(stage: Stage, text: str) -> None:
    # given a comment that is made to break things
    comment = stage.telegram.say(stage.group, stage.rahul, text)
    card = await stage.card("terrible")

    # when it is answered with its own words
    await stage.press(stage.asha, card, "Write")
    prompt = await stage.telegram.wait_for_message(stage.desk, lambda m: m.wants_reply)
    answer = text.replace("\u0000", "").strip()
    stage.telegram.say(stage.desk, stage.asha, answer, reply_to=prompt)
    preview = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.labels == ["Send", "Cancel"]
    )
    await stage.press(stage.asha, preview, "Send")

    # then everything arrived, and Telegram had nothing to complain about
    await stage.answer_under(comment)
    assert stage.telegram.violations == []


@pytest.mark.parametrize(
    "name",
    ["<b>Rahul</b>", "\u202eluhaR", "R" * 64, "\u2067\u200f", "", "🙂" * 32, "&lt;a&gt; $brand"],
    ids=["html", "bidi", "long", "invisible", "empty", "emoji", "slots"],
)
async def test_no_name_breaks_its_card_or_its_answer(stage: Stage, name: str) -> None:
    # given a member whose name is made to break things
    member = stage.telegram.add_user(first_name=name)
    comment = stage.telegram.say(stage.group, member, COLD)

    # when the first suggestion, which says the name, is sent
    card = await stage.card(COLD, label="Send 1")
    await stage.press(stage.asha, card, "Send 1")

    # then it stands under the comment, nothing turns round, and nothing was refused
    await stage.answer_under(comment)
    assert all("\u202e" not in (m.text or "") for m in stage.desk.visible if m.is_by_bot)
    assert stage.telegram.violations == []


async def test_unknown_and_malformed_updates_do_not_hold_up_the_rest(stage: Stage) -> None:
    # given updates that no Telegram should send, some of a kind that nobody knows yet
    for update in UNREADABLE:
        stage.telegram.inject(dict(update))

    # when somebody complains after that
    stage.telegram.say(stage.group, stage.rahul, COLD)

    # then the card is there, and in the end the lead hears of what could not be read
    await stage.card(COLD)
    await stage.telegram.wait_for(
        lambda: len(cards_about(stage, "could not handle an update")) >= 1, 30
    )
    assert stage.telegram.violations == []


@pytest.mark.parametrize("data", ["", "x", "SEND:1", "../../etc", "А" * 32, "0" * 64])
async def test_forged_buttons_are_answered_and_change_nothing(stage: Stage, data: str) -> None:
    # given a card
    stage.telegram.say(stage.group, stage.rahul, COLD)
    card = await stage.card(COLD, label="Send 1")

    # when a stranger and a manager press buttons that do not exist
    answers = [
        await stage.telegram.answer_to(stage.telegram.press(who, card, data=data))
        for who in (stage.stranger, stage.asha)
    ]

    # then both are told so, and nothing is said
    assert all(answer.text and answer.show_alert for answer in answers)
    await stage.clock.sleep(10)
    assert stage.answers() == []


async def test_a_strangers_press_changes_nothing(stage: Stage) -> None:
    # given a card
    stage.telegram.say(stage.group, stage.rahul, COLD)
    card = await stage.card(COLD, label="Send 1")

    # when somebody without a role presses every button
    for label in card.labels:
        told = await stage.press(stage.stranger, card, label)
        assert "no role" in told

    # then the case is as it was
    await stage.clock.sleep(10)
    assert stage.answers() == []
    async with stage.store.reading() as tx:
        assert (await tx.counts()).cases[Status.OPEN] == 1


async def test_of_two_managers_who_press_at_once_one_wins(stage: Stage) -> None:
    # given a card
    comment = stage.telegram.say(stage.group, stage.rahul, COLD)
    card = await stage.card(COLD, label="Send 1")

    # when two press twice each within the same instant
    presses = [
        stage.telegram.press(who, card, "Send 1")
        for who in (stage.asha, stage.ravi, stage.asha, stage.ravi)
    ]
    told = [(await stage.telegram.answer_to(press)).text for press in presses]

    # then one answer leaves, and the others read who was first
    assert [text.startswith("Leaves at") for text in told] == [True, False, False, False]
    assert all("by Asha" in text for text in told[1:])
    await stage.answer_under(comment)
    await stage.clock.sleep(20)
    assert len(stage.answers()) == 1


async def test_a_sticker_is_no_answer_to_a_prompt(stage: Stage) -> None:
    # given a prompt for an answer
    stage.telegram.say(stage.group, stage.rahul, COLD)
    card = await stage.card(COLD)
    await stage.press(stage.asha, card, "Write")
    prompt = await stage.telegram.wait_for_message(stage.desk, lambda m: m.wants_reply)

    # when a sticker, a picture with words and then words come
    stage.telegram.say(stage.desk, stage.asha, reply_to=prompt, media="sticker")
    await stage.desk_says("only send words")
    stage.telegram.say(stage.desk, stage.asha, "so sorry", reply_to=prompt)

    # then only the words become a preview
    preview = await stage.card("so sorry", label="Cancel")
    assert preview.labels == ["Send", "Cancel"]


async def test_a_storm_of_429s_delays_and_never_doubles(stage: Stage) -> None:
    # given Telegram wants silence in the community, three times over
    stage.telegram.faults.next(
        "sendMessage", Fault.FLOOD, chat=stage.group, times=3, retry_after=10
    )

    # when an answer is to leave, and somebody else complains
    comment = await an_approved_answer(stage)
    stage.telegram.say(stage.group, stage.stranger, "awful place")

    # then the desk goes on, and the answer leaves once
    await stage.card("awful place")
    await stage.answer_under(comment)
    await stage.clock.sleep(30)
    assert len(stage.answers()) == 1
    assert stage.telegram.violations == []


async def test_429s_on_everything_in_the_desk_lose_no_card(stage: Stage) -> None:
    # given a desk that is closed again and again
    for method in ("sendMessage", "editMessageText"):
        stage.telegram.faults.next(method, Fault.FLOOD, chat=stage.desk, times=3, retry_after=4)

    # when a comment is answered
    comment = await an_approved_answer(stage)

    # then card, answer and receipt arrive, none of them twice
    await stage.answer_under(comment)
    await stage.desk_says("Asha answered")
    assert len(cards_about(stage, COLD)) == 1
    assert stage.telegram.violations == []


@pytest.mark.parametrize(
    "fault", [Fault.LOST_ANSWER, Fault.MALFORMED, Fault.BAD_GATEWAY, Fault.RESET]
)
async def test_an_answer_of_unknown_fate_waits_for_a_manager(stage: Stage, fault: Fault) -> None:
    # given an answer whose request gets no answer
    stage.telegram.faults.next("sendMessage", fault, chat=stage.group)
    comment = await an_approved_answer(stage)
    doubtful = await stage.card("Look first", label="Not there: send")
    await stage.clock.sleep(30)
    before = len(stage.answers())
    assert before == (fault in {Fault.LOST_ANSWER, Fault.MALFORMED})

    # when the manager presses what she has seen, twice
    label = "It is there" if before else "Not there: send"
    first, second = (stage.telegram.press(stage.asha, doubtful, label) for _ in range(2))
    await stage.telegram.answer_to(first)
    await stage.telegram.answer_to(second)

    # then it stands there once
    await stage.answer_under(comment)
    await stage.desk_says("Asha answered")
    await stage.clock.sleep(20)
    assert len(stage.answers()) == 1


@pytest.mark.parametrize("fault", [Fault.LOST_ANSWER, Fault.BAD_GATEWAY, Fault.MALFORMED])
async def test_a_card_of_unknown_fate_is_there_and_works(stage: Stage, fault: Fault) -> None:
    # given a card whose request gets no answer
    stage.telegram.faults.next("sendMessage", fault, chat=stage.desk)
    comment = stage.telegram.say(stage.group, stage.rahul, COLD)

    # when it stands there, perhaps twice, and its oldest is pressed
    await stage.card(COLD, label="Send 1")
    await stage.clock.sleep(20)
    card = cards_about(stage, COLD)[0]
    await stage.press(stage.asha, card, "Send 1")

    # then the answer leaves once
    await stage.answer_under(comment)
    await stage.clock.sleep(20)
    assert len(stage.answers()) == 1


async def test_a_press_that_telegram_is_slow_to_confirm_holds_up_nobody(stage: Stage) -> None:
    # given a press whose answer Telegram takes its time to confirm
    stage.telegram.say(stage.group, stage.rahul, COLD)
    card = await stage.card(COLD)
    stage.telegram.faults.next("answerCallbackQuery", Fault.SLOW, seconds=2000)
    await stage.press(stage.asha, card, "Claim")

    # when somebody else complains
    stage.telegram.say(stage.group, stage.stranger, "awful place")

    # then the card is there at once
    await stage.card("awful place")


async def test_updates_that_come_twice_are_one_comment(stage: Stage) -> None:
    # given Telegram hands everything out twice
    stage.telegram.faults.next("getUpdates", Fault.DUPLICATE, times=4)

    # when somebody complains and is answered
    comment = await an_approved_answer(stage)
    await stage.answer_under(comment)
    await stage.clock.sleep(20)

    # then there is one comment, one card, one answer
    async with stage.store.reading() as tx:
        assert (await tx.counts()).comments == 1
    assert len(cards_about(stage, COLD)) == 1
    assert len(stage.answers()) == 1


async def test_a_community_that_becomes_a_supergroup_is_served_on(dark_stage: Stage) -> None:
    # given a case in a group of the old kind
    stage = dark_stage
    old = stage.group = stage.telegram.add_group(title="Old group", basic=True)
    stage.telegram.promote(stage.bot, old, can_delete_messages=True)
    await stage.start()
    stage.telegram.say(old, stage.rahul, COLD)
    card = await stage.card(COLD, label="Send 1")

    # when the group becomes a supergroup before the answer leaves
    await stage.press(stage.asha, card, "Send 1")
    stage.group = stage.telegram.migrate(old)

    # then the answer, whose comment has another number now, comes back to the manager …
    await stage.card("was not sent", label="Write")

    # … and what is written in the new group is answered there
    comment = stage.telegram.say(stage.group, stage.stranger, "awful " + COLD)
    card = await stage.card("awful " + COLD, label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    await stage.answer_under(comment)
    assert stage.telegram.violations == []


async def test_a_desk_that_becomes_a_supergroup_is_followed(dark_stage: Stage) -> None:
    # given a desk of the old kind
    stage = dark_stage
    old = stage.desk = stage.telegram.add_group(title="Old desk", basic=True)
    stage.telegram.promote(stage.bot, old)
    stage.telegram.join(stage.asha, old)
    await stage.start()
    comment = stage.telegram.say(stage.group, stage.rahul, COLD)
    await stage.card(COLD, label="Send 1")

    # when it becomes a supergroup and somebody else complains
    stage.desk = stage.telegram.migrate(old)
    stage.telegram.say(stage.group, stage.stranger, "awful " + COLD)

    # then the new case has its card in the new desk, and the old one is within reach
    await stage.card("awful " + COLD, label="Send 1")
    stage.telegram.say(stage.desk, stage.asha, "/next")
    await stage.card(COLD, label="Release")
    del comment
    assert stage.telegram.violations == []


async def test_a_bot_thrown_out_of_the_desk_comes_back_with_every_card(stage: Stage) -> None:
    # given a bot that is thrown out of the desk
    stage.telegram.kick(stage.bot, stage.desk)
    for number in range(3):
        member = stage.telegram.add_user(first_name=f"Guest{number}")
        stage.telegram.say(stage.group, member, f"{COLD} {number}")
    await stage.clock.sleep(30)
    attempts = len(stage.telegram.calls_of("sendMessage"))

    # when it is let in again
    stage.telegram.promote(stage.bot, stage.desk)

    # then every case has its card, and Telegram was not pestered meanwhile
    for number in range(3):
        await stage.card(f"{COLD} {number}", label="Send 1")
    assert attempts <= 6


async def test_a_comment_deleted_before_the_answer_leaves_gives_the_case_back(
    stage: Stage,
) -> None:
    # given an answer that is about to leave
    comment = await an_approved_answer(stage)

    # when the comment disappears
    stage.telegram.delete(comment)

    # then nothing is said, and the manager reads why
    await stage.desk_says("the comment is gone")
    assert stage.answers() == []
    assert stage.telegram.violations == []


async def test_a_comment_changed_before_the_answer_leaves_gives_the_case_back(
    dark_stage: Stage,
) -> None:
    # given an answer that is about to leave
    stage = dark_stage
    stage.undo_seconds = 20
    await stage.start()
    comment = await an_approved_answer(stage)

    # when the comment says something else
    stage.telegram.edit(comment, "my chai was terrible, and I want a refund")

    # then nothing is said, and the manager reads why
    await stage.desk_says("the comment has changed")
    assert stage.answers() == []


async def test_a_database_held_by_another_program_delays_and_loses_nothing(
    stage: Stage, tmp_path: Path
) -> None:
    # given the desk at work, and another program that holds the database for longer than it waits
    stage.telegram.say(stage.group, stage.rahul, COLD)
    await stage.card(COLD)
    database = tmp_path / "jawab.db"
    other = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    stage.telegram.say(stage.group, stage.stranger, "awful place")
    await asyncio.sleep(6)

    # when it lets go
    other.execute("ROLLBACK")
    other.close()

    # then the comment has its card
    await stage.card("awful place")
