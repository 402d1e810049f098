"""Spikes of negative comments: what is usual, what stands out, and what alarms teach."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spikes import (
    HOURS_OF_DAY,
    LEAST_COUNT,
    LEAST_STRICT,
    LOOKS_BACK_HOURS,
    MOST_STRICT,
    Counts,
    baseline_of,
    find_spike,
    stricter,
    tail,
)

DAY = [
    Counts(negative=6 if hour < 12 else 60, other=24 if hour < 12 else 240) for hour in range(24)
]
FOUR_WEEKS = DAY * 28


def minutes(*, negative: int, other: int, burst: int = 0, burst_other: int = 0) -> list[Counts]:
    """An hour of the same counts, then ten minutes of others."""
    usual = [Counts(negative=negative, other=other)] * 60
    return usual + [Counts(negative=burst, other=burst_other)] * 10


def test_what_is_usual_follows_the_hour_of_the_day() -> None:
    night = baseline_of(FOUR_WEEKS + DAY[:3])
    evening = baseline_of(FOUR_WEEKS + DAY[:18])

    assert night.negative_an_hour == pytest.approx(6, rel=0.15)
    assert evening.negative_an_hour == pytest.approx(60, rel=0.15)
    assert evening.other_an_hour == pytest.approx(240, rel=0.15)


def test_the_same_weekday_counts_more() -> None:
    # given Saturdays with more comments than other days
    calm, lively = [Counts(negative=10, other=40)] * 24, [Counts(negative=16, other=64)] * 24
    weeks = (lively + calm * 6) * 4

    saturday, sunday = baseline_of(weeks), baseline_of(weeks + lively)

    assert saturday.negative_an_hour > sunday.negative_an_hour


def test_an_old_incident_does_not_become_usual() -> None:
    hours = [Counts(negative=10, other=40)] * LOOKS_BACK_HOURS
    hours[-HOURS_OF_DAY] = Counts(negative=400, other=60)

    assert baseline_of(hours).negative_an_hour < 15


def test_a_new_place_is_judged_by_a_cautious_guess() -> None:
    new = baseline_of([])

    assert new.negative_an_hour == 4
    assert new.rests_on == 1
    # three bad comments among a few are no incident
    assert find_spike(minutes(negative=0, other=0, burst_other=1)[:-3], new) is None


def test_many_more_negatives_than_usual_are_a_spike() -> None:
    baseline = baseline_of(FOUR_WEEKS + DAY[:18])

    found = find_spike(minutes(negative=1, other=4, burst=5, burst_other=5), baseline)

    assert found is not None
    assert (found.count, found.window_minutes) in {(25, 5), (35, 7), (50, 10), (60, 20)}
    assert found.factor > 2


def test_the_usual_is_no_spike() -> None:
    baseline = baseline_of(FOUR_WEEKS + DAY[:18])

    assert find_spike(minutes(negative=1, other=4, burst=1, burst_other=4), baseline) is None


def test_many_friendly_comments_are_no_spike() -> None:
    baseline = baseline_of(FOUR_WEEKS + DAY[:18])

    assert find_spike(minutes(negative=1, other=4, burst=1, burst_other=30), baseline) is None


def test_where_everything_is_busier_the_same_count_means_less() -> None:
    # given a count that is a spike on a usual day
    baseline = baseline_of(FOUR_WEEKS + DAY[:18])
    usual_day = minutes(negative=1, other=4, burst=3, burst_other=4)
    assert find_spike(usual_day, baseline) is not None

    # when all other comments are thrice as many too
    busy_day = [Counts(negative=one.negative, other=12) for one in usual_day]

    # then nothing stands out
    assert find_spike(busy_day, baseline) is None


def test_fewer_than_the_least_are_never_a_spike() -> None:
    quiet = baseline_of([Counts(negative=0, other=1)] * LOOKS_BACK_HOURS)
    few = [Counts(negative=0, other=0)] * 60 + [Counts(negative=LEAST_COUNT - 1, other=0)]

    assert find_spike(few, quiet) is None
    assert find_spike([*few, Counts(negative=20, other=0)], quiet) is not None


def test_places_beside_each_other_share_the_false_alarms() -> None:
    baseline = baseline_of(FOUR_WEEKS + DAY[:18])
    border = minutes(negative=1, other=4, burst=3, burst_other=4)

    assert find_spike(border, baseline) is not None
    assert find_spike(border, baseline, places=10**6) is None
    assert find_spike(border, baseline, strictness=MOST_STRICT * 3) is None


def test_a_false_alarm_makes_stricter_until_it_fades() -> None:
    once = stricter(0.0, was_false=True, days_since=0)
    twice = stricter(once, was_false=True, days_since=1)
    faded = stricter(twice, was_false=True, days_since=365)

    assert 0 < once < twice
    assert faded == pytest.approx(once)
    assert stricter(0.0, was_false=False, days_since=0) < 0


@given(
    labels=st.lists(st.tuples(st.booleans(), st.floats(0, 400)), max_size=60),
)
def test_whatever_is_labelled_strictness_stays_within_bounds(
    labels: list[tuple[bool, float]],
) -> None:
    strictness = 0.0
    for was_false, days_since in labels:
        strictness = stricter(strictness, was_false=was_false, days_since=days_since)
        assert LEAST_STRICT <= strictness <= MOST_STRICT


@given(count=st.integers(1, 400), mean=st.floats(0.01, 200), scatter=st.floats(0.001, 2))
def test_a_larger_count_is_never_likelier(count: int, mean: float, scatter: float) -> None:
    here, above = (tail(one, mean=mean, scatter=scatter) for one in (count, count + 1))

    assert 0 <= above <= here * (1 + 1e-6) <= 1 + 1e-6


@pytest.mark.parametrize(("count", "mean"), [(1, 0.5), (5, 2.0), (20, 5.0), (12, 10.0), (3, 8.0)])
def test_without_scatter_the_tail_is_that_of_poisson(count: int, mean: float) -> None:
    below = sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count))

    assert tail(count, mean=mean, scatter=1e-7) == pytest.approx(1 - below, rel=1e-3, abs=1e-9)


@given(st.lists(st.builds(Counts, negative=st.integers(0, 500), other=st.integers(0, 500))))
def test_any_history_gives_a_usable_baseline(hours: list[Counts]) -> None:
    baseline = baseline_of(hours)

    assert baseline.negative_an_hour > 0
    assert baseline.other_an_hour > 0
    assert baseline.rests_on >= 1
