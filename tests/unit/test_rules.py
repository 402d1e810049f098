"""When a rule applies: where, when, with which links and media; and what is told of each."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.circumstances import hosts_of
from bot.domain.comment import Thread
from bot.domain.content_kinds import MEDIA
from bot.domain.ids import MessageId
from bot.domain.lane import Lane
from bot.domain.posts import addresses_of, post_name, post_names
from bot.domain.rules import Assignee, Condition, Rule, RuleTried
from bot.domain.sla import Calendar, Span
from bot.rules import triage_rules
from bot.sections import Desk
from bot.settings import Settings
from bot.triage_sections import Condition as ConfiguredCondition
from bot.triage_sections import Triage, TriageRule
from tests.contract.store_values import a_comment, a_community
from tests.unit.test_routing import a_verdict, routed

FRIDAY_NIGHT = (Span(begins=time(22), ends=time(8)),)
WEEKEND_NIGHTS = Calendar(
    zone=ZoneInfo("Asia/Kolkata"), week=((),) * 4 + (FRIDAY_NIGHT,) + ((),) * 2
)


def why_not(when: Condition, **around: object) -> str:
    """The first part of a condition that does not hold for a question."""
    rule = Rule(name="r", when=when, raise_by=1)
    (tried,) = routed(a_verdict(question=0.9), rules=(rule,), **around).tried
    return tried.failing


def test_a_rule_for_a_post_holds_for_each_of_its_names_and_no_other() -> None:
    post = frozenset({"57", "chai_adda/57"})
    for name in ("57", "chai_adda/57"):
        assert why_not(Condition(posts=frozenset({name})), post=post) == ""
    assert why_not(Condition(posts=frozenset({"58"})), post=post) == "posts"
    assert why_not(Condition(posts=frozenset({"57"}))) == "posts"


@pytest.mark.parametrize(
    ("moment", "failing"),
    [
        ("2026-07-03T16:29:00+00:00", "hours"),  # Friday 21:59 in Kolkata
        ("2026-07-03T16:30:00+00:00", ""),
        ("2026-07-04T02:29:00+00:00", ""),  # Saturday morning still belongs to Friday night
        ("2026-07-04T02:30:00+00:00", "hours"),
        ("2026-07-04T17:00:00+00:00", "hours"),
    ],
)
def test_hours_are_those_of_the_desk_and_go_over_midnight(moment: str, failing: str) -> None:
    when = Condition(hours=WEEKEND_NIGHTS)
    assert why_not(when, at=datetime.fromisoformat(moment)) == failing


@pytest.mark.parametrize(
    ("link", "domain", "failing"),
    [
        ("https://bit.ly/x", "bit.ly", ""),
        ("www.shop.example/menu", "shop.example", ""),
        ("https://notbit.ly/x", "bit.ly", "link_domains"),
        ("https://bit.ly.evil.example", "bit.ly", "link_domains"),
        ("https://user@bit.ly:8080/x", "bit.ly", ""),
        ("https://ПРИМЕР.рф/a", "xn--e1afmkfd.xn--p1ai", ""),
        ("http://[broken", "*", "link_domains"),
        ("any.example", "*", ""),
    ],
)
def test_a_link_leads_to_a_domain_or_what_belongs_to_it(
    link: str, domain: str, failing: str
) -> None:
    when = Condition(domains=frozenset({domain}))
    assert why_not(when, hosts=hosts_of([link])) == failing


def test_media_has_to_be_of_the_kind() -> None:
    when = Condition(media=frozenset({"photo", "video"}))
    assert why_not(when, media="photo") == ""
    assert why_not(when, media="voice") == "media"
    assert why_not(when) == "media"
    assert {"photo", "voice", "sticker", "other"} <= MEDIA


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("57", "57"),
        ("https://t.me/Chai_Adda/57", "chai_adda/57"),
        ("t.me/s/chai_adda/57?single", "chai_adda/57"),
        ("https://t.me/chai_adda/57?comment=812", "chai_adda/57"),
        ("https://t.me/c/1234567890/57", "c/1234567890/57"),
        ("https://t.me/c/1234567890/5/812", "c/1234567890/5"),
        ("https://t.me/chai_adda_chat/812?thread=57", "chai_adda_chat/57"),
        ("https://telegram.me/chai_adda/057/", "chai_adda/57"),
    ],
)
def test_every_way_to_name_a_post_comes_to_one(words: str, name: str) -> None:
    assert post_name(words) == name


@pytest.mark.parametrize("words", ["", "the offer", "https://t.me/chai_adda", "t.me/+abc", "-5"])
def test_what_names_no_post_is_refused_with_a_hint(words: str) -> None:
    with pytest.raises(ValueError, match="hint"):
        post_name(words)


def test_a_comment_knows_its_post_by_its_places_in_group_and_channel() -> None:
    community = a_community(username="Chai_Chat")
    posted = addresses_of(-1001111111111, "chai_adda", MessageId(57))
    thread = Thread(key="thread:3", root=MessageId(3), addresses=posted)

    names = post_names(community, a_comment(), thread)

    assert names == {"3", "c/1234567890/3", "chai_chat/3", "c/1111111111/57", "chai_adda/57"}
    assert post_names(community, a_comment(thread_id=None, thread_key="main"), None) == frozenset()


def test_each_rule_says_whether_it_held_why_not_or_who_ended_the_list_before_it() -> None:
    rules = (
        Rule(name="move", when=Condition(lanes=frozenset({Lane.QUESTION})), lane=Lane.COMPLAINT),
        Rule(name="lost", when=Condition(lanes=frozenset({Lane.QUESTION})), raise_by=9),
        Rule(name="trial", when=Condition(), ignore=True, dry_run=True),
        Rule(name="end", when=Condition(), stop=True),
        Rule(name="late", when=Condition(), raise_by=9),
    )

    routing = routed(a_verdict(question=0.9), rules=rules)

    assert routing.tried == (
        RuleTried(name="move"),
        RuleTried(name="lost", failing="lanes"),
        RuleTried(name="trial", is_dry=True),
        RuleTried(name="end"),
        RuleTried(name="late", ended_by="end"),
    )


def test_the_last_rule_that_gives_a_case_to_somebody_counts_and_what_is_ignored_has_nobody() -> (
    None
):
    one = Rule(name="one", when=Condition(), assign="Ravi")
    other = Rule(name="other", when=Condition(), assign="Mira")
    hush = Rule(name="hush", when=Condition(), ignore=True)
    asks = a_verdict(question=0.9)

    assert routed(asks, rules=(one, other)).assign == Assignee(name="Mira", rule="other")
    assert routed(asks, rules=(one, hush)).assign is None
    assert one.effect == "assign Ravi"


def test_the_last_rule_names_the_topic_and_ignoring_takes_it_back() -> None:
    one = Rule(name="one", when=Condition(), desk_topic="Money")
    plain = Rule(name="plain", when=Condition(), raise_by=1)
    other = Rule(name="other", when=Condition(), desk_topic="Legal")
    hush = Rule(name="hush", when=Condition(), ignore=True)
    asks = a_verdict(question=0.9)

    assert routed(asks, rules=(one, plain)).desk_topic == "Money"
    assert routed(asks, rules=(one, other)).desk_topic == "Legal"
    assert routed(asks, rules=(one, hush)).desk_topic == ""
    assert routed(asks).desk_topic == ""
    assert one.effect == "topic Money"


def test_rules_are_read_with_the_desks_own_clock() -> None:
    when = ConfiguredCondition(
        days=("sat-sun",),
        hours=("10:00-12:00",),
        posts=("https://t.me/Chai_Adda/57",),
        link_domains=("Bit.ly",),
        media=("photo",),
    )
    settings = Settings(
        desk=Desk(time_zone="Asia/Kolkata"),
        triage=Triage(rules=(TriageRule(name="r", when=when, assign="Ravi"),)),
    )

    (rule,) = triage_rules(settings)

    assert rule.when.hours is not None
    assert rule.when.hours.is_working(datetime(2026, 7, 4, 5, 0, tzinfo=UTC))
    assert not rule.when.hours.is_working(datetime(2026, 7, 3, 5, 0, tzinfo=UTC))
    assert rule.when.posts == {"chai_adda/57"}
    assert rule.when.domains == {"bit.ly"}
    assert rule.assign == "Ravi"
