"""Same things once: a new case joins those that ask or complain of the same."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.domain.alike import (
    COPIED_FROM,
    LANES,
    LOOKED_AT,
    MOST,
    AlikeGroup,
    AlikeRules,
    Candidate,
    Member,
    Membership,
    Remark,
    best_group,
    gathered_around,
    may_stand_together,
)
from bot.domain.case import Case, Status
from bot.domain.comment import Comment
from bot.domain.ids import AlikeId, CaseId
from bot.ports import Clock, Grouping, Transaction
from bot.services.desk.drawing import draw_group, redraw
from classifiers.types import Verdict

FAR = -1.0
"""Between comments that may not stand together, however near their words are."""


class SameThings:
    """Looks for the others of a case that was opened just now."""

    def __init__(self, *, rules: AlikeRules, grouping: Grouping, clock: Clock) -> None:
        self._rules = rules
        self._grouping = grouping
        self._clock = clock

    async def join(self, tx: Transaction, case: Case, comment: Comment, verdict: Verdict) -> bool:
        """Put the case with those that say the same; False where it stands alone.

        Then it has no card of its own. It joins a group that is there, or begins one when enough
        others wait for themselves.
        """
        is_wanted = self._rules.is_on and case.lane in LANES and comment.chat_id < 0
        if not is_wanted or case.status is not Status.OPEN or not verdict.vector:
            return False
        own = _candidate(case, comment, verdict)
        since = own.remark.at - self._rules.window
        groups = [
            one
            for one in await tx.alike.fresh(case.community_id, since=since)
            if one.lane is case.lane and one.size and one.size < MOST
        ]
        others = await self._others(tx, case, groups)
        table = await self._table([own, *others])
        places = {one.case_id: at for at, one in enumerate(others, start=1)}
        near = [
            [table[0][places[there]] if there in places else FAR for there in group.case_ids]
            for group in groups
        ]
        best = best_group(near)
        if best is not None:
            await self._add(tx, groups[best], case)
            return True
        taken = {there for group in groups for there in group.case_ids}
        free = [0, *(places[one.case_id] for one in others if one.case_id not in taken)]
        together = gathered_around(0, [[table[row][at] for at in free] for row in free])
        if len(together) < self._rules.least:
            return False
        found = [others[free[at] - 1] for at in together[1:]][: MOST - 1]
        await self._begin(tx, case, [own, *found])
        return True

    async def _others(
        self, tx: Transaction, case: Case, groups: Sequence[AlikeGroup]
    ) -> list[Candidate]:
        """Free cases of the lane, and all that stand in its groups."""
        since = self._clock.now() - self._rules.window
        waiting = await tx.alike.waiting(
            case.community_id, case.lane, since=since, limit=LOOKED_AT
        )
        known = {one.case_id for one in waiting}
        there = {one for group in groups for one in group.case_ids} - known
        answered = await tx.alike.candidates(sorted(there)) if there else []
        return [one for one in (*waiting, *answered) if one.case_id != case.id]

    async def _table(self, candidates: Sequence[Candidate]) -> list[list[float]]:
        """How near each is to each: by meaning where one encoder saw both, or as a copy."""
        first = candidates[0].model_id
        same = [at for at, one in enumerate(candidates) if one.model_id == first]
        vectors = [candidates[at].vector for at in same]
        found = await self._grouping.nearness(vectors, model_id=first)
        table = [[FAR] * len(candidates) for _ in candidates]
        if found is not None:
            for row, at in enumerate(same):
                for column, other in enumerate(same):
                    table[at][other] = found[row][column]
        texts = [" ".join(one.remark.text.casefold().split()) for one in candidates]
        for at, one in enumerate(candidates):
            for other in range(at):
                if not may_stand_together(
                    one.remark, candidates[other].remark, window=self._rules.window
                ):
                    nearness = FAR
                elif _is_copy(texts[at], texts[other]):
                    nearness = 1.0
                else:
                    nearness = table[at][other]
                table[at][other] = table[other][at] = nearness
        return table

    async def _add(self, tx: Transaction, group: AlikeGroup, case: Case) -> None:
        """A card that only tells what was answered is shown anew, where somebody looks."""
        now = self._clock.now()
        await tx.alike.put(group.id, self._member(case.id, case.revision))
        await tx.alike.note(group.id, newest_at=now)
        await draw_group(tx, group, now=now, is_new=not group.waiting)

    async def _begin(self, tx: Transaction, case: Case, found: Sequence[Candidate]) -> None:
        now = self._clock.now()
        first = min(one.case_id for one in found)
        group = AlikeGroup(
            id=AlikeId(0),
            owner=case.owner,
            community_id=case.community_id,
            lane=case.lane,
            anchor_id=first,
            newest_at=now,
            members=tuple(self._member(one.case_id, one.revision) for one in found),
        )
        await tx.alike.add(group)
        await draw_group(tx, group, now=now, is_new=True)
        for one in found:
            if one.case_id != case.id:
                await redraw(tx, await tx.cases.get(one.case_id), now=now)

    def _member(self, case_id: CaseId, revision: int) -> Member:
        return Member(
            case_id=case_id,
            state=Membership.WAITING,
            revision=revision,
            joined_at=self._clock.now(),
        )


def _candidate(case: Case, comment: Comment, verdict: Verdict) -> Candidate:
    mood = verdict.sentiment
    return Candidate(
        case_id=case.id,
        revision=case.revision,
        remark=Remark(
            lane=case.lane,
            thread_key=case.thread_key,
            text=comment.text,
            at=comment.sent_at,
            is_pleased=mood.positive > mood.negative,
        ),
        model_id=verdict.model_id,
        vector=verdict.vector,
    )


def _is_copy(text: str, other: str) -> bool:
    return fuzz.ratio(text, other, score_cutoff=100 * COPIED_FROM) > 0
