"""What every store promises about how many see a comment, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.comment import Comment, Thread
from bot.domain.ids import BotId, CaseId, CommentId, CommunityId, DeskId, MessageId
from bot.domain.lane import Lane
from bot.domain.mood import MoodCounts, Place
from bot.domain.reach import Reach
from bot.ports import Store
from tests.contract.store_values import (
    DESK,
    MINUTE,
    NOW,
    OWNER,
    RAHUL,
    a_case,
    a_comment,
)

HERE = CommunityId(1)
POST = "thread:3"
SAID = MoodCounts(neutral=1)


async def said(store: Store, number: int, *, by: int = 0, **changes: object) -> CommentId:
    """Somebody writes; `by` 0 is Rahul, who has the cases."""
    author = replace(RAHUL, id=RAHUL.id + by)
    comment: Comment = a_comment(
        community_id=HERE, message_ids=(MessageId(number),), author=author, **changes
    )
    async with store.writing() as tx:
        return await tx.comments.add(comment)


async def a_case_about(store: Store, comment_id: CommentId, **changes: object) -> CaseId:
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case(focus_id=comment_id, **changes))
        comment = await tx.comments.get(comment_id)
        await tx.comments.save(replace(comment, case_id=case_id))
    return case_id


async def stirred(
    store: Store, beyond: CommentId, desk: DeskId = DESK, since: timedelta = MINUTE
) -> list[CaseId]:
    async with store.reading() as tx:
        found = await tx.reach.stirred(desk, beyond=beyond, since=NOW + since, limit=9)
    return [one.id for one in found]


async def test_who_answers_stirs_a_case_and_is_counted_once_without_its_author(store) -> None:
    # given two complaints in a group without threads
    first = await said(store, 1)
    case_id = await a_case_about(store, first)
    await a_case_about(store, await said(store, 2))
    async with store.reading() as tx:
        seen = await tx.reach.newest()
    assert await stirred(store, seen) == []

    # when one is answered by two others, by one of them twice, and by its author
    for number, by in ((3, 1), (4, 1), (5, 2), (6, 0)):
        await said(store, number, by=by, reply_to=MessageId(1))

    # then that case is stirred, and two have joined in
    assert await stirred(store, seen) == [case_id]
    async with store.reading() as tx:
        case = await tx.cases.get(case_id)
        assert await tx.reach.of_cases([case], now=NOW) == {case_id: Reach(joined=2)}
        assert await tx.reach.newest() == seen + 4
    assert await stirred(store, seen, desk=DeskId(2)) == []
    other = store.of_bot(BotId(7))
    async with other.reading() as tx:
        assert await tx.reach.newest() == 0


async def test_a_busy_post_stirs_its_cases_and_a_busy_group_does_not(store) -> None:
    # given a complaint under a post, and one in the group at large
    case_id = await a_case_about(store, await said(store, 1, thread_key=POST), thread_key=POST)
    await a_case_about(store, await said(store, 2, thread_key="main"), thread_key="main")
    async with store.writing() as tx:
        await tx.comments.put_thread(HERE, Thread(key=POST, title="Cups", root=MessageId(3)))
        seen = await tx.reach.newest()
        for minutes in (1, 2, -25 * 60):
            for key in (POST, "main"):
                place = Place(community_id=HERE, thread_key=key)
                await tx.moods.add(OWNER, place, SAID, at=NOW + minutes * MINUTE)

    # when somebody writes in both
    for number, key in ((3, POST), (4, "main")):
        await said(store, number, by=1, thread_key=key)

    # then what was said within a day under the post counts for its case
    assert await stirred(store, seen) == [case_id]
    async with store.reading() as tx:
        case = await tx.cases.get(case_id)
        assert await tx.reach.of_cases([case], now=NOW) == {case_id: Reach(comments=2)}


async def test_reactions_stir_open_cases_that_can_still_rise(store) -> None:
    # given cases, of which one is closed, one spam, and one at the top
    kept = await said(store, 1)
    case_id = await a_case_about(store, kept)
    others = [await said(store, number) for number in (2, 3, 4)]
    closed = a_case().drop(name="Anna", at=NOW).status
    for one, changes in zip(
        others, ({"status": closed}, {"lane": Lane.SPAM}, {"priority": 100}), strict=True
    ):
        await a_case_about(store, one, **changes)
    async with store.writing() as tx:
        seen = await tx.reach.newest()

        # when people react to all of them
        for one in (kept, *others):
            await tx.comments.note_reactions(one, 4, at=NOW + 2 * MINUTE)

    # then the first is stirred, once
    assert await stirred(store, seen) == [case_id]
    assert await stirred(store, seen, since=3 * MINUTE) == []
    async with store.reading() as tx:
        case = await tx.cases.get(case_id)
        assert await tx.reach.of_cases([case], now=NOW) == {case_id: Reach(reactions=4)}
        assert (await tx.comments.get(kept)).reactions == 4
