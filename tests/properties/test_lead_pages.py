"""Whatever groups and people are called, the pages that leads decide on stay messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.author_lists import AuthorList, Listed, ListedLine, ListedPage
from bot.domain.comment import CommunityMode
from bot.domain.communities import (
    NEEDED_RIGHTS,
    CommunitiesPage,
    CommunityLine,
    CommunityPage,
    Load,
    Newcomer,
    OfferPage,
    Span,
    WatchedPage,
)
from bot.domain.desk_pages import DeskPage
from bot.domain.ids import ChatId, CommunityId, DeskId, MessageId, UserId
from bot.domain.lane import Lane
from bot.domain.roster import Manager, Role
from bot.domain.rule_pages import HitCounts, RuleLine, RuleSamplesPage, RulesPage
from bot.domain.rules import Condition, Rule
from bot.domain.team import PeoplePage, PersonPage
from bot.domain.topics import DeskTopic, Refusal, TopicMode, TopicsPage, TopicState
from bot.telegram.html import units
from tests.card_views import a_comment, a_community
from tests.properties.test_card_builder import RENDERERS, check, member_text

counts = st.integers(0, 99_999)
loads = st.builds(Load, comments=st.dictionaries(st.sampled_from(Lane), counts), card_count=counts)
some_communities = st.builds(
    lambda title, mode, is_private: replace(
        a_community(), id=CommunityId(7), title=title, mode=mode, is_private=is_private
    ),
    member_text,
    st.sampled_from(CommunityMode),
    st.booleans(),
)
lines = st.builds(CommunityLine, community=some_communities, load=loads, is_gone=st.booleans())
newcomers = st.builds(
    Newcomer,
    chat_id=st.just(ChatId(-1002233445566)),
    title=member_text,
    added_by=member_text,
    lacks=st.lists(st.sampled_from(NEEDED_RIGHTS), unique=True).map(tuple),
)
people = st.builds(
    Manager,
    desk_id=st.just(DeskId(1)),
    user_id=st.integers(1, 2**52 - 1).map(UserId),
    name=member_text,
    role=st.sampled_from(Role),
)
rules = st.builds(
    RuleLine,
    number=st.integers(1, 99),
    rule=st.builds(
        Rule,
        name=st.text(min_size=1, max_size=60),
        when=st.just(Condition()),
        lane=st.none() | st.sampled_from(Lane),
        priority=st.none() | st.integers(0, 100),
        raise_by=st.integers(-100, 100),
        tag=st.sampled_from(["", "money"]),
        assign=st.sampled_from(["", "Ravi <b>"]),
        ladder=st.booleans(),
        ignore=st.booleans(),
        stop=st.booleans(),
        dry_run=st.booleans(),
    ),
    counts=st.builds(HitCounts, day=counts, week=counts),
)
listed = st.builds(
    ListedLine,
    listed=st.builds(
        Listed,
        owner=st.just(a_community().owner),
        key=st.sampled_from(["user:5", "chat:-1001", "name:rahul"]),
        on=st.sampled_from(AuthorList),
        at=st.just(datetime(2026, 11, 1, tzinfo=UTC)),
        by_name=st.just("") | member_text,
    ),
    name=st.just("") | member_text,
)
samples = st.tuples(
    st.builds(a_comment, member_text, media=st.sampled_from(["", "photo"])), some_communities
)
topics = st.builds(
    DeskTopic,
    owner=st.just(a_community().owner),
    chat_id=st.just(ChatId(-1002233445566)),
    subject=st.just("lane:spam"),
    thread_id=st.integers(2, 2**31).map(MessageId),
    title=member_text,
    state=st.sampled_from(TopicState),
)
pages = st.one_of(
    st.builds(
        RulesPage,
        lines=st.lists(rules, min_size=1, max_size=8).map(tuple),
        count=counts,
        number=st.just(2),
        page_count=st.integers(2, 3),
    ),
    st.builds(
        ListedPage,
        lines=st.lists(listed, min_size=1, max_size=8).map(tuple),
        counts=st.just(tuple((on, 99_999) for on in AuthorList)),
        number=st.just(2),
        page_count=st.integers(2, 3),
    ),
    st.builds(RuleSamplesPage, line=rules, samples=st.lists(samples, max_size=3).map(tuple)),
    st.builds(
        CommunitiesPage,
        lines=st.lists(lines, max_size=8).map(tuple),
        count=counts,
        number=st.just(2),
        page_count=st.integers(2, 3),
        newcomers=st.lists(newcomers, max_size=8).map(tuple),
    ),
    st.builds(CommunityPage, line=lines, asks_to_leave=st.booleans(), is_back=st.booleans()),
    st.builds(OfferPage, newcomer=newcomers, may_be_desk=st.booleans()),
    st.builds(WatchedPage, line=lines, span=st.sampled_from(Span)),
    st.builds(PeoplePage, people=st.lists(people, min_size=1, max_size=50).map(tuple)),
    st.builds(PersonPage, manager=people, asks_to_remove=st.booleans()),
    st.builds(
        TopicsPage,
        mode=st.sampled_from(TopicMode),
        chat_id=st.sampled_from([ChatId(-1002233445566), ChatId(-55)]),
        topics=st.lists(topics, max_size=25).map(tuple),
        refusal=st.none() | st.sampled_from(Refusal),
        tries_again=st.booleans(),
    ),
)


@settings(deadline=None, max_examples=60)
@given(page=pages, renderer=st.sampled_from(RENDERERS))
def test_nothing_that_people_write_breaks_a_page(page: DeskPage, renderer) -> None:
    drawn = renderer.page(page)
    choices = [choice for row in drawn.rows for choice in row]

    check(drawn.html)
    assert choices
    assert all(row for row in drawn.rows)
    assert all(0 < units(choice.label) <= 100 and "\n" not in choice.label for choice in choices)


@pytest.mark.parametrize("renderer", RENDERERS)
@given(title=member_text)
@settings(deadline=None, max_examples=10)
def test_every_state_of_a_community_has_its_words(title, renderer) -> None:
    for mode in CommunityMode:
        community = replace(a_community(), title=title, mode=mode)
        for is_gone in (False, True):
            line = CommunityLine(community=community, load=Load(), is_gone=is_gone)
            check(renderer.page(CommunityPage(line=line)).html)
        assert renderer.label(f"toast-mode-{mode}")


@pytest.mark.parametrize("renderer", RENDERERS)
@given(name=member_text)
@settings(deadline=None, max_examples=10)
def test_what_is_said_about_an_invitation_is_there_in_every_language(name, renderer) -> None:
    for key in ("came", "waiting", "used", "expired", "unknown", "needless", "forgotten"):
        check(renderer.say(f"invite-{key}"))
    for key in ("confirmed-by", "refused-by", "is-confirmed", "is-refused"):
        check(renderer.say(f"invite-{key}", guest=name, role="x", by=name))
    for key in ("confirmed", "refused", "which", "not-yet"):
        check(renderer.say(f"invite-{key}", role="x"))
    check(renderer.say("invite-ask", guest=name, username=name, role="x", by=name))


@pytest.mark.parametrize("renderer", RENDERERS)
def test_what_is_said_about_topics_is_there_in_every_language(renderer) -> None:
    for mode in TopicMode:
        assert renderer.label(f"toast-topics-{mode}")
    for refusal in Refusal:
        check(renderer.say(f"topics-{refusal}"))
    titles = [renderer.label(f"topic-{lane}") for lane in Lane if lane is not Lane.NONE]
    assert len(set(titles)) == len(titles)
    check(renderer.say("topic-closed", topic="<b>"))
    check(renderer.say("topic-closed-foreign"))


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize(("username", "shown"), [("none", False), ("zoya_k", True)])
def test_a_guest_without_user_name_has_none_on_the_question(renderer, username, shown) -> None:
    asked = renderer.say("invite-ask", guest="Zoya", username=username, role="x", by="Asha")

    assert ("@" in asked) is shown
