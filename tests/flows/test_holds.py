"""A hold: in one thread or lane nothing is said but one approved statement."""

from __future__ import annotations

from bot.domain.ids import CaseId
from bot.domain.roster import Role
from bot.sections import Approval
from bot.simulator.faults import Fault
from bot.simulator.state import Message, User
from tests.flows.library_stage import answer_to, promote, prompted, write
from tests.flows.stage import Stage

STATEMENT = "We know about it and tell you more at noon."


async def a_case(stage: Stage, *, reply_to: Message | None = None) -> tuple[Message, Message]:
    """A complaint of Rahul's, and its card."""
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold", reply_to=reply_to)
    return comment, await stage.card("my chai was cold", label="Send 1")


async def held(stage: Stage, card: Message, where: str = "This post or topic") -> Message:
    """Asha holds replies there; the message that says so."""
    menu = await stage.menu(stage.asha, card)
    await stage.press(stage.asha, menu, "⏸ Hold replies here")
    await stage.until(lambda: where in menu.labels)
    assert await stage.press(stage.asha, menu, where) == "Replies are held."
    await stage.until(lambda: "Lift" in menu.labels)
    return menu


async def stated(stage: Stage, hold: Message, words: str = STATEMENT) -> Message:
    """Asha says what may go out; the answer to it."""
    return await write(stage, await prompted(stage, hold, "Statement"), words)


async def previewed(stage: Stage, card: Message, words: str, *, who: User) -> Message:
    return await write(stage, await prompted(stage, card, "Write", who=who), words, who=who)


async def nothing_leaves(stage: Stage) -> None:
    await stage.clock.sleep(30)
    assert stage.answers() == []


async def test_a_held_thread_lets_no_reply_out_and_its_card_says_who_holds_it(
    stage: Stage,
) -> None:
    _, card = await a_case(stage)
    hold = await held(stage, card)

    # then the card says so, and whoever answers is told, a lead too
    assert "held by Asha since" in hold.text
    await stage.until(lambda: "⏸ Held by Asha since" in card.text)
    for who in (stage.ravi, stage.asha):
        told = await stage.press(who, card, "Send 1")
        assert "held by Asha since" in told
    await nothing_leaves(stage)


async def test_a_preview_from_before_the_hold_does_not_leave_either(stage: Stage) -> None:
    _, card = await a_case(stage)
    preview = await previewed(stage, card, "We are on it", who=stage.ravi)
    await held(stage, card)

    assert "held by Asha since" in await stage.press(stage.ravi, preview, "Send")

    assert "Send" in preview.labels
    await nothing_leaves(stage)


async def test_the_statement_passes_word_for_word_and_is_offered(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.approval = Approval(lanes=("complaint",))
    await stage.start()
    # given a hold with a statement that holds signs of markup, and a lane that asks for a yes
    comment, card = await a_case(stage)
    shown = await stated(stage, await held(stage, card), STATEMENT + " <3 & $5")
    assert STATEMENT in shown.text

    # when Ravi presses anything that answers
    told = await stage.press(stage.ravi, card, "Send 1")
    assert "only the approved statement" in told
    offered = await stage.card(STATEMENT, label="Cancel")
    await stage.press(stage.ravi, offered, "Send")

    # then it leaves as it was approved, and the preview is its receipt
    assert (await stage.answer_under(comment)).text == STATEMENT + " <3 & $5"
    await stage.until(lambda: "Ravi answered" in offered.text)


async def test_a_statement_against_the_voice_or_with_an_open_slot_is_refused(
    stage: Stage,
) -> None:
    _, card = await a_case(stage)
    hold = await held(stage, card)

    answer = await stated(stage, hold, "Dear $ask_name, soon more")

    assert "voice" in answer.text
    assert "held by Asha since" in await stage.press(stage.ravi, card, "Send 1")


async def test_what_is_queued_when_replies_are_held_goes_back_to_its_manager(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.undo_seconds = 60
    await stage.start()
    # given an answer of Ravi's in its undo window, and another case in the thread
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    _, card = await a_case(stage, reply_to=post)
    await stage.press(stage.ravi, card, "Send 1")
    stage.telegram.say(stage.group, stage.stranger, "this is awful", reply_to=post)
    other = await stage.card("this is awful", label="More")

    # when Asha holds replies under that post
    hold = await held(stage, other)
    assert "Monsoon offer" in hold.text

    # then it does not leave, and Ravi has the case again
    await stage.until(lambda: "replies are held here" in card.text)
    assert "With Ravi" in card.text
    assert stage.answers() == []
    async with stage.store.reading() as tx:
        assert "failed:held" in [one.action for one in await tx.cases.audit_of(CaseId(1))]


async def test_a_held_post_leaves_other_posts_alone(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.undo_seconds = 0
    await stage.start()
    first = stage.telegram.post(stage.channel, "Monsoon offer")
    second = stage.telegram.post(stage.channel, "Opening hours")
    _, card = await a_case(stage, reply_to=first)
    await held(stage, card)

    comment = stage.telegram.say(stage.group, stage.stranger, "cold and late", reply_to=second)
    other = await stage.card("cold and late")
    await stage.press(stage.ravi, await previewed(stage, other, "Sorry!", who=stage.ravi), "Send")

    assert (await stage.answer_under(comment)).text == "Sorry!"


async def test_a_held_lane_is_held_everywhere_and_its_cards_say_so(stage: Stage) -> None:
    first = stage.telegram.post(stage.channel, "Monsoon offer")
    _, card = await a_case(stage, reply_to=first)
    stage.telegram.say(stage.group, stage.stranger, "cold and late")
    other = await stage.card("cold and late")

    await held(stage, card, "Lane “Complaint”, everywhere")

    await stage.until(lambda: "Held by Asha since" in other.text)
    preview = await previewed(stage, other, "Sorry!", who=stage.ravi)
    assert "held by Asha" in await stage.press(stage.ravi, preview, "Send")
    await nothing_leaves(stage)


async def test_a_hold_is_listed_and_lifted(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.undo_seconds = 0
    await stage.start()
    comment, card = await a_case(stage)
    await held(stage, card)
    await stage.stop()
    await stage.start()

    # when an approver asks after a restart, and lifts it
    listed = await answer_to(stage, stage.telegram.say(stage.desk, stage.asha, "/holds"))
    assert "held by Asha since" in listed.text
    await stage.press(stage.asha, listed, "Lift")

    # then replies leave again, and there is nothing to lift
    await stage.until(lambda: "lifted the hold" in listed.text and "Held by" not in card.text)
    await stage.press(stage.ravi, card, "Send 1")
    await stage.answer_under(comment)
    again = await answer_to(stage, stage.telegram.say(stage.desk, stage.ravi, "/holds"))
    assert again.text == "No replies are held."


async def test_only_an_approver_holds_and_lifts(stage: Stage) -> None:
    _, card = await a_case(stage)
    menu = await stage.menu(stage.ravi, card)
    assert "approver" in await stage.press(stage.ravi, menu, "⏸ Hold replies here")

    hold = await held(stage, card)
    assert "approver" in await stage.press(stage.ravi, hold, "Lift")
    listed = await answer_to(stage, stage.telegram.say(stage.desk, stage.ravi, "/holds"))
    assert listed.labels == []


async def test_a_place_is_held_once(stage: Stage) -> None:
    _, card = await a_case(stage)
    await promote(stage, stage.ravi, Role.APPROVER)
    await held(stage, card)
    menu = await stage.menu(stage.ravi, card)
    await stage.press(stage.ravi, menu, "⏸ Hold replies here")
    await stage.until(lambda: "This post or topic" in menu.labels)

    told = await stage.press(stage.ravi, menu, "This post or topic")

    assert "already" in told
    async with stage.store.reading() as tx:
        assert len(await tx.holds.in_force(1)) == 1


async def test_a_second_yes_to_an_answer_in_a_held_place_lets_nothing_out(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.approval = Approval(words=("refund",))
    await stage.start()
    _, card = await a_case(stage)
    preview = await previewed(stage, card, "Your refund comes", who=stage.ravi)
    await stage.press(stage.ravi, preview, "Send")
    request = await stage.card("Your refund comes", label="Approve")
    await held(stage, card)

    assert "held by Asha" in await stage.press(stage.asha, request, "Approve")

    await nothing_leaves(stage)
    assert "Approve" in request.labels


async def test_an_answer_that_was_sent_is_not_reworded_in_a_held_place(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.undo_seconds = 0
    await stage.start()
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    comment, card = await a_case(stage, reply_to=post)
    await stage.press(stage.ravi, card, "Send 1")
    answer = await stage.answer_under(comment)
    stage.telegram.say(stage.group, stage.stranger, "this is awful", reply_to=post)
    await held(stage, await stage.card("this is awful", label="More"))
    prompt = await prompted(stage, card, "Correct", who=stage.ravi)
    preview = await write(stage, prompt, "Something else", who=stage.ravi)

    assert "held by Asha" in await stage.press(stage.ravi, preview, "Change it")

    await stage.clock.sleep(30)
    assert "sorry for the cold chai" in answer.text


async def test_a_hold_keeps_back_a_warning_that_was_on_its_way(
    stage: Stage,
) -> None:
    stage.telegram.promote(
        stage.bot, stage.group, can_delete_messages=True, can_restrict_members=True
    )
    stage.telegram.say(stage.group, stage.rahul, "you idiots")
    card = await stage.card("you idiots")
    await stage.press(stage.asha, card, "Hide")
    menu = await stage.telegram.wait_for_message(stage.desk, lambda m: "Warn" in m.labels)
    stage.telegram.say(stage.group, stage.stranger, "my chai was cold")
    other = await stage.card("my chai was cold")
    stage.telegram.faults.next("sendMessage", Fault.FLOOD, chat=stage.group, retry_after=40)

    # given a warning that Telegram does not take yet, and a hold
    assert await stage.press(stage.asha, menu, "Warn") == "Warned"
    await stage.until(lambda: any(c.fault is Fault.FLOOD for c in stage.telegram.calls))
    await held(stage, other)

    # then it is not said, and the desk is told
    await stage.desk_says("were not posted: replies are held there")
    assert stage.answers() == []


async def test_in_a_held_place_nobody_is_warned_in_public(stage: Stage) -> None:
    stage.telegram.promote(
        stage.bot, stage.group, can_delete_messages=True, can_restrict_members=True
    )
    # given an insult where replies are held
    stage.telegram.say(stage.group, stage.rahul, "you idiots")
    card = await stage.card("you idiots")
    await held(stage, card)

    # when a manager warns its author
    await stage.press(stage.ravi, card, "Hide")
    menu = await stage.telegram.wait_for_message(stage.desk, lambda m: "Warn" in m.labels)
    told = await stage.press(stage.ravi, menu, "Warn")

    # then they are told who holds what is said there, and it stays unsaid
    assert "held by Asha since" in told
    await nothing_leaves(stage)
