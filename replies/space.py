"""The space in which comments and examples are compared: vectors without what all share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from replies.backdrop import BACKDROP, BACKDROP_TEXTS

Floats = npt.NDArray[np.float32]

LEAST_DIFFERENCE = 1e-3


class Space:
    """Places vectors such that unrelated ones are near a right angle, whatever their languages.

    Made from the vectors of a library's texts and of the backdrop; all of one encoder.
    """

    def __init__(self, library: Floats, backdrop: Mapping[str, bytes]) -> None:
        everyday = matrix([backdrop[text] for text in BACKDROP_TEXTS])
        self.dimensions = everyday.shape[1]
        self._mean = np.concatenate([library.reshape(-1, self.dimensions), everyday]).mean(axis=0)
        by_language = [matrix([backdrop[t] for t in texts]) for texts in BACKDROP.values()]
        self._tongues = _directions(np.array([vectors.mean(axis=0) for vectors in by_language]))

    def place(self, vectors: Floats) -> Floats:
        """Take away the common part and the language; unit length again."""
        centred = vectors - self._mean
        neutral = centred - (centred @ self._tongues.T) @ self._tongues
        return unit(neutral)

    def tongue(self, vectors: Floats) -> Floats:
        """What `place` takes away as language: texts of one language are near each other in it."""
        return np.asarray((vectors - self._mean) @ self._tongues.T, dtype=np.float32)


def matrix(vectors: Sequence[bytes]) -> Floats:
    """Stack vectors as rows. Raise ValueError when their lengths differ."""
    if len({len(vector) for vector in vectors}) > 1:
        raise ValueError("vectors of different lengths: they come from different encoders")
    rows = np.frombuffer(b"".join(vectors), dtype="<f4")
    return rows.reshape(len(vectors), -1) if vectors else rows.reshape(0, 0)


def unit(rows: Floats) -> Floats:
    """Give each row the length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.float32(1e-6)), dtype=np.float32)


def _directions(means: Floats) -> Floats:
    """Find the directions in which the languages' means differ, at right angles to each other."""
    _, sizes, directions = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    return np.asarray(directions[sizes > LEAST_DIFFERENCE], dtype=np.float32)
