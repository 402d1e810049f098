"""What a library lacks: the telling words of a comment that none of its texts has."""

from __future__ import annotations

from collections.abc import Iterable

from replies.stems import telling_words

MOST_NAMED = 2
LIKE = 80.0
"""Likeness, of 100, from which an unknown word is a known one misspelt."""


class Vocabulary:
    """All the words that a library's texts are made of."""

    def __init__(self, texts: Iterable[str]) -> None:
        telling = [pair for text in texts for pair in telling_words(text)]
        self._words = sorted({word for word, _ in telling})
        self._known = frozenset(self._words) | frozenset(stem for _, stem in telling)

    def lacking(self, text: str) -> tuple[str, ...]:
        """The most telling words of a comment that are unknown, as they come; longer tell more."""
        unknown = dict.fromkeys(
            word for word, stem in telling_words(text) if not self._knows(word, stem)
        )
        longest = sorted(unknown, key=len, reverse=True)[:MOST_NAMED]
        return tuple(word for word in unknown if word in longest)

    def _knows(self, word: str, stem: str) -> bool:
        if word in self._known or stem in self._known:
            return True
        from rapidfuzz import fuzz, process  # noqa: PLC0415  (met only where nothing was found)

        alike = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=LIKE)
        return alike is not None
