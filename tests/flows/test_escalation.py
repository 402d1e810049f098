"""Somebody is fetched: step by step, until it is seen to; nothing is lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ladder import Notify, RingState
from bot.domain.paging import Page
from bot.errors import PagerFailed
from bot.simulator.faults import Fault
from bot.simulator.state import Chat, Message, User
from bot.sla_sections import Escalation, Hook, LadderStep, Mail, Oncall, OncallShift
from bot.triage_sections import Condition, TriageRule
from tests.flows.stage import Stage

URGENT = "terrible, my chai was cold"
MINUTE = timedelta(minutes=1)
QUICK = (
    LadderStep(notify="desk", after_minutes=0),
    LadderStep(notify="on_call", after_minutes=1),
    LadderStep(notify="next", after_minutes=2),
    LadderStep(notify="leads", after_minutes=3),
)


async def at_work(stage: Stage, *writing: User) -> dict[User, Chat]:
    """The desk, with a ladder that every case starts, and people who have written to the bot."""
    stage.escalation = Escalation(from_priority=1, steps=QUICK, repeats=0)
    stage.oncall = Oncall(shifts=(OncallShift(who="Ravi"), OncallShift(who="Mira")))
    await stage.start()
    chats = {}
    for person in writing:
        chats[person] = stage.telegram.private_chat(person)
        stage.telegram.say_privately(person, "/start")
        await stage.telegram.wait_for_message(chats[person], lambda m: m.is_by_bot)
    return chats


async def call(stage: Stage, chat: Chat, words: str = "🚨") -> Message:
    """A notification in a chat."""
    return await stage.telegram.wait_for_message(
        chat, lambda m: m.is_by_bot and words in (m.text or "")
    )


async def test_one_after_the_other_is_called_until_somebody_answers(dark_stage: Stage) -> None:
    # given an urgent complaint, Ravi on call and Mira next
    stage = dark_stage
    chats = await at_work(stage, stage.asha, stage.ravi, stage.mira)
    said = stage.telegram.say(stage.group, stage.rahul, URGENT)
    card = await stage.card(URGENT, label="Send 1")

    # when nobody reacts, the desk, Ravi, Mira and the lead are called in turn
    at_desk = await call(stage, stage.desk)
    assert at_desk.reply_to is card
    assert not at_desk.is_silent
    assert "Ravi" in at_desk.text
    to_ravi = await call(stage, chats[stage.ravi])
    assert "call 2 of 4" in to_ravi.text
    assert "#1 Rahul" in to_ravi.text
    to_mira = await call(stage, chats[stage.mira])
    to_asha = await call(stage, chats[stage.asha])
    assert to_ravi.date < to_mira.date < to_asha.date

    # when Ravi answers the comment
    await stage.press(stage.ravi, card, "Send 1")
    await stage.answer_under(said)

    # then every notification says so, and nobody is called any more
    for message in (at_desk, to_ravi, to_mira, to_asha):
        await stage.until(lambda m=message: "Settled (Ravi)" in m.text)
        assert message.labels == []
    before = len(stage.told())
    stage.clock.skip_to(stage.clock.now() + 40 * MINUTE)
    await stage.clock.sleep(30)
    assert len(stage.told()) == before
    assert stage.telegram.violations == []


async def test_an_acknowledgement_holds_it_and_it_goes_on_when_nothing_was_done(
    dark_stage: Stage,
) -> None:
    # given a call to Ravi, in private
    stage = dark_stage
    chats = await at_work(stage, stage.ravi, stage.mira)
    stage.telegram.say(stage.group, stage.rahul, URGENT)
    to_ravi = await call(stage, chats[stage.ravi])

    # when he says that he sees to it
    told = await stage.press(stage.ravi, to_ravi, "✋ I see to it")
    assert "Yours until" in told
    await stage.until(lambda: "Ravi sees to it" in to_ravi.text)
    at_desk = await call(stage, stage.desk, "Ravi sees to it")
    acknowledged = stage.clock.now()

    # then nobody else is called for a quarter of an hour, also across a restart
    await stage.stop()
    await stage.start()
    stage.clock.skip_to(acknowledged + 14 * MINUTE)
    await stage.clock.sleep(20)
    assert [m for m in chats[stage.mira].messages if "🚨" in (m.text or "")] == []

    # when that time is over and nothing was done
    stage.clock.skip_to(acknowledged + 15 * MINUTE + timedelta(seconds=5))

    # then Mira is called
    await call(stage, chats[stage.mira])
    assert "Ravi sees to it" not in at_desk.text or at_desk.is_deleted is False


async def test_whoever_cannot_be_written_to_is_passed_over_and_the_desk_is_called(
    dark_stage: Stage,
) -> None:
    # given Ravi, who never wrote to the bot, Mira, who has blocked it, and a lead who has not
    stage = dark_stage
    chats = await at_work(stage, stage.asha, stage.mira)
    stage.telegram.block(stage.mira)
    stage.telegram.say(stage.group, stage.rahul, URGENT)

    # when the ladder comes to them, the lead is called in their place
    to_asha = await call(stage, chats[stage.asha])

    # then what failed is kept, and the desk was called each time
    async with stage.store.reading() as tx:
        desk_id = (await tx.directory.numbers(brand_key="main", desk_key="main"))[1]
        (ladder,) = await tx.ladders.running(desk_id, limit=9)
        rings = await tx.ladders.rings_of(ladder.id)
    failed = [ring.user_id for ring in rings if ring.state is RingState.FAILED]
    assert failed == [stage.ravi.id, stage.mira.id]
    assert len([m for m in stage.told() if "🚨" in m.text]) >= 3
    assert "Escalate" not in str(to_asha.labels)


@pytest.mark.parametrize(
    "faults",
    [(Fault.LOST_ANSWER,), (Fault.LOST_ANSWER, Fault.FLOOD), (Fault.FLOOD, Fault.LOST_ANSWER)],
    ids=" then ".join,
)
async def test_a_call_that_may_have_arrived_is_repeated_once_and_says_so(
    dark_stage: Stage, faults: tuple[Fault, ...]
) -> None:
    # given a connection that breaks after a call to Ravi has left, and a limit before or after it
    stage = dark_stage
    chats = await at_work(stage, stage.ravi)
    for fault in faults:
        stage.telegram.faults.next("sendMessage", fault, chat=chats[stage.ravi])
    stage.telegram.say(stage.group, stage.rahul, URGENT)

    # then it comes again, marked
    again = await call(stage, chats[stage.ravi], "sent again")
    calls = [m for m in chats[stage.ravi].messages if m.is_by_bot and "🚨" in m.text]
    assert len(calls) == 2
    assert calls[-1] is again


async def test_a_tap_escalates_and_somebody_else_can_be_called(dark_stage: Stage) -> None:
    # given a ladder that starts by hand alone
    stage = dark_stage
    chats = await at_work(stage, stage.ravi, stage.mira)
    await stage.stop()
    stage.escalation = Escalation(from_priority=101, steps=QUICK[1:2])
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, URGENT)
    card = await stage.card(URGENT)

    # when Mira escalates, and Ravi has her called instead
    assert await stage.choose(stage.mira, card, "🚨 Escalate") == "I call somebody"
    await stage.desk_says("Mira escalated")
    to_ravi = await call(stage, chats[stage.ravi], "A colleague asks for help")
    await stage.press(stage.ravi, to_ravi, "Somebody else")
    people = await stage.telegram.wait_for_message(
        chats[stage.ravi], lambda m: m.is_by_bot and "Mira" in m.labels
    )
    assert await stage.press(stage.ravi, people, "Mira") == "I call Mira"

    # then she is called, and a second escalation starts nothing
    await call(stage, chats[stage.mira])
    told = await stage.choose(stage.mira, card, "🚨 Escalate")
    assert told == "Somebody is being called already"


async def test_words_that_a_rule_names_start_the_ladder(dark_stage: Stage) -> None:
    # given a rule for food safety, tried before another of the same effect
    stage = dark_stage
    stage.rules = (
        TriageRule(name="trial", when=Condition(contains=("menu",)), ladder=True, dry_run=True),
        TriageRule(name="food safety", when=Condition(contains=("insect",)), ladder=True),
    )
    await stage.start()

    # when two comments come, each of one rule
    stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    stage.telegram.say(stage.group, stage.stranger, "terrible, an insect in my chai")

    # then somebody is called for the second
    at_desk = await call(stage, stage.desk, "Urgent by a rule")
    assert "Stranger" in at_desk.text
    assert len([m for m in stage.told() if "🚨" in m.text]) == 1


class SlowPager:
    """Another way of calling somebody, which fails first."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.pages: list[Page] = []

    async def send(self, page: Page) -> None:
        self.pages.append(page)
        if len(self.pages) <= self.failures:
            raise PagerFailed("not today")


async def test_other_ways_are_tried_again_and_where_they_fail_the_ladder_goes_on(
    dark_stage: Stage,
) -> None:
    # given a webhook that fails once, and a mail server that always does
    stage = dark_stage
    hook, mail = SlowPager(1), SlowPager(99)
    stage.pagers = {Notify.WEBHOOK: hook, Notify.EMAIL: mail}
    chats = await at_work(stage, stage.asha)
    await stage.stop()
    stage.escalation = Escalation(
        from_priority=1,
        steps=(
            LadderStep(notify="webhook", after_minutes=0),
            LadderStep(notify="email", after_minutes=5),
            LadderStep(notify="leads", after_minutes=600),
        ),
        email=Mail(host="mail.example", sender="jawab@example.com", to=("lead@example.com",)),
        webhook=Hook(url="https://pager.example/jawab"),
    )
    await stage.start()

    # when a comment is urgent
    stage.telegram.say(stage.group, stage.rahul, URGENT)

    # then the webhook is told once more, marked as the same event
    await stage.until(lambda: len(hook.pages) == 2)
    first, second = hook.pages
    assert (first.event, first.is_again) == (second.event, False)
    assert second.is_again
    assert second.title == "Urgent: #1 Rahul"
    assert second.link.startswith("https://t.me/chai_adda_chat/")
    # and the lead is called hours before it is their turn, for no mail got through
    stage.clock.skip_to(stage.clock.now() + 5 * MINUTE)
    await call(stage, chats[stage.asha])
    assert len(mail.pages) == 5


async def test_the_roster_is_shown_and_a_shift_taken_by_a_tap(dark_stage: Stage) -> None:
    # given weekly shifts of Ravi and Mira
    stage = dark_stage
    await at_work(stage, stage.ravi)
    stage.telegram.say(stage.desk, stage.asha, "/oncall")
    page = await stage.desk_says("is on call")
    assert "Ravi is on call, then Mira" in page.text
    assert "I cannot write to Mira in private" in page.text

    # when Asha takes four hours, gives them back, and puts Mira on call
    assert await stage.press(stage.asha, page, "I take 4 h") == "You are on call"
    await stage.until(lambda: "Asha is on call, then Ravi, Mira" in page.text)
    await stage.press(stage.asha, page, "Give mine back")
    await stage.until(lambda: "Ravi is on call, then Mira" in page.text)
    await stage.press(stage.asha, page, "Somebody else")
    await stage.until(lambda: "Who is to be on call" in page.text)
    await stage.press(stage.asha, page, "Mira")

    # then she comes first
    await stage.until(lambda: "Mira is on call, then Ravi" in page.text)
    refused = await stage.press(stage.ravi, page, "Somebody else")
    assert "lead" in refused
