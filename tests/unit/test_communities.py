"""Rules of communities and of the team."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.communities import DAY, WEEK, Span, has_card, lacking, span_to_tell
from bot.domain.ids import DeskId, UserId
from bot.domain.lane import Lane
from bot.domain.roster import Manager, Role, is_last_lead

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("watched", "told", "due"),
    [
        (DAY - SECOND, None, None),
        (DAY, None, Span.DAY),
        (DAY, Span.DAY, None),
        (WEEK - SECOND, Span.DAY, None),
        (WEEK, Span.DAY, Span.WEEK),
        (WEEK, None, Span.WEEK),
        (5 * WEEK, Span.WEEK, None),
    ],
)
def test_a_day_and_a_week_are_told_once_and_a_missed_day_not_at_all(watched, told, due) -> None:
    assert span_to_tell(NOON, NOON + watched, told=told) is due


def test_a_plain_member_lacks_both_rights_and_an_owner_none() -> None:
    both = ("can_delete_messages", "can_restrict_members")

    assert lacking("member", frozenset()) == both
    assert lacking("administrator", frozenset({"can_delete_messages"})) == both[1:]
    assert lacking("administrator", frozenset(both)) == ()
    assert lacking("creator", frozenset()) == ()


def test_what_is_gathered_has_no_card_of_its_own() -> None:
    lanes = {lane for lane in Lane if has_card(lane, wants_praise=False)}

    assert lanes == {Lane.COMPLAINT, Lane.ABUSE, Lane.QUESTION}
    assert has_card(Lane.PRAISE, wants_praise=True)


def a_manager(number: int, role: Role) -> Manager:
    return Manager(desk_id=DeskId(1), user_id=UserId(number), name="x", role=role)


def test_a_lead_is_the_last_one_only_where_no_other_is() -> None:
    asha, ravi = a_manager(1, Role.LEAD), a_manager(2, Role.APPROVER)

    assert is_last_lead(asha, [asha, ravi])
    assert not is_last_lead(ravi, [asha, ravi])
    assert not is_last_lead(asha, [asha, a_manager(3, Role.LEAD)])
