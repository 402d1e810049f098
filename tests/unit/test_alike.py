"""What stands on one card: comments that ask or complain of the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alike import (
    NEARNESS,
    Member,
    Membership,
    Nearness,
    Remark,
    best_group,
    gathered_around,
    may_stand_together,
)
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

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
WINDOW = timedelta(hours=6)
ONE = Remark(lane=Lane.QUESTION, thread_key="thread:1", text="how much is it?", at=NOON)
LONG = replace(ONE, text="when does the shop in the old town open tomorrow?")
A_CASE = Case(
    id=CaseId(7),
    owner=Owner(bot_id=BotId(1), brand_id=BrandId(1), desk_id=DeskId(1)),
    community_id=CommunityId(1),
    thread_key="thread:1",
    author_key="user:5",
    author_name="Rahul",
    focus_id=CommentId(3),
    lane=Lane.QUESTION,
    priority=60,
    reasons=(),
    opened_at=NOON,
)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (ONE, ONE, True),
        (ONE, replace(ONE, lane=Lane.COMPLAINT), False),
        (ONE, replace(ONE, is_pleased=True), False),
        (replace(ONE, lane=Lane.PRAISE), replace(ONE, lane=Lane.PRAISE), False),
        (ONE, replace(ONE, at=NOON - timedelta(hours=7)), False),
        (ONE, replace(ONE, thread_key="thread:2"), False),
        (LONG, replace(LONG, thread_key="thread:2"), True),
        (LONG, replace(ONE, thread_key="thread:2"), False),
        (LONG, ONE, True),
    ],
)
def test_what_may_stand_on_one_card(one: Remark, other: Remark, may: bool) -> None:
    assert may_stand_together(one, other, window=WINDOW) is may
    assert may_stand_together(other, one, window=WINDOW) is may


def test_a_comment_joins_the_nearest_group_that_is_near_enough_on_average_and_to_each() -> None:
    rule = Nearness(on_average=0.76, to_each=0.65)

    assert best_group([[0.8, 0.78], [0.9, 0.85], [0.2]], rule) == 1
    assert best_group([[0.99, 0.64], [0.76]], rule) == 1
    assert best_group([[0.7, 0.8], []], rule) is None
    assert best_group([[0.8], [0.8]], rule) == 0


def test_who_is_near_to_one_but_far_from_another_stays_outside() -> None:
    # given 0 near 1 and 2, which are far from each other
    table = [[1.0, 0.9, 0.85], [0.9, 1.0, 0.3], [0.85, 0.3, 1.0]]

    assert gathered_around(0, table) == [0, 1]
    assert gathered_around(2, table) == [2, 0]


@given(st.data())
def test_whoever_is_gathered_is_near_to_everybody_there(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 7))
    table = [[1.0] * count for _ in range(count)]
    for one in range(count):
        for other in range(one):
            table[one][other] = table[other][one] = data.draw(st.floats(-1, 1))

    together = gathered_around(data.draw(st.integers(0, count - 1)), table)

    assert len(set(together)) == len(together)
    assert all(table[one][other] >= NEARNESS.to_each for one in together for other in together)


@pytest.mark.parametrize(
    "happened",
    [
        lambda case: case.claim(by=UserId(1), name="Asha", at=NOON),
        lambda case: case.snooze(until=NOON, by=UserId(1)),
        lambda case: case.close(Status.DISMISSED, by=UserId(1), name="Asha", at=NOON),
        lambda case: case.answer_elsewhere(name="Ravi", at=NOON),
        lambda case: replace(case, revision=2),
        lambda case: case.label(Lane.SPAM, priority=1, clocks=Clocks(), reason="by hand"),
    ],
)
def test_a_case_that_is_handled_by_itself_is_no_member_any_more(happened) -> None:
    member = Member(case_id=A_CASE.id, state=Membership.WAITING, revision=1, joined_at=NOON)

    assert member.is_still(A_CASE)
    assert not member.is_still(happened(A_CASE))


def test_an_answered_member_stays_until_its_case_is_open_again() -> None:
    member = Member(case_id=A_CASE.id, state=Membership.ANSWERED, revision=1, joined_at=NOON)
    answered = A_CASE.close(Status.ANSWERED, by=UserId(1), name="Asha", at=NOON)

    assert member.is_still(answered)
    assert not member.is_still(answered.take_back(at=NOON))
