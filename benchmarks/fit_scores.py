"""Fit the coefficients of `replies.scoring` on a retrieval file and a file of everyday comments.

$ python -m benchmarks.fit_scores data/retrieval_dev.jsonl.gz --everyday comments.jsonl

Positive: the right reply among the three nearest. Negative: a wrong one, any reply for a query
without an answer or once the right one is taken away, any reply for another library's queries or
for everyday comments. Beside the file's libraries the starter library takes part, a part of its
examples held out: the one in several languages. Those that stand for brands not met (`HELD_BACK`)
take none; with `--leave-out LIBRARY` one more takes none, to see what the rest makes of it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.retrieval import CachedEncoder, embed_all, hold_out
from classifiers.engine import load_classifier
from replies import scoring
from replies.library import STARTER, load
from replies.search import LibraryIndex
from replies.trials import Query, Trial, read_trials
from replies.types import Encoder, Inquiry

HELD_BACK = ("banking77", "hint3")
TOP = 3
FOREIGN_QUERIES = 25
STEPS = 40
RIDGE = 1e-2
GROUP_WEIGHTS = {
    "answerable": 1.0,
    "unanswerable": 1.0,
    "taken away": 0.35,
    "foreign": 0.35,
    "everyday": 0.3,
}
ASSISTANTS = ("clinc150", "hinglish_top", "xsid")
"""Libraries on the same topics: one can answer another one's queries."""
SLOPES = (
    "MEANING_SLOPE",
    "WORDS_SLOPE",
    "FOREIGN_SLOPE",
    "TIGHTNESS_SLOPE",
    "BEHIND_SLOPE",
    "INTERCEPT",
)

Floats = NDArray[np.float64]
Row = tuple[list[float], bool, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="JSON lines, .gz or plain")
    parser.add_argument("--everyday", type=Path, required=True, help='JSON lines of {"text"}')
    parser.add_argument("--leave-out", default=None, metavar="LIBRARY")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/jawab-vectors"))  # noqa: S108
    options = parser.parse_args()
    sets = read_trials(options.file)
    left_out = (*HELD_BACK, *filter(None, [options.leave_out]))
    sets["starter"] = hold_out(load(STARTER).replies)
    sets = {name: one for name, one in sets.items() if not name.startswith(left_out)}
    everyday = [json.loads(line)["text"] for line in options.everyday.read_text().splitlines()]
    encoder = CachedEncoder(load_classifier(), options.cache)
    embed_all(sets, encoder)
    rows = [row for name in sets for row in _rows(name, sets, everyday, encoder)]
    slopes = fit(*(np.array(column, dtype=np.float64) for column in zip(*rows, strict=True)))
    for name, slope in zip(SLOPES, slopes, strict=True):
        print(f"{name} = {slope:.3f}")


def fit(features: Floats, labels: Floats, weights: Floats) -> Floats:
    """Weighted logistic regression by Newton's method."""
    slopes = np.zeros(features.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-features @ slopes))
        gradient = features.T @ (weights * (chances - labels)) + RIDGE * slopes
        curvature = (features * (weights * chances * (1 - chances))[:, None]).T @ features
        slopes -= np.linalg.solve(curvature + RIDGE * np.eye(slopes.size), gradient)
    return slopes


def _rows(
    name: str, sets: dict[str, Trial], everyday: Sequence[str], encoder: Encoder
) -> Iterator[Row]:
    own = sets[name]
    groups = {
        "answerable": [query for query in own.queries if query.answer is not None],
        "unanswerable": [query for query in own.queries if query.answer is None],
        "taken away": [query for query in own.queries if query.answer is not None],
        "foreign": list(_foreign(name, sets)),
        "everyday": [Query(text=text, answer=None) for text in everyday],
    }
    index = LibraryIndex.build(own.replies, encoder)
    ids = [reply.id for reply in own.replies]
    for group, queries in groups.items():
        weight = 1000 * GROUP_WEIGHTS[group] / (TOP * max(len(queries), 1))
        for query, vector in zip(queries, encoder.embed([q.text for q in queries]), strict=True):
            inquiry = Inquiry(text=query.text, vector=vector, languages=("en",))
            evidence = index.weigh(inquiry)
            if group == "taken away":
                others = [at for at, reply_id in enumerate(ids) if reply_id != query.answer]
                evidence = evidence.of(np.array(others))
            features = scoring.features(evidence)
            for place in np.argsort(-evidence.nearness)[:TOP]:
                is_right = group == "answerable" and ids[place] == query.answer
                yield features[place].tolist(), is_right, weight


def _foreign(name: str, sets: dict[str, Trial]) -> Iterator[Query]:
    """Queries of libraries on other topics."""
    related = ASSISTANTS if name in ASSISTANTS else (name.split("_", maxsplit=1)[0],)
    for other, one in sets.items():
        if not other.startswith(related):
            for query in islice(one.queries, FOREIGN_QUERIES):
                yield Query(text=query.text, answer=None)


if __name__ == "__main__":
    main()
