"""Decisions that meet other decisions: a preview, an offer or a prompt after things changed."""

from __future__ import annotations

from bot.domain.comment import CommunityMode
from bot.domain.lane import Lane
from bot.simulator.state import Message
from tests.flows.stage import Stage


async def previewed(stage: Stage, words: str) -> tuple[Message, Message]:
    """A case's card, and Ravi's preview of an answer to it."""
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.desk_says("reply to this message", after=card)
    stage.telegram.say(stage.desk, stage.ravi, words, reply_to=prompt)
    return card, await stage.card(words, label="Cancel")


async def test_a_colleague_may_stop_an_answer_and_the_case_stays_with_its_manager(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.undo_seconds = 60
    await stage.start()
    # given an answer of Asha's that has not left
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    receipt = await stage.card("sorry for the cold chai", label="Stop")

    # when Ravi stops it
    told = await stage.press(stage.ravi, receipt, "Stop")

    # then nothing leaves, and the case is still Asha's
    assert "with you" not in told
    card = await stage.card("my chai was cold", label="Release")
    assert "Asha has this case" in await stage.press(stage.ravi, card, "Send 1")
    await stage.clock.sleep(90)
    assert stage.answers() == []


async def test_a_preview_of_a_case_that_was_dismissed_meanwhile_sends_nothing(
    stage: Stage,
) -> None:
    # given a preview, and a colleague who dismisses the case
    card, preview = await previewed(stage, "We are on it")
    await stage.press(stage.mira, card, "Dismiss")

    # when it is sent
    told = await stage.press(stage.ravi, preview, "Send")

    # then Ravi reads who was first, and nothing leaves
    assert "Mira" in told
    await stage.clock.sleep(30)
    assert stage.answers() == []


async def test_a_prompt_that_is_answered_twice_leads_to_one_answer(stage: Stage) -> None:
    # given two previews from one prompt
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.desk_says("reply to this message", after=card)
    previews = []
    for words in ("First wording", "Second wording"):
        stage.telegram.say(stage.desk, stage.ravi, words, reply_to=prompt)
        previews.append(await stage.card(words, label="Cancel"))

    # when both are sent
    await stage.press(stage.ravi, previews[1], "Send")
    told = await stage.press(stage.ravi, previews[0], "Send")

    # then only the first press counts
    assert "already answered by Ravi" in told
    await stage.until(lambda: stage.answers() != [])
    await stage.clock.sleep(30)
    assert [one.text for one in stage.answers()] == ["Second wording"]


async def test_words_offered_for_a_case_that_changed_are_not_used_for_it(stage: Stage) -> None:
    # given words offered as an answer, and an author who then says something else
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    stage.telegram.say(stage.desk, stage.ravi, "We will call you, Rahul.", reply_to=card)
    offer = await stage.card("is it the answer", label="Use as answer")
    stage.telegram.say(stage.group, stage.rahul, "awful, where is my order?")
    await stage.until(lambda: "awful, where is my order?" in (card.text or ""))

    # when they are to be used
    told = await stage.press(stage.ravi, offer, "Use as answer")

    # then Ravi is asked to look again, and there is no preview
    assert "look at the card once more" in told
    assert "Use as answer" in offer.labels


async def test_a_desk_without_a_chat_gets_its_cards_where_its_lead_says_here(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.has_desk = False
    await stage.start()
    # given a complaint before anybody has said where the desk is
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.clock.sleep(20)
    assert not any(m.is_by_bot for m in stage.telegram.chat(stage.desk).messages)

    # when a manager says it, nothing happens but an answer
    stage.telegram.say(stage.desk, stage.ravi, "/here")
    await stage.until(lambda: any(m.is_by_bot for m in stage.telegram.chat(stage.desk).messages))
    assert not any(m.labels for m in stage.telegram.chat(stage.desk).messages)

    # and when the lead says it, the card is there
    stage.telegram.say(stage.desk, stage.asha, "/here")
    await stage.card("my chai was cold", label="Send 1")


async def test_a_community_that_is_only_watched_is_counted_and_shown_to_nobody(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.mode = CommunityMode.WATCH
    await stage.start()
    # given a complaint
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")

    # when time passes
    await stage.clock.sleep(60)

    # then it is counted, and the desk is silent
    async with stage.store.reading() as tx:
        counts = await tx.counts()
    assert (counts.lanes[Lane.COMPLAINT], sum(counts.cases.values())) == (1, 0)
    assert not any(m.is_by_bot for m in stage.telegram.chat(stage.desk).messages)


async def test_praise_becomes_a_case_where_a_community_asks_for_it(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.wants_praise = True
    await stage.start()
    # when somebody praises
    stage.telegram.say(stage.group, stage.rahul, "love this place")

    # then there is a card
    await stage.card("love this place", label="Write")
