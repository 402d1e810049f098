"""What managers do with suggestions is kept, and moves the next ones."""

from __future__ import annotations

import asyncio

from bot.domain.ids import BrandId, CaseId, CommentId
from bot.domain.roster import Role
from bot.domain.uses import Mark, Outcome, UseCounts, after_stop
from bot.simulator.state import Message
from replies.types import Library, SavedReply, Variant
from tests.contract.store_values import DESK
from tests.flows.library_stage import promote
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


# --- taught by a tap ----------------------------------------------------------------------------


async def answered(stage: Stage, text: str = "my chai was cold") -> Message:
    """A receipt of an answer that was sent as suggested."""
    card = await asked(stage, stage.rahul, text)
    await stage.press(stage.asha, card, "Send 1")
    await stage.until(lambda: "Learn this" in card.labels)
    return card


async def mark_of(stage: Stage) -> Mark:
    async with stage.store.reading() as tx:
        (use,) = await tx.uses.of_comment(CaseId(1), CommentId(1))
    return use.mark


async def audited(stage: Stage) -> list[tuple[str, str, str]]:
    async with stage.store.reading() as tx:
        rows = await tx.cases.audit_of(CaseId(1))
    return [(one.action, one.by_name, one.detail) for one in rows if "taught" in one.action]


async def test_learn_this_and_unlearn_take_one_tap_each_and_move_no_other_button(
    stage: Stage,
) -> None:
    # given a receipt
    receipt = await answered(stage)
    assert receipt.labels == ["Open", "Correct", "Withdraw", "🤝 Promise", "Learn this"]

    # when the answer is learnt, then the button turns
    assert "Learnt" in await stage.press(stage.asha, receipt, "Learn this")
    await stage.until(
        lambda: receipt.labels == ["Open", "Correct", "Withdraw", "🤝 Promise", "Unlearn"]
    )
    assert await mark_of(stage) is Mark.TAUGHT
    stage.telegram.say(stage.desk, stage.ravi, "/replies stats")
    assert "learnt from 1" in (await stage.desk_says("Replies in use")).text

    # when it is taken back, then everything is as before, and both are audited
    assert "Unlearnt" in await stage.press(stage.asha, receipt, "Unlearn")
    await stage.until(
        lambda: receipt.labels == ["Open", "Correct", "Withdraw", "🤝 Promise", "Learn this"]
    )
    assert await mark_of(stage) is Mark.NONE
    assert await audited(stage) == [
        ("use_taught", "Asha", "cold-chai"),
        ("use_untaught", "Asha", "cold-chai"),
    ]


async def test_an_answer_in_own_words_has_nothing_to_learn_from(stage: Stage) -> None:
    card = await asked(stage, stage.rahul, "my chai was cold")
    await stage.press(stage.asha, card, "Write")
    prompt = await stage.desk_says("reply to this message", after=card)
    stage.telegram.say(stage.desk, stage.asha, "A new cup is coming.", reply_to=prompt)
    preview = await stage.card("A new cup is coming.", label="Cancel")
    await stage.press(stage.asha, preview, "Send")

    await stage.until(
        lambda: preview.labels == ["Open", "Save as reply", "Correct", "Withdraw", "🤝 Promise"]
    )


async def test_a_heavily_edited_answer_counts_once_it_is_taught(stage: Stage) -> None:
    # given a suggestion of which little was left
    card = await asked(stage, stage.rahul, "my chai was cold")
    await stage.press(stage.asha, card, "Edit")
    prompt = await stage.desk_says("tap the text", after=card)
    stage.telegram.say(stage.desk, stage.asha, "A fresh cup is on its way.", reply_to=prompt)
    preview = await stage.card("A fresh cup", label="Cancel")
    await stage.press(stage.asha, preview, "Send")
    await stage.until(lambda: "Learn this" in preview.labels)
    async with stage.store.reading() as tx:
        (use,) = await tx.uses.of_comment(CaseId(1), CommentId(1))
    assert (use.outcome, use.is_accepted) == (Outcome.EDITED, False)

    # when it is learnt
    await stage.press(stage.asha, preview, "Learn this")

    # then it speaks for the reply all the same
    async with stage.store.reading() as tx:
        (use,) = await tx.uses.of_comment(CaseId(1), CommentId(1))
    assert use.is_accepted
    await stage.until(
        lambda: (
            preview.labels
            == ["Open", "Save as reply", "Correct", "Withdraw", "🤝 Promise", "Unlearn"]
        )
    )


async def test_only_who_may_change_the_library_teaches_it(stage: Stage) -> None:
    receipt = await answered(stage)

    assert "approver" in await stage.press(stage.ravi, receipt, "Learn this")
    assert await mark_of(stage) is Mark.NONE

    await promote(stage, stage.ravi, Role.APPROVER)
    await stage.press(stage.ravi, receipt, "Learn this")
    assert await mark_of(stage) is Mark.TAUGHT


async def test_of_two_who_teach_at_once_one_is_told_of_the_other(stage: Stage) -> None:
    await promote(stage, stage.ravi, Role.APPROVER)
    receipt = await answered(stage)

    told = await asyncio.gather(
        stage.press(stage.asha, receipt, "Learn this"),
        stage.press(stage.ravi, receipt, "Learn this"),
    )

    first, second = sorted(told, key=lambda text: "already" in text)
    assert "Learnt" in first
    assert second in ("Asha has done so already", "Ravi has done so already")
    assert len(await audited(stage)) == 1
    await stage.until(
        lambda: receipt.labels == ["Open", "Correct", "Withdraw", "🤝 Promise", "Unlearn"]
    )


async def test_a_receipt_from_before_a_restart_still_teaches(stage: Stage) -> None:
    receipt = await answered(stage)
    await stage.stop()
    await stage.start()

    await stage.press(stage.asha, receipt, "Learn this")

    assert await mark_of(stage) is Mark.TAUGHT


async def test_what_a_lead_had_forgotten_is_not_learnt_from_an_old_receipt(stage: Stage) -> None:
    # given a receipt whose reply was unlearnt as a whole
    receipt = await answered(stage)
    stage.telegram.say(stage.desk, stage.asha, "/replies unlearn cold-chai")
    await stage.desk_says("1 decision")

    # when its button is pressed, then nothing happens, the reason is told, and the button goes
    assert "forgotten" in await stage.press(stage.asha, receipt, "Learn this")
    assert await mark_of(stage) is Mark.UNLEARNT
    await stage.until(lambda: receipt.labels == ["Open", "Correct", "Withdraw", "🤝 Promise"])
    assert await audited(stage) == []


async def test_a_use_that_is_gone_teaches_nothing(stage: Stage) -> None:
    receipt = await answered(stage)
    async with stage.store.writing() as tx:
        await tx.uses.decide(after_stop(await tx.uses.of_comment(CaseId(1), CommentId(1))))

    assert "nothing to learn" in await stage.press(stage.asha, receipt, "Learn this")

    assert await mark_of(stage) is Mark.NONE
    await stage.until(lambda: receipt.labels == ["Open", "Correct", "Withdraw", "🤝 Promise"])


TWO_WAYS = Library(
    replies=tuple(
        SavedReply(
            id=name,
            titles={"en": name},
            lanes=("question",),
            examples=examples,
            variants=(Variant(lang="en", text=f"Yes ({name})."),),
        )
        for name, examples in (
            ("a", ("can I pay for it by card?", "card please?")),
            ("b", ("can I pay for it in cash?", "cash please?")),
        )
    )
)


async def found_for(stage: Stage, name: str, words: str) -> tuple[Message, dict[str, float]]:
    """Another author's card, and what is suggested there with its scores, the best first."""
    member = stage.telegram.add_user(first_name=name)
    post = stage.telegram.post(stage.channel, f"Offer for {name}")
    stage.telegram.say(stage.group, member, words, reply_to=post)
    card = await stage.card(name, label="Send 1")
    async with stage.store.reading() as tx:
        case = max(await tx.cases.open(DESK, limit=10), key=lambda one: one.id)
    return card, {one.reply_id: one.score for one in case.suggestions}


async def test_one_taught_answer_comes_first_for_another_author_until_it_is_unlearnt(
    dark_stage: Stage,
) -> None:
    # given an answer to somebody, which would not be the first choice for like words
    stage = dark_stage
    stage.starter = lambda: TWO_WAYS
    await stage.start()
    receipt, suggested = await found_for(stage, "Ann", "can I pay for it in cash or card?")
    assert next(iter(suggested)) == "b"
    await stage.press(stage.asha, receipt, "Send 1")
    await stage.until(lambda: "Learn this" in receipt.labels)
    _, before = await found_for(stage, "Ben", "can I pay for it with cash or card?")
    assert next(iter(before)) == "a"

    # when it is learnt, then it is the first choice for the next author
    await stage.press(stage.asha, receipt, "Learn this")
    await stage.clock.sleep(10)
    _, taught = await found_for(stage, "Cid", "can I pay for it with cash or card?")
    assert next(iter(taught)) == "b"
    assert taught["b"] > before["b"]

    # and no longer once that is taken back
    await stage.until(lambda: "Unlearn" in receipt.labels)
    await stage.press(stage.asha, receipt, "Unlearn")
    await stage.clock.sleep(10)
    _, after = await found_for(stage, "Dan", "can I pay for it with cash or card?")
    assert after == before
