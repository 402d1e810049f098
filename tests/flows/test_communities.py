"""A new group becomes a community by one tap, is watched first, and nobody types an id."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

from bot.domain.comment import Community, CommunityMode
from bot.services.desk.newcomers import SEEN_CHAT
from bot.services.desk.watching import SINCE
from bot.simulator.state import Chat, Message
from tests.flows.stage import Stage, with_both_libraries


async def communities(stage: Stage) -> list[Community]:
    """Those that are groups."""
    async with stage.store.reading() as tx:
        found = await tx.directory.communities(stage.bot.id)
    return [one for one in found if not one.is_private]


async def mode_of(stage: Stage, title: str) -> CommunityMode:
    return next(one.mode for one in await communities(stage) if one.title == title)


def a_new_group(stage: Stage, title: str = "Momo Fans", **rights: bool) -> Chat:
    group = stage.telegram.add_group(title=title)
    stage.telegram.promote(stage.bot, group, **rights)
    return group


async def an_offer(stage: Stage, title: str = "Momo Fans") -> Message:
    return await stage.telegram.wait_for_message(
        stage.desk,
        lambda m: m.is_by_bot and title in m.text and "👁 Watch it" in m.labels,
    )


async def a_page(stage: Stage, words: str, label: str) -> Message:
    """A message in the desk that says these words and has that button."""
    return await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and words in m.text and label in m.labels
    )


async def the_list(stage: Stage) -> Message:
    asked = stage.telegram.say(stage.desk, stage.asha, "/communities")
    return await stage.desk_says("the last 7 days", after=asked)


@with_both_libraries
async def test_a_new_group_is_offered_with_what_the_bot_lacks_and_watched_by_one_tap(
    stage: Stage,
) -> None:
    # given a group that the bot was made an admin of, without the right to ban
    group = a_new_group(stage, can_delete_messages=True)
    offer = await an_offer(stage)
    assert "Telegram added me to Momo Fans" in offer.text
    assert "Ban users" in offer.text
    assert "Delete messages" not in offer.text

    # when a lead taps once
    told = await stage.press(stage.asha, offer, "👁 Watch it")

    # then it is a community that is watched, of unknown languages
    assert "community now" in told
    new = next(one for one in await communities(stage) if one.chat_id == group.id)
    assert (new.title, new.mode, new.languages) == ("Momo Fans", CommunityMode.WATCH, ())
    await a_page(stage, "watching", "▶️ Go live")


async def test_a_lead_who_has_started_the_bot_is_asked_in_private(stage: Stage) -> None:
    # given a lead with a private chat
    stage.telegram.say_privately(stage.asha, "/help")
    private = stage.telegram.private_chat(stage.asha)
    await stage.telegram.wait_for_message(private, lambda m: m.is_by_bot)

    # when the bot is added to a group
    a_new_group(stage)
    offer = await stage.telegram.wait_for_message(private, lambda m: "👁 Watch it" in m.labels)

    # then the lead decides there, and the desk hears nothing
    await stage.press(stage.asha, offer, "👁 Watch it")
    assert await mode_of(stage, "Momo Fans") is CommunityMode.WATCH
    assert not [m for m in stage.telegram.chat(stage.desk).messages if "Momo" in m.text]


async def test_nothing_public_happens_before_a_lead_goes_live(stage: Stage) -> None:
    # given a new community
    group = a_new_group(stage)
    offer = await an_offer(stage)
    await stage.press(stage.asha, offer, "👁 Watch it")
    stage.telegram.join(stage.rahul, group)

    # when members complain while it is watched, and again when it is live
    stage.telegram.say(group, stage.rahul, "my momo was cold")
    await stage.clock.sleep(20)
    assert not [m for m in stage.desk.messages if "my momo" in m.text]
    page = await a_page(stage, "Momo Fans", "▶️ Go live")
    assert "Live" in await stage.press(stage.asha, page, "▶️ Go live")
    stage.telegram.say(group, stage.stranger, "my chutney was cold")

    # then only the second one has a card
    await stage.card("my chutney was cold")
    assert not [m for m in stage.desk.messages if "my momo was" in m.text]


async def test_somebody_who_is_no_lead_decides_nothing(stage: Stage) -> None:
    a_new_group(stage)
    offer = await an_offer(stage)

    assert "lead" in await stage.press(stage.ravi, offer, "👁 Watch it")
    assert "lead" in await stage.press(stage.ravi, offer, "🚪 Leave")

    assert len(await communities(stage)) == 1


async def test_two_leads_at_once_make_one_community(stage: Stage) -> None:
    # given an offer that stands twice, because the bot got more rights meanwhile
    group = a_new_group(stage, can_delete_messages=True)
    first = await an_offer(stage)
    stage.telegram.promote(stage.bot, group)
    second = await stage.desk_says("all the rights", after=first)

    # when both are pressed
    told = [await stage.press(stage.asha, one, "👁 Watch it") for one in (first, second)]

    # then there is one community
    assert "already" in told[1]
    assert [one.chat_id for one in await communities(stage)].count(group.id) == 1


async def test_an_offer_outlives_a_restart_and_is_made_once(stage: Stage) -> None:
    a_new_group(stage)
    offer = await an_offer(stage)

    await stage.stop()
    await stage.start()
    await stage.clock.sleep(30)

    assert len([m for m in stage.desk.messages if "Momo Fans" in m.text]) == 1
    await stage.press(stage.asha, offer, "👁 Watch it")
    assert await mode_of(stage, "Momo Fans") is CommunityMode.WATCH


async def test_what_nobody_could_be_told_is_in_the_list(dark_stage: Stage) -> None:
    # given a bot that was added to a group before there was a desk
    stage = dark_stage
    stage.has_desk = False
    a_new_group(stage)
    await stage.start()
    await stage.clock.sleep(20)

    # when a lead makes a desk
    stage.telegram.say(stage.desk, stage.asha, "/here")

    # then the group is offered there, and the desk itself is not
    await an_offer(stage)
    asked = stage.telegram.say(stage.desk, stage.asha, "/communities")
    page = await stage.desk_says("Nobody has decided", after=asked)
    assert "👁 Watch Momo Fans" in page.labels
    assert "👁 Watch Desk" not in page.labels
    assert not [m for m in stage.desk.messages if "added me to Desk" in m.text]


async def test_a_desk_that_was_taken_for_a_community_can_become_the_desk(
    dark_stage: Stage,
) -> None:
    # given a lead without a desk, who has the managers' group watched by mistake
    stage = dark_stage
    stage.has_desk = False
    await stage.start()
    stage.telegram.say_privately(stage.asha, "/help")
    private = stage.telegram.private_chat(stage.asha)
    offer = await stage.telegram.wait_for_message(private, lambda m: "👁 Watch it" in m.labels)
    assert "write /here there instead" in offer.text
    await stage.press(stage.asha, offer, "👁 Watch it")

    # when they write /here there after all
    stage.telegram.say(stage.desk, stage.asha, "/here")
    await stage.desk_says("This group is the desk now")

    # then it is the desk, and no community that somebody could leave
    asked = stage.telegram.say(stage.desk, stage.asha, "/communities")
    page = await stage.desk_says("the last 7 days", after=asked)
    assert "Desk" not in page.labels
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.card("my chai was cold")


async def test_the_user_name_of_a_new_community_is_learnt_from_its_comments(
    stage: Stage,
) -> None:
    group = stage.telegram.add_group(title="Momo Fans", username="momo_fans")
    stage.telegram.promote(stage.bot, group)
    await stage.press(stage.asha, await an_offer(stage), "👁 Watch it")

    stage.telegram.say(group, stage.rahul, "hello")
    await stage.clock.sleep(10)

    assert "momo_fans" in [one.username for one in await communities(stage)]


async def test_a_group_that_moved_between_offer_and_tap_is_adopted_where_it_is(
    stage: Stage,
) -> None:
    group = stage.telegram.add_group(title="Momo Fans", basic=True)
    stage.telegram.promote(stage.bot, group)
    offer = await an_offer(stage)

    successor = stage.telegram.migrate(group)
    await stage.clock.sleep(10)
    await stage.press(stage.asha, offer, "👁 Watch it")

    assert successor.id in [one.chat_id for one in await communities(stage)]
    assert group.id not in [one.chat_id for one in await communities(stage)]


async def test_channels_and_the_desk_are_not_offered(stage: Stage) -> None:
    stage.telegram.promote(stage.bot, stage.channel, can_post_messages=True)
    stage.telegram.promote(stage.bot, stage.desk, can_delete_messages=True)
    stage.telegram.post(stage.channel, "Monsoon offer")

    await stage.clock.sleep(40)

    assert not [m for m in stage.desk.messages if "added me to" in m.text]
    # nor does the doctor tell that somebody has to decide about the channel
    async with stage.store.of_bot(stage.bot.id).reading() as tx:
        assert str(stage.channel.id) not in await tx.directory.values(SEEN_CHAT)


@with_both_libraries
async def test_leave_turns_a_group_down(stage: Stage) -> None:
    group = a_new_group(stage)
    offer = await an_offer(stage)

    await stage.press(stage.asha, offer, "🚪 Leave")

    await stage.until(lambda: not group.members[stage.bot.id].is_inside)
    await stage.until(lambda: "had me leave" in offer.text)
    assert len(await communities(stage)) == 1


async def test_an_offer_is_void_when_the_bot_is_out_again(stage: Stage) -> None:
    group = a_new_group(stage)
    offer = await an_offer(stage)

    stage.telegram.kick(stage.bot, group)
    await stage.desk_says("taken out of Momo Fans", after=offer)

    assert "not in that group" in await stage.press(stage.asha, offer, "👁 Watch it")
    assert len(await communities(stage)) == 1


async def test_a_community_that_throws_the_bot_out_is_paused_and_keeps_its_rows(
    stage: Stage,
) -> None:
    # given a live community with a comment
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.card("my chai was cold")

    # when the bot is thrown out
    stage.telegram.kick(stage.bot, stage.group)
    told = await stage.desk_says("I was removed from")

    # then the community is paused, and what was written is still there
    assert await mode_of(stage, "Chai Adda chat") is CommunityMode.PAUSED
    async with stage.store.reading() as tx:
        assert (await tx.counts()).comments == 1

    # and when it is added again, a lead is asked what to do
    stage.telegram.promote(stage.bot, stage.group)
    back = await stage.desk_says("again. What shall I do", after=told)
    await stage.press(stage.asha, back, "▶️ Go live")
    assert await mode_of(stage, "Chai Adda chat") is CommunityMode.LIVE


async def test_the_list_tells_mode_and_load_of_each_community(stage: Stage) -> None:
    # given two complaints of one author, a question and chatter
    for text in ("my chai was cold", "awful", "good morning"):
        stage.telegram.say(stage.group, stage.rahul, text)
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")
    await stage.card("awful")

    page = await the_list(stage)

    assert "Chai Adda chat, live" in page.text
    assert "4 comments, 2 worth a card" in page.text
    assert "🔴2 ❓1 ▫️1" in page.text


async def test_a_paused_community_keeps_nothing_new_but_open_cases_go_on(stage: Stage) -> None:
    # given a card, and a lead who pauses the community
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    page = await the_list(stage)
    await stage.press(stage.asha, page, "Chai Adda chat")
    page = await a_page(stage, "Chai Adda chat", "⏸ Pause")
    assert "not kept" in await stage.press(stage.asha, page, "⏸ Pause")

    # when members go on writing, and one changes the comment of the card
    stage.telegram.say(stage.group, stage.stranger, "my samosa was cold")
    stage.telegram.edit(comment, "my chai was cold and terrible")

    # then the card follows the change, can be answered, and nothing new is kept
    await stage.card("cold and terrible", label="Send 1")
    await stage.press(stage.ravi, card, "Send 1")
    await stage.answer_under(comment)
    async with stage.store.reading() as tx:
        assert (await tx.counts()).comments == 1


async def test_leaving_a_community_is_asked_twice_and_is_no_alarm(stage: Stage) -> None:
    page = await the_list(stage)
    await stage.press(stage.asha, page, "Chai Adda")
    page = await a_page(stage, "Chai Adda", "🚪 Leave")

    # when a lead stays first, and leaves then
    await stage.press(stage.asha, page, "🚪 Leave")
    await a_page(stage, "Shall I leave", "Stay")
    await stage.press(stage.asha, page, "Stay")
    await a_page(stage, "Chai Adda", "⏸ Pause")
    assert stage.group.members[stage.bot.id].is_inside
    await stage.press(stage.asha, page, "🚪 Leave")
    await a_page(stage, "Shall I leave", "Stay")
    await stage.press(stage.asha, page, "🚪 Leave")

    # then the bot is gone, and says so in the list only
    await stage.until(lambda: not stage.group.members[stage.bot.id].is_inside)
    await stage.clock.sleep(20)
    assert await mode_of(stage, "Chai Adda") is CommunityMode.PAUSED
    assert "I am not there" in (await the_list(stage)).text
    assert not [m for m in stage.desk.messages if "I was removed" in m.text]


async def test_the_first_day_and_the_first_week_of_watching_are_told_once_each(
    dark_stage: Stage,
) -> None:
    # given a community that is watched
    stage = dark_stage
    stage.mode = CommunityMode.WATCH
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.clock.sleep(20)

    async def watched_for(length: timedelta) -> None:
        async with stage.store.writing() as tx:
            since = stage.clock.now() - length
            await tx.directory.set_value(f"{SINCE}1", since.isoformat())

    # when a day has gone by, and a week
    await watched_for(timedelta(hours=25))
    first = await a_page(stage, "for a day", "▶️ Go live")
    assert "1 comment, 1 would be a card" in first.text
    await stage.clock.sleep(30)
    await watched_for(timedelta(days=7))
    second = await a_page(stage, "for a week", "▶️ Go live")
    await stage.clock.sleep(30)

    # then each was told once, and `Go live` is one tap away
    assert len([m for m in stage.desk.messages if "I have watched" in m.text]) == 2
    await stage.press(stage.asha, second, "▶️ Go live")
    stage.telegram.say(stage.group, stage.stranger, "my samosa was cold")
    await stage.card("my samosa was cold")


async def test_who_decided_is_known_afterwards(stage: Stage) -> None:
    a_new_group(stage)
    offer = await an_offer(stage)
    await stage.press(stage.asha, offer, "👁 Watch it")
    page = await a_page(stage, "Momo Fans", "▶️ Go live")
    await stage.press(stage.asha, page, "▶️ Go live")

    with closing(sqlite3.connect(stage.folder / "jawab.db")) as database:
        rows = database.execute("SELECT by_name, action, detail FROM audit ORDER BY id")
        assert rows.fetchall() == [
            ("Asha", "community_adopted", "Momo Fans"),
            ("Asha", "community_mode", "Momo Fans: watch → live"),
        ]
