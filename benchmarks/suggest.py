"""Measure reply finding on a retrieval file.

$ python -m benchmarks.suggest data/retrieval_dev.jsonl.gz

For each library: the share of answerable queries whose answer ranks first, and among three; the
share that is not abstained from (kept), and the ranks among what is then really proposed; the
share of queries without an answer on which the library stays silent, and how well its best score
tells the two kinds apart (AUROC). Below stands what replies marked for answering by themselves
would do from some probabilities on: how many they say, how many of these are right, and which
share of what has an answer gets the right one. The starter library is measured too, on examples
held out; with `--everyday` its queries without an answer are comments that have nothing to do with
it.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.retrieval import CachedEncoder, embed_all, hold_out
from classifiers.engine import load_classifier
from replies.library import STARTER, load
from replies.search import LibraryIndex
from replies.trials import Query, Trial, read_trials
from replies.types import Encoder, Inquiry

TOP = 3
THRESHOLDS = (0.8, 0.9, 0.95)
"""From these probabilities on a marked reply could answer by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened to one query."""

    ranked: tuple[str, ...]
    proposed: tuple[str, ...]
    best_score: float
    answer: str | None
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="JSON lines, .gz or plain")
    parser.add_argument("--everyday", type=Path, help="comments that no library answers")
    parser.add_argument("--model", type=Path, help="a trained model in place of the shipped one")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/jawab-vectors"))  # noqa: S108
    options = parser.parse_args()
    sets = read_trials(options.file)
    encoder = CachedEncoder(load_classifier(options.model), options.cache)
    sets["starter"] = hold_out(load(STARTER).replies)
    if options.everyday:
        lines = options.everyday.read_text(encoding="utf-8").splitlines()
        everyday = [Query(text=json.loads(line)["text"], answer=None) for line in lines]
        sets["starter"].queries += everyday
    embed_all(sets, encoder)
    print(f"{encoder.model_id}\n{_HEADER}")
    measured = {name: measure(one, encoder) for name, one in sets.items()}
    for name, outcomes in measured.items():
        print(_line(name, outcomes))
    print("\nby themselves: right of those said (precision), share of what has an answer")
    for name, outcomes in measured.items():
        print(f"{name:18}" + "".join(_by_itself(outcomes, each) for each in THRESHOLDS))


def measure(one: Trial, encoder: Encoder) -> list[Outcome]:
    """Ask the library every query of its set."""
    index = LibraryIndex.build(one.replies, encoder)
    outcomes = []
    vectors = encoder.embed([query.text for query in one.queries])
    for query, vector in zip(one.queries, vectors, strict=True):
        inquiry = Inquiry(text=query.text, vector=vector, languages=("en",))
        started = time.perf_counter()
        found = index.suggest(inquiry, top=TOP)
        seconds = time.perf_counter() - started
        outcomes.append(
            Outcome(
                ranked=tuple(reply.id for reply, _ in index.rank(inquiry)[:TOP]),
                proposed=tuple(suggestion.reply_id for suggestion in found.suggestions),
                best_score=found.best_score,
                answer=query.answer,
                seconds=seconds,
            )
        )
    return outcomes


def auroc(inside: list[float], outside: list[float]) -> float:
    """How often a score from inside is above one from outside; a tie counts half."""
    above = np.sign(np.array(inside)[:, None] - np.array(outside)[None, :])
    return float((above.mean() + 1) / 2)


_COLUMNS = (
    "library",
    "queries",
    "first",
    "in 3",
    "kept",
    "kept 1st",
    "kept in 3",
    "silent",
    "AUROC",
    "ms",
)
_HEADER = f"{_COLUMNS[0]:18}" + "".join(f"{column:>10}" for column in _COLUMNS[1:])


def _line(name: str, outcomes: list[Outcome]) -> str:
    inside = [o for o in outcomes if o.answer is not None]
    outside = [o for o in outcomes if o.answer is None]
    cells = [
        f"{len(inside)}+{len(outside)}",
        _share([o.answer in o.ranked[:1] for o in inside]),
        _share([o.answer in o.ranked for o in inside]),
        _share([bool(o.proposed) for o in inside]),
        _share([o.answer in o.proposed[:1] for o in inside]),
        _share([o.answer in o.proposed for o in inside]),
        _share([not o.proposed for o in outside]),
        f"{auroc([o.best_score for o in inside], [o.best_score for o in outside]):.3f}"
        if outside
        else "",
        f"{1000 * np.mean([o.seconds for o in outcomes]):.1f}",
    ]
    return f"{name:18}" + "".join(f"{cell:>10}" for cell in cells)


def _by_itself(outcomes: list[Outcome], threshold: float) -> str:
    said = [o for o in outcomes if o.proposed and o.best_score >= threshold]
    right = sum(o.answer == o.proposed[0] for o in said)
    answerable = sum(o.answer is not None for o in outcomes)
    precision = right / max(1, len(said))
    return f"  {threshold}: {right}/{len(said)} ({precision:.3f}), {right / answerable:.3f}"


def _share(hits: list[bool]) -> str:
    return f"{np.mean(hits):.3f}" if hits else ""


if __name__ == "__main__":
    main()
