"""Write Devanagari in Latin letters as people type it, to learn romanised Hindi from Hindi."""

from __future__ import annotations

from typing import Final

import regex

_LATIN: Final = (
    "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th",
    "d", "dh", "n", "p", "f", "b", "bh", "m", "y", "r", "l", "v", "sh", "sh", "s", "h", "l",
)  # fmt: skip
_CONSONANTS: Final = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
        _LATIN,
        strict=True,
    )
)
_WITH_NUKTA: Final = {"ज": "z", "ड": "d", "ढ": "dh", "फ": "f", "क": "q", "ख": "kh", "ग": "g"}
_VOWELS: Final = {
    "अ": "a", "आ": "aa", "इ": "i", "ई": "ee", "उ": "u", "ऊ": "oo", "ऋ": "ri", "ए": "e", "ऐ": "ai",
    "ओ": "o", "औ": "au", "ऑ": "o", "ऍ": "e",
}  # fmt: skip
_SIGNS: Final = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai", "ो": "o",
    "ौ": "au", "ॉ": "o", "ॅ": "e",
}  # fmt: skip
_NASALS: Final = {"ं": "n", "ँ": "n", "ः": "h"}
_VIRAMA: Final = "्"
_NUKTA: Final = "़"
_INHERENT: Final = "ə"
_HABITS: Final = {
    "men": "me", "vah": "woh", "yah": "ye", "ve": "wo", "nahin": "nahi", "hun": "hu",
    "kyon": "kyu", "vala": "wala", "vale": "wale", "vali": "wali",
}  # fmt: skip

_WORD = regex.compile(r"\p{Devanagari}+")
_LETTER = regex.compile(r"\p{L}")
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_DIGITS: Final = str.maketrans("०१२३४५६७८९।", "0123456789.")


def is_devanagari(text: str) -> bool:
    """Whether most letters of a text are Devanagari."""
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_DEVANAGARI.findall(text)) > letters / 2


def romanise(text: str) -> str:
    """Write every Devanagari word in Latin letters; the rest stays."""
    return str(_WORD.sub(lambda match: _word(match.group()), text.translate(_DIGITS)))


def _word(word: str) -> str:
    syllables = _syllables(word)
    _drop_schwas(syllables)
    plain = "".join(onset + vowel for onset, vowel in syllables).replace(_INHERENT, "a")
    return _HABITS.get(plain, plain)


def _syllables(word: str) -> list[list[str]]:
    """Split into consonant and vowel; a nasal stands as a consonant without a vowel."""
    syllables: list[list[str]] = []
    for sign in word:
        if sign in _CONSONANTS:
            syllables.append([_CONSONANTS[sign], _INHERENT])
        elif sign in _VOWELS:
            syllables.append(["", _VOWELS[sign]])
        elif sign in _NASALS:
            syllables.append([_NASALS[sign], ""])
        elif syllables and sign in _SIGNS:
            syllables[-1][1] = _SIGNS[sign]
        elif syllables and sign == _VIRAMA:
            syllables[-1][1] = ""
        elif syllables and sign == _NUKTA:
            base = next((c for c, latin in _CONSONANTS.items() if latin == syllables[-1][0]), "")
            syllables[-1][0] = _WITH_NUKTA.get(base, syllables[-1][0])
    return syllables


def _drop_schwas(syllables: list[list[str]]) -> None:
    """Leave out the inherent vowel where it is not spoken: at the end, and between two vowels."""
    if len(syllables) > 1 and syllables[-1][1] == _INHERENT:
        syllables[-1][1] = ""
    for at in range(len(syllables) - 2, 0, -1):
        before, here, after = syllables[at - 1], syllables[at], syllables[at + 1]
        if here[1] == _INHERENT and before[1] and after[1] and after[0]:
            here[1] = ""
