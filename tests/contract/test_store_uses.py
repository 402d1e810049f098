"""What every store promises about uses of replies, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ids import CaseId, CommentId
from bot.domain.uses import Mark, Outcome, ReplyUse, after_answer, after_stop
from tests.contract.store_values import (
    ANNA,
    BRAND,
    MINUTE,
    NOW,
    OWNER,
    a_case,
    a_comment,
    a_verdict,
)


def a_use(reply_id: str = "apology", **changes: Any) -> ReplyUse:
    values: dict[str, Any] = {
        "owner": OWNER,
        "case_id": CaseId(1),
        "comment_id": CommentId(1),
        "reply_id": reply_id,
        "lang": "en",
        "tone": "warm",
        "rank": 1,
        "score": 0.5,
        "at": NOW,
    }
    return ReplyUse(**values | changes)


SHOWN = [a_use(), a_use("refund", rank=2)]


async def decided(store, uses, **changes: Any) -> None:
    values: dict[str, Any] = {"sent_id": "refund", "distance": 0.0, "by": ANNA, "at": NOW + MINUTE}
    async with store.writing() as tx:
        await tx.uses.show(uses)
        await tx.uses.decide(after_answer(uses, **values | changes))


async def test_what_was_shown_comes_back_by_rank(store) -> None:
    async with store.writing() as tx:
        await tx.uses.show(SHOWN[::-1])

        assert await tx.uses.of_comment(CaseId(1), CommentId(1)) == SHOWN


async def test_new_suggestions_replace_undecided_ones_and_leave_decisions(store) -> None:
    # given a decision, then other suggestions for the same comment
    await decided(store, SHOWN)
    async with store.writing() as tx:
        await tx.uses.show([a_use("delay"), a_use("refund")])
        await tx.uses.show([a_use("menu", rank=3)])

        # then the last ones stand beside what was decided
        found = await tx.uses.of_comment(CaseId(1), CommentId(1))
    outcomes = {use.reply_id: use.outcome for use in found}
    assert outcomes == {
        "apology": Outcome.REPLACED,
        "refund": Outcome.SENT,
        "menu": Outcome.SHOWN,
    }


async def test_counts_say_what_became_of_each_reply(store) -> None:
    # given one reply sent after editing, another passed over
    await decided(store, SHOWN, distance=0.4)

    async with store.reading() as tx:
        refund = await tx.uses.of_reply(BRAND, "refund")
        apology = await tx.uses.of_reply(BRAND, "apology")
        never = await tx.uses.of_reply(BRAND, "never-shown")
    assert (refund.shown, refund.sent, refund.edited, refund.passed_over) == (1, 0, 1, 0)
    assert refund.mean_distance == pytest.approx(0.4)
    assert refund.last_used_at == NOW + MINUTE
    assert (apology.passed_over, apology.last_used_at) == (1, None)
    assert never.shown == 0


async def test_lessons_come_with_the_vectors_of_their_encoder_until_unlearnt(store) -> None:
    # given a decision about a comment with a vector
    async with store.writing() as tx:
        comment_id = await tx.comments.add(a_comment(verdict=a_verdict()))
        case_id = await tx.cases.add(a_case(focus_id=comment_id))
    uses = [replace(use, case_id=case_id, comment_id=comment_id) for use in SHOWN]
    await decided(store, uses)

    # then both sides of it are there, for that encoder
    async with store.writing() as tx:
        before = await tx.uses.revision(BRAND)
        found = await tx.uses.vectors(BRAND, "e5:1")
        assert {one.use.reply_id for one in found} == {"apology", "refund"}
        assert {one.vector for one in found} == {a_verdict().vector}
        assert await tx.uses.vectors(BRAND, "another") == []

        # and none of the reply's once they are unlearnt
        assert await tx.uses.unlearn(BRAND, "refund") == 1
        assert [one.use.reply_id for one in await tx.uses.vectors(BRAND, "e5:1")] == ["apology"]
        assert await tx.uses.revision(BRAND) > before


async def test_a_decision_that_was_stopped_counts_for_nothing(store) -> None:
    await decided(store, SHOWN)

    async with store.writing() as tx:
        await tx.uses.decide(after_stop(await tx.uses.of_comment(CaseId(1), CommentId(1))))

        found = await tx.uses.of_comment(CaseId(1), CommentId(1))
        counts = await tx.uses.of_reply(BRAND, "refund")
    assert {use.outcome for use in found} == {Outcome.SHOWN}
    assert (counts.shown, counts.sent) == (1, 0)


async def test_a_mark_is_made_once_of_what_was_read_and_counted(store) -> None:
    # given a reply that was sent, read by two
    await decided(store, SHOWN)
    async with store.writing() as tx:
        before = await tx.uses.revision(BRAND)
        sent = (await tx.uses.of_comment(CaseId(1), CommentId(1)))[1]

        # when both teach it, then one does, and whoever follows the revision hears of it
        assert await tx.uses.mark(sent, Mark.TAUGHT)
        assert not await tx.uses.mark(sent, Mark.TAUGHT)
        assert await tx.uses.revision(BRAND) == before + 1
        assert (await tx.uses.of_reply(BRAND, "refund")).taught == 1

        # and taking it back leaves everything as it was
        assert await tx.uses.mark(replace(sent, mark=Mark.TAUGHT), Mark.NONE)
        assert (await tx.uses.of_comment(CaseId(1), CommentId(1)))[1] == sent
        assert (await tx.uses.of_reply(BRAND, "refund")).taught == 0


async def test_a_new_decision_does_not_keep_what_was_said_of_an_earlier_one(store) -> None:
    await decided(store, SHOWN)
    async with store.writing() as tx:
        uses = await tx.uses.of_comment(CaseId(1), CommentId(1))
        await tx.uses.mark(uses[1], Mark.TAUGHT)

    await decided(store, SHOWN, sent_id="apology")

    async with store.reading() as tx:
        marks = {one.mark for one in await tx.uses.of_comment(CaseId(1), CommentId(1))}
    assert marks == {Mark.NONE}
