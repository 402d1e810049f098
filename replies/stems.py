"""Stems: what the forms of a word have in common, in the languages that members write most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from replies.everyday import is_everyday, language_of, script_of
from replies.words import tokens

_STEMMERS: Mapping[str, str] = {
    "en": "english",
    "ru": "russian",
    "hi": "hindi",
    "es": "spanish",
    "de": "german",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
}
_OTHERWISE = "en"
_SHORTEST_TELLING = 3


def stems(text: str) -> list[str]:
    """The stem of each word, in order."""
    return [_stem(word, language) for word, language in _words_with_language(text)]


def telling_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words that say what a text is about, each with its stem: no everyday ones."""
    for word, language in _words_with_language(text):
        is_number = any(character.isdecimal() for character in word)
        if len(word) >= _SHORTEST_TELLING and not is_number and not is_everyday(word):
            yield word, _stem(word, language)


def _words_with_language(text: str) -> list[tuple[str, str]]:
    """A word in letters of its own is of their language, whatever is written around it."""
    words = tokens(text)
    of_text = language_of([word for word in words if script_of(word) not in _STEMMERS])
    return [
        (word, script if (script := script_of(word)) in _STEMMERS else of_text or _OTHERWISE)
        for word in words
    ]


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    name = _STEMMERS.get(language)
    if name is None:
        return word
    # Imported late because it brings forty languages along; made anew because a stemmer keeps the
    # word it works on in itself, and several threads may search.
    import snowballstemmer  # noqa: PLC0415

    return str(snowballstemmer.stemmer(name).stemWord(word))
