"""Fit the coefficients of `replies.scoring` on a retrieval file and a file of everyday comments.

$ python -m benchmarks.fit_scores data/retrieval_dev.jsonl.gz --everyday comments.jsonl

Positive: the right reply among the three nearest. Negative: a wrong one, any reply once the right
one is taken away, any reply for another library's queries or for everyday comments. Libraries that
stand for brands not met (`HELD_BACK`) take no part.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.retrieval import CachedEncoder, Query, RetrievalSet, embed_all, read_sets
from classifiers.engine import load_classifier
from replies import scoring
from replies.search import LibraryIndex
from replies.types import Encoder, Inquiry

HELD_BACK = ("banking77", "hint3")
TOP = 3
FOREIGN_QUERIES = 25
STEPS = 40
RIDGE = 1e-2
GROUP_WEIGHTS = {"answerable": 1.0, "taken away": 0.35, "foreign": 0.35, "everyday": 0.3}

Floats = NDArray[np.float64]
Row = tuple[list[float], bool, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="JSON lines, .gz or plain")
    parser.add_argument("--everyday", type=Path, required=True, help='JSON lines of {"text"}')
    parser.add_argument("--cache", type=Path, default=Path("/tmp/jawab-vectors"))  # noqa: S108
    options = parser.parse_args()
    sets = read_sets(options.file)
    sets = {name: one for name, one in sets.items() if not name.startswith(HELD_BACK)}
    everyday = [json.loads(line)["text"] for line in options.everyday.read_text().splitlines()]
    encoder = CachedEncoder(load_classifier(), options.cache)
    embed_all(sets, encoder)
    rows = [row for name in sets for row in _rows(name, sets, everyday, encoder)]
    slopes = fit(*(np.array(column, dtype=np.float64) for column in zip(*rows, strict=True)))
    names = ("NEARNESS_SLOPE", "BEHIND_SLOPE", "INTERCEPT")
    for name, slope in zip(names, slopes, strict=True):
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
    name: str, sets: dict[str, RetrievalSet], everyday: Sequence[str], encoder: Encoder
) -> Iterator[Row]:
    own = sets[name]
    family = name.split("_", maxsplit=1)[0]
    foreign = [
        Query(text=query.text, answer=None)
        for other, one in sets.items()
        if not other.startswith(family)
        for query in islice(one.queries, FOREIGN_QUERIES)
    ]
    groups = {
        "answerable": own.queries,
        "taken away": own.queries,
        "foreign": foreign,
        "everyday": [Query(text=text, answer=None) for text in everyday],
    }
    index = LibraryIndex.build(own.replies, encoder)
    ids = [reply.id for reply in own.replies]
    for group, queries in groups.items():
        weight = 1000 * GROUP_WEIGHTS[group] / (TOP * len(queries))
        for query, vector in zip(queries, encoder.embed([q.text for q in queries]), strict=True):
            inquiry = Inquiry(text=query.text, vector=vector, languages=("en",))
            nearness = index.weigh(inquiry)
            if group == "taken away" and query.answer in ids:
                nearness[ids.index(query.answer)] = -1
            for place in np.argsort(-nearness)[:TOP]:
                behind = min(nearness.max() - nearness[place], scoring.MAX_BEHIND)
                features = [float(nearness[place]), float(behind), 1.0]
                is_right = group == "answerable" and ids[place] == query.answer
                yield features, is_right, weight


if __name__ == "__main__":
    main()
