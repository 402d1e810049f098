"""Retrieval sets: libraries with queries whose answer is known, or known to be missing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from replies.backdrop import BACKDROP_TEXTS
from replies.types import Encoder, SavedReply


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A comment and the id of the reply that answers it, `None` for out of scope."""

    text: str
    answer: str | None


@dataclass(slots=True, kw_only=True)
class RetrievalSet:
    """One library and its queries."""

    replies: list[SavedReply] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)


def read_sets(path: Path) -> dict[str, RetrievalSet]:
    """Read lines of kind "entry" and "query", by library."""
    sets: dict[str, RetrievalSet] = {}
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
        for row in map(json.loads, lines):
            one = sets.setdefault(row["library"], RetrievalSet())
            if row["kind"] == "query":
                one.queries.append(Query(text=row["text"], answer=row["answer"]))
            else:
                titles, examples = {"en": row["title"]}, tuple(row["examples"])
                one.replies.append(SavedReply(id=row["id"], titles=titles, examples=examples))
    return sets


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


def embed_all(sets: dict[str, RetrievalSet], encoder: Encoder) -> None:
    """Embed every text in one go, the backdrop included."""
    texts = list(BACKDROP_TEXTS)
    for one in sets.values():
        texts += [query.text for query in one.queries]
        texts += [t for r in one.replies for t in (*r.examples, *r.titles.values())]
    encoder.embed(texts)
