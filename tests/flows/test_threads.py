"""What stands around a comment: who only agrees, and which question a member has answered."""

from __future__ import annotations

from functools import partial

from bot.domain.answered_by_members import MEMBER_ANSWERED
from bot.domain.ids import CaseId, ChatId, MessageId, MessageRef
from bot.domain.lane import Lane
from bot.sections import Alike
from bot.simulator.state import Message
from replies.types import Library
from tests.flows.stage import LIBRARY, Stage


def says(stage: Stage, name: str, words: str, to: Message) -> Message:
    return stage.telegram.say(
        stage.group, stage.telegram.add_user(first_name=name), words, reply_to=to
    )


async def test_who_only_agrees_has_the_case_and_the_answer_of_what_they_agree_with(
    stage: Stage,
) -> None:
    await stage.until_indexed()
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    # given a complaint, and somebody who answers to it with two words
    complaint = says(stage, "Uma", "my chai was cold", post)
    await stage.card("Uma")
    agreeing = says(stage, "Om", "same here 😡", complaint)

    # then there is a card that shows both, why it is there, and what answers the complaint
    card = await stage.card("same here")
    assert "🔴 Complaint" in card.text
    assert "my chai was cold" in card.text
    assert "agrees with: #1" in card.text
    await stage.press(stage.asha, card, "Send 1")
    answer = await stage.answer_under(agreeing)
    assert answer.text == "Om, sorry for the cold chai. We are on it."

    # and so it is for whoever agrees with the comment just above without answering to it
    says(stage, "Tara", "when does my order come?", post)
    await stage.card("Tara")
    says(stage, "Dev", "+1", post)
    question = await stage.card("+1")
    assert "❓ Question" in question.text
    assert "when does my order come?" in question.text


async def test_agreeing_with_praise_with_chatter_or_with_oneself_makes_no_case(
    stage: Stage,
) -> None:
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    # given praise, chatter and a complaint, each followed by words that only agree
    praise = says(stage, "Uma", "love this chai", post)
    says(stage, "Om", "same here", praise)
    says(stage, "Ira", "me too ❤️", praise)
    chatter = says(stage, "Tara", "we were there on Monday", post)
    says(stage, "Dev", "mere saath bhi", chatter)
    complaint = says(stage, "Rita", "terrible service", post)
    stage.telegram.say(stage.group, complaint.sender, "+1", reply_to=complaint)
    await stage.card("Rita")

    # when all of it has been looked at
    async def looked_at() -> list[Lane | None]:
        async with stage.store.reading() as tx:
            found = [await tx.comments.at(_ref(stage, m)) for m in _members(stage)]
        return [one.lane if one else None for one in found]

    while None in (lanes := await looked_at()):
        await stage.clock.sleep(1)

    # then only the complaint is somebody's work
    assert lanes == [
        Lane.PRAISE,
        Lane.PRAISE,
        Lane.PRAISE,
        Lane.NONE,
        Lane.NONE,
        Lane.COMPLAINT,
        Lane.NONE,
    ]
    assert len([m for m in stage.told() if "Dismiss" in m.labels]) == 1


async def test_a_question_that_a_member_answered_comes_later_and_says_so(stage: Stage) -> None:
    offer = stage.telegram.post(stage.channel, "Monsoon offer")
    hours = stage.telegram.post(stage.channel, "New opening hours")
    # given two questions under one post, and one under another
    asked = says(stage, "Uma", "where is the shop?", offer)
    says(stage, "Om", "how much is the large one?", offer)
    says(stage, "Tara", "open on Sunday?", hours)
    card = await stage.card("Uma")
    await stage.card("Tara")

    # when its author goes on, somebody only nods, and then somebody answers
    stage.telegram.say(stage.group, asked.sender, "I am in the old town", reply_to=asked)
    says(stage, "Ira", "ok", asked)
    says(stage, "Dev", "behind the station, next to the bakery", asked)

    # then the card says so, once, and the case comes after the others
    await stage.until(lambda: "a member answered" in card.text)
    async with stage.store.reading() as tx:
        cases = [await tx.cases.get(CaseId(number)) for number in (1, 2)]
        rows = await tx.cases.audit_of(CaseId(1))
    assert cases[0].priority < cases[1].priority
    assert [reason for reason in cases[0].reasons if reason == MEMBER_ANSWERED] == [
        MEMBER_ANSWERED
    ]
    assert [row.action for row in rows] == ["answered_by_member"]

    # and the list by post has the post with more questions first
    stage.telegram.say(stage.desk, stage.mira, "/unanswered")
    listed = await stage.desk_says("3 questions without an answer")
    assert listed.text.index("Monsoon offer") < listed.text.index("New opening hours")
    answered = next(line for line in listed.text.splitlines() if line.startswith("Uma"))
    assert "a member answered" in answered


async def test_whoever_agrees_joins_those_who_said_it_in_full(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.alike = Alike(least=2)
    stage.starter = partial(Library, replies=LIBRARY)
    await stage.start()
    await stage.until_indexed()
    post = stage.telegram.post(stage.channel, "Monsoon offer")

    # given a complaint, and two who agree with it
    complaint = says(stage, "Uma", "my chai was cold", post)
    await stage.card("Uma")
    says(stage, "Om", "same here", complaint)
    says(stage, "Tara", "и у меня", complaint)

    # then all three stand on one card, and a newcomer who says it in full joins them
    card = await stage.card("3 people complain of this", label="One by one")
    says(stage, "Dev", "my chai was cold", post)
    await stage.until(lambda: "4 people complain of this" in card.text)
    assert "same here" in card.text


def _members(stage: Stage) -> list[Message]:
    posts = ("Monsoon offer",)
    return [
        m
        for m in stage.telegram.chat(stage.group).messages
        if not m.is_by_bot and m.text and m.text not in posts
    ]


def _ref(stage: Stage, message: Message) -> MessageRef:
    return MessageRef(chat_id=ChatId(stage.group.id), message_id=MessageId(message.message_id))
