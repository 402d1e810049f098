"""What every store promises about cases that ask the same, once per adapter."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.alike import AlikeGroup, Candidate, Member, Membership, Remark
from bot.domain.ids import AlikeId, CommunityId, MessageId, OutboxId
from bot.domain.lane import Lane
from tests.contract.store_values import MINUTE, NOW, OWNER, a_case, a_comment, a_verdict

HERE = CommunityId(1)


async def test_a_group_comes_back_as_it_was_with_whom_it_has(store) -> None:
    async with store.writing() as tx:
        first, second = [await tx.cases.add(a_case(author_key=f"user:{n}")) for n in (1, 2)]
        members = tuple(
            Member(case_id=one, state=Membership.WAITING, revision=1, joined_at=NOW)
            for one in (first, second)
        )
        group = AlikeGroup(
            id=AlikeId(0),
            owner=OWNER,
            community_id=HERE,
            lane=Lane.QUESTION,
            anchor_id=first,
            newest_at=NOW,
            members=members,
        )
        group = replace(group, id=await tx.alike.add(group))

        # given that one was answered, the other taken out, and somebody noted what and when
        answered = replace(members[1], state=Membership.ANSWERED, item_id=OutboxId(5))
        await tx.alike.put(group.id, replace(members[0], state=Membership.OUT))
        await tx.alike.put(group.id, answered)
        await tx.alike.note(group.id, newest_at=NOW + MINUTE, reply_id="opening")

    async with store.reading() as tx:
        known = await tx.alike.of_case(second)
        assert known == replace(
            group,
            newest_at=NOW + MINUTE,
            reply_id="opening",
            members=(replace(members[0], state=Membership.OUT), answered),
        )
        assert await tx.alike.of_case(first) is None
        assert await tx.alike.anchors_of([first, second]) == {second: first}
        assert await tx.alike.anchored_by(first) == known
        assert await tx.alike.anchored_by(second) is None
        assert await tx.alike.fresh(HERE, since=NOW + MINUTE) == [known]
        assert await tx.alike.fresh(HERE, since=NOW + 2 * MINUTE) == []
        assert await tx.alike.get(AlikeId(99)) is None


async def test_free_cases_of_a_lane_come_with_their_words_and_vectors(store) -> None:
    async with store.writing() as tx:
        judged = a_comment(text="when do you open?", verdict=a_verdict())
        heard = await tx.comments.add(judged)
        unjudged = await tx.comments.add(a_comment(message_ids=(MessageId(99),), verdict=None))
        open_one = await tx.cases.add(a_case(focus_id=heard, lane=Lane.QUESTION))
        await tx.cases.add(a_case(focus_id=heard, lane=Lane.COMPLAINT))
        await tx.cases.add(a_case(focus_id=unjudged, lane=Lane.QUESTION))
        closed = a_case(focus_id=heard, lane=Lane.QUESTION).answer_elsewhere(name="Asha", at=NOW)
        answered = await tx.cases.add(closed)

        case = await tx.cases.get(open_one)
        expected = Candidate(
            case_id=open_one,
            revision=case.revision,
            remark=Remark(
                lane=Lane.QUESTION,
                thread_key=case.thread_key,
                text="when do you open?",
                at=judged.sent_at,
                is_pleased=False,
            ),
            model_id=a_verdict().model_id,
            vector=a_verdict().vector,
        )

        since = judged.sent_at
        found = await tx.alike.waiting(HERE, Lane.QUESTION, since=since, limit=9)
        assert found == [expected]
        assert await tx.alike.waiting(HERE, Lane.QUESTION, since=since + MINUTE, limit=9) == []
        both = await tx.alike.candidates([open_one, answered])
        assert {one.case_id for one in both} == {open_one, answered}
