"""When a comment may be deleted without a manager's tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import UserId
from bot.domain.lane import Lane
from bot.domain.sweeping import (
    A_DAY_IN_A_COMMUNITY,
    THRESHOLDS,
    Doubt,
    Finding,
    Switch,
    doubt,
    is_unwelcome,
    would_go,
)

SURE = Finding(
    probability=0.99,
    is_ours=False,
    known_cases=0,
    known_for=timedelta(0),
    comment_count=1,
    age=timedelta(minutes=1),
    is_incident=False,
    today=0,
    wrong=(),
)


def test_what_nothing_speaks_against_goes() -> None:
    assert doubt(SURE, 0.98) is None


@pytest.mark.parametrize(
    ("finding", "why"),
    [
        (replace(SURE, probability=0.97), Doubt.NOT_SURE),
        (replace(SURE, probability=float("nan")), Doubt.NOT_SURE),
        (replace(SURE, is_ours=True), Doubt.OURS),
        (replace(SURE, is_vip=True), Doubt.VIP),
        (replace(SURE, known_cases=1), Doubt.KNOWN),
        (replace(SURE, known_for=timedelta(days=8), comment_count=5), Doubt.REGULAR),
        (replace(SURE, age=timedelta(hours=48)), Doubt.OLD),
        (replace(SURE, is_incident=True), Doubt.INCIDENT),
        (replace(SURE, today=A_DAY_IN_A_COMMUNITY), Doubt.CAP),
        (replace(SURE, wrong=(False, True, True)), Doubt.UNWELCOME),
    ],
)
def test_each_doubt_leaves_it_to_people(finding: Finding, why: Doubt) -> None:
    assert doubt(finding, 0.98) is why


def test_old_mistakes_are_forgiven_after_twenty_deletions() -> None:
    assert is_unwelcome([True, True])
    assert not is_unwelcome([*[False] * 19, True, True])


@given(
    by=st.integers(1, 2**52),
    thresholds=st.dictionaries(
        st.sampled_from([Lane.SPAM, Lane.ABUSE]), st.sampled_from(THRESHOLDS)
    ),
)
def test_a_switch_is_read_as_it_was_kept(by: int, thresholds: dict[Lane, float]) -> None:
    since = datetime(2026, 7, 1, 9, 30, 0, 123456, tzinfo=UTC)
    switch = Switch(by=UserId(by), since=since, thresholds=thresholds)

    assert Switch.read(str(switch)) == switch


@given(st.lists(st.tuples(st.sampled_from([Lane.SPAM, Lane.ABUSE, Lane.NONE]), st.floats(0, 1))))
def test_a_higher_threshold_never_deletes_more(seen: list[tuple[Lane, float]]) -> None:
    counts = would_go(seen)

    for by_threshold in counts.values():
        ordered = [by_threshold[each] for each in sorted(THRESHOLDS)]
        assert ordered == sorted(ordered, reverse=True)
