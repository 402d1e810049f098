"""What every store promises about what is deleted by itself, once per adapter."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import CommunityId, MessageId, OutboxId, SweepId
from bot.domain.lane import Lane
from bot.domain.sweeping import Fate, Sweep, Swept
from tests.contract.store_values import MINUTE, NOW, OWNER, a_case, a_comment

HERE = CommunityId(1)


async def test_a_sweep_comes_back_with_its_deletions_and_what_became_of_them(store) -> None:
    # given two deletions in one sweep, the second taken back
    async with store.writing() as tx:
        cases = [await tx.cases.add(a_case(author_key=f"user:{n}")) for n in (1, 2)]
        comments = [
            await tx.comments.add(replace(a_comment(), message_ids=(MessageId(n),)))
            for n in (51, 52)
        ]
        sweep = Sweep(id=SweepId(0), owner=OWNER, anchor_id=cases[0], began_at=NOW)
        sweep = replace(sweep, id=await tx.sweeps.add(sweep))
        deletions = [
            Swept(
                case_id=case_id,
                comment_id=comment_id,
                community_id=HERE,
                lane=Lane.SPAM,
                probability=0.99,
                item_id=OutboxId(7),
                at=at,
            )
            for case_id, comment_id, at in zip(cases, comments, (NOW, NOW + MINUTE), strict=True)
        ]
        for one in deletions:
            await tx.sweeps.put(sweep, one)
        await tx.sweeps.mark(cases[1], Fate.DENIED)
        await tx.sweeps.show(sweep.id, "abc")

    # when they are looked for
    async with store.reading() as tx:
        denied = replace(deletions[1], fate=Fate.DENIED)

        # then they are as they were kept, the newest first where that is asked for
        assert await tx.sweeps.get(sweep.id) == replace(sweep, shows="abc")
        assert await tx.sweeps.newest(OWNER.desk_id, limit=5) == [replace(sweep, shows="abc")]
        assert await tx.sweeps.of_sweep(sweep.id) == [deletions[0], denied]
        assert await tx.sweeps.of_case(cases[1]) == (sweep.id, denied)
        assert await tx.sweeps.count(HERE, since=NOW) == 2
        assert await tx.sweeps.count(HERE, since=NOW + MINUTE) == 1
        assert await tx.sweeps.last(HERE, since=NOW, limit=1) == [denied]
        assert await tx.sweeps.get(SweepId(99)) is None


async def test_what_could_go_is_found_by_place_lane_and_time(store) -> None:
    # given comments of several lanes and times
    async with store.writing() as tx:
        for number, lane in enumerate((Lane.SPAM, Lane.QUESTION, Lane.ABUSE, Lane.SPAM), start=1):
            await tx.comments.add(
                replace(
                    a_comment(),
                    message_ids=(MessageId(60 + number),),
                    lane=lane,
                    sent_at=NOW + number * MINUTE,
                )
            )

    # when some are asked for
    async with store.reading() as tx:
        found = await tx.sweeps.could_go(
            HERE, (Lane.SPAM, Lane.ABUSE), since=NOW + 2 * MINUTE, limit=5
        )

        # then those of the lanes since then come, the newest first
        said = [await tx.comments.get(comment_id) for comment_id in found]
        assert [one.lane for one in said] == [Lane.SPAM, Lane.ABUSE]
