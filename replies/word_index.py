"""Finding by words: a small BM25 index in memory."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from replies.stems import stems
from replies.words import tokens

GRAM_LENGTH = 4
TERM_SATURATION = 1.2
LENGTH_WEIGHT = 0.75

Scores = npt.NDArray[np.float32]


def terms(text: str) -> list[str]:
    """What a text is found by: words whole, their stems, and pieces that survive misspelling."""
    words = tokens(text)
    found = [*words, *(f"~{stem}" for stem in stems(text))]
    for word in words:
        framed = f"^{word}$"
        if len(framed) > GRAM_LENGTH:
            found += [framed[i : i + GRAM_LENGTH] for i in range(len(framed) - GRAM_LENGTH + 1)]
    return found


class WordIndex:
    """BM25 over documents of terms, scaled by what the query could have reached at most.

    A score of 0 means that no term is shared; near 1 that all are, rare ones counting more.
    """

    def __init__(self, documents: Sequence[Iterable[str]]) -> None:
        counts = [Counter(t for text in texts for t in terms(text)) for texts in documents]
        self._size = len(counts)
        lengths = [sum(count.values()) for count in counts]
        mean_length = sum(lengths) / max(self._size, 1) or 1.0
        postings: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            norm = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / mean_length
            for term, frequency in count.items():
                numbers, weights = postings[term]
                numbers.append(number)
                weights.append(frequency / (frequency + TERM_SATURATION * norm))
        self._postings = {
            term: (
                np.array(numbers, dtype=np.int32),
                np.array(weights, dtype=np.float32) * (1 + TERM_SATURATION),
                self._rarity(len(numbers)),
            )
            for term, (numbers, weights) in postings.items()
        }

    def score(self, text: str) -> Scores:
        """Score every document against a text."""
        scores = np.zeros(self._size, dtype=np.float32)
        reachable = 0.0
        for term in set(terms(text)):
            posting = self._postings.get(term)
            if posting is None:
                reachable += self._rarity(0)
                continue
            numbers, weights, rarity = posting
            scores[numbers] += weights * np.float32(rarity)
            reachable += rarity
        return scores / np.float32(reachable or 1.0)

    def _rarity(self, document_count: int) -> float:
        return math.log(1 + (self._size - document_count + 0.5) / (document_count + 0.5))
