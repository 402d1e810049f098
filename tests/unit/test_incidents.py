"""An incident: what raises it, whose comments count, when it is over, what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.case import Status
from bot.domain.comment import Community, CommunityMode
from bot.domain.ids import BotId, BrandId, CommunityId, DeskId, IncidentId, Owner
from bot.domain.incident_pages import (
    CaseCounts,
    IncidentCard,
    IncidentCasesPage,
    IncidentPlace,
    IncidentReport,
    IncidentsPage,
)
from bot.domain.incidents import (
    CALM_FOR,
    CLOSES_ITSELF_AFTER,
    LOOKS_AT,
    MOST_OF_ONE_AUTHOR,
    Happening,
    Incident,
    Outcome,
    TimelineEntry,
    beyond_cap,
    capped,
    is_calm,
    is_post,
    negatives,
    series,
    taught,
    whole_of,
)
from bot.domain.mood import MINUTE, MoodCounts, Place
from bot.domain.spikes import faded
from bot.domain.topic_words import Said, topic_words, words_of
from bot.services.incident_watch import Alarms
from tests.card_views import NOW, a_case, a_comment, a_community
from tests.properties.test_card_builder import RENDERERS, check, member_text

WHOLE = Place(community_id=CommunityId(1))
POST, OTHER = (Place(community_id=CommunityId(1), thread_key=key) for key in ("thread:3", "main"))
BAD = MoodCounts(negative=1)


def an_incident(**changes: object) -> Incident:
    incident = Incident(
        id=IncidentId(3),
        owner=Owner(bot_id=BotId(1), brand_id=BrandId(1), desk_id=DeskId(1)),
        place=POST,
        opened_at=NOW,
        since=NOW - 10 * MINUTE,
        window_minutes=10,
        count=12,
        usual=1.5,
        peak_at=NOW,
    )
    return replace(incident, **changes)  # type: ignore[arg-type]


def test_only_what_was_sent_in_the_last_hour_counts_whenever_it_arrived() -> None:
    # given a backlog: many comments that were sent hours ago, and one of just now
    by_minute = {NOW - 3 * LOOKS_AT + n * MINUTE: BAD for n in range(100)} | {NOW: BAD}

    minutes = series(by_minute, last=NOW)

    assert len(minutes) == 60
    assert negatives(minutes, 60) == negatives(minutes, 1) == 1


def test_a_community_is_counted_without_the_threads_that_count_for_themselves() -> None:
    by_place = {POST: {NOW: BAD}, OTHER: {NOW: BAD, NOW - MINUTE: BAD}}

    everything = series(whole_of(by_place, WHOLE, ()), last=NOW)
    rest = series(whole_of(by_place, WHOLE, {POST}), last=NOW)

    assert (negatives(everything, 60), negatives(rest, 60)) == (3, 2)
    assert is_post(POST)
    assert not is_post(OTHER)
    assert POST.community == WHOLE


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 59)), max_size=60))
def test_one_author_counts_no_more_than_a_few_times(said: list[tuple[str, int]]) -> None:
    by_minute: dict = {}
    for _, back in said:
        at = NOW - back * MINUTE
        by_minute[at] = by_minute.get(at, MoodCounts()).plus(BAD)
    authors = [(author, NOW - back * MINUTE) for author, back in said]

    fair = capped(series(by_minute, last=NOW), too_many=beyond_cap(authors, last=NOW))

    each = [sum(one == author for one, _ in said) for author in "abc"]
    assert negatives(fair, 60) == sum(min(one, MOST_OF_ONE_AUTHOR) for one in each)


def test_it_is_asked_about_when_calm_long_enough_and_again_after_it_rose() -> None:
    # given an incident that has become calm
    calm = an_incident().observe(total=12, recent=1, is_calm=True, now=NOW)
    assert (calm.calm_since, calm.peak) == (NOW, 1)
    assert not calm.has_to_ask(NOW + CALM_FOR - MINUTE)
    assert calm.has_to_ask(NOW + CALM_FOR)

    # when it was asked about, it is not asked again, unless it rises and calms down once more
    asked = replace(calm, asked_at=NOW + CALM_FOR)
    assert not asked.has_to_ask(NOW + 2 * CALM_FOR)
    rose = asked.observe(total=30, recent=9, is_calm=False, now=NOW + CALM_FOR)
    assert (rose.calm_since, rose.asked_at, rose.peak, rose.total) == (None, None, 9, 30)
    again = rose.observe(total=20, recent=0, is_calm=True, now=NOW + 2 * CALM_FOR)
    assert again.total == 30
    assert again.has_to_ask(NOW + 3 * CALM_FOR)

    # and what nobody closes ends by itself in the end, but not what somebody keeps open
    late = NOW + CLOSES_ITSELF_AFTER
    assert asked.closes_itself(late)
    assert not asked.keep_open(NOW + CALM_FOR).closes_itself(late)
    assert not asked.close(Outcome.OVER, by_name="", at=late).closes_itself(late)


def test_calm_is_measured_by_what_is_usual() -> None:
    assert is_calm(2, usual_an_hour=1.0)
    assert not is_calm(3, usual_an_hour=1.0)
    assert is_calm(14, usual_an_hour=60.0)
    assert not is_calm(15, usual_an_hour=60.0)


def test_a_false_alarm_makes_stricter_and_that_fades() -> None:
    strict = taught(0.0, Outcome.FALSE_ALARM, days_since=0)

    assert strict > 0 > taught(0.0, Outcome.OVER, days_since=0)
    assert faded(strict, 14) == pytest.approx(strict / 2)


def test_alarms_are_off_where_the_configuration_says_so() -> None:
    here: Community = replace(a_community(), username="Chai_Adda")

    assert Alarms().watch(here)
    assert not Alarms(are_on=False).watch(here)
    assert not Alarms(off_in=frozenset({"@chai_adda"})).watch(here)
    assert not Alarms(off_in=frozenset({str(here.chat_id)})).watch(here)
    assert not Alarms().watch(replace(here, mode=CommunityMode.WATCH))
    assert not Alarms().watch(replace(here, is_private=True))


def said(*texts: str) -> list[Said]:
    return [Said(author=str(number), text=text) for number, text in enumerate(texts)]


def test_what_it_is_about_are_words_of_several_people_that_are_new_in_whatever_language() -> None:
    usual = said(
        "заказ пришёл вовремя", "где мой заказ?", "order aaya nahi", "मेरा ऑर्डर कहाँ है", "good chai"
    )
    now = said(
        "оплата не прошла, заказ?",
        "оплату списали дважды! @anna https://x.example/оплаты",
        "भुगतान नहीं हुआ, order?",
        "भुगतान फँस गया, Rahul",
        "Rahul please, order 12345 12345",
    )

    words = topic_words(now, usual, names=["Rahul Verma"])

    assert set(words) == {"भुगतान", "оплата"}


@given(texts=st.lists(member_text, max_size=8), names=st.lists(member_text, max_size=2))
@settings(deadline=None, max_examples=40)
def test_whatever_is_said_topic_words_are_few_and_are_words(
    texts: list[str], names: list[str]
) -> None:
    found = topic_words(said(*texts, *texts), [], names=names)

    assert len(found) <= 5
    assert all(3 <= len(word) <= 30 for word in found)
    assert not set(found) & {word for name in names for word in words_of(name)}


counts = st.integers(0, 99_999)
places = st.builds(
    IncidentPlace,
    community=st.builds(lambda title: replace(a_community(), title=title), member_text),
    post=member_text,
)
incidents = st.builds(
    lambda word, name, count, outcome, by: an_incident(
        words=(word,) * 5,
        by_name=name,
        by=by,
        statement=name,
        total=count,
        outcome=outcome,
        closed_at=NOW if outcome else None,
        closed_by=name if outcome else "",
    ),
    member_text,
    member_text,
    counts,
    st.none() | st.sampled_from(Outcome),
    st.none() | st.just(7),
)
case_counts = st.builds(
    CaseCounts, by_status=st.dictionaries(st.sampled_from(Status), counts, max_size=6)
)
some_comments = st.builds(a_comment, member_text, media=st.sampled_from(["", "photo"]))
some_cases = st.builds(lambda name: replace(a_case(), author_name=name), member_text)
timelines = st.builds(
    TimelineEntry,
    at=st.just(NOW),
    what=st.sampled_from(Happening),
    by_name=member_text,
    detail=member_text,
)
pages = st.one_of(
    st.builds(
        IncidentCard,
        incident=incidents,
        place=places,
        counts=case_counts,
        samples=st.lists(some_comments, max_size=3).map(tuple),
    ),
    st.builds(
        IncidentCasesPage,
        incident=incidents,
        place=places,
        lines=st.lists(st.tuples(some_cases, some_comments), max_size=8).map(tuple),
        count=counts,
        number=st.just(2),
        page_count=st.integers(2, 3),
        opens=st.booleans(),
    ),
    st.builds(
        IncidentsPage,
        open=st.lists(st.tuples(incidents, places), max_size=3).map(tuple),
        closed=st.lists(
            st.tuples(incidents.filter(lambda one: not one.is_open), places), max_size=5
        ).map(tuple),
    ),
    st.builds(
        IncidentReport,
        incident=incidents,
        place=places,
        counts=case_counts,
        median=st.none() | st.just(timedelta(minutes=9)),
        doings=st.lists(
            st.tuples(
                member_text,
                st.dictionaries(
                    st.sampled_from([one for one in Status if one.is_closed]), counts, min_size=1
                ),
            ),
            max_size=10,
        ).map(tuple),
        timeline=st.lists(timelines, max_size=30).map(tuple),
    ),
)


@settings(deadline=None, max_examples=80)
@given(page=pages, renderer=st.sampled_from(RENDERERS))
def test_nothing_that_people_write_breaks_a_page(page, renderer) -> None:
    drawn = renderer.page(page)

    check(drawn.html)
    assert all(row for row in drawn.rows)
    assert all(choice.action is not None for row in drawn.rows for choice in row)
