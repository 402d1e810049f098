"""The desk's cards are sorted into topics of its group, and survive what people do to those."""

from __future__ import annotations

import pytest

from bot.sections import Alike
from bot.services.outbox import LIMITED
from bot.simulator.faults import Fault
from bot.simulator.rendering import message_json
from bot.simulator.state import Chat, Message
from bot.triage_sections import Condition, TriageRule
from tests.flows.stage import Stage, with_both_libraries

RIGHTS = {"can_delete_messages": True, "can_pin_messages": True, "can_manage_topics": True}


@pytest.fixture
async def forum(dark_stage: Stage) -> Stage:
    """A desk whose group has topics, sorted by lane, and that is not started yet."""
    dark_stage.desk.is_forum = True
    dark_stage.telegram.promote(dark_stage.bot, dark_stage.desk, **RIGHTS)
    # the first message's number stands for General
    dark_stage.telegram.say(dark_stage.desk, dark_stage.asha, "welcome")
    dark_stage.topics = "lanes"
    return dark_stage


def topics(desk: Chat) -> dict[str, Message]:
    """The topics that stand, by the titles that they have now."""
    return {
        desk.topic_names.get(one.message_id, one.service["forum_topic_created"]["name"]): one
        for one in desk.topics()
    }


def title_of(message: Message) -> str:
    """The topic that a message stands in."""
    for title, one in topics(message.chat).items():
        if one.message_id == message.thread_id:
            return title
    assert message.thread_id is None or not message.is_topic_message
    return "General"


def made(stage: Stage) -> list[str]:
    """Titles of the topics that were asked for, in their order."""
    return [str(call.params["name"]) for call in stage.telegram.calls_of("createForumTopic")]


async def a_private_chat_of(stage: Stage) -> Chat:
    """Asha has written to the bot, so leads are told there."""
    stage.telegram.say_privately(stage.asha, "/help")
    chat = stage.telegram.private_chat(stage.asha)
    await stage.telegram.wait_for_message(chat, lambda m: m.is_by_bot and "/queue" in m.text)
    return chat


def told_privately(chat: Chat, words: str) -> list[Message]:
    return [m for m in chat.visible if m.is_by_bot and words in m.text]


@with_both_libraries
async def test_each_lane_has_a_topic_and_what_belongs_to_a_card_stands_with_it(
    forum: Stage,
) -> None:
    stage = forum
    # given comments of three lanes, two of one of them
    for name, words in (
        ("Al", "my chai was cold"),
        ("Bo", "awful service"),
        ("Cy", "where is the menu?"),
        ("Di", "casino bonus"),
    ):
        stage.telegram.say(stage.group, stage.telegram.add_user(first_name=name), words)
    await stage.start()

    # then each is in its lane's topic, which was made once
    cold = await stage.card("my chai was cold")
    cards = {
        "Complaints": [cold, await stage.card("awful service")],
        "Questions": [await stage.card("where is the menu?")],
        "Spam": [await stage.card("casino bonus", label="Look")],
    }
    for title, there in cards.items():
        assert {title_of(card) for card in there} == {title}
    assert sorted(made(stage)) == sorted(cards)
    icon = topics(stage.desk)["Complaints"].service["forum_topic_created"]
    assert icon["icon_color"] == 16478047

    # and what is said about a card stays with it; the board does not
    stage.telegram.say(
        stage.desk, stage.ravi, "so sorry", reply_to=cold, topic=topics(stage.desk)["Complaints"]
    )
    offer = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and "Use as answer" in m.labels
    )
    await stage.press(stage.ravi, offer, "Use as answer")
    preview = await stage.desk_says("so sorry")
    assert (title_of(offer), title_of(preview)) == ("Complaints", "Complaints")
    board = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and "Mine" in m.labels
    )
    assert title_of(board) == "General"


async def test_a_command_is_answered_where_it_was_asked_and_a_card_moves_when_it_comes_back(
    forum: Stage,
) -> None:
    stage = forum
    await stage.start()
    comment = stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    question = await stage.card("where is the menu?")
    talk = stage.telegram.add_topic(stage.desk, "Talk")

    # when managers ask in a topic of their own, also for the card
    stage.telegram.say(stage.desk, stage.asha, "/who", topic=talk)
    team = await stage.desk_says("Mira")
    stage.telegram.say(stage.desk, stage.ravi, "/next", topic=talk)
    await stage.until(lambda: question.is_deleted)
    taken = await stage.card("where is the menu?", label="Release")

    # then it comes there, and stays there as another lane's
    assert (title_of(team), title_of(taken)) == ("Talk", "Talk")
    stage.telegram.edit(comment, "awful, where is the menu?")
    await stage.until(lambda: "Complaint" in taken.text)
    shown = [m for m in stage.desk.visible if "where is the menu" in m.text and m.labels]
    assert shown == [taken]
    await stage.press(stage.ravi, taken, "Dismiss")
    await stage.until(lambda: "Dismiss" not in taken.labels)

    # and where it belongs when it comes back
    stage.telegram.say(stage.group, stage.rahul, "terrible, still no answer")
    back = await stage.card("terrible, still no answer")
    assert title_of(back) == "Complaints"
    assert made(stage) == ["Questions", "Complaints"]


async def test_a_deleted_topic_is_made_again_once_with_all_its_open_cards(forum: Stage) -> None:
    stage = forum
    await stage.start()
    people = [stage.telegram.add_user(first_name=name) for name in ("Al", "Bo", "Cy")]
    for one in people:
        stage.telegram.say(stage.group, one, f"cold chai for {one.first_name}")
    old = [await stage.card(f"cold chai for {one.first_name}") for one in people]
    await stage.press(stage.ravi, old[0], "Dismiss")
    await stage.until(lambda: "Dismiss" not in old[0].labels)

    # when somebody deletes the topic, and another complaint comes
    stage.telegram.delete_topic(topics(stage.desk)["Complaints"])
    stage.telegram.say(stage.group, stage.rahul, "cold chai for Rahul")

    # then one new topic holds it, and those that were open
    names = ("Bo", "Cy", "Rahul")
    cards = [await stage.card(f"cold chai for {name}") for name in names]
    assert {title_of(card) for card in cards} == {"Complaints"}
    assert made(stage) == ["Complaints", "Complaints"]
    assert not [m for m in stage.desk.visible if "cold chai for Al" in m.text]

    # and they work as before
    await stage.press(stage.mira, cards[0], "Claim")
    await stage.until(lambda: "Release" in cards[0].labels)


async def test_topics_share_the_budget_of_their_group(forum: Stage) -> None:
    stage = forum
    # given more than a minute's budget, the making of three topics included
    words = ("my chai was cold", "where is the menu?", "you idiot")
    for number in range(21):
        who = stage.telegram.add_user(first_name=f"Guest {number}")
        stage.telegram.say(stage.group, who, f"{words[number % 3]} {number}")
    await stage.start()

    await stage.until(lambda: len([m for m in stage.told() if "Dismiss" in m.labels]) == 21)

    # then all have come, each once, and Telegram never had to ask for a pause
    cards = [m for m in stage.told() if "Dismiss" in m.labels]
    assert {title_of(card) for card in cards} == {"Complaints", "Questions", "Abuse"}
    assert len(made(stage)) == 3
    async with stage.store.reading() as tx:
        assert await tx.directory.values(LIMITED) == {}


async def test_without_the_right_cards_come_into_general_until_it_is_given(forum: Stage) -> None:
    stage = forum
    stage.telegram.promote(stage.bot, stage.desk, can_delete_messages=True, can_pin_messages=True)
    await stage.start()
    private = await a_private_chat_of(stage)

    # given two cards that no topic can be made for
    for name in ("Al", "Bo"):
        who = stage.telegram.add_user(first_name=name)
        stage.telegram.say(stage.group, who, f"cold chai for {name}")
        assert title_of(await stage.card(f"cold chai for {name}")) == "General"
    assert made(stage) == ["Complaints"]

    # when the right is given
    await stage.until(lambda: bool(told_privately(private, "Manage topics")))
    stage.telegram.promote(stage.bot, stage.desk, **RIGHTS)
    await stage.until(lambda: stage.telegram.pending_updates(stage.bot) == 0)
    stage.telegram.say(stage.group, stage.rahul, "cold chai for Rahul")

    # then the next one has its topic, and a lead was told once
    assert title_of(await stage.card("cold chai for Rahul")) == "Complaints"
    assert len(told_privately(private, "Manage topics")) == 1


async def test_a_group_that_gives_up_its_topics_is_one_chat_again(forum: Stage) -> None:
    stage = forum
    await stage.start()
    private = await a_private_chat_of(stage)
    stage.telegram.say(stage.group, stage.telegram.add_user(first_name="Al"), "cold chai for Al")
    first = await stage.card("cold chai for Al")
    assert title_of(first) == "Complaints"

    # when the topics are switched off
    stage.desk.is_forum = False
    stage.telegram.say(stage.group, stage.telegram.add_user(first_name="Bo"), "cold chai for Bo")
    plain = await stage.card("cold chai for Bo")
    await stage.until(lambda: bool(told_privately(private, "no topics")))

    # then cards come as before, the old one is still there, and it is said once
    assert plain.thread_id is None
    stage.telegram.say(stage.desk, stage.asha, "/who")
    await stage.desk_says("Mira")
    assert len([m for m in stage.told() if "cold chai for Al" in m.text]) == 1
    assert len(told_privately(private, "no topics")) == 1

    # and they are used again when they are back
    stage.desk.is_forum = True
    asked = stage.telegram.say(stage.desk, stage.asha, "/who")
    await stage.desk_says("Mira", after=asked)
    stage.telegram.say(stage.group, stage.rahul, "cold chai for Rahul")
    assert title_of(await stage.card("cold chai for Rahul")) == "Complaints"
    assert len(topics(stage.desk)) == 1


async def test_a_closed_topic_is_told_once_and_answered_in_general(forum: Stage) -> None:
    stage = forum
    # given a topic of somebody else's that only admins may write in
    stage.telegram.promote(stage.bot, stage.desk, can_delete_messages=True, can_pin_messages=True)
    talk = stage.telegram.add_topic(stage.desk, "Talk")
    stage.desk.closed_topics.add(talk.message_id)
    await stage.start()

    asked = [stage.telegram.say(stage.desk, stage.asha, "/who", topic=talk) for _ in range(2)]

    answer = await stage.desk_says("Mira", after=asked[-1])
    second = await stage.desk_says("Mira", after=answer)
    assert (title_of(answer), title_of(second)) == ("General", "General")
    await stage.desk_says("A topic in this group is closed")
    assert len([m for m in stage.told() if "is closed" in m.text]) == 1

    # and it is written into again once it is open
    stage.desk.closed_topics.clear()
    reopened = message_json(stage.telegram.say(stage.desk, stage.asha, "…", topic=talk))
    stage.telegram.inject({"message": reopened | {"forum_topic_reopened": {}}})
    asked_again = stage.telegram.say(stage.desk, stage.asha, "/who", topic=talk)
    assert title_of(await stage.desk_says("Mira", after=asked_again)) == "Talk"


async def test_a_lead_sorts_by_community_and_the_topic_follows_its_title(forum: Stage) -> None:
    stage = forum
    stage.topics = ""
    await stage.start()
    stage.telegram.say(stage.group, stage.telegram.add_user(first_name="Al"), "cold chai for Al")
    stands = await stage.card("cold chai for Al")
    assert title_of(stands) == "General"

    # when a lead asks for it; others may not
    stage.telegram.say(stage.desk, stage.ravi, "/topics")
    await stage.desk_says("lead")
    stage.telegram.say(stage.desk, stage.asha, "/topics")
    page = await stage.desk_says("All cards come into one chat")
    assert "lead" in await stage.press(stage.ravi, page, "By community")
    await stage.press(stage.asha, page, "By community")
    await stage.until(lambda: "sorted by community" in page.text)

    # then new cards go there, although the topic has to wait, and the bot is stopped meanwhile
    stage.telegram.faults.next("createForumTopic", Fault.FLOOD, retry_after=30)
    stage.telegram.say(stage.group, stage.telegram.add_user(first_name="Bo"), "cold chai for Bo")
    await stage.until(lambda: len(made(stage)) == 1)
    await stage.stop()
    await stage.start()
    moved = await stage.card("cold chai for Bo")
    assert (title_of(moved), title_of(stands)) == ("Chai Adda chat", "General")

    # and the topic takes the title that the community gets
    stage.group.title = "Chai Adda friends"
    stage.telegram.say(stage.group, stage.telegram.add_user(first_name="Cy"), "cold chai for Cy")
    await stage.card("cold chai for Cy")
    await stage.until(lambda: set(topics(stage.desk)) == {"Chai Adda friends"})

    # and switched off again, cards come into one chat
    await stage.press(stage.asha, page, "One chat")
    stage.telegram.say(stage.group, stage.rahul, "cold chai for Rahul")
    assert title_of(await stage.card("cold chai for Rahul")) == "General"


async def test_the_card_of_several_stands_in_its_topic_and_comes_back_with_it(
    forum: Stage,
) -> None:
    stage = forum
    stage.alike = Alike()
    await stage.start()
    await stage.until_indexed()
    # given three who complain of the same
    for name in ("Al", "Bo", "Cy"):
        person = stage.telegram.add_user(first_name=name)
        stage.telegram.say(stage.group, person, "my chai was cold again today")
    card = await stage.card("3 people complain of this", label="One by one")
    assert title_of(card) == "Complaints"

    # when somebody deletes the topic, and a fourth one comes
    stage.telegram.delete_topic(topics(stage.desk)["Complaints"])
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold again today")

    # then their card stands in a new one
    again = await stage.card("4 people complain of this", label="One by one")
    assert title_of(again) == "Complaints"
    assert again.message_id > card.message_id


MONEY = TriageRule(name="money", when=Condition(contains=("refund",)), desk_topic="Payments")


async def test_a_rule_sends_cards_into_a_topic_of_their_own_however_others_are_sorted(
    forum: Stage,
) -> None:
    stage = forum
    # given a desk that sorts nothing, and a rule that names a topic
    stage.topics = ""
    stage.rules = (MONEY,)
    await stage.start()

    # when one comment is for it, and another is not
    al, bo = (stage.telegram.add_user(first_name=name) for name in ("Al", "Bo"))
    stage.telegram.say(stage.group, al, "awful, where is my refund?")
    money = await stage.card("where is my refund?")
    stage.telegram.say(stage.group, bo, "my chai was cold")
    other = await stage.card("my chai was cold")

    # then each card stands where it belongs, and what is said of the case stands with it
    assert (title_of(money), title_of(other)) == ("Payments", "General")
    await stage.press(stage.ravi, money, "Claim")
    stage.telegram.say(
        stage.desk, stage.ravi, "so sorry", reply_to=money, topic=topics(stage.desk)["Payments"]
    )
    offer = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and "Use as answer" in m.labels
    )
    assert title_of(offer) == "Payments"

    # and leads see it among the topics, and that it was made once
    asked = stage.telegram.say(stage.desk, stage.asha, "/topics")
    page = await stage.desk_says("1 topic so far", after=asked)
    assert "Payments" in page.text
    assert made(stage) == ["Payments"]


async def test_a_case_that_a_later_word_brings_under_a_rule_moves_when_it_comes_back(
    forum: Stage,
) -> None:
    stage = forum
    stage.rules = (MONEY,)
    await stage.start()

    # given a case with a card among the complaints, which is dismissed
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold")
    assert title_of(card) == "Complaints"
    await stage.press(stage.asha, card, "Dismiss")
    await stage.until(lambda: "Dismiss" not in card.labels)

    # when its author goes on about money
    stage.telegram.say(stage.group, stage.rahul, "awful, I want a refund")

    # then the new card stands in the rule's topic
    assert title_of(await stage.card("I want a refund", label="Claim")) == "Payments"


async def test_where_a_group_has_no_topics_a_rule_changes_nothing_and_leads_are_told(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.telegram.promote(stage.bot, stage.desk, **RIGHTS)
    stage.rules = (MONEY,)
    await stage.start()
    private = await a_private_chat_of(stage)

    # when a comment is for the rule's topic
    stage.telegram.say(stage.group, stage.rahul, "awful, where is my refund?")

    # then its card comes as all others do
    card = await stage.card("where is my refund?")
    assert card.thread_id is None
    await stage.until(lambda: bool(told_privately(private, "no topics")))
