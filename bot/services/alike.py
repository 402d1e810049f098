"""Same things once: a new case joins those that ask or complain of the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz

from bot.domain.alike import (
    COPIED_FROM,
    LANES,
    LOOKED_AT,
    MOST,
    NEARNESS,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How near comments are in meaning, each at its place in a table."""

    table: Sequence[Sequence[float]]
    places: Mapping[CaseId, int]
    window: timedelta

    def between(self, one: Candidate, other: Candidate) -> float:
        """How near two are: a copy as near as can be, what may not stand together never."""
        if not may_stand_together(one.remark, other.remark, window=self.window):
            return FAR
        if _is_copy(one.remark.text, other.remark.text):
            return 1.0
        at, to = self.places.get(one.case_id), self.places.get(other.case_id)
        return FAR if at is None or to is None else self.table[at][to]


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
        measured = await self._measured([own, *others])
        to_own = {one.case_id: measured.between(own, one) for one in others}
        near = [[to_own.get(there, FAR) for there in group.case_ids] for group in groups]
        best = best_group(near)
        if best is not None:
            await self._add(tx, groups[best], case)
            return True
        taken = {there for group in groups for there in group.case_ids}
        free = [
            own,
            *(
                one
                for one in others
                if one.case_id not in taken and to_own[one.case_id] >= NEARNESS.to_each
            ),
        ]
        table = [[measured.between(one, other) for other in free] for one in free]
        together = gathered_around(0, table)
        if len(together) < self._rules.least:
            return False
        await self._begin(tx, case, [free[at] for at in together[:MOST]])
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

    async def _measured(self, candidates: Sequence[Candidate]) -> Measured:
        """By meaning only those are compared that the encoder of the first has seen."""
        first = candidates[0]
        same = [
            one
            for one in candidates
            if one.model_id == first.model_id and len(one.vector) == len(first.vector)
        ]
        vectors = [one.vector for one in same]
        table = await self._grouping.nearness(vectors, model_id=first.model_id)
        places = {one.case_id: at for at, one in enumerate(same)} if table is not None else {}
        return Measured(table=table or (), places=places, window=self._rules.window)

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
        others = [one.case_id for one in found if one.case_id != case.id]
        for other in await tx.cases.several(others):
            await redraw(tx, other, now=now)

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
    plain, like = (" ".join(one.casefold().split()) for one in (text, other))
    return fuzz.ratio(plain, like, score_cutoff=100 * COPIED_FROM) > 0
