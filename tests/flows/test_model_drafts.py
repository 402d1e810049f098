"""Answers drafted by a language model, from the button to the comment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.domain.brief import Brief, Written
from bot.domain.ids import UserId
from bot.domain.roster import Manager, Role
from bot.errors import DrafterDown, DrafterRefused, DraftUnreadable
from bot.simulator.state import Message
from tests.contract.store_values import DESK
from tests.fakes import FakeDrafter
from tests.flows.stage import Stage, a_stage

COLD = "my chai was cold"
GOOD = Written(
    text="$author, we are sorry that the chai came cold.", used=("cold-chai",), is_enough=True
)


class GatedDrafter(FakeDrafter):
    """Writes only once the gate is opened."""

    def __init__(self, answer: Callable[[Brief], Written | Exception]) -> None:
        super().__init__(answer)
        self.gate = asyncio.Event()

    async def write(self, brief: Brief) -> Written:
        written = await super().write(brief)
        await self.gate.wait()
        return written


@pytest.fixture
async def drafter() -> FakeDrafter:
    return FakeDrafter(lambda _: GOOD)


@pytest.fixture
async def stage(tmp_path: Path, drafter: FakeDrafter) -> AsyncIterator[Stage]:
    """A desk with a model for drafts."""
    async with a_stage(tmp_path) as stage:
        stage.drafter = drafter
        await stage.start()
        yield stage


async def a_card(stage: Stage, text: str = COLD) -> tuple[Message, Message]:
    """A comment and its card."""
    comment = stage.telegram.say(stage.group, stage.rahul, text)
    return comment, await stage.card(text, label="More")


async def test_a_draft_is_looked_over_and_reaches_the_comment(
    stage: Stage, drafter: FakeDrafter
) -> None:
    # given a complaint under a post
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    comment = stage.telegram.say(stage.group, stage.rahul, COLD, reply_to=post)
    card = await stage.card(COLD, label="More")

    # when Ravi asks for a draft
    told = await stage.choose(stage.ravi, card, "Draft")
    preview = await stage.desk_says("Drafted by a model", after=card)

    # then he sees it with its source, and nobody else has seen it
    assert "Drafting" in told
    assert preview.reply_to is card
    assert "cold-chai" in preview.text
    assert "Rahul, we are sorry that the chai came cold." in preview.text
    assert preview.labels == ["Send", "Edit", "Cancel"]
    assert stage.answers() == []

    # and when he sends it, it stands under the comment like any answer
    await stage.press(stage.ravi, preview, "Send")
    answer = await stage.answer_under(comment)
    assert answer.text == "Rahul, we are sorry that the chai came cold."
    await stage.desk_says("Ravi answered")

    # and the model saw what it needs
    (brief,) = drafter.briefs
    assert (brief.comment, brief.author, brief.post) == (COLD, "Rahul", "Monsoon offer")
    assert (brief.lang, brief.brand) == ("en", "Chai & Co")
    assert brief.evidence[0].reply_id == "cold-chai"
    assert brief.evidence[0].text.startswith("$author, ")


async def test_a_draft_can_be_changed_by_hand(stage: Stage) -> None:
    # given a draft
    comment, card = await a_card(stage)
    await stage.choose(stage.ravi, card, "Draft")
    preview = await stage.desk_says("Drafted by a model")

    # when Ravi changes it
    await stage.press(stage.ravi, preview, "Edit")
    prompt = await stage.telegram.wait_for_message(stage.desk, lambda m: m.wants_reply)
    assert "we are sorry that the chai came cold" in prompt.text
    stage.telegram.say(stage.desk, stage.ravi, "Sorry, Rahul. A new one comes.", reply_to=prompt)
    changed = await stage.card("A new one comes.", label="Send")

    # then it is his own text
    assert "Drafted by" not in changed.text
    await stage.press(stage.ravi, changed, "Send")
    assert (await stage.answer_under(comment)).text == "Sorry, Rahul. A new one comes."


async def test_a_slot_of_the_source_is_asked_for_before_the_draft_is_shown(
    stage: Stage, drafter: FakeDrafter
) -> None:
    # given a draft that keeps the slot of its source
    drafter.answer = lambda _: Written(
        text="We look for your order $ask_order_number.", used=("order-status",), is_enough=True
    )
    _, card = await a_card(stage, "where is my order?")
    await stage.choose(stage.ravi, card, "Draft")

    # when it is filled in
    prompt = await stage.telegram.wait_for_message(stage.desk, lambda m: m.wants_reply)
    stage.telegram.say(stage.desk, stage.ravi, "A-17", reply_to=prompt)

    # then the draft is shown with it, and still says where it comes from
    preview = await stage.card("A-17", label="Send")
    assert "order-status" in preview.text
    assert preview.labels == ["Send", "Edit", "Cancel"]


async def test_without_a_model_no_card_offers_drafts(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await stage.start()
        stage.telegram.say(stage.group, stage.rahul, COLD)
        card = await stage.card(COLD, label="Send 1")

        menu = await stage.menu(stage.ravi, card)

        assert "Draft" not in menu.labels


async def test_a_card_without_evidence_offers_no_draft(stage: Stage) -> None:
    stage.telegram.say(stage.group, stage.rahul, "zzz qqq terrible xyzzy")
    card = await stage.card("xyzzy")

    assert "No fitting reply" in card.text
    menu = await stage.menu(stage.ravi, card)
    assert "Draft" not in menu.labels


async def test_a_button_from_before_drafting_was_switched_off_says_so(stage: Stage) -> None:
    # given a menu with the button
    _, card = await a_card(stage)
    menu = await stage.menu(stage.ravi, card)

    # when the desk comes back without a model
    await stage.stop()
    stage.drafter = None
    await stage.start()
    told = await stage.press(stage.ravi, menu, "Draft")

    # then the press is answered
    assert "No language model" in told


@pytest.mark.parametrize("who", ["mira", "stranger"])
async def test_drafts_are_for_those_who_may_answer(
    stage: Stage, drafter: FakeDrafter, who: str
) -> None:
    _, card = await a_card(stage)

    menu = await stage.menu(stage.ravi, card)
    told = await stage.press(getattr(stage, who), menu, "Draft")

    assert "role" in told
    assert drafter.briefs == []


async def test_a_case_held_by_another_is_not_drafted_for(
    stage: Stage, drafter: FakeDrafter
) -> None:
    _, card = await a_card(stage)
    await stage.press(stage.asha, card, "Claim")

    told = await stage.choose(stage.ravi, card, "Draft")

    assert "Asha has this case" in told
    assert drafter.briefs == []


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (DrafterDown("slow"), "did not answer in time"),
        (DrafterRefused("no key"), "the drafting server refused"),
        (DraftUnreadable("nonsense"), "did not answer as it was asked"),
        (RuntimeError("a bug"), "did not answer as it was asked"),
    ],
    ids=["down", "refused", "unreadable", "bug"],
)
async def test_when_no_draft_comes_the_card_says_why_and_works(
    stage: Stage, drafter: FakeDrafter, failure: Exception, said: str
) -> None:
    # given a model that fails
    drafter.answer = lambda _: failure
    comment, card = await a_card(stage)

    # when a draft is asked for
    await stage.choose(stage.ravi, card, "Draft")
    line = await stage.desk_says("No draft")

    # then one line says why
    assert said in line.text
    assert line.reply_to is card
    assert line.labels == []

    # and the card works as without it, and the next try too
    drafter.answer = lambda _: GOOD
    await stage.choose(stage.ravi, card, "Draft")
    await stage.desk_says("Drafted by a model")
    await stage.press(stage.ravi, card, "Send 1")
    await stage.answer_under(comment)


async def test_the_card_works_while_the_model_is_slow(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        drafter = stage.drafter = GatedDrafter(lambda _: GOOD)
        await stage.start()
        # given a draft that does not come
        comment, card = await a_card(stage)
        await stage.choose(stage.ravi, card, "Draft")
        await stage.until(lambda: bool(drafter.briefs))

        # when Ravi sends a suggestion meanwhile
        await stage.press(stage.ravi, card, "Send 1")
        await stage.answer_under(comment)

        # then the draft, once there, is dropped
        drafter.gate.set()
        line = await stage.desk_says("No draft")
        assert "already answered by Ravi" in line.text


async def test_a_draft_for_words_that_changed_meanwhile_is_dropped(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        drafter = stage.drafter = GatedDrafter(lambda _: GOOD)
        await stage.start()
        # given a draft in the making
        comment, card = await a_card(stage)
        await stage.choose(stage.ravi, card, "Draft")
        await stage.until(lambda: bool(drafter.briefs))

        # when the author writes something else
        stage.telegram.edit(comment, "the chai came cold and it was terrible")
        await stage.card("and it was terrible", label="More")
        drafter.gate.set()

        # then there is no preview, and a line says why
        line = await stage.desk_says("No draft")
        assert "wrote again" in line.text
        assert not any("Drafted by" in (m.text or "") for m in stage.desk.visible)


async def test_presses_of_the_impatient_make_one_draft(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        drafter = stage.drafter = GatedDrafter(lambda _: GOOD)
        await stage.start()
        _, card = await a_card(stage)

        menu = await stage.menu(stage.ravi, card)
        for _ in range(4):
            assert "Drafting" in await stage.press(stage.ravi, menu, "Draft")
        drafter.gate.set()
        await stage.desk_says("Drafted by a model")
        await stage.clock.sleep(10)

        assert len(drafter.briefs) == 1


async def test_when_too_many_wait_the_press_says_so(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        drafter = stage.drafter = GatedDrafter(lambda _: GOOD)
        await stage.start()
        managers = [stage.telegram.add_user(first_name=f"M{number}") for number in range(12)]
        async with stage.store.writing() as tx:
            for one in managers:
                manager = Manager(
                    desk_id=DESK, user_id=UserId(one.id), name=one.first_name, role=Role.MANAGER
                )
                await tx.directory.save_manager(manager)
        for one in managers:
            stage.telegram.join(one, stage.desk)
        _, card = await a_card(stage)

        told = [await stage.choose(one, card, "Draft") for one in managers]

        assert "Drafting" in told[0]
        assert "Several drafts" in told[-1]
        drafter.gate.set()


async def test_a_manager_who_lost_the_role_meanwhile_gets_no_draft(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        drafter = stage.drafter = GatedDrafter(lambda _: GOOD)
        await stage.start()
        _, card = await a_card(stage)
        await stage.choose(stage.ravi, card, "Draft")
        await stage.until(lambda: bool(drafter.briefs))

        async with stage.store.writing() as tx:
            await tx.directory.save_manager(
                Manager(desk_id=DESK, user_id=UserId(stage.ravi.id), name="Ravi", role=Role.VIEWER)
            )
        drafter.gate.set()

        line = await stage.desk_says("No draft")
        assert "needs the role" in line.text


async def test_a_restart_forgets_the_wish_and_nothing_else(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        drafter = stage.drafter = GatedDrafter(lambda _: GOOD)
        await stage.start()
        # given a draft in the making
        comment, card = await a_card(stage)
        await stage.choose(stage.ravi, card, "Draft")
        await stage.until(lambda: bool(drafter.briefs))

        # when the desk is stopped and started
        await stage.stop()
        stage.drafter = FakeDrafter(lambda _: GOOD)
        await stage.start()
        await stage.clock.sleep(20)

        # then nothing false is said, and the button still works
        assert not any("No draft" in (m.text or "") for m in stage.desk.visible)
        await stage.choose(stage.ravi, card, "Draft")
        preview = await stage.desk_says("Drafted by a model")
        await stage.press(stage.ravi, preview, "Send")
        await stage.answer_under(comment)


async def test_thin_evidence_is_not_even_asked_about(
    stage: Stage, drafter: FakeDrafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a desk that wants more than the library has
    await stage.stop()
    monkeypatch.setenv("JAWAB_DRAFTING__MIN_EVIDENCE", "1.0")
    await stage.start()
    _, card = await a_card(stage)

    # when a draft is asked for
    await stage.choose(stage.ravi, card, "Draft")

    # then the model is left alone
    line = await stage.desk_says("No draft")
    assert "say too little" in line.text
    assert drafter.briefs == []
