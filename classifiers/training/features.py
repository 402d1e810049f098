"""Features of many texts, kept on disk in shards, so that an interrupted run can go on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifiers.encoder import Encoder
from classifiers.training.progress import Progress

_SHARD_TEXTS = 2048


class FeatureCache:
    """Encoder features by text, in one folder per encoder; values are kept as float16."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder
        folder.mkdir(parents=True, exist_ok=True)

    def features(self, texts: Sequence[str], progress: Progress) -> NDArray[np.float16]:
        """Look up or compute one row of features a text, in order."""
        shards = self._read_shards()
        known = {key for keys, _ in shards for key in keys}
        keys = [_key(text) for text in texts]
        missing = list({k: t for k, t in zip(keys, texts, strict=True) if k not in known}.items())
        progress.start("reading texts", len(missing))
        for start in range(0, len(missing), _SHARD_TEXTS):
            shard = missing[start : start + _SHARD_TEXTS]
            shards.append(self._compute(shard))
            progress.advance(len(shard))
        return _gather(keys, shards, self._encoder.feature_count)

    def _compute(self, shard: list[tuple[bytes, str]]) -> tuple[list[bytes], NDArray[np.float16]]:
        keys = [key for key, _ in shard]
        rows = self._encoder.encode([text for _, text in shard]).features.astype(np.float16)
        path = self._folder / f"{hashlib.sha256(b''.join(keys)).hexdigest()[:16]}.npz"
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            np.savez(file, keys=np.frombuffer(b"".join(keys), dtype="V16"), features=rows)
        partial.replace(path)
        return keys, rows

    def _read_shards(self) -> list[tuple[list[bytes], NDArray[np.float16]]]:
        shards = []
        for path in sorted(self._folder.glob("*.npz")):
            with np.load(path) as shard:
                shards.append(([bytes(key) for key in shard["keys"]], shard["features"]))
        return shards


def _gather(
    keys: Sequence[bytes], shards: list[tuple[list[bytes], NDArray[np.float16]]], width: int
) -> NDArray[np.float16]:
    places = {key: (s, r) for s, (ks, _) in enumerate(shards) for r, key in enumerate(ks)}
    found = np.empty((len(keys), width), dtype=np.float16)
    for row, key in enumerate(keys):
        shard, place = places[key]
        found[row] = shards[shard][1][place]
    return found


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).digest()
