"""What every store promises about leases and claimed comments, once per adapter."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import MessageId
from bot.domain.leases import LASTS, Job
from tests.contract.store_values import BOT, MINUTE, NOW, a_comment


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


async def test_a_claimed_comment_is_given_to_nobody_else_for_a_while(store) -> None:
    # given three ripe comments
    async with store.writing() as tx:
        for number in (71, 72, 73):
            await tx.comments.add(replace(a_comment(), message_ids=(MessageId(number),)))

    # when two are claimed
    async with store.writing() as tx:
        mine = await tx.comments.claim(BOT, now=NOW + MINUTE, until=NOW + 2 * MINUTE, limit=2)
        theirs = await tx.comments.claim(BOT, now=NOW + MINUTE, until=NOW + 2 * MINUTE, limit=5)

        # then the next gets the third, and after a while everybody all
        assert [one.message_ids[0] for one in mine] == [71, 72]
        assert [one.message_ids[0] for one in theirs] == [73]
        assert len(await tx.comments.ripe(BOT, now=NOW + 2 * MINUTE, limit=5)) == 3
