"""Forms and facts of the case, from a saved reply to what stands under the comment."""

from __future__ import annotations

from functools import partial

from bot.domain.ids import CaseId, CommentId
from bot.simulator.state import Message
from replies.types import Library, SavedReply, Variant
from tests.flows.library_stage import open_entry, prompted, stored, write
from tests.flows.stage import Stage

COLD = "my chai was cold"


async def start(stage: Stage, text: str, lang: str = "en") -> None:
    """Start the desk with one saved reply for a cold chai."""
    reply = SavedReply(
        id="cold-chai",
        titles={"en": "Cold chai"},
        lanes=("complaint",),
        examples=(COLD, "the chai came cold", "cold terrible chai"),
        variants=(Variant(lang=lang, text=text),),
    )
    stage.starter = partial(Library, replies=(reply,))
    await stage.start()


def commented(stage: Stage, post: str = "Monsoon offer: two for one") -> Message:
    """A cold chai under a post."""
    root = stage.telegram.post(stage.channel, post)
    return stage.telegram.say(stage.group, stage.rahul, COLD, reply_to=root)


async def filled_in(stage: Stage, slot: str, words: str) -> Message:
    """Press `Send 1`, answer what is asked for, and wait for the preview."""
    card = await stage.card(COLD, label="Send 1")
    told = await stage.press(stage.asha, card, "Send 1")
    assert "filled in first" in told
    prompt = await stage.desk_says(slot, after=card)
    assert prompt.wants_reply
    stage.telegram.say(stage.desk, stage.asha, words, reply_to=prompt)
    return await stage.card("This will be sent", label="Cancel")


async def test_the_word_agrees_with_the_number_that_was_filled_in(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(
        stage,
        "$author, новый чай через $ask_days $[ask_days: one=день|few=дня|many=дней|other=дня].",
        "ru",
    )
    comment = commented(stage)

    # when a card waits for the number, its word is a box too
    card = await stage.card(COLD, label="Send 1")
    assert "через ▢ days ▢." in (card.text or "")

    # and once it is told, the text is whole
    preview = await filled_in(stage, "days", "21")
    await stage.press(stage.asha, preview, "Send")
    assert (await stage.answer_under(comment)).text == "Rahul, новый чай через 21 день."

    # and filling in is no edit, neither in what is learnt nor on the receipt
    async with stage.store.reading() as tx:
        (use,) = await tx.uses.of_comment(CaseId(1), CommentId(1))
    assert use.distance == 0
    await stage.desk_says("reply 1")
    assert "edited" not in (card.text or "")


async def test_the_brand_speaks_as_the_configuration_says(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.gender = "feminine"
    await start(stage, "Я $[speaker: f=рада|m=рад|other=рады] помочь!", "ru")
    comment = commented(stage)

    card = await stage.card(COLD, label="Send 1")
    await stage.press(stage.asha, card, "Send 1")

    assert (await stage.answer_under(comment)).text == "Я рада помочь!"


async def test_an_answer_names_the_facts_of_its_case(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(stage, "$weekday, $date · $community · “$post” · $case: sorry, $author.")
    comment = commented(stage)

    card = await stage.card(COLD, label="Send 1")
    await stage.press(stage.asha, card, "Send 1")

    assert (await stage.answer_under(comment)).text == (
        "Wednesday, 1 July · Chai Adda chat · “Monsoon offer: two for one” · 1: sorry, Rahul."
    )


async def test_a_receipt_says_the_time_at_which_it_was_answered(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.undo_seconds = 90
    await start(stage, "It is $time, sorry.")
    comment = commented(stage)

    # when the answer leaves more than a minute after it was approved
    card = await stage.card(COLD, label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    answer = await stage.answer_under(comment)
    await stage.until(lambda: "Asha answered" in (card.text or ""))

    # then it is still the suggestion, word for word
    assert (answer.text or "").startswith("It is 09:0")
    assert "reply 1" in (card.text or "")
    assert "edited" not in (card.text or "")


async def test_where_there_is_no_post_its_words_are_asked_for(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(stage, "About “$post”: sorry.")
    # given a comment that stands under none
    comment = stage.telegram.say(stage.group, stage.rahul, COLD)

    preview = await filled_in(stage, "post", "our news")
    await stage.press(stage.asha, preview, "Send")

    assert (await stage.answer_under(comment)).text == "About “our news”: sorry."


async def test_what_a_member_wrote_is_never_quoted_as_a_post(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(stage, "About “$post”: sorry.")
    # given a complaint in a chain that a member began
    first = stage.telegram.say(stage.group, stage.stranger, "hello all, how are you")
    stage.telegram.say(stage.group, stage.rahul, COLD, reply_to=first)

    card = await stage.card(COLD, label="Send 1")

    assert "About “▢ post”" in (card.text or "")


async def test_a_post_that_reads_like_a_slot_is_asked_for(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(stage, "About “$post”: sorry.")
    comment = commented(stage, "Tea with $author and $link_menu")

    preview = await filled_in(stage, "post", "the tea evening")
    await stage.press(stage.asha, preview, "Send")

    assert (await stage.answer_under(comment)).text == "About “the tea evening”: sorry."


async def test_a_dollar_sign_of_the_library_is_one_in_public(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(stage, "Sorry, we pay back $$5 for it.")
    comment = commented(stage)

    card = await stage.card(COLD, label="Send 1")
    await stage.press(stage.asha, card, "Send 1")

    assert (await stage.answer_under(comment)).text == "Sorry, we pay back $5 for it."


async def test_a_broken_form_is_shown_and_never_sent(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(stage, "$author, in $[ask_days: one=day|other=days")
    commented(stage)

    # when it is to be sent
    card = await stage.card(COLD, label="Send 1")
    told = await stage.press(stage.asha, card, "Send 1")

    # then there is a preview without a way to send it
    assert "Look at it first" in told
    preview = await stage.card("$[ask_days", label="Cancel")
    assert preview.labels == ["Edit", "Cancel"]
    await stage.clock.sleep(30)
    assert stage.answers() == []


async def test_a_text_that_what_is_filled_in_makes_too_long_is_told(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(stage, "“$post” " + "very sorry " * 371)
    commented(stage, "A post of words that go on for very nearly sixty letters")

    # when it is sent from the card
    card = await stage.card(COLD, label="Send 1")
    await stage.press(stage.asha, card, "Send 1")

    # then it is said why it does not go out
    await stage.desk_says("between 1 and 4,096 characters")
    await stage.clock.sleep(30)
    assert stage.answers() == []


async def test_a_broken_form_is_not_saved_from_the_chat(dark_stage: Stage) -> None:
    stage = dark_stage
    await start(stage, "Sorry, $author.")
    page = await open_entry(stage, lane="🔴 Complaint · 1")

    # when a form lacks the word for all other numbers
    prompt = await prompted(stage, page, "Edit text")
    again = await write(stage, prompt, "In $ask_days $[ask_days: one=day]")

    # then nothing is saved, it is said why, and the next try counts
    assert 'no word for "other"' in again.text
    assert (await stored(stage)).version == 1
    shown = await write(stage, again, "In $ask_days $[ask_days: one=day|other=days]")
    assert "version 2" in shown.text
