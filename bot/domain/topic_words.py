"""Words that tell some texts from others, in whatever language: what an incident is about."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_WORDS = 5
LEAST_AUTHORS_OF_A_WORD = 2
LEAST_LIFT = 2.0
"""How many times likelier a word has to be than in other texts of the place."""
_SHORTEST, _LONGEST = 3, 30
_STEM = 5
"""Longer words that begin alike count as one: endings change, above all in Russian."""
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|@\w+|/\w+")
_KEPT_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text and who wrote it."""

    author: str
    text: str


def topic_words(
    said: Sequence[Said], otherwise: Sequence[Said], *, names: Iterable[str] = ()
) -> tuple[str, ...]:
    """The words that several authors use here and few elsewhere, the most telling first.

    Each author counts a word once. Names of people are left out, so are addresses and numbers.
    """
    unwanted = {_stem(word) for name in names for word in words_of(name)}
    here, forms = _authors_by_stem(said)
    elsewhere, _ = _authors_by_stem(otherwise)
    all_here = len({one.author for one in said})
    all_elsewhere = len({one.author for one in otherwise})
    scored: list[tuple[float, str]] = []
    for stem, authors in here.items():
        if stem in unwanted or len(authors) < LEAST_AUTHORS_OF_A_WORD:
            continue
        usual = (len(elsewhere.get(stem, ())) + 1) / (all_elsewhere + 2)
        lift = len(authors) / all_here / usual
        if lift >= LEAST_LIFT:
            scored.append((-len(authors) * math.log(lift), _commonest(forms[stem])))
    return tuple(word for _, word in sorted(scored)[:MOST_WORDS])


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, with the marks that Hindi is written with."""
    found: list[str] = []
    word: list[str] = []
    for character in _NO_WORDS.sub(" ", text) + " ":
        if unicodedata.category(character)[0] in "LM" or (word and character in _KEPT_JOINERS):
            word.append(character)
        elif word:
            found.append(unicodedata.normalize("NFC", "".join(word)).casefold())
            word = []
    return [one for one in found if _SHORTEST <= len(one) <= _LONGEST]


def _authors_by_stem(
    said: Sequence[Said],
) -> tuple[dict[str, set[str]], dict[str, Counter[str]]]:
    authors: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in said:
        for word in set(words_of(one.text)):
            authors[_stem(word)].add(one.author)
            forms[_stem(word)][word] += 1
    return authors, forms


def _stem(word: str) -> str:
    return word[:_STEM]


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda word: (-forms[word], len(word), word))
