"""Muting, warning and banning whoever wrote, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ids import BotId, CaseId, UserId
from bot.domain.lane import Lane
from bot.domain.learning import Outcomes
from bot.domain.outbox import OutboxState, SanctionChange
from bot.domain.roster import Manager, Role
from bot.simulator.faults import Fault
from bot.simulator.state import Message, User
from bot.storage.opening import open_store
from tests.contract.store_values import DESK
from tests.flows.stage import Stage

INSULT = "you idiot"


@pytest.fixture
async def stage(dark_stage: Stage) -> Stage:
    """A desk whose bot may restrict the members of the community."""
    dark_stage.telegram.promote(
        dark_stage.bot, dark_stage.group, can_delete_messages=True, can_restrict_members=True
    )
    await dark_stage.start()
    return dark_stage


async def menu_of(stage: Stage, card: Message, by: User | None = None) -> Message:
    """What opens under `Hide`."""
    newest = card.chat.messages[-1].message_id
    await stage.press(by or stage.mira, card, "Hide")
    return await stage.telegram.wait_for_message(
        card.chat, lambda m: m.is_by_bot and m.message_id > newest and "Ban" in m.labels
    )


async def insulted(stage: Stage, text: str = INSULT) -> tuple[Message, Message, Message]:
    """An insult by Rahul, its card, and the menu that Mira has opened."""
    insult = stage.telegram.say(stage.group, stage.rahul, text)
    card = await stage.card(text, label="Hide")
    return insult, card, await menu_of(stage, card)


def may_write(stage: Stage, who: User) -> bool:
    return not stage.group.members[who.id].is_silenced(stage.clock.now())


async def audit(stage: Stage, case_id: int = 1) -> list[str]:
    async with stage.store.reading() as tx:
        return [entry.action for entry in await tx.cases.audit_of(CaseId(case_id))]


async def test_a_mute_silences_until_its_time_is_over(stage: Stage) -> None:
    # given an insult
    _, card, menu = await insulted(stage)

    # when Mira mutes its author for an hour
    await stage.press(stage.mira, menu, "Mute 1 h")

    # then Rahul cannot write, the menu and the card say who did it
    await stage.until(lambda: not may_write(stage, stage.rahul))
    with pytest.raises(PermissionError):
        stage.telegram.say(stage.group, stage.rahul, "again")
    await stage.until(lambda: "Muted by Mira until" in menu.text)
    await stage.until(lambda: "Moderated by Mira" in card.text)

    # and after an hour he can, without anybody doing anything
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=1))
    assert may_write(stage, stage.rahul)


async def test_undo_gives_the_right_to_write_back_and_the_case_too(stage: Stage) -> None:
    # given a mute for good
    _, card, menu = await insulted(stage)
    await stage.press(stage.mira, menu, "Mute for good")
    await stage.until(lambda: not may_write(stage, stage.rahul))
    await stage.until(lambda: "Undo mute" in menu.labels)

    # when it is undone
    await stage.press(stage.mira, menu, "Undo mute")

    # then he may write, and the case is with Mira as before
    await stage.until(lambda: may_write(stage, stage.rahul))
    await stage.until(lambda: "Release" in card.labels and "muted" not in card.text)
    assert "lifted:mute" in await audit(stage)


async def test_the_next_card_of_a_muted_author_says_so(stage: Stage) -> None:
    # given an author who was warned and muted
    _, _, menu = await insulted(stage)
    await stage.press(stage.mira, menu, "Warn")
    await stage.until(lambda: "Undo warning" in menu.labels)
    await stage.press(stage.mira, menu, "Mute 1 day")
    await stage.until(lambda: "Undo mute" in menu.labels)

    # when the warning alone is undone and another comment of his comes to the desk
    stage.clock.skip_to(stage.clock.now() + timedelta(days=1))
    stage.telegram.say(stage.group, stage.rahul, "this chai is terrible")
    complaint = await stage.card("chai is terrible", label="Hide")

    # then the card tells what still holds
    assert "1 warning" in complaint.text
    assert "muted" not in complaint.text


async def test_without_the_right_to_restrict_the_desk_is_told_and_nothing_holds(
    stage: Stage,
) -> None:
    # given a bot that may only delete
    stage.telegram.promote(stage.bot, stage.group, can_delete_messages=True)
    _, card, menu = await insulted(stage)

    # when somebody mutes
    await stage.press(stage.mira, menu, "Mute 1 h")

    # then the desk reads how to mend it, and the case is not said to be muted
    told = await stage.desk_says("I may not restrict members there")
    assert told.reply_to is card
    await stage.until(lambda: "Release" in card.labels)
    assert "muted" not in card.text
    assert may_write(stage, stage.rahul)


async def test_an_undo_that_telegram_refuses_leaves_the_mute_as_it_is(stage: Stage) -> None:
    # given a mute, and a bot that has lost its right since
    _, _, menu = await insulted(stage)
    await stage.press(stage.mira, menu, "Mute for good")
    await stage.until(lambda: not may_write(stage, stage.rahul))
    await stage.until(lambda: "Undo mute" in menu.labels)
    stage.telegram.promote(stage.bot, stage.group, can_delete_messages=True)

    # when it is undone
    await stage.press(stage.mira, menu, "Undo mute")

    # then the desk is told, and what is kept is what is true
    await stage.desk_says("It could not be undone")
    async with stage.store.reading() as tx:
        (mute,) = await tx.sanctions.of_case(CaseId(1))
    assert mute.lifted_at is None


async def test_an_admin_of_the_community_is_not_muted(stage: Stage) -> None:
    stage.telegram.promote(stage.rahul, stage.group)
    _, _, menu = await insulted(stage)

    await stage.press(stage.mira, menu, "Mute 1 h")

    await stage.desk_says("the author is an admin")


async def test_a_ban_needs_a_manager_and_is_undone_by_one(stage: Stage) -> None:
    # given the menu of an insult
    _, _, menu = await insulted(stage)

    # when a moderator bans, she is refused; a manager is not
    assert "manager" in await stage.press(stage.mira, menu, "Ban")
    await stage.press(stage.ravi, menu, "Ban")
    await stage.until(lambda: stage.group.members[stage.rahul.id].status == "kicked")
    await stage.until(lambda: "Undo ban" in menu.labels)

    # and only a manager takes it back
    assert "manager" in await stage.press(stage.mira, menu, "Undo ban")
    await stage.press(stage.ravi, menu, "Undo ban")
    await stage.until(lambda: may_write(stage, stage.rahul))


async def test_a_mute_outlives_a_ban_that_is_lifted(stage: Stage) -> None:
    # given an author who was muted and then banned
    _, _, menu = await insulted(stage)
    await stage.press(stage.ravi, menu, "Mute for good")
    await stage.until(lambda: "Undo mute" in menu.labels)
    await stage.press(stage.ravi, menu, "Ban")
    await stage.until(lambda: stage.group.members[stage.rahul.id].status == "kicked")
    await stage.until(lambda: "Undo ban" in menu.labels)

    # when the ban is lifted
    await stage.press(stage.ravi, menu, "Undo ban")

    # then he is let in, and stays mute
    await stage.until(lambda: stage.group.members[stage.rahul.id].status == "restricted")
    assert not may_write(stage, stage.rahul)


async def test_a_channel_is_banned_but_never_muted(stage: Stage) -> None:
    # given an insult by a channel that writes as itself
    shouting = stage.telegram.add_channel(title="Shouting")
    stage.telegram.say(stage.group, stage.stranger, INSULT, sender_chat=shouting)
    card = await stage.card(INSULT, label="Hide")
    menu = await menu_of(stage, card, by=stage.ravi)
    assert not {"Mute 1 h", "Mute 1 day", "Mute for good", "Warn"} & set(menu.labels)

    # when it is banned
    await stage.press(stage.ravi, menu, "Ban")

    # then it cannot write, until that is undone
    await stage.until(lambda: shouting.id in stage.group.banned_senders)
    await stage.until(lambda: "Undo ban" in menu.labels)
    await stage.press(stage.ravi, menu, "Undo ban")
    await stage.until(lambda: shouting.id not in stage.group.banned_senders)


async def test_nobody_of_the_desk_is_muted(stage: Stage) -> None:
    # given the menu of an author who has become a manager meanwhile
    _, card, menu = await insulted(stage)
    async with stage.store.writing() as tx:
        rahul = Manager(
            desk_id=DESK, user_id=UserId(stage.rahul.id), name="Rahul", role=Role.VIEWER
        )
        await tx.directory.save_manager(rahul)

    # when somebody mutes him all the same
    said = await stage.press(stage.mira, menu, "Mute 1 h")

    # then it is refused with a reason, and a new menu does not offer it
    assert "One of us" in said
    await stage.press(stage.mira, card, "Hide")
    fresh = await stage.desk_says("One of us wrote this")
    assert fresh.labels == ["Delete", "Not abuse", "Keep"]
    assert may_write(stage, stage.rahul)


async def test_two_presses_at_once_mute_and_warn_once(stage: Stage) -> None:
    _, _, menu = await insulted(stage)

    pressed = [
        stage.telegram.press(stage.mira, menu, button)
        for button in ("Mute 1 h", "Mute 1 h", "Warn", "Warn")
    ]

    said = [(await stage.telegram.answer_to(press)).text for press in pressed]
    assert said == ["Being muted", "That holds already", "Warned", "That holds already"]
    async with stage.store.reading() as tx:
        assert len(await tx.sanctions.of_case(CaseId(1))) == 2


async def test_a_mute_whose_answer_is_lost_is_simply_told_again(stage: Stage) -> None:
    # given a connection that dies after the request has left
    _, _, menu = await insulted(stage)
    stage.telegram.faults.next("restrictChatMember", Fault.LOST_ANSWER)

    # when somebody mutes
    await stage.press(stage.mira, menu, "Mute 1 h")

    # then it is told once more, and nobody is asked to look
    await stage.until(lambda: len(stage.telegram.calls_of("restrictChatMember")) == 2)
    assert not may_write(stage, stage.rahul)


async def test_warnings_climb_the_ladder(stage: Stage) -> None:
    # given four insults, each of which is warned about once earlier mutes are over
    muted = []
    for number in range(4):
        _, card, menu = await insulted(stage, f"{INSULT} {number}")
        await stage.press(stage.mira, menu, "Warn")
        await stage.until(lambda card=card: "Moderated by Mira" in card.text)
        await stage.until(lambda menu=menu: "Undo warning" in menu.labels)
        assert "Warn" not in menu.labels
        muted.append("Undo mute" in menu.labels)
        last = menu
        stage.clock.skip_to(stage.clock.now() + timedelta(days=1))

    # then the second and third mute, and after the fourth a ban is due
    assert muted == [False, True, True, False]
    assert "a ban is due" in last.text
    assert "Ban" in last.labels


async def test_a_warning_is_said_to_the_author_unless_it_is_undone_in_time(
    dark_stage: Stage,
) -> None:
    # given a warning that was said after the undo window
    stage = dark_stage
    stage.undo_seconds = 60
    stage.telegram.promote(
        stage.bot, stage.group, can_delete_messages=True, can_restrict_members=True
    )
    await stage.start()
    insult, _, menu = await insulted(stage)
    await stage.press(stage.mira, menu, "Warn")
    said = await stage.answer_under(insult)
    assert "Rahul, please keep it friendly" in said.text

    # when a second one, which mutes, is taken back at once
    stage.telegram.say(stage.group, stage.rahul, "idiot twice")
    card = await stage.card("idiot twice", label="Hide")
    second = await menu_of(stage, card)
    await stage.press(stage.mira, second, "Warn")
    await stage.until(lambda: "Undo warning" in second.labels)
    await stage.press(stage.mira, second, "Undo warning")

    # then it is not heard, and the mute that came with it is gone
    await stage.clock.sleep(90)
    assert len(stage.answers()) == 1
    assert may_write(stage, stage.rahul)


async def test_all_by_an_author_goes_after_a_second_question(stage: Stage) -> None:
    # given an author who wrote more than Telegram deletes at once, and an insult
    fine = [stage.telegram.say(stage.group, stage.rahul, f"hello {n}") for n in range(120)]
    other = stage.telegram.say(stage.group, stage.stranger, "hello too")
    insult, _, menu = await insulted(stage)

    # when all of it is deleted, it is asked about first
    await stage.press(stage.mira, menu, "Delete all by this author")
    await stage.until(lambda: "Delete all 121 comments" in menu.text)
    assert menu.labels == ["Delete", "Keep"]
    assert not insult.is_deleted
    await stage.press(stage.mira, menu, "Delete")

    # then his comments are gone, and nobody else's
    await stage.until(lambda: all(one.is_deleted for one in (*fine, insult)))
    assert not other.is_deleted
    assert stage.telegram.violations == []


async def test_what_is_older_than_two_days_cannot_be_deleted(stage: Stage) -> None:
    _, _, menu = await insulted(stage)
    assert "48 hours" in menu.text
    await stage.press(stage.mira, menu, "Keep")
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=49))
    card = await stage.card(INSULT, label="Hide")

    later = await menu_of(stage, card)

    assert "older than 48 hours" in later.text
    assert "Delete" not in later.labels


async def test_a_deleted_text_is_kept_and_comes_back_as_a_quotation(stage: Stage) -> None:
    # given a deleted comment under a post
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    insult = stage.telegram.say(stage.group, stage.rahul, "<b>you idiot</b>", reply_to=post)
    card = await stage.card("you idiot", label="Hide")
    menu = await menu_of(stage, card, by=stage.ravi)
    await stage.press(stage.ravi, menu, "Delete")
    await stage.until(lambda: insult.is_deleted)
    await stage.until(lambda: "Repost as quotation" in menu.labels)
    assert "<b>you idiot</b>" in menu.text

    # when Ravi reposts it, it is asked about, and it waits for the undo window
    await stage.press(stage.ravi, menu, "Repost as quotation")
    question = await stage.card("Post this in the thread", label="Post")
    assert stage.answers() == []
    await stage.press(stage.ravi, question, "Post")

    # then it stands in the thread as Rahul's words
    quoted = await stage.answer_under(post)
    assert "Rahul:\n<b>you idiot</b>" in quoted.text
    assert any(one["type"].endswith("blockquote") for one in quoted.entities)

    # and it is not posted a second time
    assert "already" in await stage.press(stage.ravi, menu, "Repost as quotation")


async def test_a_repost_can_be_stopped(dark_stage: Stage) -> None:
    # given a quotation that is about to leave
    stage = dark_stage
    stage.undo_seconds = 600
    await stage.start()
    insult, _, menu = await insulted(stage)
    await stage.press(stage.mira, menu, "Delete")
    await stage.until(lambda: insult.is_deleted)
    await stage.until(lambda: "Repost as quotation" in menu.labels)
    assert "manager" in await stage.press(stage.mira, menu, "Repost as quotation")
    await stage.press(stage.ravi, menu, "Repost as quotation")
    question = await stage.card("Post this in the thread", label="Post")
    await stage.press(stage.ravi, question, "Post")
    await stage.until(lambda: question.labels == ["Stop"])

    # when it is stopped
    await stage.press(stage.ravi, question, "Stop")

    # then nothing is posted
    stage.clock.skip_to(stage.clock.now() + timedelta(seconds=700))
    await stage.until(lambda: "Nothing is posted" in question.text)
    assert stage.answers() == []


async def test_not_abuse_lifts_what_holds_and_counts_as_a_dismissal(stage: Stage) -> None:
    # given an author who was warned and muted over a comment
    _, card, menu = await insulted(stage)
    await stage.press(stage.mira, menu, "Warn")
    await stage.press(stage.mira, menu, "Mute for good")
    await stage.until(lambda: not may_write(stage, stage.rahul))
    await stage.until(lambda: "Not abuse" in menu.labels)

    # when a colleague says that it was no abuse
    await stage.press(stage.ravi, menu, "Not abuse")

    # then he may write, nothing holds, and the case teaches the thresholds
    await stage.until(lambda: may_write(stage, stage.rahul))
    await stage.until(lambda: "Dismissed by Ravi" in card.text)
    assert "not_abuse" in await audit(stage)
    async with stage.store.reading() as tx:
        case = await tx.cases.get(CaseId(1))
        known = await tx.sanctions.of_author(case.community_id, case.author_key)
        outcomes = await tx.cases.outcomes(case.owner.bot_id, since=case.opened_at)
    assert not [one for one in known if one.is_in_force(stage.clock.now())]
    assert outcomes[case.community_id][Lane.ABUSE] == Outcomes(acted=0, dismissed=1)


async def test_a_case_that_somebody_else_holds_is_not_moderated(stage: Stage) -> None:
    _, card, menu = await insulted(stage)
    await stage.press(stage.asha, card, "Claim")

    said = await stage.press(stage.mira, menu, "Mute 1 h")

    assert "Asha" in said
    assert may_write(stage, stage.rahul)


async def test_a_mute_that_was_leaving_when_the_desk_died_is_told_again(stage: Stage) -> None:
    # given a mute whose request was under way when the process ended
    _, _, menu = await insulted(stage)
    await stage.press(stage.mira, menu, "Mute for good")
    await stage.until(lambda: not may_write(stage, stage.rahul))
    await stage.until(lambda: "Undo mute" in menu.labels)
    await stage.stop()
    stage.telegram.demote(stage.rahul, stage.group)
    await leave_sending(stage)

    # when it starts again
    await stage.start()

    # then the mute holds, and nobody had to look
    await stage.until(lambda: not may_write(stage, stage.rahul))


async def leave_sending(stage: Stage) -> None:
    """Put the mute into the state that a killed process leaves behind."""
    store = await open_store(stage.settings.database.url)
    async with store.writing() as tx:
        sent = await tx.outbox.in_state(BotId(stage.bot.id), OutboxState.SENT)
        (item,) = [one for one in sent if isinstance(one.payload, SanctionChange)]
        await tx.outbox.requeue(item.id, not_before=stage.clock.now())
        assert await tx.outbox.start(item.id, at=stage.clock.now())
    await store.close()


async def test_a_warning_that_may_have_been_said_is_never_repeated(stage: Stage) -> None:
    # given a connection that dies after the warning has left
    _, _, menu = await insulted(stage)
    stage.telegram.faults.next("sendMessage", Fault.LOST_ANSWER, chat=stage.group)

    # when somebody warns
    await stage.press(stage.mira, menu, "Warn")

    # then the desk is asked to look, and it is said once
    await stage.desk_says("may have been posted")
    await stage.clock.sleep(60)
    assert len(stage.answers()) == 1


async def test_not_abuse_after_a_deletion_leaves_the_text_to_be_reposted(stage: Stage) -> None:
    # given an innocent comment that was deleted
    comment, card, menu = await insulted(stage)
    await stage.press(stage.mira, menu, "Delete")
    await stage.until(lambda: comment.is_deleted)
    await stage.until(lambda: "Not abuse" in menu.labels and "Repost as quotation" in menu.labels)

    # when it is said to have been none
    await stage.press(stage.mira, menu, "Not abuse")

    # then the case is dismissed, and its words can still come back
    await stage.until(lambda: "Dismissed by Mira" in card.text)
    await stage.until(lambda: menu.labels == ["Repost as quotation"])
    assert INSULT in menu.text
