"""An incident: one card for many negative comments at once, from the alarm to the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.incidents import CALM_FOR, CLOSES_ITSELF_AFTER, Incident
from bot.domain.mood import Place
from bot.sections import Alike, Incidents
from bot.simulator.state import Message, User
from tests.flows.library_stage import answer_to, prompted, write
from tests.flows.stage import Stage

STATEMENT = "We know that payments fail and tell you more at noon."


def a_crowd(stage: Stage, count: int = 6) -> list[User]:
    return [stage.telegram.add_user(first_name=f"Guest {number}") for number in range(count)]


def complain(stage: Stage, who: User, number: int, post: Message | None) -> Message:
    words = f"terrible, payment failed {number}"
    return stage.telegram.say(stage.group, who, words, reply_to=post)


async def alarmed(stage: Stage, post: Message | None) -> Message:
    """Six people complain twice each within a minute; the card of the incident."""
    for who in a_crowd(stage):
        for number in range(2):
            complain(stage, who, number, post)
    return await stage.card("Incident", label="Holding statement")


async def standing(stage: Stage) -> Incident:
    async with stage.store.reading() as tx:
        community, *_ = await tx.directory.communities(stage.bot.id)
        (incident,) = await tx.incidents.open_ones(community.owner.desk_id)
        return incident


async def changed(stage: Stage, change: Callable[[Incident], Incident]) -> None:
    """Some time goes by for an incident."""
    incident = await standing(stage)
    async with stage.store.writing() as tx:
        current = await tx.incidents.get(incident.id)
        assert current is not None
        assert await tx.incidents.save(change(current))


def cards(stage: Stage, words: str) -> list[Message]:
    return [m for m in stage.told() if words in (m.text or "") and "Claim" in m.labels]


async def test_many_complaints_under_a_post_ring_once_and_are_handled_as_one(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.incidents = Incidents()
    await stage.start()
    telegram = stage.telegram
    post = telegram.post(stage.channel, "Monsoon offer")

    # given many complaints of different people at once
    card = await alarmed(stage, post)
    assert "Chai Adda chat › Monsoon offer" in card.text
    assert "usually" in card.text
    assert not card.is_silent
    assert "payment" in card.text.split("About:")[1].split("\n")[0]
    await stage.until(lambda: "12 negative comments in all" in card.text)
    assert "6 cases: 6 open" in card.text
    incident = await standing(stage)
    assert incident.place == Place(
        community_id=incident.place.community_id, thread_key=f"thread:{post_id(stage)}"
    )

    # when one more comes, then it stands on that card and in the queue, and has none of its own
    telegram.say(stage.group, stage.rahul, "awful, payment failed again", reply_to=post)
    await stage.until(lambda: "7 cases: 7 open" in card.text)
    assert not cards(stage, "awful, payment failed again")
    telegram.say(stage.desk, stage.mira, "/queue")
    await stage.desk_says("awful, payment failed again")
    await stage.press(stage.mira, card, "Show cases (7)")
    shown = await stage.desk_says("Monsoon offer: 7 open cases")
    assert "Rahul: awful, payment failed again" in shown.text

    # when an approver has a statement go out, then it is held like any other hold
    assert "approver" in (await stage.press(stage.ravi, card, "Holding statement")).lower()
    await write(stage, await prompted(stage, card, "Holding statement"), STATEMENT)
    await stage.until(lambda: STATEMENT in card.text and "Replies held by Asha" in card.text)
    assert "Lift" in card.labels

    # and it all is there after a restart, on the same card
    await stage.stop()
    await stage.start()
    telegram.say(stage.group, stage.stranger, "cold and terrible payment", reply_to=post)
    await stage.until(lambda: "8 cases" in card.text)
    assert len([m for m in stage.told() if "Holding statement" in m.labels]) == 1

    # when it is closed, then there is a report, and open cases get their cards
    assert await stage.press(stage.ravi, card, "Close") == "The incident is closed."
    report = await stage.desk_says("Report")
    assert "14 negative comments in all" in report.text
    assert "8 cases: 8 open" in report.text
    assert f"statement “{STATEMENT}” · Asha" in report.text
    assert "closed · Ravi" in report.text
    await stage.until(lambda: "Incident over" in card.text)
    assert not card.labels
    await stage.until(lambda: bool(cards(stage, "awful, payment failed again")))

    # and the place rests a while
    for who in a_crowd(stage):
        complain(stage, who, 9, post)
        complain(stage, who, 8, post)
    await stage.clock.sleep(40)
    telegram.say(stage.desk, stage.ravi, "/incident")
    listed = await stage.desk_says("No incident is open")
    assert "1. Chai Adda chat › Monsoon offer" in listed.text
    await stage.press(stage.mira, listed, "Report 1")
    await stage.desk_says("closed · Ravi", after=listed)


def post_id(stage: Stage) -> int:
    """The post as it stands in the discussion group."""
    (forwarded,) = [m for m in stage.group.messages if m.text == "Monsoon offer"]
    return forwarded.message_id


async def test_one_angry_person_raises_nothing_and_neither_does_a_group_that_is_left_out(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.incidents = Incidents(minimum=8)
    await stage.start()
    # given a person who writes a lot, and a few others below the minimum
    for number in range(20):
        complain(stage, stage.rahul, number, None)
    for who in a_crowd(stage, 5):
        complain(stage, who, 0, None)
    await stage.card("Guest 4")
    await stage.clock.sleep(40)
    assert not [m for m in stage.told() if "Incident" in (m.text or "")]

    # when the group is left out, then even a crowd raises nothing
    await stage.stop()
    stage.incidents = Incidents(off_in=("@chai_adda_chat",))
    await stage.start()
    for who in a_crowd(stage, 9):
        complain(stage, who, 1, None)
        complain(stage, who, 2, None)
    await stage.clock.sleep(40)
    assert not [m for m in stage.told() if "Incident" in (m.text or "")]

    # and elsewhere the same crowd is an incident of the whole community
    await stage.stop()
    stage.incidents = Incidents()
    await stage.start()
    card = await stage.card("Incident", label="Holding statement")
    assert "Chai Adda chat\n" in card.text

    # when it is labelled as false, then the community's alarms become stricter
    told = await stage.press(stage.ravi, card, "False alarm")
    assert "rarer" in told
    await stage.until(lambda: "False alarm" in (card.text or ""))
    async with stage.store.reading() as tx:
        kept = await tx.directory.values("incident-strictness:")
    assert [float(value.split()[0]) > 0 for value in kept.values()] == [True]


async def test_those_who_say_the_same_in_an_incident_have_no_card_beside_it(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.alike = Alike()
    await stage.start()
    # given an incident, and several who complain of the same
    stage.telegram.say(stage.group, stage.rahul, "awful queue")
    first = await stage.card("awful queue")
    await stage.choose(stage.asha, first, "🚨 Incident")
    incident = await stage.card("Opened by Asha", label="Holding statement")
    for who in a_crowd(stage, 3):
        stage.telegram.say(stage.group, who, "terrible, my payment failed twice today")

    # then they belong to the incident, and to no group
    await stage.until(lambda: "4 cases: 4 open" in incident.text)
    await stage.clock.sleep(20)
    assert not [m for m in stage.told() if "complain of this" in m.text]

    # and when it is closed, each that is open has its card
    assert await stage.press(stage.asha, incident, "Close") == "The incident is closed."
    await stage.desk_says("Report")
    await stage.until(lambda: len(cards(stage, "my payment failed twice")) == 3)


async def test_a_lead_opens_one_by_hand_holds_replies_and_is_asked_when_it_is_calm(
    stage: Stage,
) -> None:
    telegram = stage.telegram
    post = telegram.post(stage.channel, "Monsoon offer")
    telegram.say(stage.group, stage.rahul, "my chai was cold", reply_to=post)
    card = await stage.card("my chai was cold", label="Send 1")

    # given a manager who may not, and a lead who may
    assert "lead" in (await stage.choose(stage.ravi, card, "🚨 Incident"))
    telegram.say(stage.desk, stage.ravi, "/incident", reply_to=card)
    refused = await stage.desk_says("lead", after=card)
    answer = await answer_to(
        stage, telegram.say(stage.desk, stage.asha, "/incident", reply_to=card)
    )
    assert "Asha opened an incident" in answer.text
    incident = await stage.card("Opened by Asha", label="Holding statement")
    assert "1 case: 1 open" in incident.text
    assert incident.message_id > refused.message_id

    # when somebody deletes its card, it is drawn anew with the next change; the board tells of it
    stage.telegram.delete(incident)
    telegram.say(stage.group, stage.stranger, "terrible", reply_to=post)
    incident = await stage.card("2 cases: 2 open", label="Holding statement")
    await stage.telegram.wait_for_message(
        stage.desk, lambda m: "Mine" in m.labels and "1 incident" in m.text
    )

    # when a second one is opened there, it is the same
    told = await stage.choose(stage.asha, card, "🚨 Incident")
    assert "already" in told

    # when replies are held from the card, then they are, until they are lifted there
    assert await stage.press(stage.asha, incident, "Hold") == "Replies are held."
    await stage.until(lambda: "Lift" in incident.labels)
    assert "held by Asha" in await stage.press(stage.ravi, card, "Send 1")
    assert await stage.press(stage.asha, incident, "Lift") == "Replies may go out again."
    await stage.until(lambda: "Hold" in incident.labels)
    await stage.press(stage.ravi, card, "Send 1")
    await stage.until(lambda: "1 answered" in incident.text)

    # when it has been calm, then the desk is asked, and again after it was kept open
    await changed(stage, ago(CALM_FOR))
    asked = await stage.desk_says("Calm for 30 minutes")
    await stage.press(stage.ravi, asked, "Keep open")
    await stage.until(lambda: "keeps the incident open" in asked.text)
    await changed(stage, ago(CALM_FOR))
    again = await stage.desk_says("Calm for 30 minutes", after=asked)

    # and what nobody closes ends by itself
    await changed(stage, ago(CLOSES_ITSELF_AFTER))
    report = await stage.desk_says("Report")
    assert "hold lifted · Asha" in report.text
    assert "First answer after" in report.text
    assert "Ravi: 1 answered" in report.text
    await stage.until(lambda: "Closed by itself" in incident.text)
    assert await stage.press(stage.ravi, again, "Close") != "The incident is closed."


def ago(length: timedelta) -> Callable[[Incident], Incident]:
    def change(incident: Incident) -> Incident:
        since = incident.calm_since or incident.opened_at
        return replace(incident, calm_since=since - length)

    return change
