"""Lanes, priorities and rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.circumstances import Circumstances
from bot.domain.ids import ChatId
from bot.domain.lane import Lane
from bot.domain.routing import (
    Routing,
    answer_languages,
    choose_lane,
    is_case,
    lane_to_search,
    route,
)
from bot.domain.rules import Condition, Rule, RuleHit
from classifiers.types import Sentiment, Signals, Verdict
from tests.fakes import THRESHOLDS


def a_verdict(
    *,
    negative: float = 0.05,
    positive: float = 0.05,
    question: float = 0.0,
    complaint: float = 0.0,
    praise: float = 0.0,
    toxic: float = 0.0,
    spam: float = 0.0,
    lang: str = "en",
) -> Verdict:
    return Verdict(
        lang=lang,
        sentiment=Sentiment(
            negative=negative, neutral=max(0.0, 1 - negative - positive), positive=positive
        ),
        signals=Signals(
            question=question, complaint=complaint, praise=praise, toxic=toxic, spam=spam
        ),
        vector=b"",
        model_id="m",
    )


def routed(
    verdict: Verdict, *, text: str = "text", rules: tuple[Rule, ...] = (), **around: object
) -> Routing:
    circumstances = replace(Circumstances(), **around)  # type: ignore[arg-type]
    return route(text, verdict, circumstances, thresholds=THRESHOLDS, rules=rules)


def test_a_complaint_in_the_tone_of_praise_goes_to_somebody_who_looks() -> None:
    torn = a_verdict(positive=0.9, praise=0.9, complaint=0.7)
    assert routed(torn).lane is Lane.UNSURE
    assert routed(torn).reasons == ("signs disagree",)
    # but who is sure, or insults, is taken at his word
    assert routed(a_verdict(positive=0.9, praise=0.9, complaint=0.95)).lane is Lane.COMPLAINT
    rude = a_verdict(positive=0.9, praise=0.9, complaint=0.7, toxic=0.9)
    assert routed(rude).lane is Lane.COMPLAINT


def test_words_in_a_language_nobody_can_tell_are_looked_at_and_exclamations_are_not() -> None:
    unknown = a_verdict(lang="und")
    assert routed(unknown, text="ᚠᛇᚻ ᛒᛦᚦ ᚠᚱᚩᚠᚢᚱ ᚠᛁᚱᚪ").reasons == ("unknown language",)
    assert routed(unknown, text="ᚠᛇᚻ ᛒᛦᚦ ᚠᚱᚩᚠᚢᚱ ᚠᛁᚱᚪ").lane is Lane.UNSURE
    assert routed(unknown, text="hmm ok 🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥").lane is Lane.NONE


@pytest.mark.parametrize(
    ("verdict", "lane"),
    [
        (a_verdict(spam=0.9, complaint=0.9, negative=0.9), Lane.SPAM),
        (a_verdict(complaint=0.9), Lane.COMPLAINT),
        (a_verdict(negative=0.9), Lane.COMPLAINT),
        (a_verdict(complaint=0.9, toxic=0.9, negative=0.9), Lane.COMPLAINT),
        (a_verdict(toxic=0.9, negative=0.9), Lane.ABUSE),
        (a_verdict(toxic=0.9), Lane.ABUSE),
        (a_verdict(question=0.9), Lane.QUESTION),
        (a_verdict(question=0.9, complaint=0.9), Lane.COMPLAINT),
        (a_verdict(question=0.9, negative=0.6), Lane.QUESTION),
        (a_verdict(question=0.95, negative=0.9), Lane.COMPLAINT),
        (a_verdict(question=0.6, negative=0.7), Lane.COMPLAINT),
        (a_verdict(praise=0.9, positive=0.9), Lane.PRAISE),
        (a_verdict(question=0.45), Lane.UNSURE),
        (a_verdict(), Lane.NONE),
    ],
)
def test_the_first_lane_that_the_verdict_reaches_is_taken(verdict: Verdict, lane: Lane) -> None:
    assert choose_lane(verdict, THRESHOLDS) is lane


def test_a_furious_complaint_comes_before_a_mild_one_and_a_question() -> None:
    furious = routed(a_verdict(complaint=0.95, negative=0.95, toxic=0.8, question=0.9))
    mild = routed(a_verdict(complaint=0.6, negative=0.6))
    question = routed(a_verdict(question=0.95))
    assert furious.priority > mild.priority > question.priority > 0
    assert furious.reasons == (
        "complaint (sure)",
        "also a question",
        "also an insult",
        "very negative",
    )


def test_waiting_and_earlier_anger_raise_the_priority_and_are_named() -> None:
    fresh = routed(a_verdict(complaint=0.7))
    waited = routed(a_verdict(complaint=0.7), waited=timedelta(hours=2))
    again = routed(a_verdict(complaint=0.7), was_angry_before=True)
    assert waited.priority > fresh.priority
    assert again.priority > fresh.priority
    assert "has waited" in waited.reasons
    assert "angry before" in again.reasons


def test_a_priority_never_leaves_its_scale() -> None:
    high = Rule(name="up", when=Condition(), raise_by=500)
    low = Rule(name="down", when=Condition(), raise_by=-500)
    assert routed(a_verdict(complaint=0.9), rules=(high,)).priority == 100
    assert routed(a_verdict(complaint=0.9), rules=(low,)).priority == 0


def test_a_picture_without_words_is_unsure_and_a_sticker_is_nothing() -> None:
    assert routed(a_verdict(), has_text=False, media="photo").lane is Lane.UNSURE
    assert routed(a_verdict(), has_text=False, media="sticker").lane is Lane.NONE


def test_rules_apply_in_order_until_one_stops_them() -> None:
    # given a rule that lifts refunds and stops, and one that would ignore everything
    rules = (
        Rule(
            name="refunds",
            when=Condition(contains=("refund",)),
            lane=Lane.COMPLAINT,
            priority=90,
            tag="money",
            stop=True,
        ),
        Rule(name="quiet", when=Condition(), ignore=True),
    )

    # when a refund and something else come
    refund = routed(a_verdict(question=0.9), text="My REFUND?", rules=rules)
    other = routed(a_verdict(question=0.9), text="menu?", rules=rules)

    # then the first rule wins where it holds
    assert (refund.lane, refund.priority) == (Lane.COMPLAINT, 90)
    assert refund.reasons[-1:] == ("rule: refunds",)
    assert refund.tags == ("money",)
    assert other.lane is Lane.NONE


@pytest.mark.parametrize(
    "when",
    [
        Condition(communities=frozenset({ChatId(-2)})),
        Condition(authors=frozenset({8})),
        Condition(languages=frozenset({"ru"})),
        Condition(lanes=frozenset({Lane.SPAM})),
        Condition(at_least={"question": 0.99}),
        Condition(matches=lambda text: "never" in text),
        Condition(contains=("absent",)),
    ],
)
def test_a_rule_that_does_not_hold_changes_nothing(when: Condition) -> None:
    plain = routed(a_verdict(question=0.9), chat_id=ChatId(-1), author_id=7)
    ruled = routed(
        a_verdict(question=0.9),
        chat_id=ChatId(-1),
        author_id=7,
        rules=(Rule(name="other", when=when, ignore=True),),
    )
    assert replace(ruled, tried=()) == plain


def test_praise_is_work_only_where_it_is_asked_for() -> None:
    assert not is_case(Lane.PRAISE)
    assert is_case(Lane.PRAISE, wants_praise=True)
    assert not is_case(Lane.NONE, wants_praise=True)


def test_hinglish_is_answered_in_hinglish_then_english_then_hindi() -> None:
    assert answer_languages("hi-Latn", ()) == ("hi-Latn", "en", "hi")
    assert answer_languages("ru", ("hi",)) == ("ru", "en")
    assert answer_languages("und", ("hi",)) == ("hi", "en")


def test_a_community_can_choose_what_it_falls_back_on() -> None:
    assert answer_languages("hi-Latn", (), ("hi",)) == ("hi-Latn", "hi", "en")
    assert answer_languages("kk", ("ru",), ("ru", "en")) == ("kk", "ru", "en")
    assert answer_languages("und", ("ru",), ("hi",)) == ("ru", "hi", "en")


def test_a_complaint_that_asks_may_be_answered_from_any_lane() -> None:
    assert lane_to_search(routed(a_verdict(complaint=0.9, question=0.9))) == ""
    assert lane_to_search(routed(a_verdict(complaint=0.9))) == "complaint"


def test_a_dry_run_changes_nothing_and_stops_nothing_but_is_kept() -> None:
    asks = a_verdict(question=0.9)
    dry = Rule(
        name="hush",
        when=Condition(contains=("menu",)),
        lane=Lane.ABUSE,
        priority=99,
        tag="Dry",
        ignore=True,
        stop=True,
        dry_run=True,
    )
    real = Rule(name="menus", when=Condition(lanes=frozenset({Lane.QUESTION})), raise_by=5)

    without = routed(asks, text="the menu?", rules=(real,))
    with_dry = routed(asks, text="the menu?", rules=(dry, real))

    assert replace(with_dry, hits=(), tried=()) == replace(without, hits=(), tried=())
    assert with_dry.hits == (
        RuleHit(rule="hush", effect="ignore, priority 99, tag dry", is_dry=True),
        RuleHit(rule="menus", effect="+5"),
    )


def test_what_a_rule_does_is_told_in_short() -> None:
    everything = Rule(
        name="r", when=Condition(), lane=Lane.SPAM, raise_by=-10, tag="Money", stop=True
    )

    assert everything.effect == "lane spam, -10, tag money, stop"
    assert replace(everything, lane=None, raise_by=0, tag="").effect == "stop"
