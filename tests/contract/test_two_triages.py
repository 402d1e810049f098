"""Two triage processes on one PostgreSQL come to what one alone would have come to."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from bot.domain.comment import Comment, CommentState, Thread, author_key
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import CaseId, ChatId, CommentId, CommunityId, MessageId
from bot.domain.lane import Lane
from bot.ports import Store, Transaction
from bot.services.triage import CLAIMED_FOR
from bot.storage.opening import open_store
from classifiers.types import Utterance, Verdict
from tests import postgres
from tests.contract.store_values import BOT, RAHUL, a_comment, a_community, a_seed
from tests.databases import open_at
from tests.triages import StillClock, Words, a_triage

_CASE_NUMBER = re.compile(r"#\d+")
"""Which number a case gets depends on who comes first."""
UMA = Sender(kind=SenderKind.USER, id=5_000_000_002, name="Uma")


class Waits(Words):
    """Judges when it is told to; before that its process has comments in hand."""

    def __init__(self) -> None:
        self.is_asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def judge_all(self, utterances: Iterable[Utterance]) -> list[Verdict]:
        asked = list(utterances)
        self.is_asked.set()
        await self.may_answer.wait()
        return self.judge(asked)


class Slow(Words):
    """Takes its time, each time another."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    async def judge_all(self, utterances: Iterable[Utterance]) -> list[Verdict]:
        asked = list(utterances)
        await asyncio.sleep(self._random.random() * 0.05)
        return self.judge(asked)


@pytest.fixture
async def shared(postgres_url: str) -> AsyncIterator[tuple[Store, Store]]:
    """The stores of two processes on one database."""
    await postgres.emptied(postgres_url)
    first, second = [(await open_store(postgres_url)).of_bot(BOT) for _ in range(2)]
    await prepare(first)
    yield first, second
    await first.close()
    await second.close()


async def prepare(store: Store) -> None:
    """A community with two posts."""
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        for post in (3, 4):
            thread = Thread(key=f"thread:{post}", root=MessageId(post))
            await tx.comments.put_thread(CommunityId(1), thread)


async def write(store: Store, *several: Comment) -> list[CommentId]:
    async with store.writing() as tx:
        return [await tx.comments.add(one) for one in several]


def says(
    number: int, text: str, *, by: Sender = RAHUL, answers: int = 3, thread: int = 3
) -> Comment:
    return a_comment(
        message_ids=(MessageId(number),),
        text=text,
        author=by,
        reply_to=MessageId(answers),
        thread_key=f"thread:{thread}",
        thread_id=MessageId(thread),
    )


async def has_a_complaint_in_hand(
    store: Store, judging: Waits
) -> tuple[CommentId, asyncio.Task[int]]:
    """Which comment it is, and the drain that waits for its verdict."""
    (complaint,) = await write(store, says(10, "my chai was cold"))
    busy = asyncio.create_task(a_triage(store, judging).drain())
    await judging.is_asked.wait()
    return complaint, busy


async def test_an_author_s_later_comment_waits_for_the_one_that_another_process_has(
    shared: tuple[Store, Store],
) -> None:
    # given a process that is judging a complaint
    first, second = shared
    judging = Waits()
    complaint, busy = await has_a_complaint_in_hand(first, judging)

    # when its author adds a question, and somebody else writes, and another process looks
    question, other = await write(
        first, says(11, "where is the menu?"), says(12, "where are you?", by=UMA)
    )
    assert await a_triage(second, Words()).drain() == 1

    # then only the other author's is done
    async with first.reading() as tx:
        seen = await tx.comments.several([complaint, question, other])
    assert seen[question].state is CommentState.WAITING
    assert seen[other].lane is Lane.QUESTION

    # and when the complaint is settled, the question follows: by somebody who was angry before
    judging.may_answer.set()
    assert await busy == 1
    assert await a_triage(second, Words()).drain() == 1
    async with first.reading() as tx:
        seen = await tx.comments.several([complaint, question])
        assert "angry before" in seen[question].reasons
        assert seen[question].case_id == seen[complaint].case_id is not None


async def test_who_agrees_waits_for_what_with(shared: tuple[Store, Store]) -> None:
    # given a process that is judging a complaint
    first, second = shared
    judging = Waits()
    complaint, busy = await has_a_complaint_in_hand(first, judging)

    # when another member agrees, and another process looks
    (agrees,) = await write(first, says(11, "same here", by=UMA))
    assert await a_triage(second, Words()).drain() == 0
    judging.may_answer.set()
    await busy
    assert await a_triage(second, Words()).drain() == 1

    # then it is a complaint, too
    async with first.reading() as tx:
        seen = await tx.comments.several([complaint, agrees])
    assert seen[agrees].lane is seen[complaint].lane is Lane.COMPLAINT


async def test_what_a_process_had_that_died_is_judged_by_another_in_its_order(
    shared: tuple[Store, Store],
) -> None:
    # given a process that dies while it judges a complaint, to which its author adds
    first, second = shared
    judging = Waits()
    complaint, busy = await has_a_complaint_in_hand(first, judging)
    busy.cancel()
    await asyncio.gather(busy, return_exceptions=True)
    (question,) = await write(first, says(11, "where is the menu?"))

    # when another one looks, then both wait, and are its own when the claim has run out
    clock = StillClock()
    heir = a_triage(second, Words(), clock=clock)
    assert await heir.drain() == 0
    clock.moment += CLAIMED_FOR
    assert await heir.drain() == 2

    # and they are one case, as if nobody had died
    async with first.reading() as tx:
        seen = await tx.comments.several([complaint, question])
    assert "angry before" in seen[question].reasons
    assert seen[question].case_id == seen[complaint].case_id is not None


TEXTS = (
    "my chai was cold",
    "where is the menu?",
    "same here",
    "thanks",
    "the stall is behind the fountain, by the gate",
    "terrible",
    "when do you open?",
    "nice weather",
)


def a_conversation(seed: int) -> list[Comment]:
    """Four members in two threads, who ask, complain, agree and answer each other."""
    chance = random.Random(seed)
    people = [replace(RAHUL, id=RAHUL.id + number, name=f"M{number}") for number in range(4)]
    said: list[Comment] = []
    for number in range(10, 60):
        thread = chance.choice((3, 4))
        above = [one.message_ids[0] for one in said if one.thread_id == thread]
        answers = chance.choice(above[-3:]) if above and chance.random() < 0.4 else thread
        who, text = chance.choice(people), chance.choice(TEXTS)
        said.append(says(number, text, by=who, answers=answers, thread=thread))
    return said


async def what_came_of(store: Store, numbers: Sequence[CommentId]) -> list[object]:
    """Of each comment its lane and reasons, and of the cases whose they are and what they show."""
    async with store.reading() as tx:
        seen = await tx.comments.several(numbers)
        cases = {one.case_id for one in seen.values() if one.case_id is not None}
        told: list[object] = [
            (at, one.lane, one.priority, one.reasons)
            for at, one in enumerate(seen[number] for number in numbers)
        ]
        for case_id in cases:
            case = await tx.cases.get(CaseId(case_id))
            shown = numbers.index(case.focus_id)
            told.append((case.thread_key, case.author_key, case.lane, case.reasons, shown))
    return sorted(_CASE_NUMBER.sub("a case", repr(one)) for one in told)


@pytest.mark.parametrize("seed", range(2))
async def test_two_come_to_what_one_comes_to(
    shared: tuple[Store, Store], tmp_path: Path, seed: int
) -> None:
    # given what one process makes of a conversation
    said = a_conversation(seed)
    alone = (await open_at(tmp_path / "jawab.db")).of_bot(BOT)
    await prepare(alone)
    numbers = await write(alone, *said)
    assert await a_triage(alone, Words()).drain() == len(said)
    by_one = await what_came_of(alone, numbers)
    await alone.close()

    # when it is written while two processes look for comments
    numbers = []
    settled = [0, 0]

    async def works(at: int) -> None:
        triage = a_triage(shared[at], Slow(seed * 2 + at))
        while sum(settled) < len(said):
            settled[at] += await triage.drain()
            await asyncio.sleep(0.005)

    async def members() -> None:
        for one in said:
            numbers.extend(await write(shared[0], one))
            await asyncio.sleep(0.01)

    async with asyncio.timeout(60), asyncio.TaskGroup() as together:
        together.create_task(members())
        for at in range(2):
            together.create_task(works(at))

    # then both had some of it, it came to the same, and each author has one case in a thread
    assert min(settled) > 0
    assert await what_came_of(shared[0], numbers) == by_one
    async with shared[0].reading() as tx:
        seen = list((await tx.comments.several(numbers)).values())
    of_author = {(one.thread_key, author_key(one.author), one.case_id) for one in seen}
    with_case = {(thread, who) for thread, who, case_id in of_author if case_id is not None}
    assert len(with_case) == sum(case_id is not None for *_, case_id in of_author)


async def test_a_link_that_is_changed_while_the_comment_is_judged_is_looked_at(
    shared: tuple[Store, Store],
) -> None:
    # given a process that is judging a comment
    first, second = shared
    judging = Waits()
    complaint, busy = await has_a_complaint_in_hand(first, judging)

    # when a link behind its words is changed meanwhile
    async with second.writing() as tx:
        comment = await tx.comments.get(complaint)
        await tx.comments.save(replace(comment, links=("https://evil.example/",)))
    judging.may_answer.set()
    await busy

    # then what was found out about the other link is not taken for this one
    async with first.reading() as tx:
        assert (await tx.comments.get(complaint)).state is CommentState.WAITING


class Interrupted:
    """A store whose process is overtaken by something before its next change."""

    def __init__(self, store: Store, by: Callable[[], Awaitable[None]]) -> None:
        self._store = store
        self._by: Callable[[], Awaitable[None]] | None = by
        self.is_shared = True
        self.reading = store.reading

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        if self._by is not None:
            by, self._by = self._by, None
            await by()
        async with self._store.writing() as tx:
            yield tx


async def test_a_community_that_is_made_between_two_looks_is_known(
    shared: tuple[Store, Store],
) -> None:
    # given a comment that waits, and another process that takes in one of a new community as soon
    # as this one has looked
    first, second = shared
    (complaint,) = await write(first, says(10, "my chai was cold"))
    fresh: list[CommentId] = []

    async def take_in() -> None:
        async with first.writing() as tx:
            made = await tx.directory.add_community(a_community(chat_id=ChatId(-100777)))
            assert made is not None
            question = says(11, "where is the menu?", by=UMA)
            question = replace(question, community_id=made, chat_id=ChatId(-100777))
            fresh.append(await tx.comments.add(question))

    # when triage takes what there is
    store = cast("Store", Interrupted(second, take_in))
    assert await a_triage(store, Words()).drain() == 2

    # then both are judged
    async with first.reading() as tx:
        seen = await tx.comments.several([complaint, *fresh])
    assert {one.lane for one in seen.values()} == {Lane.COMPLAINT, Lane.QUESTION}
