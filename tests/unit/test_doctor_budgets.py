"""What `jawab check` says of budgets of cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.comment import Community
from bot.domain.ids import BotId, BrandId, ChatId, CommunityId, DeskId, Owner
from bot.domain.lane import Lane
from bot.domain.load import Budget, Picked
from bot.ports import DeskFacts
from bot.sections import CardBudget, WatchedCommunity
from bot.services.doctor import Finding, Level, Memory
from bot.services.doctor_budgets import examine_budgets
from bot.settings import Settings

NOW = datetime(2026, 7, 10, 9, 0, tzinfo=UTC)
ADDA = CommunityId(1)
OWNER = Owner(bot_id=BotId(1), brand_id=BrandId(1), desk_id=DeskId(1))
TWENTY = Budget(cards=20)
DESK = DeskFacts(id=DeskId(1), bot_id=BotId(1), chat_id=ChatId(-7), language="en", time_zone="UTC")
EMPTY = Memory(
    desk=DESK,
    communities=[Community(id=ADDA, owner=OWNER, chat_id=ChatId(-1), title="Chai Adda")],
)


def a_pick(budget: Budget = TWENTY, *, expected: float = 18.0, cut: float | None = 30.0) -> Picked:
    return Picked(
        budget=budget,
        at=NOW - timedelta(hours=2),
        days=10,
        comment_count=400,
        cut=cut,
        usual=30.0,
        expected=expected,
    )


def examined(
    memory: Memory, in_file: CardBudget | None = None, *, at: datetime = NOW
) -> list[Finding]:
    watched = WatchedCommunity(chat_id=-1, title="Chai Adda", budget=in_file)
    return list(examine_budgets(Settings(communities=(watched,)), memory, at=at))


def with_budgets(
    kept: Mapping[CommunityId, Budget | None], picked: Picked | None = None
) -> Memory:
    return replace(EMPTY, budgets=kept, picked={ADDA: picked} if picked else {})


def test_where_nobody_set_a_budget_nothing_is_said() -> None:
    assert examined(EMPTY) == []
    assert examined(Memory(), CardBudget(cards_a_day=20)) == []


def test_a_budget_that_is_kept_is_fine_with_its_figures() -> None:
    memory = with_budgets({ADDA: TWENTY}, a_pick())

    (found,) = examined(memory, CardBudget(cards_a_day=20))

    assert found.level is Level.OK
    assert found.subject == "budget of Chai Adda"
    assert found.message == "20 cards a day: 18 expected, 30 without it"


@pytest.mark.parametrize(
    ("in_file", "kept", "said"),
    [
        (CardBudget(cards_a_day=40), TWENTY, "40 cards a day in the file, 20 cards a day in"),
        (CardBudget(cards_a_day=40), None, "40 cards a day in the file, no limit in"),
        (None, TWENTY, "no limit in the file, 20 cards a day in"),
        (
            CardBudget(cards_a_day=20, always={"complaint": 0.6, "question": 0.9}),
            TWENTY,
            "20 cards a day (complaint from 60%, question from 90% always) in the file, 20",
        ),
    ],
)
def test_a_lead_and_the_file_that_disagree_are_both_quoted(
    in_file: CardBudget | None, kept: Budget | None, said: str
) -> None:
    first, *_ = examined(with_budgets({ADDA: kept}, a_pick()), in_file)

    assert first.level is Level.NOTE
    assert said in first.message
    assert "/communities" in first.remedy


def test_no_limit_on_both_sides_is_no_difference() -> None:
    assert examined(with_budgets({ADDA: None})) == []


def test_a_budget_of_the_file_that_the_database_has_not_taken_over_is_said_so() -> None:
    (found,) = examined(EMPTY, CardBudget(cards_a_day=40))

    assert found.message == "40 cards a day in the file, not taken over yet"
    assert "jawab run" in found.remedy


def test_a_budget_that_traffic_cannot_meet_has_a_hint_with_a_number() -> None:
    memory = with_budgets({ADDA: TWENTY}, a_pick(expected=34.4))

    (found,) = examined(memory, CardBudget(cards_a_day=20))

    assert found.level is Level.NOTE
    assert "20 cards a day, but 34 expected: what must never be missed" in found.message
    assert "raises it to 34" in found.remedy


def test_a_pick_of_days_ago_is_told_with_its_day() -> None:
    memory = with_budgets({ADDA: TWENTY}, a_pick(expected=34.4))

    (found,) = examined(memory, CardBudget(cards_a_day=20), at=NOW + timedelta(days=5))

    assert "34 expected, as of 2026-07-10" in found.message


@pytest.mark.parametrize("picked", [None, a_pick(Budget(cards=80))])
def test_a_budget_without_a_pick_of_its_own_waits_for_one(picked: Picked | None) -> None:
    memory = with_budgets({ADDA: TWENTY}, picked)

    (found,) = examined(memory, CardBudget(cards_a_day=20))

    assert "not picked yet" in found.message


def test_with_too_little_traffic_the_ordinary_thresholds_are_named() -> None:
    memory = with_budgets({ADDA: TWENTY}, a_pick(cut=None, expected=0.0))

    (found,) = examined(memory, CardBudget(cards_a_day=20))

    assert found.level is Level.OK
    assert "too few comments so far (400)" in found.message


def test_a_budget_of_a_community_that_is_gone_is_told_and_not_its_figures() -> None:
    memory = replace(with_budgets({ADDA: TWENTY}, a_pick(expected=34.4)), gone=frozenset({ADDA}))

    (found,) = examined(memory, CardBudget(cards_a_day=20))

    assert found.level is Level.NOTE
    assert found.message == "20 cards a day, and the bot is not in it any more"
    assert "back in that group" in found.remedy


def test_a_budget_of_the_group_that_became_the_desk_is_told() -> None:
    memory = replace(
        with_budgets({ADDA: TWENTY}, a_pick()), desk=replace(DESK, chat_id=ChatId(-1))
    )

    (found,) = examined(memory, CardBudget(cards_a_day=20))

    assert "the managers' desk now" in found.message


def test_a_budget_of_a_community_that_nobody_knows_is_told() -> None:
    (found,) = examined(with_budgets({CommunityId(9): Budget(cards=5, always={Lane.ABUSE: 0.9})}))

    assert found.subject == "budget of community 9"
    assert "does not know that community" in found.message
