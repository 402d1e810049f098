"""Deadlines: near ones ring once, missed ones are counted, clocks outlive a restart."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.ids import CaseId
from bot.sla_sections import Sla, SlaGoal
from tests.flows.stage import Stage


async def test_a_deadline_that_comes_near_rings_once_and_a_missed_one_is_counted(
    dark_stage: Stage,
) -> None:
    # given a complaint that is to be answered within ten minutes, and a question within an hour
    stage = dark_stage
    stage.sla = Sla(
        first_answer_minutes=60, goals=(SlaGoal(lanes=("complaint",), first_answer_minutes=10),)
    )
    stage.ring_at = 100
    await stage.start()
    said = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    card = await stage.card("my chai was cold")
    due = (said.date + timedelta(minutes=10)).strftime("%H:%M")
    assert f"answer by {due}" in card.text

    # when most of the time is over, also across a restart
    stage.clock.skip_to(said.date + timedelta(minutes=8, seconds=5))
    warning = await stage.desk_says("#1 Rahul: an answer is due")
    await stage.stop()
    await stage.start()
    await stage.clock.sleep(30)

    # then it rang once, as an answer to the card, and nothing else did
    assert warning.reply_to is card
    assert [m for m in stage.told() if not m.is_silent] == [warning]

    # when the deadline passes
    stage.clock.skip_to(said.date + timedelta(minutes=10, seconds=5))
    await stage.clock.sleep(30)

    # then it is counted, once
    asked = stage.telegram.say(stage.desk, stage.asha, "/stats")
    page = await stage.desk_says("Too late: 1 first answer", after=asked)
    assert page.text.count("Too late") == 2
    async with stage.store.reading() as tx:
        assert (await tx.cases.get(CaseId(1))).is_at_risk(stage.clock.now())
        assert not (await tx.cases.get(CaseId(2))).is_at_risk(stage.clock.now())


async def test_many_that_come_near_together_are_one_message(dark_stage: Stage) -> None:
    # given five complaints
    stage = dark_stage
    stage.ring_at = 100
    await stage.start()
    for number in range(5):
        member = stage.telegram.add_user(first_name=f"Member {number}")
        stage.telegram.say(stage.group, member, f"terrible thing number {number}")
        said = await stage.card(f"number {number}")

    # when all of them come near their deadline while nobody works
    stage.clock.skip_to(said.date + timedelta(minutes=26))

    # then the desk is rung once
    await stage.desk_says("5 answers fall due soon")
    await stage.clock.sleep(30)
    assert len([m for m in stage.told() if "due soon" in m.text]) == 1
    assert stage.telegram.violations == []
