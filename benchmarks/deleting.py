"""Measure how often what would be deleted by itself is spam, or an insult, and what it would miss.

$ python -m benchmarks.deleting --data data/dev --rows 600

Comments of labelled files are judged and routed with the shipped thresholds, up to `--rows` of a
file, drawn with a fixed seed. Counted is, for each probability that a lead can choose from, how
many in the lane spam (abuse) reach it, how many of these are so labelled, and which share of all
that is so labelled goes. The last part counts ordinary comments (of files about questions,
sentiment, complaints and intents, which say nothing of spam or insults): what goes of these is a
mistake, or an insult that nobody labelled.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from bot.domain.lane import Lane
from bot.domain.routing import Circumstances, route
from bot.domain.sweeping import SWEPT_LANES, THRESHOLDS, probability_of
from classifiers.engine import load_classifier
from classifiers.types import Classifier, Utterance

SEED = 7
BATCH = 64
LABELS = {Lane.SPAM: "spam", Lane.ABUSE: "toxic"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A comment as it was judged: what its source says of it, and where it would go."""

    lang: str
    gold: dict[str, object]
    lane: Lane
    probability: float

    def goes(self, lane: Lane, threshold: float) -> bool:
        """Whether it would be deleted by itself."""
        return self.lane is lane and self.probability >= threshold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="a folder of labelled files")
    parser.add_argument("--rows", type=int, default=600, help="of each file, at most")
    options = parser.parse_args()
    classifier = load_classifier(None)
    paths = sorted(options.data.glob("*.jsonl.gz"))
    seen = [
        one
        for path in tqdm(paths, unit="file")
        for one in _judged(classifier, _drawn(path, options.rows))
    ]
    for lane in SWEPT_LANES:
        _report(lane, seen)
    _report_ordinary(seen)


def _drawn(path: Path, rows: int) -> list[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    return random.Random(SEED).sample(every, min(rows, len(every)))


def _judged(classifier: Classifier, rows: list[dict[str, object]]) -> Iterator[Seen]:
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        verdicts = classifier.judge([Utterance(text=str(row["text"])) for row in part])
        for row, verdict in zip(part, verdicts, strict=True):
            text = str(row["text"])
            routing = route(
                text,
                verdict,
                Circumstances(has_text=bool(text.strip())),
                thresholds=classifier.thresholds,
            )
            yield Seen(
                lang=str(row["lang"]),
                gold=row,
                lane=routing.lane,
                probability=probability_of(routing.lane, verdict.signals),
            )


def _report(lane: Lane, seen: Iterable[Seen]) -> None:
    label = LABELS[lane]
    known = [one for one in seen if label in one.gold]
    languages = [lang for lang, _ in Counter(one.lang for one in known).most_common()]
    print(f"lane {lane}: right / gone, share of what is so labelled")
    for lang in ("all", *languages):
        rows = [one for one in known if lang in ("all", one.lang)]
        bad = sum(one.gold[label] == 1 for one in rows)
        parts = []
        for threshold in THRESHOLDS:
            gone = [one for one in rows if one.goes(lane, threshold)]
            right = sum(one.gold[label] == 1 for one in gone)
            parts.append(
                f"{threshold}: {right}/{len(gone)}"
                f" ({right / max(1, len(gone)):.3f}), {right / max(1, bad):.2f}"
            )
        print(f"  {lang:<8} {len(rows):>6} rows, {bad:>5} bad | " + " | ".join(parts))


def _report_ordinary(seen: Iterable[Seen]) -> None:
    ordinary = [one for one in seen if not set(LABELS.values()) & set(one.gold)]
    print(f"of {len(ordinary)} ordinary comments would go, in a thousand")
    for lane in SWEPT_LANES:
        counts = [sum(one.goes(lane, each) for one in ordinary) for each in THRESHOLDS]
        parts = [
            f"{each}: {count} ({1000 * count / max(1, len(ordinary)):.2f})"
            for each, count in zip(THRESHOLDS, counts, strict=True)
        ]
        print(f"  {lane:<6} " + " | ".join(parts))


if __name__ == "__main__":
    main()
