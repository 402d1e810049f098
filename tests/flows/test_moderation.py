"""Taking comments away, and what happens when that cannot be done."""

from __future__ import annotations

from tests.flows.stage import Stage, with_both_libraries

pytestmark = with_both_libraries


async def test_hide_deletes_only_after_it_was_confirmed(stage: Stage) -> None:
    # given an insult
    insult = stage.telegram.say(stage.group, stage.rahul, "you idiot")
    card = await stage.card("you idiot", label="Hide")

    # when Mira presses Hide, it is asked about first
    await stage.press(stage.mira, card, "Hide")
    question = await stage.card("Delete this comment", label="Delete")
    assert question.labels[0] == "Delete"
    assert question.labels[-1] == "Keep"
    assert not insult.is_deleted

    # and when she confirms, it is gone and the card says who did it
    await stage.press(stage.mira, question, "Delete")
    await stage.until(lambda: insult.is_deleted)
    await stage.until(lambda: card.labels == [] and "Mira" in (card.text or ""))
    async with stage.store.reading() as tx:
        trail = [entry.action for entry in await tx.cases.audit_of(1)]
        hidden = next(e for e in await tx.cases.audit_of(1) if e.action == "hidden")
    assert "hidden" in trail
    assert hidden.detail == "you idiot"


async def test_keep_deletes_nothing(stage: Stage) -> None:
    # given the question whether to delete
    insult = stage.telegram.say(stage.group, stage.rahul, "you idiot")
    card = await stage.card("you idiot", label="Hide")
    await stage.press(stage.mira, card, "Hide")
    question = await stage.card("Delete this comment", label="Keep")

    # when the answer is no
    await stage.press(stage.mira, question, "Keep")

    # then nothing is deleted and the case is still there
    await stage.until(lambda: question.labels == [])
    await stage.clock.sleep(20)
    assert not insult.is_deleted
    assert "Hide" in card.labels


async def test_every_insult_of_a_burst_is_deleted_together(stage: Stage) -> None:
    # given three insults by one author
    insults = [stage.telegram.say(stage.group, stage.rahul, f"idiot {n}") for n in range(3)]
    card = await stage.card("idiot", label="Hide")
    await stage.until(lambda: "idiot 2" in (card.text or ""))

    # when the case is hidden
    await stage.press(stage.mira, card, "Hide")
    question = await stage.card("Delete 3 comments", label="Delete")
    await stage.press(stage.mira, question, "Delete")

    # then all of them are gone
    await stage.until(lambda: all(message.is_deleted for message in insults))


async def test_without_the_right_to_delete_the_case_comes_back_with_a_reason(stage: Stage) -> None:
    # given a bot that may not delete in the community
    stage.telegram.demote(stage.bot, stage.group)
    insult = stage.telegram.say(stage.group, stage.rahul, "you idiot")
    card = await stage.card("you idiot", label="Hide")

    # when somebody hides a comment
    await stage.press(stage.asha, card, "Hide")
    question = await stage.card("Delete this comment", label="Delete")
    await stage.press(stage.asha, question, "Delete")

    # then the desk reads how to mend it and the case is open to be handled
    await stage.desk_says("Make me an admin")
    await stage.until(lambda: "Hide" in card.labels)
    assert not insult.is_deleted
