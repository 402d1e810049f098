"""How far the decisions of managers move a threshold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lane import Lane
from bot.domain.learning import LEAST_CASES, Outcomes, move_thresholds
from tests.fakes import THRESHOLDS


def test_a_lane_that_is_dismissed_too_often_needs_surer_verdicts() -> None:
    moved = move_thresholds(THRESHOLDS, {Lane.COMPLAINT: Outcomes(acted=10, dismissed=30)})
    assert moved.complaint > THRESHOLDS.complaint
    assert moved.negative > THRESHOLDS.negative
    assert (moved.spam, moved.question, moved.toxic) == (0.5, 0.5, 0.5)


def test_a_lane_that_is_always_acted_on_takes_a_little_more() -> None:
    moved = move_thresholds(THRESHOLDS, {Lane.QUESTION: Outcomes(acted=50)})
    assert 0.4 <= moved.question < 0.5


def test_a_threshold_that_was_set_by_hand_stays() -> None:
    outcomes = {Lane.COMPLAINT: Outcomes(dismissed=50)}
    moved = move_thresholds(THRESHOLDS, outcomes, fixed=frozenset({"complaint"}))
    assert moved.complaint == THRESHOLDS.complaint
    assert moved.negative > THRESHOLDS.negative


@pytest.mark.parametrize("dismissed", [0, LEAST_CASES - 1])
def test_a_few_cases_move_nothing(dismissed: int) -> None:
    assert move_thresholds(THRESHOLDS, {Lane.SPAM: Outcomes(dismissed=dismissed)}) == THRESHOLDS


@given(acted=st.integers(0, 10_000), dismissed=st.integers(0, 10_000))
def test_no_flood_of_decisions_moves_a_threshold_beyond_its_bounds(
    acted: int, dismissed: int
) -> None:
    outcomes = {Lane.ABUSE: Outcomes(acted=acted, dismissed=dismissed)}
    assert 0.42 <= move_thresholds(THRESHOLDS, outcomes).toxic <= 0.65
