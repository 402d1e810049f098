"""Mood: what a comment counts as, what a share tells, and how it is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.lane import Lane
from bot.domain.mood import (
    DAY,
    ENOUGH,
    HOUR,
    MINUTE,
    CommunityMood,
    MoodCounts,
    MoodLine,
    MoodPage,
    bar,
    mood_of,
    start_of,
    trend_of,
    wilson,
)
from classifiers.types import Sentiment, Signals, Verdict
from tests.card_views import a_comment, a_community
from tests.properties.test_card_builder import RENDERERS, check, member_text

amounts = st.integers(0, 5000)
counts = st.builds(MoodCounts, negative=amounts, neutral=amounts, positive=amounts)


def judged(lane: Lane, *, negative: float = 0.1, positive: float = 0.1) -> MoodCounts:
    verdict = Verdict(
        lang="en",
        sentiment=Sentiment(negative=negative, neutral=1 - negative - positive, positive=positive),
        signals=Signals(question=0.0, complaint=0.0, praise=0.0, toxic=0.0, spam=0.0),
        vector=b"",
        model_id="words:1",
    )
    return mood_of(replace(a_comment("chai"), lane=lane, verdict=verdict))


def test_a_comment_has_one_tone_and_what_it_does_is_counted_beside_it() -> None:
    assert judged(Lane.COMPLAINT) == MoodCounts(negative=1, complaint=1)
    assert judged(Lane.ABUSE, positive=0.8) == MoodCounts(negative=1, abuse=1)
    assert judged(Lane.QUESTION, negative=0.6) == MoodCounts(negative=1, question=1)
    assert judged(Lane.QUESTION) == MoodCounts(neutral=1, question=1)
    assert judged(Lane.NONE, positive=0.7) == MoodCounts(positive=1)


def test_spam_and_what_nobody_has_judged_count_nothing() -> None:
    assert judged(Lane.SPAM, negative=0.9).is_nothing
    assert mood_of(replace(a_comment("chai"), verdict=None)).is_nothing


def test_a_share_that_rests_on_little_is_wide() -> None:
    assert wilson(31, 100) == pytest.approx((0.228, 0.406), abs=0.001)
    assert wilson(0, 10) == pytest.approx((0.0, 0.278), abs=0.001)
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_trend_is_clear_only_beyond_chance() -> None:
    week = MoodCounts(negative=31, neutral=69)

    clear = trend_of(week, MoodCounts(negative=10, neutral=90))
    vague = trend_of(week, MoodCounts(negative=26, neutral=74))

    assert clear is not None
    assert (clear.points, clear.is_clear) == (21, True)
    assert vague is not None
    assert (vague.points, vague.is_clear) == (5, False)
    assert trend_of(week, MoodCounts(negative=ENOUGH - 1)) is None


@given(now=counts, before=counts)
def test_whatever_was_counted_a_better_week_is_the_mirror_of_a_worse_one(
    now: MoodCounts, before: MoodCounts
) -> None:
    there, back = trend_of(now, before), trend_of(before, now)

    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.points, there.is_clear) == (-back.points, back.is_clear)


@given(one=counts, width=st.integers(3, 40))
def test_a_bar_is_full_and_shows_every_tone_that_is_there(one: MoodCounts, width: int) -> None:
    cells = bar(one, width)

    assert sum(cells) == width
    if one.total:
        tones = (one.negative, one.neutral, one.positive)
        assert all((cell > 0) == (tone > 0) for cell, tone in zip(cells, tones, strict=True))


@given(one=counts, other=counts)
def test_what_is_added_can_be_taken_away(one: MoodCounts, other: MoodCounts) -> None:
    assert one.plus(other).minus(other) == one
    assert one.minus(one).is_nothing


@pytest.mark.parametrize(
    ("width", "start"),
    [
        (MINUTE, datetime(2026, 7, 1, 9, 44, tzinfo=UTC)),
        (HOUR, datetime(2026, 7, 1, 9, 0, tzinfo=UTC)),
        (DAY, datetime(2026, 7, 1, tzinfo=UTC)),
    ],
)
def test_a_moment_lies_in_its_minute_hour_and_day(width: timedelta, start: datetime) -> None:
    assert start_of(datetime(2026, 7, 1, 9, 44, 59, 3, tzinfo=UTC), width) == start


lines = st.builds(MoodLine, counts=counts, before=counts, title=member_text)


@settings(deadline=None, max_examples=30)
@given(
    title=member_text,
    is_private=st.booleans(),
    line=lines,
    posts=st.lists(lines, max_size=3),
    renderer=st.sampled_from(RENDERERS),
)
def test_nothing_that_people_write_breaks_the_page(
    title, is_private, line, posts, renderer
) -> None:
    community = replace(a_community(), title=title, is_private=is_private)
    one = CommunityMood(community=community, line=replace(line, title=""), posts=tuple(posts))

    drawn = renderer.page(MoodPage(communities=(one,) * 4, number=2, page_count=3))

    check(drawn.html)
    assert [len(row) for row in drawn.rows] == [2]
