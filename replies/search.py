"""Finding the saved replies that answer a comment, in any language, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

import numpy as np
import numpy.typing as npt

from replies import scoring
from replies.backdrop import BACKDROP_TEXTS
from replies.choosing import choose_variant
from replies.space import Space, matrix, unit
from replies.types import Encoder, Fit, Found, Inquiry, SavedReply, Suggestion, Variant
from replies.words import WordIndex

Positions = npt.NDArray[np.intp]


def texts_to_embed(replies: Sequence[SavedReply]) -> tuple[str, ...]:
    """The texts whose vectors an index of these replies needs, each once."""
    return tuple(dict.fromkeys((*BACKDROP_TEXTS, *(t for r in replies for t in _texts_of(r)))))


class LibraryIndex:
    """The saved replies, ready to be asked; reading it from several threads is safe.

    `vectors` holds, for each of `texts_to_embed(replies)`, the vector of one and the same encoder.
    Raise KeyError for a text without vector, ValueError for vectors of different lengths.
    """

    def __init__(self, replies: Sequence[SavedReply], vectors: Mapping[str, bytes]) -> None:
        self._replies = tuple(replies)
        texts = [_texts_of(reply) for reply in self._replies]
        self._starts = np.cumsum([0, *map(len, texts)])[:-1]
        rows = matrix([vectors[text] for of_reply in texts for text in of_reply])
        self._space = Space(rows, vectors)
        if self._replies:
            self._rows = self._space.place(rows)
            self._centres = unit(np.add.reduceat(self._rows, self._starts, axis=0))
        self._words = WordIndex(texts)
        self._last_days = np.array([(r.valid_until or date.max).toordinal() for r in replies])
        self._lanes = [frozenset(reply.lanes) for reply in self._replies]

    @classmethod
    def build(cls, replies: Sequence[SavedReply], encoder: Encoder) -> LibraryIndex:
        """Embed what is needed, each text once, and index it; blocking."""
        texts = texts_to_embed(replies)
        return cls(replies, dict(zip(texts, encoder.embed(texts), strict=True)))

    def suggest(self, inquiry: Inquiry, top: int = 3) -> Found:
        """Propose at most `top` replies, the likeliest first, or abstain.

        Raise ValueError when the comment's vector was made by a different encoder.
        """
        ranking = self.rank(inquiry)
        best_score = ranking[0][1] if ranking else 0.0
        if scoring.fit_of(best_score) is None:
            return Found(suggestions=(), best_score=best_score)
        suggestions = tuple(islice(_suggestions(ranking, inquiry), top))
        return Found(suggestions=suggestions, best_score=best_score)

    def rank(self, inquiry: Inquiry) -> list[tuple[SavedReply, float]]:
        """All replies that may answer in this lane today with their scores, the likeliest first.

        Raise ValueError when the comment's vector was made by a different encoder.
        """
        allowed = self._allowed(inquiry)
        if not allowed.size:
            return []
        nearness = self.weigh(inquiry)[allowed]
        order = np.argsort(-nearness, kind="stable")
        scores = scoring.probabilities(nearness[order])
        ranked = zip(allowed[order].tolist(), scores.tolist(), strict=True)
        return [(self._replies[position], score) for position, score in ranked]

    def weigh(self, inquiry: Inquiry) -> scoring.Floats:
        """The nearness of each reply of a library that is not empty, in its order."""
        vector = matrix([inquiry.vector])
        if vector.shape[1] != self._space.dimensions:
            raise ValueError("the comment's vector is of another length than the library's")
        placed = self._space.place(vector)[0]
        nearest = np.maximum.reduceat(self._rows @ placed, self._starts)
        words = self._words.score(inquiry.text)
        return scoring.fuse(nearest, self._centres @ placed, words)

    def _allowed(self, inquiry: Inquiry) -> Positions:
        """Positions of the replies that may answer in this lane, today."""
        is_allowed = np.ones(len(self._replies), dtype=bool)
        if inquiry.today is not None:
            is_allowed &= self._last_days >= inquiry.today.toordinal()
        if inquiry.lane:
            is_allowed &= np.array([not lanes or inquiry.lane in lanes for lanes in self._lanes])
        return np.flatnonzero(is_allowed)


def _suggestions(
    ranking: Sequence[tuple[SavedReply, float]], inquiry: Inquiry
) -> Iterator[Suggestion]:
    shown: set[str] = set()
    best_score = ranking[0][1]
    for reply, score in ranking:
        if score < scoring.ALSO_SHARE * best_score:
            return
        variant = choose_variant(reply, inquiry.languages, inquiry.used, shown)
        if variant is None and reply.variants:
            continue
        if variant is not None:
            shown.add(variant.text)
        yield _suggestion(reply, score, variant)


def _suggestion(reply: SavedReply, score: float, variant: Variant | None) -> Suggestion:
    return Suggestion(
        reply_id=reply.id,
        titles=reply.titles,
        score=score,
        fit=scoring.fit_of(score) or Fit.MAYBE,
        lang=variant.lang if variant else None,
        tone=variant.tone if variant else "",
        text=variant.text if variant else None,
    )


def _texts_of(reply: SavedReply) -> tuple[str, ...]:
    """What a reply is found by: examples and titles; its own words only for want of examples."""
    own_words = () if reply.examples else tuple(variant.text for variant in reply.variants)
    texts = (*reply.examples, *reply.titles.values(), *own_words)
    return tuple(dict.fromkeys(texts)) or (reply.id,)
