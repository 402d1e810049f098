"""A text as the rules of the voice compare it: folded, with the way back to its every place.

Whoever hides a word behind invisible characters, other widths or look-alike letters of another
script is read as what the eye sees.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from replies.types import Outgoing
from replies.voice_languages import languages_of

WORD = r"[\p{L}\p{M}\p{N}_]"
"""One character of a word, the vowel signs of Indian scripts included."""
LONGEST_QUOTE = 60
"""Characters of a quotation in a finding."""

_INVISIBLE = regex.compile(
    r"[\p{Cf}\p{Variation_Selector}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]"
)
_CLUSTER = regex.compile(r"\P{M}\p{M}*|\p{M}+")
_ALPHABETIC = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}]")
_MARK = regex.compile(r"\p{M}")
_ONE_SPELLING = str.maketrans({"\u093c": "", "ँ": "ं", "ё": "е", "’": "'", "ʼ": "'"})
"""Spellings of one word: with and without the dot of ज़, with ँ or ं, with ё or е."""

_LETTERS = regex.compile(r"[\p{L}\p{M}]+")
_LATIN = regex.compile(r"\p{Latin}")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_GREEK = regex.compile(r"\p{Greek}")
_FROM_GREEK = str.maketrans("αβεζηικμνορτυχ", "abezhikmnoptyx")
_CYRILLIC_LOOKS, _LATIN_LOOKS = "аеорсухіѕјԁԛԝвнкмт", "aeopcyxisjdqwbhkmt"
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Another form of a text; its character `i` stands for `original[starts[i]:ends[i]]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original a stretch of this text stands; a stretch is not empty."""
        return self.starts[start], self.ends[end - 1]


def visible(text: str) -> View:
    """The text without characters that nobody sees."""
    kept = [place for place, letter in enumerate(text) if not _INVISIBLE.match(letter)]
    return View(
        text="".join(text[place] for place in kept),
        starts=tuple(kept),
        ends=tuple(place + 1 for place in kept),
    )


def folded(text: str) -> View:
    """The text as words are compared: one case, one width, one spelling, one script a word."""
    seen = visible(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(seen.text):
        form = _fold_cluster(cluster[0])
        start, end = seen.place(*cluster.span())
        letters.append(form)
        starts += [start] * len(form)
        ends += [end] * len(form)
    return View(
        text=_LETTERS.sub(lambda word: _in_one_script(word[0]), "".join(letters)),
        starts=tuple(starts),
        ends=tuple(ends),
    )


def _fold_cluster(cluster: str) -> str:
    form = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    if _ALPHABETIC.match(form):
        form = _MARK.sub("", form)  # what is left did not compose: strokes through a word
    return form.translate(_ONE_SPELLING)


def _in_one_script(word: str) -> str:
    """A word of letters of several scripts, in the one that it is meant to look like."""
    if _GREEK.search(word) and (_LATIN.search(word) or _CYRILLIC.search(word)):
        word = word.translate(_FROM_GREEK)
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    forms = [(word.translate(_TO_LATIN), _CYRILLIC), (word.translate(_TO_CYRILLIC), _LATIN)]
    if cyrillic > latin:
        forms.reverse()
    return next((form for form, foreign in forms if not foreign.search(form)), word)


class Phrases:
    """Words and phrases to look for, each as a whole; one that ends in `*` in any ending."""

    def __init__(self, phrases: Iterable[str]) -> None:
        forms = {form for phrase in phrases if (form := _as_pattern(phrase))}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        self._pattern = regex.compile("|".join(longest_first)) if forms else None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand in a folded text."""
        if self._pattern is not None:
            yield from (match.span() for match in self._pattern.finditer(text))

    def end_of(self, text: str) -> int | None:
        """Where the text begins to end with one of them; None if it ends otherwise."""
        return next((start for start, end in self.places(text) if end == len(text)), None)


def _as_pattern(phrase: str) -> str:
    words = regex.split(r"[\s\-–—]+", folded(phrase).text.strip())
    return r"[\s\-–—]+".join(_word_pattern(word) for word in words if word.strip("*"))


def _word_pattern(word: str) -> str:
    stem = word.rstrip("*")
    before = rf"(?<!{WORD})" if regex.match(WORD, stem) else ""
    if stem != word:
        return f"{before}{regex.escape(stem)}{WORD}*"
    after = rf"(?!{WORD})" if regex.match(WORD, stem[-1]) else ""
    return f"{before}{regex.escape(stem)}{after}"


class Reading:
    """One outgoing text in the forms that the rules look at, each made once."""

    def __init__(self, outgoing: Outgoing) -> None:
        self.outgoing = outgoing
        self.text = outgoing.text

    @cached_property
    def visible(self) -> View:
        """Without characters that nobody sees."""
        return visible(self.text)

    @cached_property
    def folded(self) -> View:
        """As words are compared."""
        return folded(self.text)

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that it is written in, as far as rules go by language."""
        return languages_of(self.folded.text, self.outgoing.lang)

    def quote(self, start: int, end: int) -> str:
        """The words at a place of the original, as far as they can be shown in a line."""
        words = " ".join(_INVISIBLE.sub("", self.text[start:end]).split())
        return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"
