"""Whatever managers do in whatever order, a case stays one that can be explained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain.case import Case, Status
from bot.domain.ids import (
    BotId,
    BrandId,
    CaseId,
    CommentId,
    CommunityId,
    DeskId,
    Owner,
    UserId,
)
from bot.domain.lane import Lane
from bot.domain.sla import Clocks
from bot.errors import CaseClosed, CaseTaken
from replies.types import Found

NOW = datetime(2026, 7, 1, tzinfo=UTC)
PEOPLE = st.sampled_from([(UserId(1), "Asha"), (UserId(2), "Ravi")])
ENDS = st.sampled_from([Status.ANSWERED, Status.MODERATED, Status.DISMISSED])


class CaseLife(RuleBasedStateMachine):
    """Two managers and an author work on one case."""

    def __init__(self) -> None:
        super().__init__()
        self.case = Case(
            id=CaseId(1),
            owner=Owner(bot_id=BotId(1), brand_id=BrandId(1), desk_id=DeskId(1)),
            community_id=CommunityId(1),
            thread_key="main",
            author_key="user:9",
            author_name="Rahul",
            focus_id=CommentId(1),
            lane=Lane.COMPLAINT,
            priority=70,
            reasons=(),
            opened_at=NOW,
        )

    @rule(person=PEOPLE)
    def claim(self, person: tuple[UserId, str]) -> None:
        self._try(person, lambda case: case.claim(by=person[0], name=person[1], at=NOW))

    @rule(person=PEOPLE)
    def await_a_second_yes(self, person: tuple[UserId, str]) -> None:
        self._try(person, lambda case: case.await_yes(by=person[0], name=person[1], at=NOW))

    @rule(person=PEOPLE, end=ENDS)
    def close(self, person: tuple[UserId, str], end: Status) -> None:
        self._try(person, lambda case: case.close(end, by=person[0], name=person[1], at=NOW))

    @rule(person=PEOPLE)
    def release(self, person: tuple[UserId, str]) -> None:
        self._try(person, lambda case: case.release(by=person[0]))

    @rule()
    def the_author_writes_again(self) -> None:
        was = self.case
        base = was.reopen(at=NOW, clocks=Clocks()) if was.status.is_closed else was
        self.case = base.hear(
            focus_id=CommentId(2),
            lane=Lane.QUESTION,
            priority=50,
            reasons=(),
            found=Found(suggestions=(), best_score=0.0),
        )
        assert self.case.revision == was.revision + 1
        assert not self.case.status.is_closed

    def _try(self, person: tuple[UserId, str], move: Callable[[Case], Case]) -> None:
        was = self.case
        if was.status.is_closed:
            with pytest.raises(CaseClosed) as closed:
                move(was)
            assert closed.value.status == was.status
        elif was.status is Status.CLAIMED and was.holder_id != person[0]:
            with pytest.raises(CaseTaken) as taken:
                move(was)
            assert taken.value.holder == was.holder_name
        else:
            self.case = move(was)
            assert self.case == was or self.case.version == was.version + 1

    @invariant()
    def somebody_holds_exactly_the_claimed_ones(self) -> None:
        if self.case.status is Status.OPEN:
            assert self.case.holder_id is None
            assert self.case.closed_at is None
        if self.case.status is Status.CLAIMED:
            assert self.case.holder_id is not None
        if self.case.status.is_closed:
            assert self.case.closed_at is not None
            assert self.case.closed_by


TestCaseLife = CaseLife.TestCase
