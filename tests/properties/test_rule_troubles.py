"""What is said of rules is true of every comment."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circumstances import Circumstances
from bot.domain.lane import Lane
from bot.domain.routing import route
from bot.domain.rule_troubles import Trouble, covers, troubles_of
from bot.domain.rules import Condition, Rule, why_not
from bot.domain.sla import Calendar, Span
from tests.fakes import THRESHOLDS
from tests.unit.test_routing import a_verdict

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
WORDS = ("refund", "refunds", "a refund", "menu")
LANES = (Lane.QUESTION, Lane.COMPLAINT, Lane.NONE)


def some(*values: object) -> st.SearchStrategy[frozenset[object]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    hours = st.sampled_from([time(0), time(8), time(22)])
    span = Span(begins=draw(hours), ends=draw(hours))
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    return Calendar(zone=UTC, week=tuple((span,) if day in days else () for day in range(7)))


conditions = st.builds(
    Condition,
    contains=st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    authors=some(1, 2),
    lanes=some(*LANES),
    domains=some("*", "bit.ly", "a.bit.ly"),
    media=some("photo", "voice"),
    hours=st.none() | calendars(),
    at_least=st.dictionaries(st.just("question"), st.sampled_from([0.2, 0.6]), max_size=1),
)
effects = st.fixed_dictionaries(
    {
        "lane": st.none() | st.sampled_from(LANES),
        "raise_by": st.sampled_from([0, 5, -5]),
        "ignore": st.booleans(),
        "stop": st.booleans(),
        "dry_run": st.booleans(),
    }
)
comments = st.tuples(
    st.sampled_from(["", *WORDS, "nothing"]),
    st.builds(
        Circumstances,
        author_id=st.sampled_from([1, 2, 3]),
        hosts=some("bit.ly", "a.bit.ly", "other.example"),
        media=st.sampled_from(["", "photo", "voice"]),
        at=st.integers(0, 7 * 24 - 1).map(lambda hour: MONDAY + timedelta(hours=hour)),
    ),
    st.sampled_from([0.1, 0.3, 0.9]),
)


@st.composite
def rule_lists(draw: st.DrawFn) -> tuple[Rule, ...]:
    count = draw(st.integers(1, 4))
    return tuple(
        Rule(name=str(number), when=draw(conditions), **draw(effects)) for number in range(count)
    )


@given(wide=conditions, narrow=conditions, comment=comments, lane=st.sampled_from(LANES))
def test_a_condition_that_covers_another_holds_wherever_that_one_holds(
    wide: Condition, narrow: Condition, comment: tuple[str, Circumstances, float], lane: Lane
) -> None:
    text, around, asks = comment
    failing = [
        why_not(one, text, lane=lane, verdict=a_verdict(question=asks), around=around)
        for one in (narrow, wide)
    ]
    if covers(wide, narrow) and not failing[0]:
        assert failing[1] in ("", "lanes")


@given(rules=rule_lists(), comment=comments)
def test_a_rule_of_which_it_is_said_that_it_never_applies_does_not(
    rules: tuple[Rule, ...], comment: tuple[str, Circumstances, float]
) -> None:
    dead = {one.rule.name for one in troubles_of(rules) if one.kind is Trouble.NEVER}
    text, around, asks = comment

    routing = route(text, a_verdict(question=asks), around, thresholds=THRESHOLDS, rules=rules)

    assert dead.isdisjoint(hit.rule for hit in routing.hits)


@given(rules=rule_lists(), comment=comments)
def test_what_is_taken_back_is_taken_back_whenever_it_was_done(
    rules: tuple[Rule, ...], comment: tuple[str, Circumstances, float]
) -> None:
    taken_back = {
        one.rule.name: one.other.name
        for one in troubles_of(rules)
        if one.kind in (Trouble.CONTRADICTS, Trouble.UNDONE) and one.other is not None
    }
    text, around, asks = comment

    routing = route(text, a_verdict(question=asks), around, thresholds=THRESHOLDS, rules=rules)

    held = {hit.rule for hit in routing.hits}
    assert all(taken_back[name] in held for name in held & taken_back.keys())
