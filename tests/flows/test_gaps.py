"""What people keep writing and no saved reply answers is shown, and can be filled."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.domain.lane import Lane
from bot.services.desk.gap_note import CHECK_SECONDS, TOLD
from bot.simulator.state import Message
from tests.contract.store_values import DESK
from tests.flows.library_stage import answer_to, promote, prompted, stored, turn, write
from tests.flows.stage import Stage

QUESTION = "do your biscuits contain gluten?"


async def asked_by(stage: Stage, *names: str, words: str = QUESTION) -> list[Message]:
    """The same question by several people, each below a post of its own; returns the cards."""
    cards = []
    for name in names:
        member = stage.telegram.add_user(first_name=name)
        post = stage.telegram.post(stage.channel, f"Offer for {name}")
        stage.telegram.say(stage.group, member, words, reply_to=post)
        cards.append(await stage.card(name, label="Write"))
    return cards


async def answered_by_hand(stage: Stage, card: Message, words: str) -> None:
    prompt = await prompted(stage, card, "Write")
    preview = await write(stage, prompt, words)
    await stage.press(stage.asha, preview, "Send")
    await stage.until(lambda: "✅" in preview.text)


async def gaps(stage: Stage) -> Message:
    """Send `/gaps` and wait for what comes."""
    return await answer_to(stage, stage.telegram.say(stage.desk, stage.asha, "/gaps"))


async def open_gap(stage: Stage) -> Message:
    page = await gaps(stage)
    await turn(stage, page, page.labels[0])
    return page


async def test_without_gaps_it_says_so(stage: Stage) -> None:
    assert (await gaps(stage)).text.startswith("✅ No gaps")


async def test_a_question_of_three_that_nothing_answers_is_a_gap(stage: Stage) -> None:
    # given two who ask, then it is none yet
    await asked_by(stage, "Ann", "Ben")
    assert "No gaps" in (await gaps(stage)).text

    # when a third one asks
    await asked_by(stage, "Cid")

    # then it is one, named by its words
    page = await gaps(stage)
    assert page.text == (
        "🧩 1 gap in the last week: no saved reply answered these comments.\n\n"
        "1 biscuits, contain, gluten · 3 comments by 3 people\n"
        "“do your biscuits contain gluten?”"
    )
    assert page.labels == ["1 biscuits, contain, gluten"]


async def test_what_only_agrees_or_no_model_could_read_is_no_example(stage: Stage) -> None:
    # given a question of three, one who agrees, and a comment that breaks the model
    cards = await asked_by(stage, "Ann", "Ben", "Cid")
    dan, eva = (stage.telegram.add_user(first_name=name) for name in ("Dan", "Eva"))
    question = next(m for m in stage.telegram.chat(stage.group).messages if m.text == QUESTION)
    stage.telegram.say(stage.group, dan, "same here", reply_to=question)
    await stage.card("same here", label="Write")
    stage.telegram.say(stage.group, eva, "unspeakable")
    async with stage.store.reading() as tx:
        known = await tx.counts()
    while known.comments < 5 or known.lanes[Lane.UNSURE] < 1:
        await stage.clock.sleep(1)
        async with stage.store.reading() as tx:
            known = await tx.counts()

    # then the gap is that of the three
    assert len(cards) == 3
    assert "3 comments by 3 people" in (await gaps(stage)).text


async def test_one_person_who_asks_again_and_again_is_no_gap(stage: Stage) -> None:
    for number in range(3):
        post = stage.telegram.post(stage.channel, f"Offer {number}")
        stage.telegram.say(stage.group, stage.rahul, QUESTION, reply_to=post)
        await stage.until(
            lambda n=number: (
                sum(
                    "gluten" in (m.text or "") and "Write" in m.labels
                    for m in stage.telegram.chat(stage.desk).messages
                )
                > n
            )
        )

    assert "No gaps" in (await gaps(stage)).text


async def test_what_a_saved_reply_answered_or_was_dismissed_is_no_gap(stage: Stage) -> None:
    for card in await asked_by(stage, "Ann", "Ben", "Cid", words="my chai was cold"):
        await stage.press(stage.asha, card, "Send 1")
    for card in await asked_by(stage, "Dan", "Eva", "Fay"):
        await stage.press(stage.asha, card, "Dismiss")

    assert "No gaps" in (await gaps(stage)).text


async def test_suggestions_passed_over_for_own_words_are_a_gap(stage: Stage) -> None:
    for card in await asked_by(stage, "Ann", "Ben", "Cid", words="my chai came cold again"):
        await answered_by_hand(stage, card, "We use flasks from today on.")

    page = await open_gap(stage)
    assert "Answered by hand 3 times, most often so:\nWe use flasks from today on." in page.text


async def test_a_gap_becomes_a_reply_of_what_was_answered_by_hand(stage: Stage) -> None:
    # given a gap that was answered by hand
    cards = await asked_by(stage, "Ann", "Ben", "Cid")
    await answered_by_hand(stage, cards[1], "Ben, all of them are free of gluten.")
    page = await open_gap(stage)
    assert page.labels == ["Make a reply", "Not a gap", "Open example", "‹ Gaps"]

    # when a reply is made of it
    prompt = await prompted(stage, page, "Make a reply")
    assert "$author, all of them are free of gluten." in prompt.text
    await write(stage, prompt, "Gluten")

    # then it has the comments as examples, and the gap is gone
    reply = (await stored(stage, "gluten")).entry
    assert reply.examples == (QUESTION,)
    assert reply.variants[0].text == "$author, all of them are free of gluten."
    assert "No gaps" in (await gaps(stage)).text


async def test_a_gap_that_nobody_answered_asks_for_the_text_first(stage: Stage) -> None:
    await asked_by(stage, "Ann", "Ben", "Cid")
    page = await open_gap(stage)
    assert "Nobody has answered them yet." in page.text

    title = await write(stage, await prompted(stage, page, "Make a reply"), "No, $author.")
    await write(stage, title, "Gluten")

    assert (await stored(stage, "gluten")).entry.variants[0].text == "No, $author."


async def test_a_text_that_cannot_be_used_is_refused_before_a_title_is_asked(
    stage: Stage,
) -> None:
    await asked_by(stage, "Ann", "Ben", "Cid")
    prompt = await prompted(stage, await open_gap(stage), "Make a reply")

    told = await write(stage, prompt, "No, $athor.")

    assert "$athor" in told.text
    assert not told.wants_reply


async def test_what_is_no_gap_stays_away_until_it_doubles(stage: Stage) -> None:
    # given one that was put aside
    await asked_by(stage, "Ann", "Ben", "Cid")
    page = await open_gap(stage)
    await turn(stage, page, "Not a gap")
    assert "No gaps" in page.text

    # then it is not shown for one more, nor after a restart, but for twice as many
    await asked_by(stage, "Dan", "Eva")
    await stage.stop()
    await stage.start()
    assert "No gaps" in (await gaps(stage)).text
    await asked_by(stage, "Fay")
    assert "6 comments by 6 people" in (await gaps(stage)).text


async def test_a_manager_may_put_it_aside_and_only_an_approver_makes_a_reply(
    stage: Stage,
) -> None:
    await asked_by(stage, "Ann", "Ben", "Cid")
    page = await open_gap(stage)
    assert "approver" in await stage.press(stage.ravi, page, "Make a reply")
    assert "manager" in await stage.press(stage.mira, page, "Not a gap")

    await promote(stage, stage.ravi)
    await prompted(stage, page, "Make a reply", who=stage.ravi)


async def test_a_button_of_a_gap_that_is_gone_says_so(stage: Stage) -> None:
    cards = await asked_by(stage, "Ann", "Ben", "Cid")
    page = await open_gap(stage)
    await stage.press(stage.asha, cards[0], "Dismiss")

    told = await stage.press(stage.asha, page, "Not a gap")

    assert told == "It is no gap any more. Here is what there is now."
    await stage.until(lambda: "No gaps" in page.text)


async def test_of_two_who_put_a_gap_aside_at_once_one_is_told(stage: Stage) -> None:
    await asked_by(stage, "Ann", "Ben", "Cid")
    page = await open_gap(stage)

    told = await asyncio.gather(
        stage.press(stage.asha, page, "Not a gap"), stage.press(stage.ravi, page, "Not a gap")
    )

    assert sorted(text.split(".")[0] for text in told) == ["It is no gap any more", "Put aside"]


TOPICS = (
    "sugar",
    "lactose",
    "wifi",
    "prams",
    "catering",
    "ginger",
    "oats",
    "rice",
    "salt",
    "lemon",
)
"""The stage's classifier tells these apart, and from what its library has."""


async def ask_about_all(stage: Stage) -> None:
    """Three people each ask of every topic, below a post of its own."""
    members = [stage.telegram.add_user(first_name=name) for name in ("Ann", "Ben", "Cid")]
    for topic in TOPICS:
        for member in members:
            post = stage.telegram.post(stage.channel, f"{topic} for {member.first_name}")
            stage.telegram.say(stage.group, member, f"{topic}?", reply_to=post)
    wanted = len(TOPICS) * len(members)
    while True:
        async with stage.store.reading() as tx:
            if await tx.cases.open_count(DESK) == wanted:
                return
        await stage.clock.sleep(1)


async def test_many_gaps_are_turned_page_by_page_and_one_comes_back_to_its_page(
    stage: Stage,
) -> None:
    # given more gaps than a page holds
    await ask_about_all(stage)
    page = await gaps(stage)
    assert "10 gaps" in page.text
    assert "page 1 of 2" in page.text
    assert len(page.labels) == 9

    # when the last ones are looked at, one of them, and all again
    await turn(stage, page, page.labels[-1])
    assert "page 2 of 2" in page.text
    assert [label.split()[0] for label in page.labels[:-1]] == ["9", "10"]
    await turn(stage, page, page.labels[1], "‹ Gaps")
    assert "page 2 of 2" in page.text

    # and when both are put aside, then the page before stands there
    await turn(stage, page, page.labels[1], "Not a gap", page.labels[0], "Not a gap")
    assert "8 gaps" in page.text
    assert "page" not in page.text


async def test_the_weekly_note_leads_to_those_that_it_does_not_name(stage: Stage) -> None:
    await told_until(stage, MONDAY - timedelta(days=7))
    stage.clock.skip_to(MONDAY - timedelta(hours=1))
    await ask_about_all(stage)
    stage.clock.skip_to(MONDAY)
    await told_until(stage, MONDAY)

    note = await stage.desk_says("Last week 10 topics had no saved reply")
    assert len(note.labels) == 6
    await turn(stage, note, "All gaps")
    assert "page 1 of 2" in note.text


async def test_gaps_are_looked_through_and_filled_in_a_private_chat(stage: Stage) -> None:
    await asked_by(stage, "Ann", "Ben", "Cid")
    said = stage.telegram.say_privately(stage.asha, "/gaps")
    private = stage.telegram.private_chat(stage.asha)
    page = await answer_to(stage, said, chat=private)
    await turn(stage, page, page.labels[0])

    prompt = await prompted(stage, page, "Make a reply")
    said = stage.telegram.say_privately(stage.asha, "None at all.", reply_to=prompt)
    title = await answer_to(stage, said, chat=private)
    said = stage.telegram.say_privately(stage.asha, "Gluten", reply_to=title)
    await answer_to(stage, said, chat=private)

    assert (await stored(stage, "gluten")).entry.examples == (QUESTION,)


MONDAY = datetime(2026, 7, 6, 10, 0, tzinfo=UTC)
"""The first one after the stage's start, at ten."""


async def told_until(stage: Stage, monday: datetime) -> None:
    """Leap to the next look at the clock, and wait until that Monday was dealt with."""
    stage.clock.skip_to(stage.clock.now() + timedelta(seconds=CHECK_SECONDS))
    while True:
        async with stage.store.reading() as tx:
            if await tx.directory.value(f"{TOLD}:{DESK}") == monday.date().isoformat():
                return
        await stage.clock.sleep(1)


def weekly_notes(stage: Stage) -> list[Message]:
    return [m for m in stage.telegram.chat(stage.desk).messages if "Last week" in (m.text or "")]


async def test_on_monday_at_ten_the_desk_hears_of_its_gaps(stage: Stage) -> None:
    # given a gap in the week of the first start
    await told_until(stage, MONDAY - timedelta(days=7))
    await asked_by(stage, "Ann", "Ben", "Cid")
    assert not weekly_notes(stage)

    # when it is Monday, ten o'clock
    stage.clock.skip_to(MONDAY)
    await told_until(stage, MONDAY)

    # then a note rings, with the way to it
    note = await stage.desk_says("Last week 1 topic had no saved reply")
    assert not note.is_silent
    await turn(stage, note, "1 biscuits, contain, gluten")
    assert "Make a reply" in note.labels


async def test_the_weekly_note_comes_once_and_late_after_a_downtime(stage: Stage) -> None:
    # given a desk that was away on Monday at ten
    await told_until(stage, MONDAY - timedelta(days=7))
    await asked_by(stage, "Ann", "Ben", "Cid")
    await stage.stop()
    stage.clock.skip_to(MONDAY + timedelta(days=1))

    # when it comes back, and once more
    await stage.start()
    await told_until(stage, MONDAY)
    await stage.desk_says("Last week")
    await stage.stop()
    await stage.start()
    stage.clock.skip_to(stage.clock.now() + timedelta(seconds=CHECK_SECONDS))
    await gaps(stage)

    # then it has told once
    assert len(weekly_notes(stage)) == 1


async def test_without_gaps_there_is_no_weekly_note(stage: Stage) -> None:
    await told_until(stage, MONDAY - timedelta(days=7))
    stage.clock.skip_to(MONDAY)
    await told_until(stage, MONDAY)
    await gaps(stage)

    assert not weekly_notes(stage)
