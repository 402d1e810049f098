"""What counts as a comment, and where it belongs."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.domain.comment import Comment, CommentState
from bot.domain.ids import BotId
from tests.flows.stage import START, Stage, with_both_libraries

pytestmark = with_both_libraries


async def comments(stage: Stage) -> list[Comment]:
    async with stage.store.reading() as tx:
        return await tx.comments.sent_between(
            BotId(stage.bot.id), START - timedelta(days=1), START + timedelta(days=30)
        )


async def test_an_album_is_one_comment_and_is_deleted_whole(stage: Stage) -> None:
    # given three pictures sent together
    album = stage.telegram.say_album(stage.group, stage.rahul, ["terrible cups", None, None])
    card = await stage.card("terrible cups", label="Hide")
    assert len(await comments(stage)) == 1

    # when the case is hidden
    await stage.press(stage.asha, card, "Hide")
    question = await stage.card("Delete this comment", label="Delete")
    await stage.press(stage.asha, question, "Delete")

    # then all pictures are gone
    await stage.until(lambda: all(part.is_deleted for part in album))


async def test_a_phantom_edit_of_one_part_of_an_album_changes_nothing(stage: Stage) -> None:
    # given an album with words under two of its pictures
    album = stage.telegram.say_album(
        stage.group, stage.rahul, ["terrible cups", None, "and cold chai"]
    )
    await stage.card("and cold chai", label="Dismiss")
    (before,) = await comments(stage)

    # when a reaction to each picture arrives as an edit, and somebody writes after that
    for part in album:
        stage.telegram.phantom_edit(part)
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")

    # then the comment is as it was
    after = next(one for one in await comments(stage) if one.id == before.id)
    assert after == before


async def test_an_edited_part_of_an_album_leaves_the_words_of_the_others(stage: Stage) -> None:
    # given an album with words under two of its pictures
    album = stage.telegram.say_album(
        stage.group, stage.rahul, ["terrible cups", None, "and cold chai"]
    )
    card = await stage.card("and cold chai", label="Dismiss")

    # when those under the first are changed, and those under the last taken back
    stage.telegram.edit(album[0], "awful cups")
    await stage.until(lambda: "awful cups" in (card.text or ""))
    assert "and cold chai" in (card.text or "")
    stage.telegram.edit(album[2], "")

    # then the card follows
    await stage.until(lambda: "and cold chai" not in (card.text or ""))
    (comment,) = await comments(stage)
    assert comment.text == "awful cups"


async def test_a_picture_that_comes_late_joins_its_album(stage: Stage) -> None:
    # given an album that has its case already when one more picture comes
    album = stage.telegram.say_album(stage.group, stage.rahul, ["terrible cups", None])
    card = await stage.card("terrible cups", label="Hide")
    late = stage.telegram.say(
        stage.group,
        stage.rahul,
        "and cold chai",
        media="photo",
        album_id=album[0].album_id,
    )
    await stage.until(lambda: "and cold chai" in (card.text or ""))

    # when the case is hidden
    await stage.press(stage.asha, card, "Hide")
    question = await stage.card("Delete this comment", label="Delete")
    await stage.press(stage.asha, question, "Delete")

    # then the late picture is gone too, and all was one comment
    await stage.until(lambda: all(part.is_deleted for part in (*album, late)))
    assert len(await comments(stage)) == 1


async def test_a_burst_by_one_author_is_one_case(stage: Stage) -> None:
    # given four messages in a row under one post
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    for text in ("hello", "my chai was cold", "terrible service", "where is my order?"):
        stage.telegram.say(stage.group, stage.rahul, text, reply_to=post)

    # when all are triaged
    card = await stage.card("terrible service")
    await stage.until(lambda: "where is my order?" in (card.text or ""))

    # then one card shows them, with the post it is about
    cards = [m for m in stage.telegram.chat(stage.desk).visible if m.is_by_bot]
    assert cards == [card]
    assert "Monsoon offer" in (card.text or "")


async def test_the_answer_goes_into_the_topic_of_the_comment(dark_stage: Stage) -> None:
    stage = dark_stage
    forum = stage.telegram.add_group(title="Chai forum", forum=True)
    stage.telegram.promote(stage.bot, forum, can_delete_messages=True)
    stage.group = forum
    await stage.start()
    # given a complaint in a topic
    topic = stage.telegram.add_topic(forum, "Orders")
    comment = stage.telegram.say(forum, stage.rahul, "my chai was cold", topic=topic)
    card = await stage.card("my chai was cold", label="Send 1")
    assert "Orders" in (card.text or "")

    # when it is answered
    await stage.press(stage.asha, card, "Send 1")

    # then the answer stands in that topic, under the comment
    answer = await stage.answer_under(comment)
    assert answer.thread_id == comment.thread_id


async def test_an_edit_that_changes_the_text_is_triaged_again(stage: Stage) -> None:
    # given a harmless remark
    remark = stage.telegram.say(stage.group, stage.rahul, "the chai was fine")
    await stage.clock.sleep(10)

    # when its author changes it into a complaint
    stage.telegram.edit(remark, "the chai was terrible")

    # then it has a card
    await stage.card("the chai was terrible")
    assert len(await comments(stage)) == 1


async def test_a_phantom_edit_changes_nothing(stage: Stage) -> None:
    # given a case that was dismissed
    complaint = stage.telegram.say(stage.group, stage.rahul, "the chai was terrible")
    card = await stage.card("the chai was terrible")
    await stage.press(stage.asha, card, "Dismiss")
    await stage.until(lambda: card.labels == [])

    # when a reaction arrives as an edit
    stage.telegram.phantom_edit(complaint)
    await stage.clock.sleep(30)

    # then nobody is troubled
    assert card.labels == []
    assert stage.told() == [card]


async def test_a_link_that_leads_elsewhere_after_an_edit_is_judged_anew(stage: Stage) -> None:
    # given a comment with a link behind a word
    text = "terrible chai, look here"

    def leads_to(url: str) -> list[dict[str, object]]:
        return [{"type": "text_link", "offset": 20, "length": 4, "url": url}]

    said = stage.telegram.say(
        stage.group, stage.rahul, text, entities=leads_to("https://chai.example/")
    )
    await stage.card("terrible chai")
    assert [one.links for one in await comments(stage)] == [("https://chai.example/",)]

    # when the words stay, and the link is another
    stage.telegram.edit(said, text, entities=leads_to("https://evil.example/"))

    # then it is known, and was looked at
    async with asyncio.timeout(30):
        while (await comments(stage))[0].links != ("https://evil.example/",):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        while (await comments(stage))[0].state is not CommentState.TRIAGED:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_what_is_said_without_text_has_a_card_with_its_words(stage: Stage) -> None:
    # when members send a poll and a contact
    stage.telegram.say(stage.group, stage.rahul, media="poll")
    stage.telegram.say(stage.group, stage.stranger, media="contact")

    # then the cards name the kinds, and show the words that stand there
    poll = await stage.card("How was the chai?")
    contact = await stage.card("Terrible Tea")
    assert "poll" in (poll.text or "")
    assert "cold and late" in (poll.text or "")
    assert "contact" in (contact.text or "")
    assert "+9198" in (contact.text or "")


async def test_only_members_write_comments(stage: Stage) -> None:
    # given a post, an anonymous admin, the channel itself, another bot and a service message
    other_bot = stage.telegram.add_user(first_name="Helper", username="other_bot", is_bot=True)
    post = stage.telegram.post(stage.channel, "terrible weather today")
    stage.telegram.promote(stage.ravi, stage.group, anonymous=True)
    stage.telegram.say(stage.group, stage.ravi, "terrible admin joke", anonymous_admin=True)
    stage.telegram.say(
        stage.group, stage.asha, "terrible channel joke", sender_chat=stage.channel, reply_to=post
    )
    stage.telegram.say(stage.group, other_bot, "terrible bot joke")
    stage.telegram.join(stage.telegram.add_user(first_name="New"), stage.group)

    # when a member and a foreign channel write
    foreign = stage.telegram.add_channel(title="Tea Blog")
    stage.telegram.say(stage.group, stage.rahul, "terrible chai")
    stage.telegram.say(stage.group, stage.stranger, "awful chai", sender_chat=foreign)
    await stage.card("terrible chai")
    await stage.card("awful chai")

    # then only these two are comments
    assert [one.text for one in await comments(stage)] == ["terrible chai", "awful chai"]


async def test_media_without_words_is_kept_and_a_voice_message_waits_to_be_heard(
    stage: Stage,
) -> None:
    stage.telegram.say(stage.group, stage.rahul, media="sticker")
    stage.telegram.say(stage.group, stage.stranger, media="voice")
    stage.telegram.say(stage.group, stage.rahul, "terrible chai")
    await stage.card("terrible chai")
    kinds = [one.media for one in await comments(stage)]
    assert kinds == ["sticker", "voice", ""]

    # the voice message is a case that somebody should hear, the sticker is none
    said = stage.telegram.say(stage.desk, stage.asha, "/queue")
    queue = await stage.telegram.wait_for_message(stage.desk, lambda m: m.reply_to is said)
    assert "voice" in queue.text
    assert "sticker" not in queue.text


async def test_a_private_message_is_a_comment_that_is_answered_privately(stage: Stage) -> None:
    # given somebody who writes to the bot
    message = stage.telegram.say_privately(stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    assert "Hide" not in card.labels

    # when it is answered
    await stage.press(stage.asha, card, "Send 1")

    # then the answer comes back in private
    answer = await stage.answer_under(message)
    assert answer.chat is stage.telegram.private_chat(stage.rahul)


async def test_a_group_that_becomes_a_supergroup_keeps_its_history(dark_stage: Stage) -> None:
    stage = dark_stage
    old = stage.telegram.add_group(title="Old chai group", basic=True)
    stage.telegram.promote(stage.bot, old, can_delete_messages=True)
    stage.group = old
    await stage.start()
    # given a complaint in the old group
    stage.telegram.say(old, stage.rahul, "terrible chai")
    await stage.card("terrible chai")

    # when the group migrates and the author complains again
    stage.group = stage.telegram.migrate(old)
    stage.telegram.promote(stage.bot, stage.group, can_delete_messages=True)
    fresh = stage.telegram.say(stage.group, stage.rahul, "my chai was cold again, awful")
    card = await stage.card("my chai was cold again", label="Write")

    # then it is the same author's case in the same community, and the answer arrives
    async with stage.store.reading() as tx:
        counts = await tx.counts()
    assert counts.comments == 2
    assert sum(counts.cases.values()) == 1
    await stage.press(stage.asha, card, "Write")
    prompt = await stage.desk_says("reply to this message", after=card)
    stage.telegram.say(stage.desk, stage.asha, "So sorry", reply_to=prompt)
    preview = await stage.card("So sorry", label="Send")
    await stage.press(stage.asha, preview, "Send")
    assert (await stage.answer_under(fresh)).text == "So sorry"


async def test_a_comment_that_breaks_the_model_is_kept_as_unsure_and_stops_nobody(
    stage: Stage,
) -> None:
    stage.telegram.say(stage.group, stage.rahul, "unspeakable words")
    stage.telegram.say(stage.group, stage.stranger, "terrible chai")
    await stage.card("terrible chai")

    said = stage.telegram.say(stage.desk, stage.asha, "/queue")
    queue = await stage.telegram.wait_for_message(stage.desk, lambda m: m.reply_to is said)
    assert "unspeakable words" in queue.text


async def test_names_and_texts_cannot_break_a_card(stage: Stage) -> None:
    # given a hostile name and a hostile text
    hostile = stage.telegram.add_user(first_name="<b>\u202eEvil</b>", last_name="&amp;</a>")
    text = "terrible <a href='x'>&\u202e\u200f " + "😡" * 2000
    stage.telegram.say(stage.group, hostile, text)

    # when the card comes
    card = await stage.card("terrible")

    # then everything is shown as it was written, without direction tricks
    assert "<b>" in (card.text or "")
    assert "\u202e" not in (card.text or "")
    assert stage.telegram.violations == []
