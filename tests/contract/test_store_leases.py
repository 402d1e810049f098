"""What every store promises about leases and claimed comments, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.comment import Comment, CommentState
from bot.domain.ids import CommentId, MessageId
from bot.domain.leases import LASTS, Job
from bot.ports import Store
from tests.contract.store_values import BOT, MINUTE, NOW, RAHUL, a_comment

SECOND = timedelta(seconds=1)


async def test_a_lease_is_had_by_one_until_it_ends_or_is_given_back(store) -> None:
    # given a lease that somebody has
    async with store.writing() as tx:
        first = await tx.leases.take(Job.SENDER, "a", now=NOW)
        assert first is not None

    # when others want it, and its holder again
    async with store.writing() as tx:
        assert await tx.leases.take(Job.SENDER, "b", now=NOW + LASTS / 2) is None
        renewed = await tx.leases.take(Job.SENDER, "a", now=NOW + LASTS / 2)
        other_job = await tx.leases.take(Job.INTAKE, "b", now=NOW)

    # then the holder renews it, and another job is another lease
    assert renewed is not None
    assert (renewed.token, renewed.until) == (first.token, NOW + LASTS / 2 + LASTS)
    assert other_job is not None

    # when it has run out
    async with store.writing() as tx:
        second = await tx.leases.take(Job.SENDER, "b", now=renewed.until)

        # then another has it, under another token, and giving back by the first changes nothing
        assert second is not None
        assert second.token > first.token
        assert not await tx.leases.is_held(first)
        await tx.leases.give_back(first, now=NOW)
        assert await tx.leases.is_held(second)
        await tx.leases.give_back(second, now=NOW)
        third = await tx.leases.take(Job.SENDER, "c", now=NOW)
        assert third is not None
        assert third.token > second.token
        assert (await tx.leases.of(Job.SENDER)).holder == "c"
        assert (await tx.leases.of(Job.ESCALATION)).holder == ""


def by(number: int, **changes: Any) -> Comment:
    """A comment of that author, who has a message and a thread of that number."""
    values: dict[str, Any] = {
        "author": replace(RAHUL, id=RAHUL.id + number),
        "message_ids": (MessageId(number),),
        "thread_key": f"thread:{number}",
    }
    return a_comment(**values | changes)


async def keep(store: Store, *several: Comment) -> list[CommentId]:
    async with store.writing() as tx:
        return [await tx.comments.add(one) for one in several]


async def claimed(store: Store, *, limit: int = 5, at: datetime = NOW) -> list[CommentId]:
    """What a process gets for a minute."""
    async with store.writing() as tx:
        found = await tx.comments.claim(BOT, now=at, until=at + MINUTE, limit=limit)
    return [one.id for one in found]


async def test_a_claimed_comment_is_given_to_nobody_else_for_a_while(store) -> None:
    # given three ripe comments
    first, second, third = await keep(store, by(71), by(72), by(73))

    # when two are claimed, then the next gets the third, and after a while everybody all
    assert await claimed(store, limit=2) == [first, second]
    assert await claimed(store) == [third]
    assert await claimed(store) == []
    async with store.reading() as tx:
        assert len(await tx.comments.ripe(BOT, now=NOW + MINUTE, limit=5)) == 3


async def test_what_follows_from_a_comment_in_other_hands_is_not_given_away(store) -> None:
    # given a comment that a process has
    (taken,) = await keep(store, by(71))
    assert await claimed(store) == [taken]

    # when its author writes elsewhere, somebody answers it, one agrees, one adds to that, and one
    # writes something else in its thread
    elsewhere, answer, agrees, adds, other = await keep(
        store,
        by(72, author=by(71).author),
        by(73, reply_to=MessageId(71)),
        by(74, thread_key="thread:71", text="same here"),
        by(75, author=by(74).author),
        by(76, thread_key="thread:71"),
    )

    # then only that is free
    async with store.reading() as tx:
        free = await tx.comments.free(BOT, now=NOW, until=NOW + MINUTE, limit=5)
    assert [one.id for one in free] == [other]
    assert await claimed(store) == [other]

    # and all others are as soon as the first is settled
    async with store.writing() as tx:
        settled = replace(await tx.comments.get(taken), state=CommentState.TRIAGED)
        await tx.comments.save(settled)
    assert await claimed(store) == [elsewhere, answer, agrees, adds]


async def test_an_earlier_comment_does_not_wait_for_a_later_one(store) -> None:
    # given two comments of an author, of which the later one is in other hands
    author = by(71).author
    earlier, later = await keep(store, by(71, ripe_at=NOW + 5 * MINUTE), by(72, author=author))
    assert await claimed(store) == [later]

    # when the earlier one is edited, then it is given away
    async with store.writing() as tx:
        await tx.comments.save(replace(await tx.comments.get(earlier), ripe_at=NOW))
    assert await claimed(store) == [earlier]


async def test_what_could_not_be_settled_holds_up_nothing_of_its_author(store) -> None:
    # given a comment that is looked at again in a few minutes
    again = by(71, ripe_at=NOW + 5 * MINUTE)
    _, later = await keep(store, again, by(72, author=again.author))

    assert await claimed(store) == [later]


async def test_behind_many_that_have_to_wait_others_are_found(store) -> None:
    # given that somebody has the first of very many comments of one author
    author = by(71).author
    first, *_ = await keep(store, *[by(number, author=author) for number in range(71, 83)])
    (other,) = await keep(store, by(90))
    assert await claimed(store, limit=1) == [first]

    # then the comment of another author behind them is found
    assert await claimed(store, limit=4) == [other]
