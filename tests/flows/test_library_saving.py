"""From an answer in the manager's own words to a saved reply."""

from __future__ import annotations

from bot.domain.library import What
from bot.simulator.state import Message
from replies.types import Variant
from tests.flows.library_stage import browse, promote, prompted, stored, versions, write
from tests.flows.stage import Stage


async def answered(stage: Stage, words: str, *, comment: str = "is it cold? terrible") -> Message:
    """A comment that Asha answers in her own words; returns the receipt."""
    stage.telegram.say(stage.group, stage.rahul, comment)
    return await answered_on(stage, await stage.card(comment, label="Write"), words)


async def answered_on(stage: Stage, card: Message, words: str) -> Message:
    prompt = await prompted(stage, card, "Write")
    preview = await write(stage, prompt, words)
    await stage.press(stage.asha, preview, "Send")
    await stage.until(lambda: "✅" in preview.text)
    return preview


async def test_an_answer_becomes_a_saved_reply_with_its_slots_open_again(stage: Stage) -> None:
    # given an answer with the author's name, the brand and a link in it
    receipt = await answered(
        stage, "Rahul, Chai & Co is sorry. See https://chai.example/menu. It costs $5!"
    )

    # when it is saved under a title
    prompt = await prompted(stage, receipt, "Save as reply")
    assert "$author, $brand is sorry. See $link_menu. It costs $$5!" in prompt.text
    shown = await write(stage, prompt, "Sorry, see the menu")

    # then it is a reply with the comment as its example
    assert "Sorry, see the menu" in shown.text
    reply = (await stored(stage, "sorry-see-the-menu")).entry
    assert reply.titles == {"en": "Sorry, see the menu"}
    assert reply.lanes == ("complaint",)
    assert reply.owner == "Asha"
    assert reply.examples == ("is it cold? terrible",)
    assert reply.variants == (
        Variant(lang="en", text="$author, $brand is sorry. See $link_menu. It costs $$5!"),
    )
    (version,) = await versions(stage, "sorry-see-the-menu")
    assert (version.change.what, version.change.by_name) == (What.CREATED, "Asha")


async def test_what_was_saved_is_suggested_for_the_next_comment(stage: Stage) -> None:
    receipt = await answered(stage, "Rahul, we close at nine.", comment="so late? awful")
    await write(stage, await prompted(stage, receipt, "Save as reply"), "Closing time")
    await stage.clock.sleep(10)

    # in another thread, for a text is posted only once in one
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    stage.telegram.say(stage.group, stage.stranger, "awful, so late", reply_to=post)
    card = await stage.card("awful, so late", label="Send 1")
    assert "Closing time" in card.text
    assert "Stranger, we close at nine." in card.text


async def test_two_replies_of_one_title_get_ids_of_their_own(stage: Stage) -> None:
    receipt = await answered(stage, "One answer")
    await write(stage, await prompted(stage, receipt, "Save as reply"), "Twice")
    await write(stage, await prompted(stage, receipt, "Save as reply"), "Twice")

    page = await browse(stage, "twice")
    assert page.labels == ["Twice", "Twice", "‹ Library"]
    assert (await stored(stage, "twice-2")).entry.titles == {"en": "Twice"}


async def test_a_title_without_latin_letters_gives_an_id_all_the_same(stage: Stage) -> None:
    receipt = await answered(stage, "One answer")
    await write(stage, await prompted(stage, receipt, "Save as reply"), "चाय ठंडी")

    assert (await stored(stage, "reply")).entry.titles == {"en": "चाय ठंडी"}


async def test_an_answer_that_is_a_suggestion_word_for_word_is_not_offered_again(
    stage: Stage,
) -> None:
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.asha, card, "Send 1")
    await stage.until(lambda: "✅" in card.text)

    assert "Save as reply" not in card.labels


async def test_only_an_approver_may_save_and_is_asked_nothing_else(stage: Stage) -> None:
    receipt = await answered(stage, "One answer")
    told = await stage.press(stage.ravi, receipt, "Save as reply")
    assert told == "Sorry, this needs the role “approver”. A lead can give it to you."

    await promote(stage, stage.ravi)
    prompt = await prompted(stage, receipt, "Save as reply", who=stage.ravi)
    await write(stage, prompt, "By Ravi", who=stage.ravi)
    assert (await stored(stage, "by-ravi")).changed.by_name == "Ravi"


async def test_what_answers_a_doubtful_comment_may_answer_any_lane(stage: Stage) -> None:
    # given a comment that nobody could tell the lane of: it has a card once somebody takes it
    stage.telegram.say(stage.group, stage.rahul, "unspeakable")
    await stage.until_cases(1)
    stage.telegram.say(stage.desk, stage.asha, "/next")
    card = await stage.card("unspeakable", label="Write")

    receipt = await answered_on(stage, card, "Thank you for telling us")
    await write(stage, await prompted(stage, receipt, "Save as reply"), "Thanks")

    assert (await stored(stage, "thanks")).entry.lanes == ()


async def test_what_members_wrote_of_themselves_does_not_enter_the_library(stage: Stage) -> None:
    comment = "terrible, call me +91 98765 43210"
    stage.telegram.say(stage.group, stage.rahul, comment)
    card = await stage.card("terrible, call me", label="Write")
    receipt = await answered_on(stage, card, "We are sorry.")

    await write(stage, await prompted(stage, receipt, "Save as reply"), "Sorry")

    (example,) = (await stored(stage, "sorry")).entry.examples
    assert example == "terrible, call me +•• ••••• •••10"
