"""From a comment to an approved answer under it."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.case import Status
from bot.domain.ids import CaseId
from bot.simulator.faults import Fault
from tests.flows.stage import Stage, with_both_libraries

pytestmark = with_both_libraries


async def test_an_approved_suggestion_reaches_the_comment_once(stage: Stage) -> None:
    # given a complaint under a post, and its card in the desk
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold", reply_to=post)
    card = await stage.card("my chai was cold", label="Send 1")

    # when Asha sends the first suggestion
    await stage.press(stage.asha, card, "Send 1")
    answer = await stage.answer_under(comment)

    # then it stands under the comment, once, and the receipt says who
    assert answer.text == "Rahul, sorry for the cold chai. We are on it."
    receipt = await stage.desk_says("Asha answered")
    assert receipt.message_id == card.message_id
    assert len(stage.answers()) == 1
    assert stage.telegram.violations == []


async def test_nothing_is_said_in_public_before_somebody_approves(stage: Stage) -> None:
    # given comments of every kind
    for text in ("terrible", "where is the menu?", "love it", "you idiot", "casino bonus", "ok"):
        stage.telegram.say(stage.group, stage.rahul, text)

    # when their case has a card and time passes
    await stage.card("terrible")
    await stage.clock.sleep(60)

    # then the community has heard nothing
    assert stage.answers() == []


async def test_chatter_troubles_nobody(stage: Stage) -> None:
    # given a harmless remark, then a question by somebody else
    stage.telegram.say(stage.group, stage.rahul, "good morning all")
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")

    # when the question has its card
    await stage.card("where is the menu?")

    # then it is the only one
    cards = [m for m in stage.telegram.chat(stage.desk).messages if m.is_by_bot]
    assert len(cards) == 1


async def test_stop_holds_the_answer_back_and_leaves_the_case_with_its_manager(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.undo_seconds = 60
    await stage.start()
    # given an answer that has been approved but has not left
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    receipt = await stage.card("sorry for the cold chai", label="Stop")

    # when she stops it
    told = await stage.press(stage.asha, receipt, "Stop")

    # then nothing leaves, and the case is hers
    assert "Held back" in told
    await stage.card("my chai was cold", label="Release")
    await stage.clock.sleep(90)
    assert stage.answers() == []


async def test_a_prompted_slot_blocks_sending_until_it_is_filled(stage: Stage) -> None:
    # given a question whose reply needs an order number
    comment = stage.telegram.say(stage.group, stage.rahul, "where is my order?")
    card = await stage.card("where is my order?", label="Send 1")

    # when Ravi sends it
    await stage.press(stage.ravi, card, "Send 1")
    prompt = await stage.desk_says("order number", after=card)
    assert prompt.wants_reply
    assert stage.answers() == []

    # and fills in the number, and sends the preview
    stage.telegram.say(stage.desk, stage.ravi, "A-17", reply_to=prompt)
    preview = await stage.card("A-17", label="Send")
    assert preview.labels == ["Send", "Cancel"]
    await stage.press(stage.ravi, preview, "Send")

    # then the answer holds it
    answer = await stage.answer_under(comment)
    assert answer.text == "We look into order A-17 right away."


async def test_write_takes_the_next_reply_and_shows_it_before_it_is_sent(stage: Stage) -> None:
    # given a case
    comment = stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")

    # when Ravi writes an answer with characters that are special to Telegram
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.desk_says("reply to this message", after=card)
    stage.telegram.say(
        stage.desk, stage.ravi, "Sorry <b>Rahul</b> & all, $5 back", reply_to=prompt
    )
    preview = await stage.card("$5 back", label="Cancel")
    await stage.press(stage.ravi, preview, "Send")

    # then it goes out word for word
    answer = await stage.answer_under(comment)
    assert answer.text == "Sorry <b>Rahul</b> & all, $5 back"
    await stage.desk_says("Ravi answered")


async def test_a_reply_that_overtakes_the_record_of_its_prompt_is_not_lost(stage: Stage) -> None:
    # given a Telegram that shows a prompt at once and confirms it late
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    stage.telegram.faults.next("sendMessage", Fault.SLOW, chat=stage.desk, seconds=4)
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.desk_says("reply to this message", after=card)

    # when Ravi answers before that
    stage.telegram.say(stage.desk, stage.ravi, "We are on it", reply_to=prompt)

    # then the preview follows all the same
    await stage.card("We are on it", label="Cancel")


async def test_cancel_sends_nothing(stage: Stage) -> None:
    # given a preview
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.desk_says("reply to this message", after=card)
    stage.telegram.say(stage.desk, stage.ravi, "Never mind", reply_to=prompt)
    preview = await stage.card("Never mind", label="Cancel")

    # when it is cancelled
    await stage.press(stage.ravi, preview, "Cancel")

    # then it says so, has no buttons, and the case is still open
    await stage.until(lambda: "Cancelled by Ravi" in (preview.text or ""))
    assert preview.labels == []
    assert stage.answers() == []


async def test_edit_offers_the_text_to_copy_and_sends_the_changed_one(stage: Stage) -> None:
    # given a case with one suggestion
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Edit")

    # when Asha edits it
    await stage.press(stage.asha, card, "Edit")
    which = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and m.message_id > card.message_id
    )
    if not which.wants_reply:
        await stage.press(stage.asha, which, which.labels[0])
    prompt = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.wants_reply and "cold chai" in (m.text or "")
    )
    stage.telegram.say(stage.desk, stage.asha, "Rahul, a new one is coming.", reply_to=prompt)
    preview = await stage.card("a new one is coming", label="Send")
    await stage.press(stage.asha, preview, "Send")

    # then the changed text goes out
    assert (await stage.answer_under(comment)).text == "Rahul, a new one is coming."


async def test_a_plain_reply_to_a_card_becomes_an_answer_only_by_its_writer(stage: Stage) -> None:
    # given a reply to a card
    comment = stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    stage.telegram.say(stage.desk, stage.ravi, "We will call you, Rahul.", reply_to=card)
    offer = await stage.card("is it the answer", label="Use as answer")

    # when somebody else wants to use it, they are refused
    assert "Only the person who wrote this" in await stage.press(
        stage.asha, offer, "Use as answer"
    )

    # and when its writer does, it goes out after a preview
    await stage.press(stage.ravi, offer, "Use as answer")
    preview = await stage.card("We will call you", label="Send")
    await stage.press(stage.ravi, preview, "Send")
    assert (await stage.answer_under(comment)).text == "We will call you, Rahul."


async def test_a_note_stays_in_the_desk_and_on_the_card(stage: Stage) -> None:
    # given a reply to a card
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    stage.telegram.say(stage.desk, stage.ravi, "he called twice", reply_to=card)
    offer = await stage.card("is it the answer", label="Keep as note")

    # when it is kept as a note
    await stage.press(stage.ravi, offer, "Keep as note")

    # then the card shows it and the community does not
    await stage.until(lambda: "he called twice" in (card.text or ""))
    assert stage.answers() == []


async def test_of_two_managers_one_wins_and_the_other_reads_who(stage: Stage) -> None:
    # given a card
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")

    # when two press at once
    first = stage.telegram.press(stage.asha, card, "Send 1")
    second = stage.telegram.press(stage.ravi, card, "Send 1")
    told = [(await stage.telegram.answer_to(press)).text or "" for press in (first, second)]

    # then one answer goes out, and the slower one reads by whom
    await stage.answer_under(comment)
    await stage.clock.sleep(30)
    assert len(stage.answers()) == 1
    assert "already answered by Asha" in told[1]


async def test_a_case_that_somebody_holds_is_refused_to_others(stage: Stage) -> None:
    # given a case that Asha has claimed
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Claim")
    await stage.press(stage.asha, card, "Claim")
    await stage.until(lambda: "Release" in card.labels)

    # when Ravi wants to answer
    told = await stage.press(stage.ravi, card, "Send 1")

    # then he reads who has it
    assert "Asha has this case" in told
    assert stage.answers() == []


async def test_an_outdated_card_sends_nothing(stage: Stage) -> None:
    # given a card, and a further complaint by the same author in the same place
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    press = stage.telegram.press
    stale = next(b.data for row in card.buttons for b in row if b.label == "Send 1")
    stage.telegram.say(stage.group, stage.rahul, "awful, where is my order?")
    await stage.until(lambda: "awful, where is my order?" in (card.text or ""))

    # when the button of the earlier drawing is pressed
    told = (await stage.telegram.answer_to(press(stage.asha, card, data=stale))).text or ""

    # then nothing is sent and the manager is asked to look again
    assert "look at the card once more" in told
    await stage.clock.sleep(20)
    assert stage.answers() == []


async def test_queue_lists_by_priority_and_next_claims_the_top(stage: Stage) -> None:
    # given a question and a complaint by two authors
    stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    stage.telegram.say(stage.group, stage.stranger, "terrible terrible")
    await stage.card("where is the menu?")
    old = await stage.card("terrible terrible")

    # when Ravi asks for the queue
    stage.telegram.say(stage.desk, stage.ravi, "/queue")
    queue = await stage.desk_says("2 open cases")

    # then the complaint comes first
    assert (queue.text or "").index("terrible") < (queue.text or "").index("menu")

    # and /next gives it to him in a new card
    stage.telegram.say(stage.desk, stage.ravi, "/next")
    await stage.until(lambda: old.is_deleted)
    card = await stage.card("terrible terrible", label="Release")
    assert card.message_id > old.message_id

    async with stage.store.reading() as tx:
        cases = await tx.cases.open((await tx.cases.open(1, limit=1))[0].owner.desk_id, limit=5)
    assert [(case.status, case.holder_name) for case in cases] == [
        (Status.CLAIMED, "Ravi"),
        (Status.OPEN, ""),
    ]


async def test_next_says_when_nothing_waits(stage: Stage) -> None:
    stage.telegram.say(stage.desk, stage.ravi, "/next")
    await stage.desk_says("Nothing waits")


async def test_dismiss_closes_the_case_without_a_word_in_public(stage: Stage) -> None:
    # given a card
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")

    # when it is dismissed by a moderator
    await stage.press(stage.mira, card, "Dismiss")

    # then the card says by whom and offers nothing more
    await stage.until(lambda: card.labels == [] and "Mira" in (card.text or ""))
    assert stage.answers() == []


async def test_a_follow_up_after_an_answer_reopens_the_case_and_thanks_do_not(
    stage: Stage,
) -> None:
    # given an answered case
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    await stage.answer_under(comment)
    await stage.desk_says("Asha answered")
    before = stage.told()

    # when the author says thanks, nothing happens in the desk
    stage.telegram.say(stage.group, stage.rahul, "ok thanks")
    await stage.clock.sleep(40)
    assert stage.told() == before

    # and when they complain again, a new card stands at the end
    stage.telegram.say(stage.group, stage.rahul, "awful again")
    fresh = await stage.card("awful again")
    assert fresh.message_id > card.message_id

    # with half an hour from now to answer, not from the first complaint
    async with stage.store.reading() as tx:
        case = await tx.cases.get(CaseId(1))
    assert case.due_at is not None
    assert case.due_at - case.opened_at > timedelta(minutes=29)
