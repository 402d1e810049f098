"""Everyday words: they say nothing of what a comment is about, but in which language it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "everyday_words.txt"
_LATIN = "Latn"
_OWN_LETTERS = ("hi", "ru")

PLAIN_SHARE = 0.34


def language_of(words: Sequence[str]) -> str:
    """The language of a text of these words, empty where nothing tells."""
    scripts = Counter(script_of(word) for word in words)
    if not scripts:
        return ""
    script = max(scripts, key=scripts.__getitem__)
    return _latin_language(words) if script == _LATIN else script


def is_plainly(words: Sequence[str], language: str) -> bool:
    """Whether the letters, or many everyday words, leave no doubt that it is this language."""
    if language in _OWN_LETTERS:
        return True
    everyday = _everyday().get(language, frozenset())
    return sum(word in everyday for word in words) >= max(2, PLAIN_SHARE * len(words))


def script_of(word: str) -> str:
    """The script that a word begins in: `ru` and `hi` for their letters, else `Latn` or none."""
    first = word[0]
    if "\u0400" <= first <= "\u04ff":
        return "ru"
    if "\u0900" <= first <= "\u097f":
        return "hi"
    return _LATIN if first < "\u0250" else ""


def is_everyday(word: str) -> bool:
    """Whether a word is an everyday one in any of the languages."""
    return any(word in words for words in _everyday().values())


def _latin_language(words: Sequence[str]) -> str:
    counts = {
        language: sum(word in everyday for word in words)
        for language, everyday in _everyday().items()
    }
    likeliest = max(counts, key=counts.__getitem__)
    return likeliest if counts[likeliest] else ""


@cache
def _everyday() -> Mapping[str, frozenset[str]]:
    """The everyday words of each language."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if not line.startswith("#"))
    return {language: frozenset(words.split()) for language, words in pairs}
