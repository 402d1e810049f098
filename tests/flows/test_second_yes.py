"""A second yes: some answers leave only after somebody else has looked at that exact text."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.approval import YesOutcome
from bot.domain.ids import CaseId
from bot.domain.roster import Role
from bot.sections import Approval
from bot.simulator.state import Message, User
from replies.types import Library
from tests.flows.library_stage import promote, prompted, write
from tests.flows.stage import LIBRARY, Stage

WORDS = "Rahul, your refund is on its way."


async def started(stage: Stage, **asks: tuple[str, ...]) -> Stage:
    """A desk where these ask for a second yes, and answers leave at once."""
    stage.approval = Approval(**asks)
    stage.undo_seconds = 0
    await stage.start()
    await promote(stage, stage.mira)
    return stage


def data_of(message: Message, label: str) -> str:
    """What a phone sends for a button that it still shows."""
    return next(one.data for row in message.buttons for one in row if one.label == label)


async def previewed(stage: Stage, card: Message, words: str, *, who: User) -> Message:
    """A preview of own words in answer to a card."""
    prompt = await prompted(stage, card, "Write", who=who)
    return await write(stage, prompt, words, who=who)


async def asked(stage: Stage, words: str = WORDS) -> tuple[Message, Message, Message]:
    """Ravi's answer that needs a second yes: the comment, its card, and the request."""
    comment = stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    preview = await previewed(stage, card, words, who=stage.ravi)
    told = await stage.press(stage.ravi, preview, "Send")
    assert "needs a second yes" in told
    return comment, card, await stage.card(words, label="Approve")


async def audit(stage: Stage) -> list[tuple[str, str]]:
    async with stage.store.reading() as tx:
        return [(one.action, one.by_name) for one in await tx.cases.audit_of(CaseId(1))]


async def nothing_leaves(stage: Stage) -> None:
    await stage.clock.sleep(30)
    assert stage.answers() == []


async def test_an_answer_with_a_listed_word_waits_and_leaves_word_for_word_after_the_yes(
    dark_stage: Stage,
) -> None:
    stage = await started(dark_stage, words=("REFUND",))
    # given an answer of Ravi's that needs a second yes
    comment, card, request = await asked(stage)

    # then the desk is asked with a sound, told why, and the card says that the answer waits
    assert "the word “refund”" in request.text
    assert not request.is_silent
    await stage.until(lambda: "Waits for a second yes since" in card.text)
    assert "With Ravi" in card.text
    await nothing_leaves(stage)

    # when an approver says yes
    await stage.press(stage.mira, request, "Approve")

    # then exactly that leaves, the request is the receipt, and the audit names both
    assert (await stage.answer_under(comment)).text == WORDS
    await stage.until(lambda: "Ravi answered" in request.text and "Withdraw" in request.labels)
    assert ("second_yes", "Mira") in await audit(stage)
    assert ("approved", "Ravi") in await audit(stage)


async def test_what_does_not_ask_leaves_with_one_yes(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    comment = stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    preview = await previewed(stage, card, "We are on it", who=stage.ravi)

    await stage.press(stage.ravi, preview, "Send")

    assert (await stage.answer_under(comment)).text == "We are on it"


async def test_an_edit_by_the_author_voids_the_answer_that_waits(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    comment, card, request = await asked(stage)

    # when the author changes the comment
    stage.telegram.edit(comment, "this is terrible. Keep the money")

    # then the request says that it is void, Ravi reads so, and no yes counts any more
    await stage.until(lambda: "is void" in request.text)
    assert request.labels == []
    await stage.desk_says("Look at the card once more", after=request)
    await stage.until(lambda: "Waits for" not in card.text and "With Ravi" in card.text)
    await nothing_leaves(stage)
    assert ("second_yes_void", "Ravi") in await audit(stage)


async def test_a_yes_that_comes_with_new_words_of_the_author_counts_for_nothing(
    dark_stage: Stage,
) -> None:
    stage = await started(dark_stage, words=("refund",))
    _, card, request = await asked(stage)
    data = data_of(request, "Approve")
    # given new words, and an approver who presses as soon as the card shows them
    stage.telegram.say(stage.group, stage.rahul, "awful, where is my order?")
    await stage.until(lambda: "where is my order?" in card.text)

    told = await stage.telegram.answer_to(stage.telegram.press(stage.mira, request, data=data))

    assert "holds no more" in (told.text or "")
    await stage.until(lambda: "is void" in request.text)
    await nothing_leaves(stage)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MANAGER])
async def test_only_an_approver_gives_it(dark_stage: Stage, role: Role) -> None:
    stage = await started(dark_stage, words=("refund",))
    await promote(stage, stage.mira, role)
    _, _, request = await asked(stage)

    told = await stage.press(stage.mira, request, "Approve")

    assert "approver" in told
    await nothing_leaves(stage)


async def test_who_wrote_it_cannot_give_it_even_as_an_approver(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    _, _, request = await asked(stage)
    await promote(stage, stage.ravi)

    told = await stage.press(stage.ravi, request, "Approve")

    assert "your own answer" in told
    await nothing_leaves(stage)


async def test_the_yes_of_a_writer_who_is_lead_suffices_and_is_audited(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    comment = stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    preview = await previewed(stage, card, WORDS, who=stage.asha)

    await stage.press(stage.asha, preview, "Send")

    assert (await stage.answer_under(comment)).text == WORDS
    assert ("own_yes", "Asha") in await audit(stage)


async def test_of_two_approvers_at_once_one_wins(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    comment, _, request = await asked(stage)
    data = data_of(request, "Approve")

    # when both press
    presses = [stage.telegram.press(who, request, data=data) for who in (stage.mira, stage.asha)]
    told = await asyncio.gather(*(stage.telegram.answer_to(one) for one in presses))

    # then one yes counts, the other is told so, and one answer leaves
    assert sorted("has decided already" in (one.text or "") for one in told) == [False, True]
    await stage.answer_under(comment)
    await stage.clock.sleep(30)
    assert [one.text for one in stage.answers()] == [WORDS]
    assert [name for name, _ in await audit(stage)].count("second_yes") == 1


async def test_a_request_outlives_a_restart(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    comment, _, request = await asked(stage)

    await stage.stop()
    await stage.start()
    await stage.press(stage.mira, request, "Approve")

    assert (await stage.answer_under(comment)).text == WORDS


async def test_an_answer_is_sent_back_with_a_reason_and_changed(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    comment, card, request = await asked(stage)

    # when an approver sends it back
    prompt = await prompted(stage, request, "Send back", who=stage.mira)
    stage.telegram.say(stage.desk, stage.mira, "No promises, please", reply_to=prompt)

    # then its writer reads why, still has the case, and can change the words
    returned = await stage.desk_says("No promises, please", after=prompt)
    await stage.until(lambda: "sent the answer to Rahul back" in request.text)
    await stage.until(lambda: "Waits for" not in card.text and "With Ravi" in card.text)
    ask = await prompted(stage, returned, "Edit", who=stage.ravi)
    assert WORDS in ask.text
    preview = await write(stage, ask, "Rahul, we look into it.", who=stage.ravi)
    await stage.press(stage.ravi, preview, "Send")
    assert (await stage.answer_under(comment)).text == "Rahul, we look into it."


async def test_newer_words_of_the_writer_take_the_place_of_the_ones_that_wait(
    dark_stage: Stage,
) -> None:
    stage = await started(dark_stage, words=("refund",))
    comment, card, first = await asked(stage)
    preview = await previewed(stage, card, "A refund of 40 is on its way.", who=stage.ravi)
    await stage.press(stage.ravi, preview, "Send")
    second = await stage.card("A refund of 40", label="Approve")

    await stage.until(lambda: "newer words" in first.text and first.labels == [])
    await stage.press(stage.mira, second, "Approve")

    await stage.answer_under(comment)
    await stage.clock.sleep(30)
    assert [one.text for one in stage.answers()] == ["A refund of 40 is on its way."]


async def test_a_case_that_is_released_takes_its_request_along(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    _, card, request = await asked(stage)

    await stage.press(stage.asha, card, "Release")

    await stage.until(lambda: "no longer has the case" in request.text)
    await nothing_leaves(stage)


async def test_a_claim_does_not_run_out_while_the_answer_waits(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    _, card, request = await asked(stage)

    # when its writer goes on working on the case
    await prompted(stage, card, "Write", who=stage.ravi)
    async with stage.store.reading() as tx:
        assert (await tx.cases.get(CaseId(1))).lease_until is None

    # then the claim can run out again once it is sent back
    prompt = await prompted(stage, request, "Send back", who=stage.mira)
    stage.telegram.say(stage.desk, stage.mira, "No promises, please", reply_to=prompt)
    await stage.desk_says("No promises, please", after=prompt)
    async with stage.store.reading() as tx:
        assert (await tx.cases.get(CaseId(1))).lease_until is not None


async def test_a_request_that_was_over_before_it_stood_there_says_so_when_pressed(
    dark_stage: Stage,
) -> None:
    stage = await started(dark_stage, words=("refund",))
    _, _, request = await asked(stage)
    async with stage.store.writing() as tx:
        (waiting,) = await tx.approvals.waiting_for(CaseId(1))
        await tx.approvals.decide(waiting.id, YesOutcome.VOID, by="", at=stage.clock.now())

    told = await stage.press(stage.mira, request, "Approve")

    assert "holds no more" in told
    await stage.until(lambda: request.labels == [] and "holds no more" in request.text)
    await nothing_leaves(stage)


async def test_of_many_reasons_some_are_named(dark_stage: Stage) -> None:
    letters = tuple("abcdefgh")
    stage = await started(dark_stage, words=letters)
    _, _, request = await asked(stage, "abcdefgh")

    assert "the word “e”, …" in request.text


async def test_a_saved_reply_that_goes_out_unchanged_was_approved_before(
    dark_stage: Stage,
) -> None:
    stage = await started(dark_stage, lanes=("complaint",), words=("sorry",))
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")

    await stage.press(stage.ravi, card, "Send 1")

    assert "sorry for the cold chai" in (await stage.answer_under(comment)).text


async def test_other_words_in_that_lane_ask(dark_stage: Stage) -> None:
    stage = await started(dark_stage, lanes=("complaint",))
    _, _, request = await asked(stage, "Sorry!")

    assert "lane “Complaint”" in request.text


async def test_a_saved_reply_that_has_run_out_since_it_was_proposed_asks(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    ending = replace(LIBRARY[0], valid_until=date(2026, 7, 1))
    stage.starter = lambda: Library(replies=(ending, *LIBRARY[1:]))
    await started(stage, lanes=("complaint",))
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")

    # when its last day is over
    stage.clock.skip_to(stage.clock.now() + timedelta(days=1))
    told = await stage.press(stage.ravi, card, "Send 1")

    assert "needs a second yes" in told
    await nothing_leaves(stage)


async def test_a_listed_reply_asks_although_it_is_unchanged(dark_stage: Stage) -> None:
    stage = await started(dark_stage, replies=("cold-chai",))
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")

    assert "needs a second yes" in await stage.press(stage.ravi, card, "Send 1")
    request = await stage.card("the saved reply “cold-chai”", label="Approve")
    await stage.press(stage.mira, request, "Approve")

    assert "sorry for the cold chai" in (await stage.answer_under(comment)).text


async def test_what_is_filled_into_a_saved_reply_may_ask(dark_stage: Stage) -> None:
    stage = await started(dark_stage, lanes=("question",), words=("refund",))
    stage.telegram.say(stage.group, stage.rahul, "where is my order?")
    card = await stage.card("where is my order?", label="Send 1")
    prompt = await prompted(stage, card, "Send 1", who=stage.ravi)
    preview = await write(stage, prompt, "12 (refund follows)", who=stage.ravi)

    assert "needs a second yes" in await stage.press(stage.ravi, preview, "Send")
    await nothing_leaves(stage)


async def test_a_correction_is_no_way_round_it(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    await stage.press(stage.ravi, card, "Send 1")
    answer = await stage.answer_under(comment)
    await stage.until(lambda: "Correct" in card.labels)
    prompt = await prompted(stage, card, "Correct", who=stage.ravi)
    preview = await write(stage, prompt, WORDS, who=stage.ravi)

    assert "needs a second yes" in await stage.press(stage.ravi, preview, "Change it")

    await stage.clock.sleep(30)
    assert "sorry for the cold chai" in answer.text


async def test_a_long_answer_is_shown_whole(dark_stage: Stage) -> None:
    stage = await started(dark_stage, words=("refund",))
    words = "refund " * 500 + "and an end"
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible")
    preview = await previewed(stage, card, words, who=stage.ravi)

    await stage.press(stage.ravi, preview, "Send")

    request = await stage.card("with the text above", label="Approve")
    before = [m for m in stage.desk.messages if m.message_id < request.message_id]
    assert any(m.text == words and m.is_by_bot for m in before)
