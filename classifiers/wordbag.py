"""Words and pieces of words, hashed: what the encoder reads poorly, such as romanised Hindi."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import regex
from numpy.typing import NDArray

BUCKETS: Final = 1 << 16
MAX_CHARS: Final = 700
MAX_PIECES: Final = 1500

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}|[?!]+")
_SHORTEST, _LONGEST = 3, 5


def bag(text: str) -> NDArray[np.int32]:
    """Hash the words, pairs of words and pieces of 3 to 5 characters of a normalised text."""
    half = MAX_CHARS // 2
    read = text if len(text) <= MAX_CHARS else f"{text[:half]} {text[-half:]}"
    words = _WORD.findall(read.lower())
    hashes = {zlib.crc32(piece.encode()) % BUCKETS for piece in _pieces(words)}
    return np.array(sorted(hashes)[:MAX_PIECES], dtype=np.int32)


def _pieces(words: list[str]) -> Iterator[str]:
    yield from (f"={word}" for word in words)
    yield from (f"{first} {second}" for first, second in pairwise(words))
    for word in words:
        framed = f"<{word}>"
        for size in range(_SHORTEST, _LONGEST + 1):
            yield from (framed[at : at + size] for at in range(len(framed) - size + 1))
