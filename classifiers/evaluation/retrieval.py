"""How well the sentence vector alone finds the right entry of a library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifiers.evaluation.figures import RetrievalFigures
from classifiers.evaluation.metrics import auroc
from classifiers.training.corpus import read_rows
from classifiers.training.progress import Progress
from classifiers.types import Classifier

QUERIES: Final = "retrieval_dev.jsonl.gz"

_CHUNK = 256

Row = dict[str, object]


def measure_retrieval(
    data: Path, classifier: Classifier, progress: Progress
) -> tuple[RetrievalFigures, ...]:
    """Search each query among the entries of its library; empty without such a file."""
    path = data / QUERIES
    if not path.is_file():
        return ()
    entries: dict[str, list[Row]] = defaultdict(list)
    queries: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(path):
        (entries if row["kind"] == "entry" else queries)[str(row["library"])].append(row)
    progress.start("finding replies", len(queries))
    figures = []
    for library, asked in sorted(queries.items()):
        figures.append(_search(library, entries[library], asked, classifier))
        progress.advance(1)
    return tuple(figures)


def _search(
    library: str, entries: Sequence[Row], queries: Sequence[Row], classifier: Classifier
) -> RetrievalFigures:
    phrases = [(str(e["id"]), phrase) for e in entries for phrase in _phrases(e)]
    ids = np.array([entry for entry, _ in phrases])
    names = np.unique(ids)
    known = embed_all(classifier, [phrase for _, phrase in phrases])
    asked = embed_all(classifier, [str(query["text"]) for query in queries])
    likeness = asked @ known.T
    by_entry = np.stack([likeness[:, ids == name].max(axis=1) for name in names], axis=1)
    best = names[np.argsort(-by_entry, axis=1)[:, :3]]
    in_scope = np.array([query["answer"] is not None for query in queries])
    answers = np.array([str(query["answer"]) for query in queries])
    hits = best == answers[:, None]
    return RetrievalFigures(
        library=library,
        queries=len(queries),
        top1=float(hits[in_scope, 0].mean()),
        top3=float(hits[in_scope].any(axis=1).mean()),
        scope_auroc=auroc(in_scope.astype(np.int64), by_entry.max(axis=1).astype(np.float64)),
    )


def embed_all(classifier: Classifier, texts: Sequence[str]) -> NDArray[np.float32]:
    """Make a matrix of sentence vectors, one row a text."""
    vectors: list[bytes] = []
    for start in range(0, len(texts), _CHUNK):
        vectors += classifier.embed(texts[start : start + _CHUNK])
    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(texts), -1)


def _phrases(entry: Row) -> list[str]:
    examples = entry.get("examples")
    listed = [str(example) for example in examples] if isinstance(examples, list) else []
    return [str(entry["title"]), *listed]
