"""Same things once: several who ask the same stand on one card, and each is answered alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest

from bot.domain.case import Status
from bot.domain.ids import CaseId
from bot.domain.lane import Lane
from bot.sections import Alike, Approval
from bot.simulator.state import Message, User
from replies.types import Library, SavedReply, Variant
from tests.flows.stage import Stage

OPENING = SavedReply(
    id="opening",
    titles={"en": "Opening hours"},
    lanes=("question",),
    examples=("when do you open tomorrow morning?", "when do you open on sunday?"),
    variants=(
        Variant(lang="en", text="$author, we open at nine."),
        Variant(lang="en", text="From nine on, $author!"),
        Variant(lang="ru", text="$author, мы открываемся в девять."),
    ),
)
COLD = SavedReply(
    id="cold-chai",
    titles={"en": "Cold chai"},
    lanes=("complaint",),
    examples=("the chai came cold yesterday evening", "cold chai yesterday"),
    variants=(Variant(lang="en", text="$author, sorry for the cold chai."),),
)
ASKED = "when do you open tomorrow morning?"


async def begin(stage: Stage) -> None:
    stage.alike = Alike()
    stage.starter = partial(Library, replies=(OPENING, COLD))
    await stage.start()
    await stage.until_indexed()


def ask(
    stage: Stage, names: Sequence[str], words: str = ASKED, *, under: Message | None = None
) -> list[Message]:
    post = under or stage.telegram.post(stage.channel, "Monsoon offer")
    people = [stage.telegram.add_user(first_name=name) for name in names]
    return [stage.telegram.say(stage.group, one, words, reply_to=post) for one in people]


def said(stage: Stage, comment: Message) -> list[str]:
    return [m.text for m in stage.answers() if m.reply_to is comment and not m.is_deleted]


def links_of(message: Message) -> list[str]:
    return [str(one["url"]) for one in message.entities if one["type"] == "text_link"]


@pytest.fixture
async def stage_of_three(dark_stage: Stage) -> Stage:
    await begin(dark_stage)
    ask(dark_stage, ("Uma", "Om", "Tara"))
    return dark_stage


async def preview(stage: Stage, card: Message, button: str) -> Message:
    await stage.press(stage.ravi, card, button)
    return await stage.desk_says("Nothing is sent yet", after=card)


async def written(stage: Stage, who: User, card: Message, words: str) -> Message:
    newest = stage.desk.messages[-1]
    await stage.press(who, card, "Write")
    prompt = await stage.desk_says("Reply with the answer for all", after=newest)
    stage.telegram.say(stage.desk, who, words, reply_to=prompt)
    return await stage.desk_says("Nothing is sent yet", after=prompt)


async def test_one_approval_answers_each_in_own_words_and_one_stop_holds_all(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.undo_seconds = 40
    await begin(stage)
    # given two with cards of their own, and a third and a fourth with the same question
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    uma, om = ask(stage, ("Uma", "Om"), under=post)
    own = await stage.card("Uma")
    (dev,) = ask(stage, ("Дев",), "when do you open tomorrow morning, да?", under=post)
    (tara,) = ask(stage, ("Tara",), under=post)
    card = await stage.card("4 people ask this", label="One by one")
    await stage.until(lambda: "Waits on one card with others" in own.text and "Open" in own.labels)
    assert not [m for m in stage.told() if "Tara" in m.text and "Dismiss" in m.labels]

    # when a manager looks at what each would get, and sends it
    shown = await preview(stage, card, "Answer all: 1")
    assert {"Uma, we open at nine.", "Дев, мы открываемся в девять."} <= set(
        shown.text.splitlines()
    )
    await stage.press(stage.ravi, shown, "Send to 4")
    await stage.until(lambda: "Ravi answered 4, 0 sent" in card.text)

    # then all can be held back at once, and wait together as before
    assert await stage.press(stage.ravi, card, "Stop all") == "Stopped: 4"
    await stage.until(lambda: "Answer all: 1" in card.labels and "answered" not in card.text)
    assert stage.answers() == []

    # and sent again, each is told alone, no two in a thread the same unless they have to be
    shown = await preview(stage, card, "Answer all: 1")
    await stage.press(stage.ravi, shown, "Send to 4")
    await stage.until(lambda: all(said(stage, one) for one in (uma, om, dev)))
    texts = [*said(stage, uma), *said(stage, om)]
    assert texts == ["Uma, we open at nine.", "From nine on, Om!"]
    assert said(stage, dev) == ["Дев, мы открываемся в девять."]

    # the fourth waits: three answers from one saved reply are enough for a thread in ten minutes
    await stage.until(lambda: "Ravi answered 4, 3 sent" in card.text)
    assert said(stage, tara) == []
    await stage.press(stage.asha, card, "Stop all")
    await stage.until(lambda: "1 more since" in card.text)
    assert said(stage, tara) == []


async def test_later_ones_are_shown_below_and_get_the_same_by_one_tap_more(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.undo_seconds = 0
    await begin(stage)
    # given three that were answered together
    ask(stage, ("Uma", "Om", "Tara"))
    card = await stage.card("3 people ask this", label="One by one")
    await stage.press(stage.ravi, await preview(stage, card, "Answer all: 1"), "Send to 3")
    await stage.until(lambda: "Ravi answered 3, 3 sent" in card.text)

    # when one more asks under another post, in words that need no post
    (late,) = ask(stage, ("Ira",))

    # then a card below says so, and offers the same
    below = await stage.card("1 more since", label="Answer these too")
    assert below.message_id > card.message_id
    assert "4 people ask this" in below.text

    await stage.press(stage.ravi, await preview(stage, below, "Answer these too"), "Send to 1")
    answer = await stage.answer_under(late)
    assert "nine" in answer.text
    await stage.until(lambda: "Ravi answered 4, 4 sent" in below.text)


async def test_whoever_is_taken_out_claimed_or_edited_goes_alone(dark_stage: Stage) -> None:
    stage = dark_stage
    await begin(stage)
    # given five on one card
    comments = ask(stage, ("Uma", "Om", "Tara", "Dev", "Ira"))
    card = await stage.card("5 people ask this", label="One by one")

    # then the lists lead to it for those without a card
    stage.telegram.say(stage.desk, stage.mira, "/queue")
    listed = await stage.desk_says("5 open cases")
    assert [url for url in links_of(listed) if url.endswith(f"/{card.message_id}")]

    # when one is taken out of it by a moderator, one edits, and somebody claims a third
    await stage.press(stage.mira, card, "Take out")
    listed = await stage.desk_says("Who does not belong here?")
    button = next(label for label in listed.labels if "Tara" in label)
    await stage.press(stage.mira, listed, button)
    await stage.card("Tara", label="Write")
    stage.telegram.edit(comments[3], "this chai is terrible")
    await stage.card("this chai is terrible", label="Write")
    await stage.until(lambda: "3 people ask this" in card.text)
    asked = stage.telegram.say(stage.desk, stage.ravi, "/case 1")
    own = await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.message_id > asked.message_id and "Take out" in m.labels
    )
    await stage.press(stage.mira, own, "Take out")
    await stage.until(lambda: "Claim" in own.labels)
    await stage.press(stage.ravi, own, "Claim")
    await stage.until(lambda: "Release" in own.labels)

    # then the card is of the two that are left, and when one of these goes there is none
    await stage.until(lambda: "2 people ask this" in card.text)
    assert not any(name in card.text for name in ("Tara", "Dev"))
    shown = await preview(stage, card, "Answer all: 1")
    await stage.press(stage.ravi, card, "One by one")
    await stage.until(lambda: "handled one by one" in card.text)
    assert card.labels == []

    # and what was looked at before is not sent any more
    assert await stage.press(stage.ravi, shown, "Send to 2") == "Answered: 0. Not sent: 2"
    async with stage.store.reading() as tx:
        rows = await tx.cases.audit_of(CaseId(3))
    assert [(row.action, row.by_name) for row in rows] == [("taken_out", "Mira")]
    assert stage.answers() == []


async def test_next_brings_their_card_claims_none_of_them_and_goes_on(
    stage_of_three: Stage,
) -> None:
    stage = stage_of_three
    # given three on one card, and another question after them
    card = await stage.card("3 people ask this", label="One by one")
    ask(stage, ("Ira",), "where is my order?")
    await stage.card("Ira", label="Claim")

    # when a manager asks for the next case, then the card of the three comes, and is nobody's
    stage.telegram.say(stage.desk, stage.ravi, "/next")
    await stage.until(lambda: card.is_deleted)
    below = await stage.card("3 people ask this", label="One by one")

    # and the next time another case is theirs, until nothing else is left
    stage.telegram.say(stage.desk, stage.ravi, "/next")
    await stage.card("Ira", label="Release")
    assert not below.is_deleted
    stage.telegram.say(stage.desk, stage.mira, "/next")
    await stage.until(lambda: below.is_deleted)
    again = await stage.card("3 people ask this", label="One by one")
    await stage.press(stage.ravi, await preview(stage, again, "Answer all: 1"), "Send to 3")
    await stage.until(lambda: "Ravi answered 3" in again.text)


async def test_copies_of_a_complaint_stand_together_and_praise_or_another_matter_does_not(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.wants_praise = True
    stage.approval = Approval(lanes=(Lane.COMPLAINT,))
    await begin(stage)
    complaint = "the chai came cold yesterday evening"
    # given a complaint pasted under three posts, praise in nearly the same words, and another one
    for name in ("Uma", "Om", "Tara"):
        ask(stage, (name,), complaint)
    ask(stage, ("Dev",), "love the chai yesterday evening")
    ask(stage, ("Ira",), "awful service in your new shop on the corner")

    # then the three are on one card, with the posts, and the others on their own
    old = await stage.card("3 people complain of this", label="One by one")
    await stage.card("Dev")
    await stage.card("Ira")
    assert "Dev" not in old.text
    assert "Ira" not in old.text

    # when somebody deletes that card, the next change brings it back
    stage.telegram.delete(old)
    ask(stage, ("Rita",), complaint)
    card = await stage.card("4 people complain of this", label="One by one")
    await stage.press(stage.mira, card, "Take out")
    listed = await stage.desk_says("Who does not belong here?")
    await stage.press(stage.mira, listed, "Take out 4 Rita")
    await stage.until(lambda: "3 people complain of this" in card.text)

    # when a manager writes to all of them, what needs a second yes does not go out
    words = "$author, a new cup is yours."
    shown = await written(stage, stage.ravi, card, words)
    assert "Uma, a new cup is yours." in shown.text
    assert "second yes" in await stage.press(stage.ravi, shown, "Send to 3")
    await stage.until(lambda: "Not sent: 3" in shown.text)
    assert "One by one" in card.labels

    # but in the words of a lead it does
    shown = await written(stage, stage.asha, card, words)
    await stage.press(stage.asha, shown, "Send to 3")

    # then each reads the own name, and each case has its own row
    await stage.until(lambda: len(stage.answers()) == 3)
    assert {m.text for m in stage.answers()} == {
        f"{name}, a new cup is yours." for name in ("Uma", "Om", "Tara")
    }
    async with stage.store.reading() as tx:
        cases = [await tx.cases.get(CaseId(number)) for number in (1, 2, 3)]
    assert [case.status for case in cases] == [Status.ANSWERED] * 3
