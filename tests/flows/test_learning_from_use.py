"""What managers do with suggestions is kept, and moves the next ones."""

from __future__ import annotations

from bot.domain.ids import BrandId, CaseId, CommentId
from bot.domain.uses import Mark, Outcome, UseCounts
from bot.simulator.state import Message
from tests.flows.stage import Stage

BRAND = BrandId(1)


async def counts(stage: Stage, reply_id: str) -> UseCounts:
    async with stage.store.reading() as tx:
        return await tx.uses.of_reply(BRAND, reply_id)


async def asked(stage: Stage, who, text: str) -> Message:
    stage.telegram.say(stage.group, who, text)
    return await stage.card(text, label="Send 1")


async def test_a_suggestion_sent_as_it_stands_is_kept_as_sent(stage: Stage) -> None:
    card = await asked(stage, stage.rahul, "my chai was cold")

    await stage.press(stage.asha, card, "Send 1")

    kept = await counts(stage, "cold-chai")
    assert (kept.shown, kept.sent, kept.edited, kept.passed_over) == (1, 1, 0, 0)
    assert kept.last_used_at is not None


async def test_a_dismissed_case_passes_its_suggestions_over(stage: Stage) -> None:
    card = await asked(stage, stage.rahul, "my chai was cold")

    await stage.press(stage.asha, card, "Dismiss")

    kept = await counts(stage, "cold-chai")
    assert (kept.shown, kept.sent, kept.passed_over) == (1, 0, 1)


async def test_an_answer_that_was_stopped_counts_as_shown_only(dark_stage: Stage) -> None:
    # given an answer that has not left yet
    stage = dark_stage
    stage.undo_seconds = 200
    await stage.start()
    card = await asked(stage, stage.rahul, "my chai was cold")
    await stage.press(stage.asha, card, "Send 1")
    receipt = await stage.card("my chai was cold", label="Stop")

    # when it is held back
    await stage.press(stage.asha, receipt, "Stop")

    # then nothing was decided
    kept = await counts(stage, "cold-chai")
    assert (kept.shown, kept.sent, kept.passed_over) == (1, 0, 0)
    async with stage.store.reading() as tx:
        (use,) = await tx.uses.of_comment(CaseId(1), CommentId(1))
    assert use.outcome is Outcome.SHOWN


async def test_a_third_comment_finds_a_reply_that_was_sent_twice_likelier(stage: Stage) -> None:
    # given a comment by two people, answered with the same reply
    for name in ("Ann", "Ben"):
        member = stage.telegram.add_user(first_name=name)
        post = stage.telegram.post(stage.channel, f"Offer for {name}")
        words = f"my chai was cold, says {name}"
        comment = stage.telegram.say(stage.group, member, words, reply_to=post)
        card = await stage.card(f"says {name}", label="Send 1")
        await stage.press(stage.asha, card, "Send 1")
        await stage.answer_under(comment)
    await stage.clock.sleep(10)

    # when a third one writes it
    cid = stage.telegram.add_user(first_name="Cid")
    post = stage.telegram.post(stage.channel, "Offer for Cid")
    stage.telegram.say(stage.group, cid, "my chai was cold, says Cid", reply_to=post)
    await stage.card("says Cid", label="Dismiss")

    # then the reply is likelier than it was the first time
    async with stage.store.reading() as tx:
        first, third = await tx.cases.get(CaseId(1)), await tx.cases.get(CaseId(3))
    assert third.suggestions[0].reply_id == "cold-chai"
    assert third.best_score > first.best_score


async def test_stats_name_what_was_used_and_a_lead_alone_unlearns_it(stage: Stage) -> None:
    # given a reply that was sent once
    card = await asked(stage, stage.rahul, "my chai was cold")
    await stage.press(stage.asha, card, "Send 1")

    # then its figures are told
    stage.telegram.say(stage.desk, stage.ravi, "/replies stats")
    stats = await stage.desk_says("Replies in use")
    assert "shown 1 · sent 1 · edited 0 · passed over 0" in (stats.text or "")

    # when a manager wants it unlearnt, then nothing is; when a lead does, it is, and audited
    stage.telegram.say(stage.desk, stage.ravi, "/replies unlearn cold-chai")
    await stage.desk_says("lead", after=stats)
    stage.telegram.say(stage.desk, stage.asha, "/replies unlearn cold-chai")
    await stage.desk_says("1 decision", after=stats)
    async with stage.store.reading() as tx:
        (use,) = await tx.uses.of_comment(CaseId(1), CommentId(1))
    assert use.mark is Mark.UNLEARNT
