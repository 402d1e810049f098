"""A budget of cards is kept, best first, and hides none of what must never be missed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lane import Lane
from bot.domain.load import DAY, LEAST_COMMENTS, Budget, Picked, Seen, cards_a_day, pick, raised
from bot.domain.routing import choose_lane
from classifiers.types import Sentiment, Signals, Thresholds, Verdict

NOW = datetime(2026, 7, 15, 9, 0, tzinfo=UTC)
BASE = Thresholds(
    spam=0.9, complaint=0.5, negative=0.6, toxic=0.6, question=0.55, praise=0.6, unsure=0.3
)
chances = st.floats(0, 1, width=32)
signals = st.builds(
    Signals, question=chances, complaint=chances, praise=chances, toxic=chances, spam=chances
)
moods = chances.map(
    lambda negative: Sentiment(negative=negative, neutral=(1 - negative) / 2, positive=0.0)
)
verdicts = st.builds(
    Verdict,
    lang=st.just("en"),
    sentiment=moods,
    signals=signals,
    vector=st.just(b""),
    model_id=st.just("m"),
)
budgets = st.builds(Budget, cards=st.integers(1, 120))


def spread(verdicts_in_turn, *, count: int = LEAST_COMMENTS, days: int = 10) -> list[Seen]:
    """Comments by as many authors, evenly over some days up to now."""
    return [
        Seen(
            sent_at=NOW - days * DAY * (number + 1) / count,
            whose=f"user:{number} main",
            verdict=verdicts_in_turn[number % len(verdicts_in_turn)],
        )
        for number in range(count)
    ]


@given(st.lists(verdicts, min_size=1, max_size=30), budgets, st.booleans())
def test_a_budget_is_kept_or_all_that_may_be_hidden_is(each, budget, wants_praise) -> None:
    seen = spread(each)

    picked = pick(seen, budget, BASE, at=NOW, wants_praise=wants_praise)

    assert picked.cut is not None
    held = picked.over(BASE)
    expected = cards_a_day(seen, held, days=picked.days, wants_praise=wants_praise)
    assert expected == picked.expected
    most = raised(BASE, 100.0, budget, wants_praise=wants_praise)
    assert expected <= budget.cards or held == most
    # and a budget that is large enough changes nothing
    if picked.usual <= budget.cards:
        assert held == BASE
    assert Picked.read(str(picked)) == picked


@given(verdicts, st.floats(0, 100), budgets)
def test_sure_complaints_are_never_missed_and_no_threshold_is_lowered(
    verdict, cut, budget
) -> None:
    held = raised(BASE, cut, budget)

    assert all(asdict(held)[name] >= least for name, least in asdict(BASE).items())
    if verdict.signals.complaint >= 0.8 and choose_lane(verdict, BASE) is Lane.COMPLAINT:
        assert choose_lane(verdict, held) is Lane.COMPLAINT


@given(st.floats(0, 100), st.floats(0, 100), budgets)
def test_a_higher_cut_lowers_no_threshold(one, other, budget) -> None:
    low, high = (asdict(raised(BASE, cut, budget)) for cut in sorted((one, other)))

    assert all(high[name] >= low[name] for name in low)


def sure_of(**given: float) -> Verdict:
    values = {"question": 0.0, "complaint": 0.0, "praise": 0.0, "toxic": 0.0, "spam": 0.0} | given
    return Verdict(
        lang="en",
        sentiment=Sentiment(negative=0.0, neutral=1.0, positive=0.0),
        signals=Signals(**values),
        vector=b"",
        model_id="m",
    )


def test_what_is_more_urgent_is_kept_first() -> None:
    # given a hundred comments a day, of five kinds, twenty of each
    kinds = [
        sure_of(complaint=0.9),
        sure_of(complaint=0.7),
        sure_of(question=0.9),
        sure_of(question=0.6),
        sure_of(),
    ]
    seen = spread(kinds, count=1000)

    # then with room for 45 there are the complaints, and no question; with 65 the sure ones too
    held = [pick(seen, Budget(cards=n), BASE, at=NOW).over(BASE) for n in (10, 45, 65, 80)]
    shown = [[choose_lane(kind, one) is not Lane.UNSURE for kind in kinds] for one in held]
    assert shown == [
        [True, False, False, False, True],
        [True, True, False, False, True],
        [True, True, True, False, True],
        [True, True, True, True, True],
    ]


def test_with_too_little_traffic_the_ordinary_thresholds_hold_and_are_looked_at_soon() -> None:
    few = spread([sure_of(question=0.9)], count=LEAST_COMMENTS - 1)
    young = spread([sure_of(question=0.9)], count=1000, days=2)

    for seen in (few, young, []):
        picked = pick(seen, Budget(cards=1), BASE, at=NOW)
        assert picked.cut is None
        assert picked.over(BASE) == BASE
        assert not picked.is_old(NOW + timedelta(minutes=59))
        assert picked.is_old(NOW + timedelta(hours=1))
