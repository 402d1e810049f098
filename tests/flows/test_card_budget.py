"""A lead says how many cards a day the team can carry; thresholds follow the traffic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.comment import CommentState
from bot.domain.ids import BotId, CommunityId, MessageId
from bot.domain.lane import Lane
from bot.domain.routing import choose_lane
from bot.sections import CardBudget
from bot.services.doctor import recall
from bot.services.doctor_budgets import examine_budgets
from bot.simulator.state import Message
from classifiers.types import Sentiment, Signals, Utterance, Verdict
from tests.contract.store_values import a_comment
from tests.fakes import THRESHOLDS, WordClassifier
from tests.flows.stage import Stage


class PercentClassifier(WordClassifier):
    """Knows how sure it is from the text: "question 70", "complaint 85"."""

    def judge(self, utterances: Iterable[Utterance]) -> list[Verdict]:
        return [self._read(one.text) for one in utterances]

    def _read(self, text: str) -> Verdict:
        kind, _, percent = text.partition(" ")
        sure = int(percent[:2]) / 100 if percent[:2].isdigit() else 0.0
        told = {"question": 0.0, "complaint": 0.0, "praise": 0.0, "toxic": 0.0, "spam": 0.0}
        return Verdict(
            lang="en",
            sentiment=Sentiment(negative=0.0, neutral=1.0, positive=0.0),
            signals=Signals(**told | ({kind: sure} if kind in told else {})),
            vector=self.embed([text])[0],
            model_id=self.model_id,
        )


async def wrote(stage: Stage, *texts: str, days: int = 10, number: int = 400) -> None:
    """What members wrote in the last days, and what was made of it then."""
    now = stage.clock.now()
    classifier = PercentClassifier()
    async with stage.store.writing() as tx:
        (community,) = [
            one for one in await tx.directory.communities(stage.bot.id) if not one.is_private
        ]
        for at in range(number):
            text = texts[at % len(texts)]
            (verdict,) = classifier.judge([Utterance(text=text)])
            sent_at = now - timedelta(days=days) * (at + 1) / number
            comment = a_comment(
                owner=community.owner,
                community_id=CommunityId(community.id),
                chat_id=community.chat_id,
                message_ids=(MessageId(100_000 + at),),
                thread_key=f"thread:{at}",
                text=text,
                sent_at=sent_at,
                received_at=sent_at,
                state=CommentState.TRIAGED,
                verdict=verdict,
                lane=choose_lane(verdict, THRESHOLDS),
            )
            await tx.comments.add(comment)


async def lane_of(stage: Stage, about: str) -> Lane:
    """Where triage put the case with these words."""
    found: list[Lane] = []

    async with stage.store.reading() as tx:
        for community in await tx.directory.communities(stage.bot.id):
            for case in await tx.cases.open(community.owner.desk_id, limit=100):
                focus = await tx.comments.get(case.focus_id)
                if focus.text == about:
                    found.append(case.lane)
    (lane,) = set(found)
    return lane


async def budget_page(stage: Stage) -> Message:
    asked = stage.telegram.say(stage.desk, stage.asha, "/communities")
    page = await stage.desk_says("the last 7 days", after=asked)
    title = next(label for label in page.labels if label.startswith("Chai Adda"))
    await stage.press(stage.asha, page, title)
    await stage.until(lambda: "🎚 Cards a day…" in page.labels)
    return page


async def test_a_budget_raises_thresholds_as_far_as_traffic_asks_and_never_hides_sure_complaints(
    dark_stage: Stage,
) -> None:
    # given a community with 40 comments a day, three quarters of them worth a card
    stage = dark_stage
    stage.classifier = PercentClassifier()
    await stage.start()
    await wrote(stage, "complaint 85", "question 90", "question 60", "chatter")
    page = await budget_page(stage)

    # when somebody who is no lead, and then a lead, chooses 20 a day
    await stage.press(stage.asha, page, "🎚 Cards a day…")
    await stage.until(lambda: "No limit of cards a day" in page.text)
    assert "lead" in (await stage.press(stage.ravi, page, "20")).casefold()
    await stage.press(stage.asha, page, "20")

    # then the desk is told once, silently, what was picked
    told = await stage.desk_says("20 expected, 30 without")
    assert told.is_silent

    # and the page of it says from which probability on a question counts now
    await stage.press(stage.asha, page, "✅ 20")
    await stage.until(lambda: "Question from" in page.text)
    assert "otherwise 50 %" in page.text
    assert "Always a card: Complaint from 80 %" in page.text

    # and what is written now goes by that, after a restart too
    await stage.stop()
    await stage.start()
    for text in ("question 90 now", "question 60 now", "complaint 85 now"):
        member = stage.telegram.add_user(first_name=text)
        stage.telegram.say(stage.group, member, text)
    await stage.until_cases(3)
    lanes = [await lane_of(stage, f"{text} now") for text in ("question 90", "question 60")]
    assert lanes == [Lane.QUESTION, Lane.UNSURE]
    assert await lane_of(stage, "complaint 85 now") is Lane.COMPLAINT
    card = await stage.card("question 90 now")
    why = stage.telegram.say(stage.desk, stage.mira, "/why", reply_to=card)
    assert "here, usually 50 %" in (await stage.desk_says("⚖️ #", after=why)).text

    # when the budget is smaller than what must never be missed, written as a number
    await stage.press(stage.asha, page, "Other number…")
    prompt = await stage.desk_says("Reply with a number")
    stage.telegram.say(stage.desk, stage.asha, "five", reply_to=prompt)
    again = await stage.desk_says("I need a number", after=prompt)
    stage.telegram.say(stage.desk, stage.asha, "5", reply_to=again)

    # then that is said, and the complaint is shown all the same
    await stage.desk_says("at most 5 a day, but 10 expected")
    member = stage.telegram.add_user(first_name="Later")
    stage.telegram.say(stage.group, member, "complaint 85 later")
    stage.telegram.say(stage.group, member, "question 95 later")
    assert "Complaint" in (await stage.card("complaint 85 later")).text

    # when it is switched off, then the ordinary thresholds hold again
    page = await budget_page(stage)
    await stage.press(stage.asha, page, "🎚 Cards a day…")
    await stage.until(lambda: "No limit" in page.labels)
    await stage.press(stage.asha, page, "No limit")
    await stage.clock.sleep(25)
    member = stage.telegram.add_user(first_name="Last")
    stage.telegram.say(stage.group, member, "question 60 last")
    await stage.card("question 60 last")


async def test_with_too_little_traffic_the_ordinary_thresholds_hold_and_the_page_says_so(
    dark_stage: Stage,
) -> None:
    # given a budget from the configuration, in a community where little was written so far
    stage = dark_stage
    stage.budget = CardBudget(cards_a_day=1)
    stage.classifier = PercentClassifier()
    await stage.start()
    await stage.desk_says("too few comments (0): the ordinary thresholds hold")

    # when something is written, then it has its card
    stage.telegram.say(stage.group, stage.rahul, "question 60")
    await stage.card("question 60")
    page = await budget_page(stage)
    assert "The ordinary thresholds hold" in page.text

    # when there is enough, then an hour later the thresholds are picked
    await wrote(stage, "question 90", "question 60")
    stage.clock.skip_to(stage.clock.now() + timedelta(minutes=61))
    await stage.desk_says("at most 1 a day. I raised thresholds", after=page)


async def findings(stage: Stage) -> list[str]:
    """What `jawab check` says of budgets."""
    async with stage.store.reading() as tx:
        brand_id, desk_id = await tx.directory.numbers(brand_key="main", desk_key="main")
        memory = await recall(tx, brand_id=brand_id, desk_id=desk_id, bot_id=BotId(stage.bot.id))
    found = examine_budgets(stage.settings, memory, at=stage.clock.now())
    return [f"{one.subject}: {one.message}" for one in found]


async def test_the_doctor_knows_the_budget_of_the_chat_and_what_became_of_it(
    dark_stage: Stage,
) -> None:
    # given a budget of the file that is kept
    stage = dark_stage
    stage.budget = CardBudget(cards_a_day=40)
    stage.classifier = PercentClassifier()
    await stage.start()
    await wrote(stage, "complaint 85", "question 90", "question 60", "chatter")
    stage.clock.skip_to(stage.clock.now() + timedelta(minutes=61))
    told = await stage.desk_says("at most 40 a day, 30 expected")
    assert await findings(stage) == [
        "budget of Chai Adda: 40 cards a day: 30 expected, 30 without it"
    ]

    # when a lead chooses less than what must never be missed
    page = await budget_page(stage)
    await stage.press(stage.asha, page, "🎚 Cards a day…")
    await stage.until(lambda: "Other number…" in page.labels)
    await stage.press(stage.asha, page, "Other number…")
    prompt = await stage.desk_says("Reply with a number")
    stage.telegram.say(stage.desk, stage.asha, "5", reply_to=prompt)
    await stage.desk_says("at most 5 a day, but 10 expected", after=told)

    # then the doctor names both, and that it cannot be met
    differs, over = await findings(stage)
    assert "40 cards a day in the file, 5 cards a day in the database" in differs
    assert "5 cards a day, but 10 expected" in over

    # when the bot is thrown out, then its budget is one of a community that is gone
    stage.telegram.kick(stage.bot, stage.group)
    removed = await stage.desk_says("I was removed from")
    assert "the bot is not in it any more" in (await findings(stage))[-1]

    # and the desk hears no more of thresholds there, however old the comments become
    stage.clock.skip_to(stage.clock.now() + timedelta(days=20))
    await stage.clock.sleep(40)
    assert not [m for m in stage.told() if "🎚" in m.text and m.message_id > removed.message_id]
