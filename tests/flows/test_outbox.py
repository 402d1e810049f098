"""What leaves, when Telegram does not play along."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain.ids import BotId, BrandId, CaseId, ChatId, DeskId, OutboxId, Owner
from bot.domain.outbox import Drawing, OutboxItem, Urgency
from bot.simulator.faults import Fault
from bot.simulator.state import Message
from tests.flows.stage import Stage


async def approved(stage: Stage, text: str = "my chai was cold") -> tuple[Message, Message]:
    comment = stage.telegram.say(stage.group, stage.rahul, text)
    card = await stage.card(text, label="Send 1")
    return comment, card


async def test_a_lost_answer_is_shown_and_never_repeated_blindly(stage: Stage) -> None:
    # given that the connection drops after Telegram has posted the reply
    comment, card = await approved(stage)
    stage.telegram.faults.next("sendMessage", Fault.LOST_ANSWER, chat=stage.group)

    # when it is approved
    await stage.press(stage.asha, card, "Send 1")

    # then the manager is asked to look, and nothing is sent again by itself
    look = await stage.card("Look first", label="It is there")
    assert look is card
    await stage.clock.sleep(120)
    assert len(stage.answers()) == 1

    # and "It is there" settles it
    await stage.press(stage.asha, card, "It is there")
    await stage.until(lambda: "Asha answered" in (card.text or ""))
    assert [m.reply_to for m in stage.answers()] == [comment]


async def test_an_item_that_cannot_be_prepared_holds_up_no_other(stage: Stage) -> None:
    # given something for the desk, ahead of everything else, that leads nowhere
    owner = Owner(bot_id=BotId(stage.bot.id), brand_id=BrandId(1), desk_id=DeskId(1))
    async with stage.store.writing() as tx:
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=owner,
                chat_id=ChatId(stage.desk.id),
                urgency=Urgency.MODERATION,
                payload=Drawing(),
                not_before=stage.clock.now(),
                created_at=stage.clock.now(),
            )
        )

    # when somebody complains
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")

    # then the card comes
    await stage.card("my chai was cold")


async def test_not_there_sends_it_once_more(stage: Stage) -> None:
    # given a reply whose answer came back as nonsense, and which was taken away meanwhile
    comment, card = await approved(stage)
    stage.telegram.faults.next("sendMessage", Fault.MALFORMED, chat=stage.group)
    await stage.press(stage.asha, card, "Send 1")
    await stage.card("Look first", label="Not there: send")
    stage.telegram.delete(stage.answers()[0])

    # when the manager says that it is not there
    await stage.press(stage.asha, card, "Not there: send")

    # then it is sent
    await stage.until(lambda: [m for m in stage.answers() if not m.is_deleted] != [])
    await stage.until(lambda: "Asha answered" in (card.text or ""))
    assert [m.reply_to for m in stage.answers() if not m.is_deleted] == [comment]


async def test_a_second_tap_on_not_there_says_nothing_of_the_next_attempt(stage: Stage) -> None:
    # given an answer in doubt that is not there, and is in doubt again when it is sent once more
    _, card = await approved(stage)
    stage.telegram.faults.next("sendMessage", Fault.MALFORMED, chat=stage.group, times=2)
    await stage.press(stage.asha, card, "Send 1")
    await stage.card("Look first", label="Not there: send")
    stage.telegram.delete(stage.answers()[0])
    tapped = next(b.data for row in card.buttons for b in row if b.label == "Not there: send")
    await stage.press(stage.asha, card, "Not there: send")
    await stage.until(lambda: len(stage.answers()) == 2)
    await stage.until(lambda: "Not there: send" in card.labels and tapped not in str(card.buttons))

    # when a second tap on the same button comes only now
    late = await stage.telegram.answer_to(stage.telegram.press(stage.asha, card, data=tapped))

    # then it is refused, and what stands there is not said twice
    assert "look at the card once more" in (late.text or "")
    await stage.press(stage.asha, card, "It is there")
    await stage.until(lambda: "Asha answered" in (card.text or ""))
    assert len(stage.answers()) == 2


async def test_an_answer_to_a_deleted_comment_comes_back_to_its_manager(stage: Stage) -> None:
    # given a comment that is deleted before the answer leaves
    comment, card = await approved(stage)
    await stage.press(stage.asha, card, "Send 1")
    stage.telegram.delete(comment)

    # then nothing is posted, and the card says why and offers the next step
    await stage.until(lambda: "Release" in card.labels)
    assert "the comment is gone" in (card.text or "")
    assert stage.answers() == []


async def test_an_answer_that_the_bot_may_not_write_comes_back_and_leaves_later(
    stage: Stage,
) -> None:
    # given a community that has taken the bot's right to write
    comment, card = await approved(stage)
    stage.telegram.restrict(stage.bot, stage.group)
    await stage.press(stage.asha, card, "Send 1")

    # then the card says why and the case is Asha's; with the right given back it is sent
    await stage.until(
        lambda: "Release" in card.labels and "may not write there" in (card.text or "")
    )
    assert stage.answers() == []
    stage.telegram.promote(stage.bot, stage.group)
    await stage.press(stage.asha, card, "Send 1")
    await stage.answer_under(comment)


async def test_an_answer_to_a_comment_that_was_changed_does_not_leave(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.undo_seconds = 30
    await stage.start()
    # given an approved answer within its undo window
    comment, card = await approved(stage)
    await stage.press(stage.asha, card, "Send 1")

    # when the author changes the comment into another complaint
    stage.telegram.edit(comment, "awful, I found a spider, terrible")

    # then the answer stays here and the case is to be decided again
    await stage.card("I found a spider", label="Write")
    await stage.clock.sleep(60)
    assert stage.answers() == []


async def test_a_limited_chat_waits_as_told_and_stops_no_other(stage: Stage) -> None:
    # given that Telegram wants 40 seconds of silence in the community
    comment, card = await approved(stage)
    stage.telegram.faults.next("sendMessage", Fault.FLOOD, chat=stage.group, retry_after=40)
    await stage.press(stage.asha, card, "Send 1")
    await stage.until(lambda: stage.telegram.refusals != [])
    limited_at = stage.clock.now()

    # when a new case comes, its card is not held up
    stage.telegram.say(stage.group, stage.stranger, "awful terrible")
    await stage.card("awful terrible")
    assert stage.clock.now() - limited_at < timedelta(seconds=40)

    # and the answer leaves after the pause, once
    await stage.answer_under(comment)
    assert stage.clock.now() - limited_at >= timedelta(seconds=39)
    assert len(stage.answers()) == 1
    assert stage.telegram.violations == []


async def test_a_limited_private_chat_waits_as_told_after_a_restart_too(stage: Stage) -> None:
    # given that Telegram wants a minute of silence in a lead's private chat
    private = stage.telegram.private_chat(stage.asha)
    stage.telegram.faults.next("sendMessage", Fault.FLOOD, chat=private, retry_after=60)
    stage.telegram.say_privately(stage.asha, "/help")
    await stage.until(lambda: stage.telegram.refusals != [])
    limited_at = stage.clock.now()

    # when the desk is restarted meanwhile
    await stage.stop()
    await stage.start()

    # then the answer comes after the pause, and nothing was tried before
    await stage.telegram.wait_for_message(private, lambda m: m.is_by_bot)
    assert stage.clock.now() - limited_at >= timedelta(seconds=59)
    assert len(stage.telegram.refusals) == 1


async def test_server_errors_on_cards_are_tried_again(stage: Stage) -> None:
    stage.telegram.faults.next("sendMessage", Fault.BAD_GATEWAY, chat=stage.desk, times=2)
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.card("my chai was cold")


async def test_a_storm_of_cases_stays_within_the_limits(stage: Stage) -> None:
    # given forty authors who complain at once
    for number in range(40):
        author = stage.telegram.add_user(first_name=f"Author {number}")
        stage.telegram.say(stage.group, author, f"terrible chai {number}")

    # when two minutes and a half have passed
    def cards() -> list[Message]:
        return [m for m in stage.telegram.chat(stage.desk).visible if m.is_by_bot]

    await stage.telegram.wait_for(lambda: len(cards()) == 40, timeout=30)

    # then every case has its card and Telegram had nothing to complain about
    assert stage.telegram.violations == []
    assert stage.telegram.refusals == []


async def test_only_urgent_cards_ring(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.ring_at = 75
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "terrible idiot, where is my order?")
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    urgent = await stage.card("terrible idiot")
    quiet = await stage.card("where is the menu?")
    assert not urgent.is_silent
    assert quiet.is_silent


async def test_what_was_under_way_when_the_process_died_is_looked_at_first(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.undo_seconds = 300
    await stage.start()
    # given a reply that was being sent when the process died
    _comment, card = await approved(stage)
    await stage.press(stage.asha, card, "Send 1")
    async with stage.store.writing() as tx:
        (item,) = await tx.outbox.replies_of(CaseId(1))
        assert await tx.outbox.start(item.id, at=stage.clock.now())
    await stage.stop()

    # when it starts again
    await stage.start()

    # then a manager is asked, and nothing leaves by itself
    await stage.card("Look first", label="It is there")
    await stage.clock.sleep(60)
    assert stage.answers() == []


async def test_the_stale_guard_lets_telegram_refuse_a_changed_comment(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.stale_guard = "quote"
    await stage.start()
    comment, card = await approved(stage)
    await stage.press(stage.asha, card, "Send 1")
    answer = await stage.answer_under(comment)
    assert answer.text is not None
    (call,) = [
        c
        for c in stage.telegram.calls_of("sendMessage")
        if c.params.get("chat_id") in (stage.group.id, str(stage.group.id))
    ]
    assert "my chai was cold" in str(call.params["reply_parameters"])


async def test_what_cannot_be_quoted_is_answered_all_the_same(dark_stage: Stage) -> None:
    # given an album whose words stand under its second picture, and replies that quote
    stage = dark_stage
    stage.stale_guard = "quote"
    await stage.start()
    album = stage.telegram.say_album(stage.group, stage.rahul, [None, "my chai was cold"])
    card = await stage.card("my chai was cold", label="Send 1")

    # when it is answered, then the answer leaves
    await stage.press(stage.asha, card, "Send 1")
    await stage.answer_under(album[0])

    # given a comment elsewhere with a word in bold, which Telegram finds only so
    comment = stage.telegram.say(
        stage.group,
        stage.stranger,
        "terrible cold chai",
        reply_to=stage.telegram.post(stage.channel, "Monsoon offer"),
        entities=[{"type": "bold", "offset": 0, "length": 8}],
    )
    card = await stage.card("terrible cold chai", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")

    # when the manager is told to read it again, finds it as it was, and sends once more
    await stage.until(lambda: "the comment has changed" in (card.text or ""))
    await stage.press(stage.asha, card, "Send 1")

    # then the answer leaves
    await stage.answer_under(comment)


async def test_a_desk_that_the_bot_was_removed_from_is_knocked_at_once_a_minute(
    stage: Stage,
) -> None:
    # given a bot that was thrown out of the desk, and ten cases for it
    stage.telegram.kick(stage.bot, stage.desk)
    for number in range(10):
        author = stage.telegram.add_user(first_name=f"Author {number}")
        stage.telegram.say(stage.group, author, f"terrible chai {number}")
    await stage.until(lambda: stage.telegram.refusals != [])
    await stage.clock.sleep(130)
    assert len(stage.telegram.refusals) <= 4

    # when it is let in again
    stage.telegram.promote(stage.bot, stage.desk, can_delete_messages=True)

    # then every case gets its card
    def cards() -> list[Message]:
        return [m for m in stage.telegram.chat(stage.desk).visible if m.is_by_bot]

    await stage.telegram.wait_for(lambda: len(cards()) == 10, timeout=30)


async def test_a_card_follows_its_comment_however_many_cards_wait(stage: Stage) -> None:
    # given a question with a card, and more urgent comments than a minute has room for
    question = stage.telegram.say(stage.group, stage.rahul, "where is the tea?")
    card = await stage.card("where is the tea?")
    for number in range(60):
        author = stage.telegram.add_user(first_name=f"Guest {number}")
        stage.telegram.say(stage.group, author, f"terrible, number {number}")
    await stage.card("terrible, number")

    # when the author changes the question
    stage.telegram.edit(question, "where is the coffee?")

    # then the card shows it while others still wait for theirs
    await stage.until(lambda: "coffee" in (card.text or ""))
    messages = stage.telegram.chat(stage.desk).messages
    assert sum("terrible" in (message.text or "") for message in messages) < 60


async def test_what_never_left_is_sent_later_without_a_question(stage: Stage) -> None:
    # given an approved answer that waits for its undo window, when Telegram cannot be reached
    comment, card = await approved(stage)
    await stage.press(stage.asha, card, "Send 1")
    await stage.telegram.stop()
    await stage.clock.sleep(20)
    assert stage.answers() == []

    # when it is back, then the answer leaves once, and nobody is asked to look
    await stage.telegram.start()
    await stage.telegram.wait_for(lambda: stage.answers() != [], timeout=30)
    await stage.until(lambda: "Asha answered" in (card.text or ""))
    assert [m.reply_to for m in stage.answers()] == [comment]
    assert not [m for m in stage.told() if "Look first" in (m.text or "")]


async def test_a_card_whose_answer_was_lost_may_stand_twice_and_says_nothing_twice(
    stage: Stage,
) -> None:
    # given a card that stands, although the connection broke before Telegram said so
    stage.telegram.faults.next("sendMessage", Fault.LOST_ANSWER, chat=stage.desk)
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")

    def cards() -> list[Message]:
        return [m for m in stage.told() if "my chai was cold" in (m.text or "")]

    await stage.until(lambda: len(cards()) == 2)
    older, newer = cards()

    # when it is answered from the first one, then the second one, which is the card, says so
    await stage.press(stage.asha, older, "Send 1")
    await stage.answer_under(comment)
    await stage.until(lambda: "Asha answered" in (newer.text or ""))

    # and whoever presses on the first one again is told, and nothing is said twice
    assert "already answered by Asha" in await stage.press(stage.ravi, older, "Send 1")
    await stage.clock.sleep(30)
    assert len(stage.answers()) == 1


async def test_a_slow_chat_holds_up_no_other(stage: Stage) -> None:
    # given a community where Telegram takes a minute for one answer
    comment, card = await approved(stage)
    stage.telegram.faults.next("sendMessage", Fault.SLOW, chat=stage.group, seconds=60)
    await stage.press(stage.asha, card, "Send 1")
    await stage.answer_under(comment)
    began_at = stage.clock.now()

    # when somebody else complains meanwhile, then the desk has the card at once
    stage.telegram.say(stage.group, stage.stranger, "awful terrible")
    await stage.card("awful terrible")
    assert stage.clock.now() - began_at < timedelta(seconds=40)
    assert "Asha answered" not in (card.text or "")

    # and the slow one is noted when it is there, and said once
    await stage.until(lambda: "Asha answered" in (card.text or ""))
    assert len(stage.answers()) == 1


async def test_pauses_between_attempts_grow_up_to_five_minutes(stage: Stage) -> None:
    # given a Telegram that fails for each message, again and again
    stage.telegram.faults.randomly(Fault.SERVER_ERROR, 1.0, methods=["sendMessage"])
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")

    def attempts() -> list[datetime]:
        tried = stage.telegram.calls_of("sendMessage")
        return [one.at for one in tried if "my chai was cold" in str(one.params["text"])]

    # when five attempts have come by themselves, then each has waited twice as long
    await stage.until(lambda: len(attempts()) >= 5)
    pauses = [later - sooner for sooner, later in pairwise(attempts()[:5])]
    for pause, least in zip(pauses, (1, 2, 4, 8), strict=True):
        assert pause >= timedelta(seconds=least)

    # and however often it fails, five minutes are always enough
    for count in range(6, 12):
        await stage.clock.sleep(5)  # until it is noted when to try again
        stage.clock.skip_to(stage.clock.now() + timedelta(minutes=5))
        await stage.until(lambda count=count: len(attempts()) >= count)
    stage.telegram.faults.clear()
    await stage.clock.sleep(5)
    stage.clock.skip_to(stage.clock.now() + timedelta(minutes=5))
    await stage.card("my chai was cold")


async def test_while_telegram_fails_answers_wait_instead_of_ending_in_doubt(stage: Stage) -> None:
    # given six complaints with cards, under posts of their own: the same reply is not too many
    people = [stage.telegram.add_user(first_name=f"P{number}") for number in range(6)]
    posts = [stage.telegram.post(stage.channel, f"For {one.first_name}") for one in people]
    said = [
        stage.telegram.say(stage.group, one, f"my chai was cold, {one.first_name}", reply_to=post)
        for one, post in zip(people, posts, strict=True)
    ]
    cards = [
        await stage.card(f"my chai was cold, {one.first_name}", label="Send 1") for one in people
    ]

    # when all are approved while no answer of Telegram's gets through
    broken = ["sendMessage", "editMessageText", "getMe"]
    stage.telegram.faults.randomly(Fault.LOST_ANSWER, 1.0, methods=broken)
    asked = len(stage.telegram.calls_of("getMe"))
    for card in cards:
        await stage.press(stage.asha, card, "Send 1")

    # then after a few it is only asked now and then whether Telegram is back
    await stage.until(lambda: len(stage.telegram.calls_of("getMe")) >= asked + 4)
    in_doubt = len(stage.answers())
    assert in_doubt <= 3
    probes = [one.at for one in stage.telegram.calls_of("getMe")][asked:]
    for (sooner, later), least in zip(pairwise(probes), (2, 4, 8), strict=False):
        assert later - sooner >= timedelta(seconds=least)

    # and once it is, the others leave by themselves, and managers look at those few alone
    stage.telegram.faults.clear()
    await stage.until(lambda: len(stage.answers()) == len(said))
    await stage.until(lambda: sum("Look first" in (one.text or "") for one in cards) == in_doubt)
    assert {m.reply_to for m in stage.answers()} == set(said)
