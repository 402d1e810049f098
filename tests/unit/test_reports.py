"""Whose report counts, how many it takes, and where a reported comment goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Status
from bot.domain.lane import Lane
from bot.domain.reports import (
    Outcome,
    Reporter,
    ReportLimits,
    Void,
    counting,
    is_decided,
    is_enough,
    is_report,
    is_reported,
    outcome_after,
    reason_of,
    reported_lane,
    reported_priority,
    void_reason,
)
from classifiers.types import Sentiment, Signals, Verdict
from tests.card_views import a_report

NOW = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
LIMITS = ReportLimits(threshold=2, a_day=3, known_for=timedelta(hours=24))
KNOWN = Reporter(known_since=NOW - timedelta(days=3))
BAD, GOOD = Outcome.UNFOUNDED, Outcome.FOUNDED


def a_verdict(*, spam: float = 0.0, toxic: float = 0.0) -> Verdict:
    return Verdict(
        lang="en",
        sentiment=Sentiment(negative=0.0, neutral=1.0, positive=0.0),
        signals=Signals(question=0.0, complaint=0.0, praise=0.0, toxic=toxic, spam=spam),
        vector=b"",
        model_id="test",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/report", True),
        ("/REPORT", True),
        ("/report@Chai_Bot", True),
        ("/report this is spam", True),
        ("/report\nspam", True),
        ("/report@other_bot", False),
        ("/reported", False),
        ("report", False),
        ("they should /report it", False),
        ("", False),
    ],
)
def test_only_the_command_for_this_bot_is_a_report(text: str, expected: bool) -> None:
    assert is_report(text, "chai_bot") is expected


@pytest.mark.parametrize(
    ("reporter", "expected"),
    [
        (KNOWN, Void.NONE),
        (replace(KNOWN, reports_today=2), Void.NONE),
        (replace(KNOWN, reports_today=3), Void.TOO_MANY),
        (replace(KNOWN, is_sanctioned=True), Void.SANCTIONED),
        (Reporter(), Void.NEW),
        (Reporter(known_since=NOW - timedelta(hours=23)), Void.NEW),
        (Reporter(known_since=NOW - timedelta(hours=24)), Void.NONE),
        (replace(KNOWN, outcomes=(BAD, BAD)), Void.NONE),
        (replace(KNOWN, outcomes=(BAD, BAD, BAD)), Void.UNTRUSTED),
        (replace(KNOWN, outcomes=(GOOD, BAD, BAD, BAD)), Void.NONE),
    ],
)
def test_a_report_counts_unless_its_author_gave_cause_for_doubt(
    reporter: Reporter, expected: Void
) -> None:
    assert void_reason(reporter, LIMITS, now=NOW) is expected


def test_two_people_are_needed_but_one_where_the_classifier_has_a_doubt_or_a_manager_asks() -> (
    None
):
    clean, doubtful = a_verdict(), a_verdict(spam=0.3)

    assert not is_enough([a_report()], clean, LIMITS)
    assert not is_enough([a_report()], None, LIMITS)
    assert is_enough([a_report(1), a_report(2)], clean, LIMITS)
    assert is_enough([a_report()], doubtful, LIMITS)
    assert is_enough([a_report(is_of_team=True)], clean, LIMITS)


def test_void_and_decided_reports_do_not_count() -> None:
    reports = [a_report(1, void=Void.NEW), a_report(2, outcome=BAD), a_report(3)]

    assert [one.by for one in counting(reports)] == [3]


def test_a_person_counts_once_although_an_edited_comment_can_be_reported_again() -> None:
    again = a_report(1, content_hash="as it is since")

    assert counting([a_report(1), again, a_report(2)]) == [again, a_report(2)]


def test_what_was_decided_is_decided_until_the_comment_says_something_else() -> None:
    reports = [a_report(1, outcome=BAD), a_report(2)]

    assert is_decided(reports, "as it was")
    assert not is_decided(reports, "as it is since")
    assert not is_decided([a_report(2)], "as it was")


@pytest.mark.parametrize(
    ("lane", "verdict", "expected"),
    [
        (Lane.SPAM, None, Lane.SPAM),
        (Lane.QUESTION, a_verdict(toxic=0.5), Lane.QUESTION),
        (Lane.NONE, a_verdict(toxic=0.4, spam=0.3), Lane.ABUSE),
        (Lane.NONE, a_verdict(spam=0.4), Lane.SPAM),
        (Lane.PRAISE, a_verdict(), Lane.UNSURE),
        (None, None, Lane.UNSURE),
    ],
)
def test_a_reported_comment_keeps_its_lane_or_gets_what_it_may_be(lane, verdict, expected) -> None:
    assert reported_lane(lane, verdict) is expected


@given(st.integers(1, 10_000))
def test_reports_alone_never_ring(count: int) -> None:
    assert 60 <= reported_priority(count) <= reported_priority(count + 1) < 80
    assert is_reported(("question (sure)", reason_of(count)))


@pytest.mark.parametrize(
    ("was", "now_is", "expected"),
    [
        (Status.OPEN, Status.DISMISSED, BAD),
        (Status.CLAIMED, Status.MODERATED, GOOD),
        (Status.MODERATED, Status.DISMISSED, BAD),
        (Status.MODERATED, Status.CLAIMED, Outcome.OPEN),
        (Status.OPEN, Status.CLAIMED, None),
        (Status.CLAIMED, Status.ANSWERED, None),
        (Status.MODERATED, Status.MODERATED, None),
    ],
)
def test_what_managers_do_with_a_case_says_whether_its_reports_were_founded(
    was, now_is, expected
) -> None:
    assert outcome_after(was, now_is) is expected
