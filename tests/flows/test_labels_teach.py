"""What managers say of comments moves the thresholds of their community."""

from __future__ import annotations

import asyncio
from datetime import time, timedelta

from bot.domain.comment import CommentState
from bot.domain.ids import BotId
from bot.domain.lane import Lane
from bot.services.learning import FRESH
from bot.simulator.state import Message
from tests.flows.stage import Stage
from tests.flows.test_card_budget import PercentClassifier, lane_of

TIMES = 10


def a_member_says(stage: Stage, text: str) -> None:
    stage.telegram.say(stage.group, stage.telegram.add_user(first_name=text), text)


async def later(stage: Stage) -> None:
    """Closed cases are counted anew only now and then."""
    stage.clock.skip_to(stage.clock.now() + FRESH + timedelta(seconds=30))


async def test_not_abuse_sends_the_same_words_to_another_lane(dark_stage: Stage) -> None:
    # given comments that the classifier just takes for insults
    stage = dark_stage
    stage.classifier = PercentClassifier()
    await stage.start()
    for number in range(TIMES):
        a_member_says(stage, f"toxic 55 number {number}.")
        card = await stage.card(f"toxic 55 number {number}.")
        assert "Abuse" in card.text

        # when a manager says each time that it is none
        newest = stage.desk.messages[-1].message_id
        await stage.press(stage.ravi, card, "Hide")
        menu = await stage.telegram.wait_for_message(
            stage.desk,
            lambda m, newest=newest: "Not abuse" in m.labels and m.message_id > newest,
        )
        await stage.press(stage.ravi, menu, "Not abuse")
        await stage.until(lambda card=card: "Dismissed by Ravi" in card.text)

    # then the same words are no insult any more, but sure ones still are
    await later(stage)
    a_member_says(stage, "toxic 55 again")
    a_member_says(stage, "toxic 90 again")
    assert "Abuse" in (await stage.card("toxic 90 again")).text
    await stage.until_cases(TIMES + 2)
    assert await lane_of(stage, "toxic 55 again") is Lane.UNSURE


async def lane_given_to(stage: Stage, text: str) -> Lane | None:
    """The lane of a comment once triage has looked at it, whether it is a case or not."""
    now = stage.clock.now()
    async with asyncio.timeout(30):
        while True:
            async with stage.store.reading() as tx:
                written = await tx.comments.sent_between(
                    BotId(stage.bot.id), now - timedelta(hours=1), now + timedelta(hours=1)
                )
            for one in written:
                if one.text == text and one.state is CommentState.TRIAGED:
                    return one.lane
            await asyncio.sleep(0.05)


async def a_page_of_spam(stage: Stage, text: str) -> Message:
    """Ten comments that the classifier just takes for spam, on the one card of spam."""
    newest = stage.desk.messages[-1].message_id if stage.desk.messages else 0
    for number in range(TIMES):
        a_member_says(stage, f"{text} number {number}.")
    await stage.start()
    card = await stage.telegram.wait_for_message(
        stage.desk, lambda m: "Look" in m.labels and m.message_id > newest
    )
    await stage.until(lambda: f"{TIMES} spam comments" in card.text)
    return card


async def say_it_is_no_spam(stage: Stage, about: str) -> None:
    """By the card of one comment: two taps."""
    card = await stage.card(about)
    newest = stage.desk.messages[-1].message_id
    await stage.press(stage.ravi, card, "Hide")
    menu = await stage.telegram.wait_for_message(
        stage.desk, lambda m: "Not spam" in m.labels and m.message_id > newest
    )
    await stage.press(stage.ravi, menu, "Not spam")
    await stage.until(lambda: "Dismissed by Ravi" in card.text)


async def test_not_spam_sends_the_same_words_to_another_lane_after_a_restart_too(
    dark_stage: Stage,
) -> None:
    # given comments that were just taken for spam, and a manager who says of each that it is none
    stage = dark_stage
    stage.classifier = PercentClassifier()
    gathered = await a_page_of_spam(stage, "spam 55")
    await stage.press(stage.ravi, gathered, "Look")
    for number in range(TIMES):
        await say_it_is_no_spam(stage, f"spam 55 number {number}.")

    # then of a later batch the same words are no spam any more, but sure ones still are
    await later(stage)
    for text in ("spam 55 again", "spam 90 again"):
        a_member_says(stage, text)
    assert await lane_given_to(stage, "spam 55 again") is Lane.NONE
    assert await lane_given_to(stage, "spam 90 again") is Lane.SPAM

    # and after a restart /why shows what holds, before anybody wrote anything
    await stage.stop()
    await stage.start()
    asked = stage.telegram.say(stage.desk, stage.mira, "/why 1")
    why = await stage.desk_says("⚖️ #1", after=asked)
    assert "(counts from 65 % here, usually 50 %)" in why.text

    # and so do later batches
    a_member_says(stage, "spam 55 once more")
    assert await lane_given_to(stage, "spam 55 once more") is Lane.NONE


async def test_spam_that_is_always_hidden_has_doubtful_ones_come_with_it(
    dark_stage: Stage,
) -> None:
    # given ten that go by two taps
    stage = dark_stage
    stage.classifier = PercentClassifier()
    gathered = await a_page_of_spam(stage, "spam 55")
    await stage.press(stage.mira, gathered, f"Delete all {TIMES}")
    await stage.until(lambda: "Delete" in gathered.labels)
    await stage.press(stage.mira, gathered, "Delete")
    await stage.until(lambda: f"Mira deleted {TIMES} spam comments" in gathered.text)

    # then a little less is enough from then on
    await later(stage)
    a_member_says(stage, "spam 45 again")
    assert await lane_given_to(stage, "spam 45 again") is Lane.SPAM


async def test_labels_of_unsure_comments_send_the_same_words_to_their_lane(
    dark_stage: Stage,
) -> None:
    # given comments that could be anything
    stage = dark_stage
    stage.classifier = PercentClassifier()
    stage.unsure_at = (time(9, 2),)
    await stage.start()
    for number in range(TIMES):
        a_member_says(stage, f"question 45 the menu please number {number}.")
    await stage.until_cases(TIMES)

    # when each is told to be a question by one tap, and answered
    page = await stage.desk_says("comments that could be anything")
    for number in range(TIMES):
        left = TIMES - number
        await stage.until(lambda left=left: f"{left} comment" in page.text)
        await stage.press(stage.mira, page, "1 ❓")
    for number in range(TIMES):
        card = await stage.card(f"menu please number {number}.", label="Send 1")
        await stage.press(stage.ravi, card, "Send 1")
        await stage.until(lambda card=card: "Send 1" not in card.labels)

    # then the same words are a question from then on, with a card of their own
    await later(stage)
    a_member_says(stage, "question 45 the menu please again")
    assert "Question" in (await stage.card("please again")).text
