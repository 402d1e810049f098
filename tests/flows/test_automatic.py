"""Saved replies answer by themselves where a lead switched that on, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from bot.domain.ids import BotId, Owner, UserId
from bot.domain.library import EntryKind, EntryRef, What
from bot.domain.outbox import PublicReply
from bot.domain.roster import Manager, Role
from bot.services.desk.library_keeping import LibraryKeeping
from bot.simulator.state import Message, User
from replies.types import Auto, Library, SavedReply
from tests.flows.library_stage import (
    open_entry,
    promote,
    prompted,
    turn,
    versions,
    write,
)
from tests.flows.stage import LIBRARY, Stage

MENU = EntryRef(kind=EntryKind.REPLY, id="menu")


@pytest.fixture
async def auto_stage(dark_stage: Stage) -> Stage:
    """A desk whose reply about the menu is marked for answering by itself."""
    await start_marked(dark_stage)
    return dark_stage


async def start_marked(stage: Stage) -> None:
    marked = tuple(
        replace(one, auto=Auto(threshold=0.8, daily_cap=3)) if one.id == "menu" else one
        for one in LIBRARY
    )
    stage.starter = partial(Library, replies=marked)
    await stage.start()
    await stage.until_indexed()


async def the_page(stage: Stage) -> Message:
    asked = stage.telegram.say(stage.desk, stage.asha, "/communities")
    listed = await stage.desk_says("the last 7 days", after=asked)
    await stage.press(stage.asha, listed, "Chai Adda")
    await stage.until(lambda: "⚙️ Automatic…" in listed.labels)
    return listed


async def switch_on(stage: Stage) -> Message:
    page = await the_page(stage)
    await stage.press(stage.asha, page, "⚙️ Automatic…")
    await stage.until(lambda: "⚙️ Switch on" in page.labels)
    assert "One reply of the library" in page.text
    told = await stage.press(stage.asha, page, "⚙️ Switch on")
    assert "by themselves now" in told
    return page


def asks(stage: Stage, who: User, text: str = "where is the menu?") -> Message:
    return stage.telegram.say(stage.group, who, text)


async def receipt(stage: Stage, label: str, *, after: Message) -> Message:
    return await stage.telegram.wait_for_message(
        stage.desk,
        lambda m: (
            m.is_by_bot and "By itself" in m.text and label in m.labels and m.date >= after.date
        ),
    )


async def auto_of_menu(stage: Stage) -> Auto | None:
    async with stage.store.reading() as tx:
        brand = (await tx.directory.numbers(brand_key="main", desk_key="main"))[0]
        stored = await tx.replies.entry(brand, MENU)
    assert stored is not None
    assert isinstance(stored.entry, SavedReply)
    return stored.entry.auto


async def test_with_nothing_switched_on_a_marked_reply_waits_for_a_manager(
    auto_stage: Stage,
) -> None:
    # given a marked reply, and nobody who switched anything on
    asks(auto_stage, auto_stage.rahul)

    # when its card has stood for longer than an answer would wait
    card = await auto_stage.card("where is the menu?")
    await auto_stage.clock.sleep(20)

    # then nothing was said, and a manager sends it
    assert not auto_stage.answers()
    assert "⚙️" not in card.text


async def test_where_there_is_an_incident_nothing_answers_by_itself(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.undo_seconds = 140
    await start_marked(stage)
    # given a lead who switched it on, an answer that waits to leave, and a complaint
    await switch_on(stage)
    first = asks(stage, stage.rahul)
    waiting = await receipt(stage, "Stop", after=first)
    stage.telegram.say(stage.group, stage.stranger, "terrible chai")
    card = await stage.card("terrible chai")

    # when a lead opens an incident, and another member asks the same elsewhere in the community
    assert "Asha opened" in await stage.choose(stage.asha, card, "🚨 Incident")
    uma = stage.telegram.add_user(first_name="Uma")
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    stage.telegram.say(stage.group, uma, "where is the menu?", reply_to=post)

    # then neither is answered, and both wait for a manager
    second = await stage.card("Uma", label="Send 1")
    await stage.until(lambda: "there is an incident here" in waiting.text)
    assert "By itself" not in second.text
    assert not stage.answers()


async def test_a_lead_switches_it_on_and_a_fitting_question_is_answered_once_with_a_receipt(
    auto_stage: Stage,
) -> None:
    # given a community where a lead switched it on, after being asked
    page = await switch_on(auto_stage)
    await auto_stage.until(lambda: "Switched on by Asha" in page.text)

    # when members ask, complain, and ask what the reply does not fit
    question = asks(auto_stage, auto_stage.rahul)
    complaint = asks(auto_stage, auto_stage.stranger, "the menu is terrible, where is the menu?")

    # then the question is answered, and its receipt says that it was done by itself
    answer = await auto_stage.answer_under(question)
    assert answer.text == "Here is our menu: https://chai.example/menu"
    sent = await receipt(auto_stage, "Withdraw", after=question)
    assert "Switched on by Asha" in sent.text

    # and the complaint, and the same person's second question, wait for people
    await auto_stage.card("the menu is terrible")
    asks(auto_stage, auto_stage.rahul, "and what is on the menu?")
    await auto_stage.card("and what is on the menu?")
    await auto_stage.clock.sleep(10)
    assert auto_stage.answers() == [answer]
    assert answer.reply_to is not complaint


async def test_what_people_take_back_twice_answers_by_itself_no_more(auto_stage: Stage) -> None:
    # given answers that leave after some time
    await auto_stage.stop()
    auto_stage.undo_seconds = 120
    await auto_stage.start()
    await auto_stage.until_indexed()
    await switch_on(auto_stage)

    # when a manager stops two of them
    for who in (auto_stage.rahul, auto_stage.stranger):
        question = asks(auto_stage, who)
        held = await receipt(auto_stage, "Stop", after=question)
        await auto_stage.press(auto_stage.ravi, held, "Stop")
        await auto_stage.until(lambda held=held: "Dismiss" in held.labels)  # type: ignore[misc]

    # then the cases wait for anybody, the desk is told, and the mark is gone
    await auto_stage.desk_says("does not answer by itself any more")
    assert await auto_of_menu(auto_stage) is None
    async with auto_stage.store.reading() as tx:
        rows = await tx.lookups.said_since(
            (await tx.directory.numbers(brand_key="main", desk_key="main"))[1],
            "answered_by_itself",
            since=question.date,
            limit=5,
        )
        cases = [await tx.cases.get(row.case_id) for row in rows if row.case_id is not None]
        replies = [one for case in cases for one in await tx.outbox.replies_of(case.id)]
    assert {(case.status, case.holder_id) for case in cases} == {("open", None)}
    assert {row.by for row in rows} == {auto_stage.asha.id}
    assert not [one for one in replies if isinstance(one.payload, PublicReply)]
    assert not auto_stage.answers()


async def test_a_colleague_who_is_quicker_and_a_lead_who_has_left_both_end_it(
    auto_stage: Stage,
) -> None:
    # given an answer that would leave by itself
    await auto_stage.stop()
    auto_stage.undo_seconds = 60
    await auto_stage.start()
    await auto_stage.until_indexed()
    await switch_on(auto_stage)
    question = asks(auto_stage, auto_stage.rahul)
    await receipt(auto_stage, "Stop", after=question)

    # when a colleague answers in the community meanwhile
    auto_stage.telegram.say(auto_stage.group, auto_stage.ravi, "At the door!", reply_to=question)

    # then only the colleague has answered
    await auto_stage.clock.sleep(90)
    assert not auto_stage.answers()

    # and when the lead who switched it on is lead no more, nobody is answered by itself
    async with auto_stage.store.writing() as tx:
        desk_id = (await tx.directory.numbers(brand_key="main", desk_key="main"))[1]
        asha = next(
            m for m in await tx.directory.managers(desk_id) if m.user_id == auto_stage.asha.id
        )
        await tx.directory.remove_manager(asha)
    asks(auto_stage, auto_stage.stranger)
    card = await auto_stage.telegram.wait_for_message(
        auto_stage.desk,
        lambda m: m.is_by_bot and "Stranger" in m.text and "Dismiss" in m.labels,
    )
    assert "By itself" not in card.text


async def test_a_change_by_anybody_but_a_lead_takes_the_mark_away(auto_stage: Stage) -> None:
    # given a marked reply
    async with auto_stage.store.reading() as tx:
        brand, desk = await tx.directory.numbers(brand_key="main", desk_key="main")
        stored = await tx.replies.entry(brand, MENU)
    assert stored is not None
    keeping = LibraryKeeping(
        owner=Owner(bot_id=BotId(auto_stage.bot.id), brand_id=brand, desk_id=desk),
        clock=auto_stage.clock,
    )
    version = stored.version

    # when a lead changes it, and then an approver
    for role, is_kept in ((Role.LEAD, True), (Role.APPROVER, False)):
        by = Manager(desk_id=desk, user_id=UserId(9), name="Somebody", role=role)
        async with auto_stage.store.writing() as tx:
            changed = await keeping.keep(
                tx, stored.entry, by, What.EDITED, expected_version=version
            )
        version = changed.version

        # then only the lead's words may still be said by themselves
        assert (await auto_of_menu(auto_stage) is not None) is is_kept


async def open_automatic(stage: Stage, title: str, lane: str) -> Message:
    """The page of an entry on which a lead lets it answer by itself."""
    page = await open_entry(stage, title, lane)
    await turn(stage, page, "⚙️ Automatic…")
    return page


async def test_a_lead_lets_a_reply_answer_by_itself_from_its_page_and_bounds_it(
    stage: Stage,
) -> None:
    # given a library without marks, and a community where marked replies may answer
    await stage.until_indexed()
    await the_page_of_nothing_marked(stage)
    asks(stage, stage.rahul)
    await stage.card("where is the menu?")

    # when a lead looks at a reply, switches it on, and chooses other numbers
    page = await open_automatic(stage, "Menu", "❓ Question · 2")
    assert "each answer takes somebody's tap" in page.text
    assert "Here is our menu: $link_menu" in page.text
    await turn(stage, page, "⚙️ Switch on", "80 %", "5 ×")

    # then each is a version with the lead's name, and the page shows what holds
    assert "answers by itself from 80 %, 5 times a day at most" in page.text
    assert {"✓ 80 %", "✓ 5 ×"} <= {*page.labels}
    assert await auto_of_menu(stage) == Auto(threshold=0.8, daily_cap=5)
    newest = (await versions(stage, "menu"))[0]
    assert (newest.number, newest.change.by_name, newest.change.what) == (4, "Asha", What.EDITED)
    await turn(stage, page, "‹ Back", "History")
    assert "changed: answering by itself" in page.text

    # and a question is answered, which the page counts
    answer = await stage.answer_under(asks(stage, stage.stranger))
    assert answer.text == "Here is our menu: https://chai.example/menu"
    await turn(stage, page, "‹ Back", "⚙️ Automatic…")
    assert "Today: once" in page.text

    # and off is one tap, after which it comes back with the same numbers
    assert "any more" in await turn(stage, page, "⚙️ Automatic off")
    assert await auto_of_menu(stage) is None
    await turn(stage, page, "⚙️ Switch on")
    assert await auto_of_menu(stage) == Auto(threshold=0.8, daily_cap=5)


async def the_page_of_nothing_marked(stage: Stage) -> None:
    page = await the_page(stage)
    await stage.press(stage.asha, page, "⚙️ Automatic…")
    await stage.until(lambda: "⚙️ Switch on" in page.labels)
    assert "No reply of the library is marked" in page.text
    await stage.press(stage.asha, page, "⚙️ Switch on")
    await stage.until(lambda: "Switched on by Asha" in page.text)


async def test_only_a_lead_who_has_seen_the_words_lets_a_reply_answer_by_itself(
    stage: Stage,
) -> None:
    # given an approver, and a lead with the page open
    await promote(stage, stage.ravi)
    page = await open_automatic(stage, "Menu", "❓ Question · 2")
    needed = await stage.press(stage.ravi, page, "⚙️ Switch on")
    assert "needs the role “lead”" in needed

    # when the approver changes the words meanwhile
    theirs = await open_entry(stage, "Menu", "❓ Question · 2", who=stage.ravi)
    await write(
        stage,
        await prompted(stage, theirs, "Edit text", who=stage.ravi),
        "Ask at the door.",
        who=stage.ravi,
    )
    told = await stage.press(stage.asha, page, "⚙️ Switch on")

    # then the lead is shown the new words first, and nothing was switched on
    assert "Ravi changed this meanwhile" in told
    await stage.until(lambda: "Ask at the door." in page.text)
    assert await auto_of_menu(stage) is None

    # and what cannot answer by itself says why, and offers nothing
    page = await open_automatic(stage, "Order status", "❓ Question · 2")
    assert "It cannot answer by itself: " in page.text
    assert "$ask_order_number" in page.text
    assert page.labels == ["‹ Back"]
