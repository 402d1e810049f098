"""An author follows the link of an answer and goes on with the same case in private."""

from __future__ import annotations

import re
from functools import partial

import pytest

from bot.simulator.state import Message
from replies.types import Library, SavedReply, Variant
from replies.voice import Voice as BrandVoice
from replies.voice_links import Links
from tests.flows.stage import LIBRARY, Stage

DOOR = SavedReply(
    id="door",
    titles={"en": "Come in"},
    lanes=("complaint", "question"),
    examples=("my parcel is broken", "the parcel came broken", "broken parcel terrible"),
    variants=(Variant(lang="en", text="$author, please write to us: $link_private"),),
)


@pytest.fixture
def stage_setup(stage: Stage) -> Stage:
    return stage


async def answered(stage: Stage) -> tuple[Message, Message, str]:
    """A public complaint, the answer under it, and the token of its link."""
    comment = stage.telegram.say(stage.group, stage.rahul, "my parcel is broken, terrible")
    card = await stage.card("parcel is broken", label="Send 1")
    assert "https://t.me/chai_helper_bot?start=" in card.text
    await stage.press(stage.ravi, card, "Send 1")
    answer = await stage.answer_under(comment)
    found = re.search(r"https://t\.me/chai_helper_bot\?start=([A-Za-z0-9_-]{1,64})", answer.text)
    assert found is not None
    return comment, answer, found[1]


def said_privately(stage: Stage, person) -> list[str]:
    return [m.text for m in stage.telegram.private_chat(person).messages if m.is_by_bot]


@pytest.fixture
async def door_stage(dark_stage: Stage) -> Stage:
    """A desk whose voice lets no foreign link pass."""
    dark_stage.starter = partial(Library, replies=(*LIBRARY, DOOR))
    dark_stage.voice = BrandVoice(rules=(Links(known=("https://chai.example/menu",)),))
    await dark_stage.start()
    return dark_stage


async def test_an_author_goes_on_in_private_and_is_answered_from_the_same_card(
    door_stage: Stage,
) -> None:
    stage = door_stage
    _, _, token = await answered(stage)
    private = stage.telegram.private_chat(stage.rahul)

    # given the author, greeted once
    stage.telegram.say_privately(stage.rahul, f"/start {token}")
    await stage.telegram.wait_for_message(private, lambda m: "only our team" in m.text)
    stage.telegram.say_privately(stage.rahul, f"/start {token}")

    # when they write, the closed case comes back with both places
    said = stage.telegram.say_privately(stage.rahul, "it was number 4471")
    card = await stage.card("4471")
    assert "#1" in card.text
    assert "parcel is broken" in card.text
    assert "in private" in card.text
    assert "writes in private" in card.text
    assert "Hide" not in card.labels

    # then the answer goes there
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and m.message_id > card.message_id and not m.labels
    )
    stage.telegram.say(stage.desk, stage.ravi, "A new one is on its way.", reply_to=prompt)
    preview = await stage.desk_says("A new one is on its way", after=prompt)
    await stage.press(stage.ravi, preview, "Send")
    answer = await stage.telegram.wait_for_message(private, lambda m: "on its way" in m.text)
    assert answer.reply_to is said
    assert len(said_privately(stage, stage.rahul)) == 2
    assert len(stage.answers()) == 1
    async with stage.store.reading() as tx:
        assert (await tx.counts()).comments == 2


async def test_a_stranger_and_a_forged_token_reveal_nothing(door_stage: Stage) -> None:
    stage = door_stage
    _, _, token = await answered(stage)

    # given somebody else with the link, and the author with a wrong one
    stage.telegram.say_privately(stage.stranger, f"/start {token}")
    stage.telegram.say_privately(stage.rahul, "/start " + "a" * 26)

    # when both write, these are cases of their own
    stage.telegram.say_privately(stage.stranger, "where is the menu? I want it")
    first = await stage.card("I want it")
    stage.telegram.say_privately(stage.rahul, "when does my order come? I wait")
    second = await stage.card("I wait")

    assert "Private chat" in first.text
    assert "parcel" not in first.text
    assert "Private chat" in second.text
    assert "parcel" not in second.text
    assert said_privately(stage, stage.stranger) == said_privately(stage, stage.rahul) == []


async def test_an_answer_comes_back_when_the_author_has_blocked_the_bot(door_stage: Stage) -> None:
    stage = door_stage
    _, _, token = await answered(stage)
    stage.telegram.say_privately(stage.rahul, f"/start {token}")
    stage.telegram.say_privately(stage.rahul, "the broken parcel was number 4471")
    card = await stage.card("4471")
    stage.telegram.block(stage.rahul)

    stage.telegram.say(stage.desk, stage.ravi, "We send a new one.", reply_to=card)
    offer = await stage.card("is it the answer", label="Use as answer")
    await stage.press(stage.ravi, offer, "Use as answer")
    preview = await stage.card("We send a new one.", label="Send")
    await stage.press(stage.ravi, preview, "Send")

    await stage.desk_says("cannot be reached privately")


async def test_an_open_case_turns_to_what_is_said_in_private(door_stage: Stage) -> None:
    # given a door that is open, and a case that is open again
    stage = door_stage
    _, _, token = await answered(stage)
    stage.telegram.say_privately(stage.rahul, f"/start {token}")
    stage.telegram.say_privately(stage.rahul, "number 4471")
    card = await stage.card("4471")

    # when the author says more
    stage.telegram.say_privately(stage.rahul, "and it was blue")
    await stage.until(lambda: "blue" in card.text)

    # then the same card shows it; closed, it comes back for words, not for signs
    assert "#1" in card.text
    await stage.press(stage.ravi, card, "Dismiss")
    stage.telegram.say_privately(stage.rahul, "🙏🙏")
    stage.telegram.say_privately(stage.rahul, "one more word")
    again = await stage.card("one more word")
    assert again.message_id != card.message_id
    assert "#1" in again.text
