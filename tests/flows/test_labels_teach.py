"""What managers say of comments moves the thresholds of their community."""

from __future__ import annotations

from datetime import time, timedelta

from bot.domain.lane import Lane
from bot.services.learning import FRESH
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
