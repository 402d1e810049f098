"""Trials of reply finding: libraries with comments whose answer is known, or known to lack."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from replies.scoring import Floats
from replies.search import LibraryIndex
from replies.space import matrix, unit
from replies.types import Encoder, Inquiry, SavedReply
from replies.word_index import WordIndex

TOP = 3

Ask = Callable[[str, bytes], Floats]
"""Scores for each reply of a library in its order, given a comment and its vector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A comment and the id of the reply that answers it, `None` for out of scope."""

    text: str
    answer: str | None


@dataclass(slots=True, kw_only=True)
class Trial:
    """One library and its queries."""

    replies: list[SavedReply] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened to one query: the best replies, what was proposed of them, the best score."""

    answer: str | None
    ranked: tuple[str, ...]
    proposed: tuple[str, ...]
    best_score: float


def read_trials(path: Path) -> dict[str, Trial]:
    """Read lines of kind "entry" and "query", by library; raise ValueError where a line is odd."""
    trials: dict[str, Trial] = {}
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                trial = trials.setdefault(row["library"], Trial())
                if row["kind"] == "query":
                    trial.queries.append(Query(text=row["text"], answer=row["answer"]))
                else:
                    trial.replies.append(_entry(row))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path}:{number} is no entry or query: {error}") from error
    return trials


def by_words(trial: Trial, vectors: Sequence[bytes]) -> list[Outcome]:
    """What BM25 alone finds."""
    index = WordIndex([_phrases(reply) for reply in trial.replies])
    return _outcomes(trial, vectors, lambda text, _: index.score(text))


def by_vectors(trial: Trial, vectors: Sequence[bytes], encoder: Encoder) -> list[Outcome]:
    """What an encoder alone finds: the mean of the nearest example and the middle of all."""
    phrases = [_phrases(reply) for reply in trial.replies]
    starts = np.cumsum([0, *map(len, phrases)])[:-1]
    rows = matrix(encoder.embed([phrase for of_reply in phrases for phrase in of_reply]))
    centres = unit(np.add.reduceat(rows, starts, axis=0))

    def ask(_: str, vector: bytes) -> Floats:
        asked = matrix([vector])[0]
        near = np.maximum.reduceat(rows @ asked, starts)
        return np.asarray((near + centres @ asked) / 2, dtype=np.float32)

    return _outcomes(trial, vectors, ask)


def by_library(trial: Trial, vectors: Sequence[bytes], encoder: Encoder) -> list[Outcome]:
    """What the library finds, and proposes at its thresholds."""
    index = LibraryIndex.build(trial.replies, encoder)
    outcomes = []
    for query, vector in zip(trial.queries, vectors, strict=True):
        inquiry = Inquiry(text=query.text, vector=vector, languages=("en",))
        found = index.suggest(inquiry, TOP)
        outcomes.append(
            Outcome(
                answer=query.answer,
                ranked=tuple(reply.id for reply, _ in index.rank(inquiry, TOP)),
                proposed=tuple(suggestion.reply_id for suggestion in found.suggestions),
                best_score=found.best_score,
            )
        )
    return outcomes


def _outcomes(trial: Trial, vectors: Sequence[bytes], ask: Ask) -> list[Outcome]:
    ids = [reply.id for reply in trial.replies]
    outcomes = []
    for query, vector in zip(trial.queries, vectors, strict=True):
        scores = ask(query.text, vector)
        ranked = tuple(ids[at] for at in np.argsort(-scores, kind="stable")[:TOP])
        best = float(scores.max())
        outcomes.append(
            Outcome(answer=query.answer, ranked=ranked, proposed=ranked, best_score=best)
        )
    return outcomes


def _entry(row: dict[str, object]) -> SavedReply:
    examples = row["examples"]
    if not isinstance(examples, list):
        raise TypeError("examples is no list")
    return SavedReply(
        id=str(row["id"]),
        titles={"en": str(row["title"])},
        examples=tuple(str(example) for example in examples),
    )


def _phrases(reply: SavedReply) -> list[str]:
    return list(dict.fromkeys((*reply.examples, *reply.titles.values())))
