"""Romanised Hindi, told by its function words and by pieces of words; no detector knows it."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import regex
from numpy.typing import NDArray

from classifiers.words import read_words

_CLEAR = read_words("hindi_clear")
_SHARED = read_words("hindi_shared")
_FREQUENT = read_words("hindi_frequent")

BUCKETS: Final = 1 << 15
WEIGHTS: Final = Path(__file__).parent / "words" / "hinglish.safetensors"
"""Made by `classifiers/training/hinglish.py`."""

_LONGEST_PIECE = 4
_READ_WORDS = 60
_READ_LETTERS = 24
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


def hinglish_score(text: str) -> float:
    """Log-odds that a text in Latin letters is Hindi, by its words and pieces of words.

    A text without Latin letters scores lowest.
    """
    numbers = piece_numbers(text)
    if not len(numbers):
        return -np.inf
    weights, bias = _weights()
    return float(weights[numbers].sum() / np.sqrt(len(numbers))) + bias


def piece_numbers(text: str) -> NDArray[np.int32]:
    """Hash the words of a text and their pieces of one to four letters."""
    hashes: set[int] = set()
    for word in _WORD.findall(text.lower())[:_READ_WORDS]:
        framed = f"<{word[:_READ_LETTERS]}>"
        pieces = [f"={word[:_READ_LETTERS]}"]
        for size in range(1, _LONGEST_PIECE + 1):
            pieces += (framed[at : at + size] for at in range(len(framed) - size + 1))
        hashes.update(zlib.crc32(piece.encode()) % BUCKETS for piece in pieces)
    return np.array(sorted(hashes), dtype=np.int32)


@cache
def _weights() -> tuple[NDArray[np.float32], float]:
    from safetensors.numpy import load_file

    arrays = load_file(WEIGHTS)
    return arrays["weights"].astype(np.float32), float(arrays["bias"][0])
