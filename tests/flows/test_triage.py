"""A batch of waiting comments, with a real store and a classifier that tests can read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.case import Status
from bot.domain.comment import Comment, CommentState
from bot.domain.ids import MessageId
from bot.domain.lane import Lane
from bot.domain.learning import LOOKS_BACK
from bot.ports import Store
from bot.services.learning import FRESH
from bot.services.triage import Triage
from classifiers.types import Utterance, Verdict
from tests.contract.store_values import BOT, NOW, a_case, a_comment, a_seed
from tests.databases import open_at
from tests.triages import NotedInquiries, StillClock, Words, a_triage


class BrokenFor(Words):
    """Gives a verdict that no database can hold for the text "cursed"."""

    async def judge_all(self, utterances: Iterable[Utterance]) -> list[Verdict]:
        asked = list(utterances)
        verdicts = self.judge(asked)
        return [
            None if one.text == "cursed" else verdict  # type: ignore[misc]
            for one, verdict in zip(asked, verdicts, strict=True)
        ]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = (await open_at(tmp_path / "jawab.db")).of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
    yield store
    await store.close()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def library() -> NotedInquiries:
    return NotedInquiries()


MakeTriage = Callable[..., Triage]


@pytest.fixture
def triage_of(store: Store, clock: StillClock, library: NotedInquiries) -> MakeTriage:
    def make(classifier: Words | None = None, *, zone: str = "UTC") -> Triage:
        return a_triage(store, classifier or Words(), clock=clock, library=library, zone=zone)

    return make


async def written(store: Store, *texts: str) -> list[Comment]:
    async with store.writing() as tx:
        ids = [
            await tx.comments.add(a_comment(message_ids=(MessageId(number),), text=text))
            for number, text in enumerate(texts, start=10)
        ]
        return [await tx.comments.get(one) for one in ids]


async def again(store: Store, comments: Iterable[Comment]) -> list[Comment]:
    async with store.reading() as tx:
        return [await tx.comments.get(one.id) for one in comments]


async def test_an_author_who_was_angry_in_the_same_batch_was_angry_before(
    store: Store, triage_of: MakeTriage
) -> None:
    # given a complaint and a question by one author that wait together
    waiting = await written(store, "my chai was cold", "where is the menu?")

    # when they are triaged as one batch
    assert await triage_of().drain() == 2

    # then the question is by somebody who was angry before, and both are one case
    complaint, question = await again(store, waiting)
    assert "angry before" not in complaint.reasons
    assert "angry before" in question.reasons
    assert complaint.case_id == question.case_id is not None


async def test_a_comment_that_cannot_be_settled_holds_up_no_other(
    store: Store, clock: StillClock, triage_of: MakeTriage
) -> None:
    # given a comment whose verdict breaks everything behind it, and one more
    waiting = await written(store, "cursed", "my chai was cold")

    # when they are triaged
    triage = triage_of(BrokenFor())
    assert await triage.drain() == 1

    # then the other is done, and the first waits for a while
    cursed, complaint = await again(store, waiting)
    assert (cursed.state, complaint.lane) == (CommentState.WAITING, Lane.COMPLAINT)
    assert await triage.drain() == 0

    # and is taken up later
    clock.moment += timedelta(minutes=2)
    assert await triage_of().drain() == 1


async def test_a_reply_is_valid_until_the_day_ends_where_the_desk_is(
    store: Store, clock: StillClock, library: NotedInquiries, triage_of: MakeTriage
) -> None:
    # given that it is past midnight in Kolkata, and not in Greenwich
    clock.moment = datetime.fromisoformat("2026-11-01T20:00:00+00:00")
    await written(store, "where is the menu?")

    # when replies are looked for
    await triage_of(zone="Asia/Kolkata").drain()

    # then those of the new day are wanted
    assert [one.today for one in library.asked] == [date(2026, 11, 2)]


class Doubtful(Words):
    """Finds in every comment a complaint of 0.55."""

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        return [
            replace(verdict, signals=replace(verdict.signals, complaint=0.55))
            for verdict in super().judge(utterances)
        ]


async def closed(store: Store, status: Status, *, count: int, first: int) -> None:
    async with store.writing() as tx:
        for number in range(first, first + count):
            await tx.cases.add(a_case(thread_key=f"thread:{number}", status=status, closed_at=NOW))


async def test_a_community_that_dismisses_complaints_is_shown_fewer_doubtful_ones(
    store: Store, clock: StillClock, triage_of: MakeTriage
) -> None:
    # given that a doubtful complaint is a case at first
    triage = triage_of(Doubtful())
    (before,) = await written(store, "the queue was long")
    await triage.drain()
    assert (await again(store, [before]))[0].lane is Lane.COMPLAINT

    # when the managers dismiss forty complaints, and a while goes by
    await closed(store, Status.DISMISSED, count=40, first=100)
    clock.moment += FRESH

    # then another like it is no complaint for them any more, but is still looked at
    async with store.writing() as tx:
        number = await tx.comments.add(
            a_comment(message_ids=(MessageId(99),), text="the queue was long again")
        )
        after = await tx.comments.get(number)
    await triage.drain()
    assert (await again(store, [after]))[0].lane is Lane.UNSURE


async def test_what_was_decided_two_months_ago_is_forgotten_without_a_restart(
    store: Store, clock: StillClock, triage_of: MakeTriage
) -> None:
    # given a desk that has learnt to show fewer doubtful complaints
    triage = triage_of(Doubtful())
    await closed(store, Status.DISMISSED, count=40, first=100)
    (first,) = await written(store, "the queue was long")
    await triage.drain()
    assert (await again(store, [first]))[0].lane is Lane.UNSURE

    # when nobody closes a case there for longer than is looked back
    clock.moment += LOOKS_BACK + FRESH

    # then the ordinary thresholds hold again
    async with store.writing() as tx:
        number = await tx.comments.add(
            a_comment(message_ids=(MessageId(99),), text="the queue was long again")
        )
        last = await tx.comments.get(number)
    await triage.drain()
    assert (await again(store, [last]))[0].lane is Lane.COMPLAINT
