"""Measure from which nearness two comments mean the same.

$ python -m benchmarks.alike data/train/intent_en_clinc150.jsonl.gz …

For each file and threshold: of the pairs of comments that are as near as that, how many have the
same intent (precision), and how many of those with the same intent are as near (recall); then the
same for pairs within groups of `replies.grouping`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

import numpy as np

from benchmarks.retrieval import CachedEncoder
from classifiers.engine import load_classifier
from replies.backdrop import BACKDROP_TEXTS
from replies.grouping import group
from replies.space import Space, matrix

THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+", help="JSON lines with text and intent, .gz")
    parser.add_argument("--sample", type=int, default=600, help="comments of each file")
    parser.add_argument("--model", type=Path, help="a trained model in place of the shipped one")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/jawab-vectors"))  # noqa: S108
    options = parser.parse_args()
    encoder = CachedEncoder(load_classifier(options.model), options.cache)
    backdrop = dict(zip(BACKDROP_TEXTS, encoder.embed(BACKDROP_TEXTS), strict=True))
    space = Space(np.zeros((0, 0), dtype=np.float32), backdrop)
    print(f"{encoder.model_id}\nfile, threshold: precision/recall of pairs, then within groups")
    for path in options.files:
        texts, intents = _sample(path, options.sample)
        rows = space.place(matrix(encoder.embed(texts)))
        for threshold in THRESHOLDS:
            near = rows @ rows.T >= threshold
            print(
                f"{path.name:45} {threshold:.2f}: {_figures(near, intents)}"
                f"  {_figures(_together(rows, threshold), intents)}"
            )


def _sample(path: Path, count: int) -> tuple[list[str], list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    chosen = random.Random(7).sample(found, min(count, len(found)))
    known = [one for one in chosen if one["intent"] != "oos"]
    return [one["text"] for one in known], [one["intent"] for one in known]


def _together(rows: np.ndarray, threshold: float) -> np.ndarray:
    together = np.zeros((len(rows), len(rows)), dtype=bool)
    for members in group(rows, threshold):
        together[np.ix_(members, members)] = True
    return together


def _figures(claimed: np.ndarray, intents: list[str]) -> str:
    codes = np.unique(intents, return_inverse=True)[1]
    upper = np.triu(np.ones_like(claimed), k=1).astype(bool)
    same = (codes[:, None] == codes[None, :]) & upper
    right = (claimed & same).sum()
    return f"{right / max(1, (claimed & upper).sum()):.3f}/{right / max(1, same.sum()):.3f}"


if __name__ == "__main__":
    main()
