"""Texts that are nearly the same: found among many without comparing each with each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from replies.words import tokens

NEARLY_THE_SAME = 0.9
"""Share of the words, of both texts together, that two texts have in common."""
_ROUNDING = 1e-9


def twins(
    texts: Sequence[str],
    groups: Sequence[object],
    *,
    likeness: float = NEARLY_THE_SAME,
    done: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[int, int]]:
    """For each text the first earlier one, of another group, that is nearly the same.

    Yields their indexes, the later one first. Texts of the same words are one text here, so that
    a thousand equal ones cost no more than one. `done` is told of every text.
    """
    sets = [frozenset(tokens(text)) for text in texts]
    found = _Sets(Counter(word for words in set(sets) for word in words), likeness)
    owners: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, words in enumerate(sets):
        done(1)
        if not words:
            continue
        for other in found.like(words):
            earlier = next((i for i in owners[other] if groups[i] != groups[index]), None)
            if earlier is not None:
                yield index, earlier
                break
        found.add(words)
        # Whatever group asks, one of two texts of different groups is of another.
        if len(owners[words]) < 2 and all(groups[i] != groups[index] for i in owners[words]):
            owners[words].append(index)


class _Sets:
    """Sets of words, found again by their rarest words and their size."""

    def __init__(self, frequency: Mapping[str, int], likeness: float) -> None:
        self._frequency = frequency
        self._likeness = likeness
        self._known: set[frozenset[str]] = set()
        self._by_word: dict[tuple[str, int], list[frozenset[str]]] = defaultdict(list)

    def add(self, words: frozenset[str]) -> None:
        """Keep a set."""
        if words not in self._known:
            self._known.add(words)
            for word in self._rarest(words):
                self._by_word[word, len(words)].append(words)

    def like(self, words: frozenset[str]) -> Iterator[frozenset[str]]:
        """The sets that are alike enough, the equal one first."""
        if words in self._known:
            yield words
        seen = {words}
        sizes = list(self._sizes(len(words)))
        for word in self._rarest(words) if sizes else ():
            for size in sizes:
                for other in self._by_word.get((word, size), ()):
                    if other not in seen:
                        seen.add(other)
                        if len(words & other) >= _up(self._likeness * len(words | other)):
                            yield other

    def _sizes(self, size: int) -> Iterator[int]:
        """The sizes that an unequal set may have: a short one can be like no other at all."""
        for other in range(_up(self._likeness * size), int(size / self._likeness + _ROUNDING) + 1):
            shared = _up(self._likeness * (size + other) / (1 + self._likeness))
            if shared <= min(size, other) and not shared == size == other:
                yield other

    def _rarest(self, words: frozenset[str]) -> list[str]:
        """So many of the rarest words that any set alike has one of them among its own."""
        count = len(words) - _up(self._likeness * len(words)) + 1
        return sorted(words, key=lambda word: (self._frequency[word], word))[:count]


def _up(number: float) -> int:
    """The next whole number; one that misses a whole number by rounding is that number."""
    return math.ceil(number - _ROUNDING)
