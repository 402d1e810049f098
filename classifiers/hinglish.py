"""Romanised Hindi, told by its function words; no language detector knows it."""

from __future__ import annotations

import regex

from classifiers.words import read_words

_CLEAR = read_words("hindi_clear")
_SHARED = read_words("hindi_shared")
_FREQUENT = read_words("hindi_frequent")

_WORD = regex.compile(r"\p{Latin}+")
_MIN_DENSITY = 0.16
_MIN_LONG_DENSITY = 0.12
_MIN_DENSITY_UNCLEAR = 0.38
_MIN_DENSITY_EXPECTED = 0.25
_LONG_WORDS = 14
_SHORT_WORDS = 4
_SHORT_WORDS_EXPECTED = 8


def is_romanised_hindi(text: str, *, is_expected: bool) -> bool:
    """Whether a text in Latin letters is Hindi, or Hindi mixed with English.

    Where the community expects it, one clear word in a short text is enough.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return False
    clear = sum(word in _CLEAR for word in words)
    shared = sum(word in _SHARED for word in words)
    frequent = sum(word in _FREQUENT for word in words)
    score = clear + 0.5 * shared + 0.3 * frequent
    density = score / len(words)
    if clear == 0:
        least = _MIN_DENSITY_EXPECTED if is_expected else _MIN_DENSITY_UNCLEAR
        return shared + frequent >= 2 and density >= least
    if clear == 1 and shared + frequent == 0:
        return len(words) <= (_SHORT_WORDS_EXPECTED if is_expected else _SHORT_WORDS)
    least = _MIN_LONG_DENSITY if len(words) >= _LONG_WORDS else _MIN_DENSITY
    return score >= 1.3 and density >= least
