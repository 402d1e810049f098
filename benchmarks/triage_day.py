"""Measure how many of the comments that need somebody are among those that triage puts first.

$ python -m benchmarks.triage_day --day data/sample_community_day.jsonl
$ python -m benchmarks.triage_day --data data/dev --half 2

A day of comments is judged, routed with the shipped thresholds, and put in order by priority, as a
queue is. Counted is, for each share of the day from the top, how many of its negative comments and
complaints, and how many of its questions, are in it. `--day` reads a day as it is laid out in the
data; `--data` draws one of 2,000 comments out of labelled files: 19 % negative or complaint, 20 %
questions, 20 % praise, 7 % spam, 6 % insults, the rest chatter, each from as many files, and so
languages, as have such comments, evenly. Rows are halved by a hash of their text: weights are
chosen on half 1, figures are those of half 2.

Lanes: of what is put into the lanes spam and abuse, how much is so labelled; a row whose source
does not say counts as wrong, so the precision is a lower bound.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.circumstances import Circumstances
from bot.domain.lane import Lane
from bot.domain.routing import Routing, route
from classifiers.engine import load_classifier
from classifiers.types import Utterance

Gold = Mapping[str, object]
SHARES = tuple(range(10, 101, 10))
SHOWN = 45
"""Percent of a day that managers look at, in the figures that matter most."""
SIZE = 2000
SEED = 7
BATCH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment with what its source says about it."""

    text: str
    lang: str
    gold: Gold

    @property
    def is_negative(self) -> bool:
        """Negative, or a complaint."""
        return self.gold.get("sentiment") == "negative" or self.gold.get("complaint") == 1

    @property
    def is_question(self) -> bool:
        """A question."""
        return self.gold.get("question") == 1

    @property
    def is_spam(self) -> bool:
        """Spam."""
        return self.gold.get("spam") == 1

    @property
    def is_insult(self) -> bool:
        """Offensive, by whatever definition its source has."""
        return self.gold.get("toxic") == 1


def _is_praise(one: Said) -> bool:
    return one.gold.get("sentiment") == "positive" and not one.is_question


def _is_chatter(one: Said) -> bool:
    is_bad = one.is_negative or one.is_question or one.is_spam or one.is_insult
    is_neutral = one.gold.get("sentiment") == "neutral" or one.gold.get("question") == 0
    return is_neutral and not is_bad


BUCKETS: tuple[tuple[str, float, Callable[[Said], bool]], ...] = (
    ("negative", 0.19, lambda one: one.is_negative),
    ("question", 0.20, lambda one: one.is_question),
    ("praise", 0.20, _is_praise),
    ("spam", 0.07, lambda one: one.is_spam),
    ("insult", 0.06, lambda one: one.is_insult),
    ("chatter", 0.28, _is_chatter),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--day", type=Path, help="a day, as JSON lines with text, lang and gold")
    where.add_argument("--data", type=Path, help="a folder of labelled files, to draw a day from")
    parser.add_argument("--half", type=int, choices=(1, 2), help="one half of the rows alone")
    parser.add_argument("--size", type=int, default=SIZE)
    options = parser.parse_args()
    day = list(_laid_out(options.day)) if options.day else drawn(options.data, options.size)
    if options.half is not None:
        day = [one for one in day if half_of(one) == options.half]
    _report(day, _routed(day))


def _laid_out(path: Path) -> Iterator[Said]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Said(text=row["text"], lang=row["lang"], gold=row["gold"])


def drawn(folder: Path, size: int) -> list[Said]:
    """Each bucket takes turns among the files that have such rows, until it is full."""
    chance = random.Random(SEED)
    files = [list(_rows(path)) for path in sorted(folder.glob("*.jsonl.gz"))]
    taken: set[str] = set()
    day: list[Said] = []
    for _, share, belongs in BUCKETS:
        piles = [[one for one in rows if belongs(one)] for rows in files]
        piles = [pile for pile in piles if pile]
        for pile in piles:
            chance.shuffle(pile)
        wanted = round(size * share)
        while wanted and any(piles):
            for pile in piles:
                if pile and wanted and (one := pile.pop()).text not in taken:
                    taken.add(one.text)
                    day.append(one)
                    wanted -= 1
    chance.shuffle(day)
    return day


def _rows(path: Path) -> Iterator[Said]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Said(text=row["text"], lang=row["lang"], gold=row)


def half_of(one: Said) -> int:
    """In which half of the rows it is, 1 or 2."""
    return 1 + hashlib.sha256(one.text.encode()).digest()[0] % 2


def _routed(day: Sequence[Said]) -> list[Routing]:
    classifier = load_classifier(None)
    routings = []
    for start in range(0, len(day), BATCH):
        part = day[start : start + BATCH]
        verdicts = classifier.judge([Utterance(text=one.text) for one in part])
        routings += [
            route(
                one.text,
                verdict,
                Circumstances(has_text=bool(one.text.strip())),
                thresholds=classifier.thresholds,
            )
            for one, verdict in zip(part, verdicts, strict=True)
        ]
    return routings


def _report(day: Sequence[Said], routings: Sequence[Routing]) -> None:
    ranked = sorted(range(len(day)), key=lambda at: (-routings[at].priority, at))
    print(f"{len(day)} comments, {dict(Counter(one.lane.value for one in routings))}")
    print("share of the day from the top: negative or complaint / question")
    for share in sorted((*SHARES, SHOWN)):
        shown = [day[at] for at in ranked[: round(len(day) * share / 100)]]
        negative = _recall(shown, day, lambda one: one.is_negative)
        question = _recall(shown, day, lambda one: one.is_question)
        print(f"{share:>4} %  {negative:.3f} / {question:.3f}")
    for lane, belongs in ((Lane.SPAM, "is_spam"), (Lane.ABUSE, "is_insult")):
        placed = [one for one, routing in zip(day, routings, strict=True) if routing.lane is lane]
        right = sum(bool(getattr(one, belongs)) for one in placed)
        known = [
            one for one in placed if {"is_spam": "spam", "is_insult": "toxic"}[belongs] in one.gold
        ]
        print(
            f"lane {lane}: {right} of {len(placed)} so labelled"
            f" ({right / max(1, len(placed)):.3f}); of rows whose source says it"
            f" {right / max(1, len(known)):.3f}"
        )


def _recall(shown: Sequence[Said], day: Sequence[Said], wanted: Callable[[Said], bool]) -> float:
    return sum(map(wanted, shown)) / max(1, sum(map(wanted, day)))


if __name__ == "__main__":
    main()
