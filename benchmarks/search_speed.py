"""Measure how long one search takes, the comment's vector given.

$ python -m benchmarks.search_speed

Libraries of a thousand and a hundred thousand stored vectors, five a reply, of made-up comments
with made-up vectors: the time does not depend on what they say.
"""

from __future__ import annotations

import argparse
import time
from statistics import median, quantiles

import numpy as np

from replies.backdrop import BACKDROP_TEXTS
from replies.search import LibraryIndex
from replies.types import Inquiry, SavedReply

DIMENSIONS = 384
EXAMPLES = 4
SIZES = (1_000, 100_000)
WORDS = ("order", "refund", "menu", "chai", "cold", "late", "rider", "coupon", "price", "open")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--searches", type=int, default=200)
    options = parser.parse_args()
    print("vectors, replies, seconds to index, median ms, 95th percentile ms")
    for size in SIZES:
        random = np.random.default_rng(7)
        started = time.perf_counter()
        index = _index(size // (EXAMPLES + 1), random)
        indexed = time.perf_counter() - started
        times = [_search(index, random) for _ in range(options.searches)]
        most = quantiles(times, n=20)[-1]
        print(
            f"{size}, {size // (EXAMPLES + 1)}, {indexed:.1f},"
            f" {1000 * median(times):.2f}, {1000 * most:.2f}"
        )


def _index(count: int, random: np.random.Generator) -> LibraryIndex:
    replies = [
        SavedReply(
            id=f"r{n}",
            titles={"en": f"{_comment(random)} {n}"},
            examples=tuple(f"{_comment(random)} {n} {i}" for i in range(EXAMPLES)),
        )
        for n in range(count)
    ]
    texts = [*BACKDROP_TEXTS, *(t for r in replies for t in (*r.examples, *r.titles.values()))]
    return LibraryIndex(replies, {text: _vector(random) for text in texts})


def _search(index: LibraryIndex, random: np.random.Generator) -> float:
    inquiry = Inquiry(text=_comment(random), vector=_vector(random), languages=("en",))
    started = time.perf_counter()
    index.suggest(inquiry)
    return time.perf_counter() - started


def _comment(random: np.random.Generator) -> str:
    return " ".join(random.choice(WORDS, size=6))


def _vector(random: np.random.Generator) -> bytes:
    vector = random.normal(size=DIMENSIONS)
    return bytes((vector / np.linalg.norm(vector)).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
