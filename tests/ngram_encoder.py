"""A small encoder for tests: hashed pieces of words, the same on every run."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from replies.words import normalise

DIMENSIONS = 256


class NgramEncoder:
    """Texts that share pieces of words have near vectors; implements `replies.types.Encoder`."""

    model_id = "ngrams@1"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        self.embedded += texts
        return [self._vector(text).astype("<f4").tobytes() for text in texts]

    def _vector(self, text: str) -> np.ndarray:
        framed = f" {normalise(text)} "
        vector = np.full(DIMENSIONS, 0.01)
        for start in range(len(framed) - 2):
            vector[zlib.crc32(framed[start : start + 3].encode()) % DIMENSIONS] += 1
        return vector / np.linalg.norm(vector)
