"""Words: what a text is made of, in every script."""

from __future__ import annotations

import unicodedata


class _WordCharacters(dict[int, str | None]):
    """Translation table: letters, digits and marks stay, all else parts words.

    Marks belong to the word, or Hindi words would fall apart; invisible joiners are dropped.
    """

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Cf" or 0xFE00 <= code <= 0xFE0F:
            kept = None
        else:
            kept = character if category[0] in "LNM" else " "
        self[code] = kept
        return kept


_WORD_CHARACTERS = _WordCharacters({ord("ё"): "е"})


def normalise(text: str) -> str:
    """Reduce a text to its words: case, punctuation, emoji and spelling of spaces are gone."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.translate(_WORD_CHARACTERS).split())


def tokens(text: str) -> list[str]:
    """The words of a text."""
    return normalise(text).split()
