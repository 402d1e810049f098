"""A case becomes more urgent while its author waits, and says by how much."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

from bot.domain.case import Case
from bot.domain.ids import CaseId
from bot.sla_sections import Sla
from tests.flows.stage import Stage


async def the_case(stage: Stage, number: int) -> Case:
    async with stage.store.reading() as tx:
        return await tx.cases.get(CaseId(number))


async def until_risen(stage: Stage, number: int, *, waiting: int, deadline: int) -> Case:
    """Wait until a case has risen by so much."""
    async with asyncio.timeout(30):
        while True:
            case = await the_case(stage, number)
            if (case.rise.waiting, case.rise.deadline) == (waiting, deadline):
                return case
            await asyncio.sleep(0.05)


async def test_who_waits_rises_beside_all_that_counts_already_and_a_card_follows_when_it_is_near(
    dark_stage: Stage,
) -> None:
    # given a question that another member has answered, due within an hour and a half
    stage = dark_stage
    stage.sla = Sla(first_answer_minutes=90)
    stage.ring_at = 100
    await stage.start()
    asked = stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    card = await stage.card("where is the menu?")
    before = (await the_case(stage, 1)).priority
    stage.telegram.say(stage.group, stage.stranger, "it hangs beside the door", reply_to=asked)
    await stage.until(lambda: "a member answered" in card.text)
    lowered = (await the_case(stage, 1)).priority
    assert lowered == before - 15

    # when an hour has passed
    stage.clock.skip_to(asked.date + timedelta(minutes=61))
    risen = await until_risen(stage, 1, waiting=6, deadline=4)

    # then it is more urgent by that, and the card stays as it was
    assert risen.priority == lowered + 10
    await stage.clock.sleep(30)
    assert f"· {lowered}" in card.text

    # and every point is told
    why = stage.telegram.say(stage.desk, stage.mira, "/why 1")
    page = await stage.desk_says("⚖️ #1 Rahul", after=why)
    assert "+6 waiting" in page.text
    assert "+4 its answer falls due" in page.text
    assert "-15 since then" in page.text
    head, *lines = page.text.splitlines()
    points = [int(one) for line in lines for one in re.findall(r"^([+-]\d+) ", line)]
    assert sum(points) == int(re.search(r": (\d+) of 100", head)[1]) == risen.priority

    # when the answer is at risk, after a restart
    await stage.stop()
    stage.clock.skip_to(asked.date + timedelta(minutes=75))
    await stage.start()
    risen = await until_risen(stage, 1, waiting=6, deadline=8)

    # then the card is drawn anew, in its place and without a sound
    await stage.until(lambda: f"· {risen.priority}" in card.text)
    assert risen.priority == lowered + 14
    assert [m for m in stage.told() if "where is the menu?" in m.text] == [card]

    # and `/queue` has it before a later question that nobody answered
    stage.clock.skip_to(asked.date + timedelta(minutes=121))
    await until_risen(stage, 1, waiting=12, deadline=14)
    stage.telegram.say(stage.group, stage.stranger, "when do you open?")
    await stage.card("when do you open?")
    queue = await stage.desk_says("#2", after=stage.telegram.say(stage.desk, stage.mira, "/queue"))
    assert queue.text.index("#1") < queue.text.index("#2")


async def until_reaches(stage: Stage, number: int, points: int) -> Case:
    """Wait until a case has so many points because many see it."""
    async with asyncio.timeout(30):
        while True:
            case = await the_case(stage, number)
            if case.rise.reach == points:
                return case
            await asyncio.sleep(0.05)


async def test_what_many_join_in_or_react_to_is_more_urgent_than_what_nobody_sees(
    dark_stage: Stage,
) -> None:
    # given reactions that count, and two complaints under posts
    stage = dark_stage
    stage.reactions = True
    stage.telegram.promote(stage.bot, stage.group, can_delete_messages=True)
    await stage.start()
    seen_post = stage.telegram.post(stage.channel, "New cups")
    other_post = stage.telegram.post(stage.channel, "Old cups")
    seen = stage.telegram.say(stage.group, stage.rahul, "awful cups", reply_to=seen_post)
    await stage.card("awful cups")
    lone = stage.telegram.add_user(first_name="Lone")
    stage.telegram.say(stage.group, lone, "awful cups, too", reply_to=other_post)
    await stage.card("awful cups, too")
    first, other = await the_case(stage, 1), await the_case(stage, 2)

    # when people react to one of them, and answer it; its author's own words do not count
    people = [stage.telegram.add_user(first_name=f"P{number}") for number in range(10)]
    for one in people[:4]:
        stage.telegram.react(one, seen, "👎")
    stage.telegram.react(people[0], seen, None)
    stage.telegram.react(stage.rahul, seen, "👍")
    for one in people[:3]:
        stage.telegram.say(stage.group, one, "I like mine a lot", reply_to=seen)
    stage.telegram.say(stage.group, stage.rahul, "all of you wait", reply_to=seen)

    # then it rises by three reactions and three who joined in, the other does not
    risen = await until_reaches(stage, 1, 6)
    assert risen.priority >= first.priority + 6
    assert (await the_case(stage, 2)).rise.reach == other.rise.reach == 0

    # and when the post becomes busy, by that too; /why tells it
    for number, one in enumerate(people):
        stage.telegram.say(stage.group, one, f"nice weather {number}", reply_to=seen_post)
    await until_reaches(stage, 1, 8)
    why = stage.telegram.say(stage.desk, stage.mira, "/why 1")
    page = await stage.desk_says("⚖️ #1 Rahul", after=why)
    assert "+8 many see it or join in" in page.text


async def test_reactions_are_not_asked_for_unless_they_are_to_count(stage: Stage) -> None:
    # given a desk as it is by default
    comment = stage.telegram.say(stage.group, stage.rahul, "awful cups")
    await stage.card("awful cups")

    # when many react
    for number in range(5):
        stage.telegram.react(stage.telegram.add_user(first_name=f"P{number}"), comment, "👎")

    # then nobody has told the bot, which has asked for everything else
    asked = stage.telegram.calls_of("getUpdates")[-1].params["allowed_updates"]
    assert "message_reaction" not in str(asked)
    assert "edited_message" in str(asked)
    async with stage.store.reading() as tx:
        found = await tx.comments.of_case(CaseId(1))
    assert [one.reactions for one in found] == [0]
