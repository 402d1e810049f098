"""What the benchmarks of reply finding share: a trial of one library alone, kept vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from replies.backdrop import BACKDROP_TEXTS
from replies.trials import Query, Trial
from replies.types import Encoder, SavedReply


def hold_out(replies: Sequence[SavedReply]) -> Trial:
    """Make a set of a library alone: every fourth example becomes a query for the others."""
    trial = Trial()
    for reply in replies:
        kept = tuple(text for at, text in enumerate(reply.examples) if at % 4)
        trial.replies.append(replace(reply, examples=kept))
        trial.queries += [Query(text=text, answer=reply.id) for text in reply.examples[::4]]
    return trial


class CachedEncoder:
    """An encoder that keeps what it has embedded in a file, so that a second run is quick."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._path = folder / f"{encoder.model_id.replace('/', '_')}.npz"
        self._vectors: dict[str, bytes] = {}
        if self._path.is_file():
            stored = np.load(self._path)
            rows = zip(stored["texts"].tolist(), stored["vectors"], strict=True)
            self._vectors = {text: vector.tobytes() for text, vector in rows}

    @property
    def model_id(self) -> str:
        """As the encoder's."""
        return self._encoder.model_id

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """As the encoder does; new texts are added to the file."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.embed(new), strict=True))
            self._path.parent.mkdir(parents=True, exist_ok=True)
            vectors = [np.frombuffer(vector, dtype="<f4") for vector in self._vectors.values()]
            np.savez(self._path, texts=np.array(list(self._vectors)), vectors=np.array(vectors))
        return [self._vectors[text] for text in texts]


def embed_all(sets: dict[str, Trial], encoder: Encoder) -> None:
    """Embed every text in one go, the backdrop included."""
    texts = list(BACKDROP_TEXTS)
    for one in sets.values():
        texts += [query.text for query in one.queries]
        texts += [t for r in one.replies for t in (*r.examples, *r.titles.values())]
    encoder.embed(texts)
