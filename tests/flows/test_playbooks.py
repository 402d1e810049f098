"""Steps of a playbook, and other words by one tap."""

from __future__ import annotations

from functools import partial

from replies.types import Library, Playbook, SavedReply, Snippet, Variant
from tests.flows.stage import Stage

SORRY = SavedReply(
    id="sorry",
    titles={"en": "Sorry", "ru": "Извинение"},
    lanes=("complaint",),
    examples=("my chai was cold", "the chai came cold"),
    variants=(
        Variant(lang="en", text="$snippet_hello we are sorry.", tone="warm"),
        Variant(lang="en", text="$author, we regret this.", tone="formal"),
        Variant(lang="en", text="Brr! 🥶", tone="cheerful"),
    ),
)
ASK = SavedReply(
    id="ask",
    titles={"en": "Ask for the number"},
    lanes=("complaint",),
    examples=("which order", "order number"),
    variants=(Variant(lang="en", text="Which order was it?"),),
)
HELLO = Snippet(id="hello", variants=(Variant(lang="en", text="Dear $author,"),))
LIBRARY = Library(
    replies=(SORRY, ASK),
    snippets=(HELLO,),
    playbooks=(Playbook(id="cold", titles={"en": "Cold tea"}, steps=("sorry", "ask")),),
)


async def begun(stage: Stage) -> None:
    stage.starter = partial(lambda library: library, LIBRARY)
    await stage.start()


async def test_after_the_first_step_the_next_one_is_proposed_when_the_author_writes_again(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    await begun(stage)
    # given a complaint that was answered with the first step
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("step 1 of 2 · Cold tea", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    answer = await stage.answer_under(comment)
    assert answer.text == "Dear Rahul, we are sorry."

    # when the author answers in words that are no complaint
    stage.telegram.say(stage.group, stage.rahul, "the one of this morning", reply_to=answer)

    # then the case is back with the next step first
    again = await stage.card("step 2 of 2 · Cold tea", label="Send 1")
    await stage.press(stage.asha, again, "Send 1")
    await stage.until(lambda: len(stage.answers()) == 2)
    assert stage.answers()[-1].text == "Which order was it?"


async def test_thanks_do_not_bring_the_case_back(dark_stage: Stage) -> None:
    stage = dark_stage
    await begun(stage)
    # given a first step that was sent
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    answer = await stage.answer_under(comment)

    # when the author is happy, and somebody else asks something
    stage.telegram.say(stage.group, stage.rahul, "love it, thanks", reply_to=answer)
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")

    # then no card speaks of a second step
    texts = [message.text for message in stage.telegram.chat(stage.desk).messages]
    assert not any("step 2" in text for text in texts)


async def test_one_tap_proposes_other_words_but_none_that_joke(dark_stage: Stage) -> None:
    stage = dark_stage
    await begun(stage)
    # given a complaint with a suggestion that can be said in two fitting ways
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("Dear Rahul, we are sorry.", label="More")

    # when a manager asks for other words, twice
    await stage.choose(stage.ravi, card, "Other words")
    formal = await stage.card("Rahul, we regret this.", label="More")
    assert formal.message_id == card.message_id
    await stage.choose(stage.ravi, formal, "Other words")

    # then the first come again: the playful ones are not for anger
    first = await stage.card("Dear Rahul, we are sorry.", label="More")
    assert first.message_id == card.message_id
    assert stage.answers() == []


async def test_two_cards_of_a_thread_propose_different_words(dark_stage: Stage) -> None:
    stage = dark_stage
    await begun(stage)
    # given a complaint with an open card
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold", reply_to=post)
    await stage.card("Dear Rahul, we are sorry.")

    # when somebody else complains of the same in that thread
    stage.telegram.say(stage.group, stage.stranger, "the chai came cold", reply_to=post)

    # then they are to be told so in other words
    await stage.card("Stranger, we regret this.")
