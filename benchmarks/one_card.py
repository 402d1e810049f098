"""Measure how well comments that ask the same come onto one card.

$ python -m benchmarks.one_card data/dev/intent_en_clinc150.jsonl.gz …

Comments come one after the other, as in a community, and join a group or begin one, by the rules
of `bot.domain.alike`. Counted are pairs that stand together: how many have the same intent
(precision), and how many of those with the same intent stand together (recall). Thresholds are
chosen on one half of the intents, the figures are those of the other half.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.retrieval import CachedEncoder
from bot.domain.alike import NEARNESS, Nearness, best_group
from bot.grouping import nearness_of
from classifiers.engine import load_classifier
from replies.backdrop import BACKDROP_TEXTS
from replies.space import Space

GRID = [
    Nearness(on_average=average, to_each=each)
    for average in (0.72, 0.74, 0.76, 0.78, 0.8, 0.82)
    for each in (0.6, 0.65, 0.7)
]
WANTED = 0.95
OF_AN_INTENT = 8
ORDERS = (1, 2, 3)

Half = tuple[list[list[float]], list[str]]
"""How near each comment is to each, and their intents."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+", help="JSON lines with text and intent, .gz")
    parser.add_argument("--choose", action="store_true", help="try thresholds on the first half")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/jawab-vectors"))  # noqa: S108
    options = parser.parse_args()
    encoder = CachedEncoder(load_classifier(None), options.cache)
    backdrop = dict(zip(BACKDROP_TEXTS, encoder.embed(BACKDROP_TEXTS), strict=True))
    space = Space(np.zeros((0, 0), dtype=np.float32), backdrop)
    halves = {
        path: [_near(part, space, encoder) for part in _halves(path)] for path in options.files
    }
    if options.choose:
        _show_choice([first for first, _ in halves.values()])
    print(f"{encoder.model_id}, {NEARNESS}\nset: precision/recall of the half for reporting")
    for path, (_, second) in halves.items():
        precision, recall = _figures(second, NEARNESS)
        print(f"{path.name:45} {precision:.3f}/{recall:.3f}  ({len(second[1])} comments)")


def _show_choice(halves: Sequence[Half]) -> None:
    print("average, each: precision of the worst set, mean recall")
    for rule in GRID:
        found = np.array([_figures(half, rule) for half in halves])
        worst, recall = found[:, 0].min(), found[:, 1].mean()
        sign = "*" if worst >= WANTED else " "
        print(f"{sign} {rule.on_average:.2f} {rule.to_each:.2f}  {worst:.3f}/{recall:.3f}")


def _halves(path: Path) -> list[list[tuple[str, str]]]:
    """A few comments of each intent; the intents are parted by a hash of their names."""
    by_intent: dict[str, set[str]] = defaultdict(set)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for one in map(json.loads, lines):
            if one["intent"] != "oos":
                by_intent[one["intent"]].add(one["text"])
    chance = random.Random(7)
    chosen = {
        intent: chance.sample(sorted(texts), min(OF_AN_INTENT, len(texts)))
        for intent, texts in sorted(by_intent.items())
        if len(texts) > 1
    }
    intents = sorted(chosen, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return [
        [(text, intent) for intent in part for text in chosen[intent]]
        for part in (intents[::2], intents[1::2])
    ]


def _near(part: list[tuple[str, str]], space: Space, encoder: CachedEncoder) -> Half:
    vectors = encoder.embed([text for text, _ in part])
    return nearness_of(space, vectors), [intent for _, intent in part]


def _figures(half: Half, rule: Nearness) -> tuple[float, float]:
    table, intents = half
    right = together = 0
    for order in ORDERS:
        for group in _grouped(table, rule, order):
            pairs = [(a, b) for at, a in enumerate(group) for b in group[:at]]
            together += len(pairs)
            right += sum(intents[a] == intents[b] for a, b in pairs)
    sizes = np.unique(intents, return_counts=True)[1]
    same = len(ORDERS) * int((sizes * (sizes - 1) // 2).sum())
    return right / max(1, together), right / max(1, same)


def _grouped(table: list[list[float]], rule: Nearness, order: int) -> list[list[int]]:
    comments = list(range(len(table)))
    random.Random(order).shuffle(comments)
    groups: list[list[int]] = []
    for comment in comments:
        near = table[comment]
        at = best_group([[near[member] for member in group] for group in groups], rule)
        if at is None:
            groups.append([comment])
        else:
            groups[at].append(comment)
    return groups


if __name__ == "__main__":
    main()
