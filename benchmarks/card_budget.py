"""Measure whether a budget of cards is kept, and what it costs.

$ python -m benchmarks.card_budget --data data/dev

Comments are drawn out of labelled files as `benchmarks/triage_day.py` draws a mixed day, and
halved by a hash of their text. Half 1 is what a community wrote in the last 14 days: thresholds
are picked from it as the desk picks them. Half 2 is written in the 14 days after, which they have
not seen. Everybody writes once, so that each comment in a lane with cards is one.

Told for each budget: cards a day, before and after; of the complaints that the classifier gives
0.8 or more, how many have a card; of the comments labelled negative or a complaint, and of the
questions, how many have one; and how many a day come to the list of unsure comments.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.triage_day import Said, drawn, half_of
from bot.domain.communities import has_card
from bot.domain.lane import Lane
from bot.domain.load import DAY, LOOKS_BACK, NEVER_MISSED, Budget, Seen, cards_a_day, pick
from bot.domain.routing import choose_lane
from classifiers.engine import load_classifier
from classifiers.types import Thresholds, Utterance, Verdict

BUDGETS = (10, 20, 40)
SIZE = 2000
BATCH = 64
DAYS = LOOKS_BACK / DAY
NOW = datetime(2026, 7, 15, tzinfo=UTC)

Judged = tuple[Said, Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Shares of comments that have a card, and how many a day are on the list of unsure ones."""

    sure_complaints: float
    negatives: float
    questions: float
    unsure_a_day: float


def main() -> None:
    """Draw, judge, pick and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="a folder of labelled files")
    parser.add_argument("--size", type=int, default=SIZE)
    options = parser.parse_args()
    classifier = load_classifier(None)
    rows = drawn(options.data, options.size)
    verdicts: list[Verdict] = []
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        verdicts += classifier.judge([Utterance(text=one.text) for one in part])
    judged = list(zip(rows, verdicts, strict=True))
    past, future = ([one for one in judged if half_of(one[0]) == half] for half in (1, 2))
    print(f"{len(past)} comments before, {len(future)} after, in {DAYS:.0f} days each")
    print("budget: cards a day before / after; shown after: sure complaints, negative, questions;")
    print("        unsure a day after")
    base = classifier.thresholds
    _tell("none", base, past, future)
    for cards in BUDGETS:
        picked = pick(_seen(past), Budget(cards=cards), base, at=NOW)
        _tell(str(cards), picked.over(base), past, future)


def _tell(
    name: str, thresholds: Thresholds, past: Sequence[Judged], future: Sequence[Judged]
) -> None:
    before, after = (cards_a_day(_seen(one), thresholds, days=DAYS) for one in (past, future))
    shown = _shown(future, thresholds)
    print(
        f"{name:>4}: {before:.1f} / {after:.1f}; {shown.sure_complaints:.3f},"
        f" {shown.negatives:.3f}, {shown.questions:.3f}; {shown.unsure_a_day:.1f}"
    )


def _shown(judged: Sequence[Judged], thresholds: Thresholds) -> Shown:
    lanes = [choose_lane(verdict, thresholds) for _, verdict in judged]
    least = NEVER_MISSED[Lane.COMPLAINT]
    sure = [verdict.signals.complaint >= least for _, verdict in judged]
    return Shown(
        sure_complaints=_share(lanes, sure),
        negatives=_share(lanes, [one.is_negative for one, _ in judged]),
        questions=_share(lanes, [one.is_question for one, _ in judged]),
        unsure_a_day=lanes.count(Lane.UNSURE) / DAYS,
    )


def _share(lanes: Sequence[Lane], wanted: Sequence[bool]) -> float:
    of_those = [lane for lane, is_wanted in zip(lanes, wanted, strict=True) if is_wanted]
    return sum(has_card(lane, wants_praise=False) for lane in of_those) / max(1, len(of_those))


def _seen(judged: Sequence[Judged]) -> list[Seen]:
    """Evenly over the days up to now, each by somebody else."""
    return [
        Seen(
            sent_at=NOW - LOOKS_BACK * (number + 1) / len(judged),
            whose=str(number),
            verdict=verdict,
        )
        for number, (_, verdict) in enumerate(judged)
    ]


if __name__ == "__main__":
    main()
