"""Finding the saved replies that answer a comment, in any language, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from replies import scoring
from replies.backdrop import BACKDROP_TEXTS
from replies.choosing import fitting_variants
from replies.feedback import Feedback, Lesson
from replies.foreignness import Foreignness
from replies.head import Head
from replies.lack import Vocabulary
from replies.playbooks import Playbooks
from replies.space import Space, matrix, unit
from replies.tightness import tightness
from replies.types import (
    Encoder,
    Fit,
    Found,
    Inquiry,
    Lack,
    Playbook,
    SavedReply,
    Suggestion,
    Variant,
)
from replies.word_index import WordIndex

Positions = npt.NDArray[np.intp]

SEARCHED_IN_FULL = 20_000
"""Texts up to which each is compared with the comment; beyond, only those of likely replies."""
LIKELY_REPLIES = 1_000
TITLE_SHARE = 0.5
"""How much a title counts in the middle of a reply beside its examples: it is no comment."""
MOST_LOOKED_AT = 50
"""Replies among which texts are looked for that were not posted yet."""


def texts_to_embed(replies: Sequence[SavedReply]) -> tuple[str, ...]:
    """The texts whose vectors an index of these replies needs, each once."""
    return tuple(dict.fromkeys((*BACKDROP_TEXTS, *(t for r in replies for t in _texts_of(r)))))


class LibraryIndex:
    """The saved replies, ready to be asked; reading it from several threads is safe.

    `vectors` holds, for each of `texts_to_embed(replies)`, the vector of one and the same encoder.
    Raise KeyError for a text without vector, ValueError for vectors of different lengths.
    """

    def __init__(
        self,
        replies: Sequence[SavedReply],
        vectors: Mapping[str, bytes],
        playbooks: Sequence[Playbook] = (),
    ) -> None:
        self._replies = tuple(replies)
        self._by_id = {reply.id: reply for reply in self._replies}
        self._playbooks = Playbooks(playbooks, self._by_id)
        texts = [_texts_of(reply) for reply in self._replies]
        self._starts = np.cumsum([0, *map(len, texts)])[:-1]
        every = [text for of_reply in texts for text in of_reply]
        rows = matrix([vectors[text] for text in every])
        self._space = Space(rows, vectors)
        if self._replies:
            self._rows = self._space.place(rows)
            shares = np.concatenate(
                [_shares_of(r, t) for r, t in zip(replies, texts, strict=True)]
            )
            middles = np.add.reduceat(self._rows * shares[:, None], self._starts, axis=0)
            self._centres = unit(middles)
            self._head = Head(self._rows, self._starts)
            self._tightness = tightness(self._rows, self._starts)
        self._words = WordIndex(texts)
        self._foreignness = Foreignness(self._space, rows, every)
        own_words = (variant.text for reply in self._replies for variant in reply.variants)
        self._vocabulary = Vocabulary(chain(every, own_words))
        self._last_days = np.array([(r.valid_until or date.max).toordinal() for r in replies])
        self._topics = np.array([reply.topic for reply in replies], dtype=np.str_)
        self._for_any_lane = np.array([not reply.lanes for reply in replies], dtype=bool)
        self._for_lane = {
            lane: np.array([lane in reply.lanes for reply in replies], dtype=bool)
            for lane in {lane for reply in replies for lane in reply.lanes}
        }
        self._feedback: Feedback | None = None
        self._places: dict[str, int] = {}

    @classmethod
    def build(cls, replies: Sequence[SavedReply], encoder: Encoder) -> LibraryIndex:
        """Embed what is needed, each text once, and index it; blocking."""
        texts = texts_to_embed(replies)
        return cls(replies, dict(zip(texts, encoder.embed(texts), strict=True)))

    def heeding(self, lessons: Iterable[Lesson]) -> LibraryIndex:
        """The same index with what was learnt from use, the oldest first; nothing is embedded.

        Raise ValueError when a lesson's vector was made by a different encoder.
        """
        heeds = copy(self)
        places = {reply.id: at for at, reply in enumerate(self._replies)}
        of_ours = [lesson for lesson in lessons if lesson.reply_id in places]
        # copies of this class are its own affair
        heeds._feedback = Feedback(of_ours, self._space.place)  # noqa: SLF001
        heeds._places = places  # noqa: SLF001
        return heeds

    def suggest(self, inquiry: Inquiry, top: int = 3) -> Found:
        """Propose at most `top` replies, the likeliest first, or abstain and say what is lacking.

        Raise ValueError when the comment's vector was made by a different encoder.
        """
        ranking = self.rank(inquiry, MOST_LOOKED_AT)
        step = self._next_step(inquiry, ranking)
        first = () if step is None else (step,)
        if not ranking:
            return Found(suggestions=first, best_score=0.0)
        closest, best_score = ranking[0]
        if scoring.fit_of(best_score) is None:
            lack = None if first else Lack(words=self._lacking(inquiry), closest=closest.titles)
            return Found(suggestions=first, best_score=best_score, lack=lack)
        others = self._suggestions(ranking, inquiry, first)
        suggestions = (*first, *islice(others, top - len(first)))
        return Found(suggestions=suggestions, best_score=best_score)

    def _next_step(
        self, inquiry: Inquiry, ranking: Sequence[tuple[SavedReply, float]]
    ) -> Suggestion | None:
        """What a playbook that was begun says now; the lane of the comment does not matter."""
        following = self._playbooks.next_after(inquiry.said)
        if following is None:
            return None
        reply_id, step = following
        reply = self._by_id[reply_id]
        if not _is_valid(reply, inquiry):
            return None
        texts = fitting_variants(reply, inquiry)
        if not texts and reply.variants:
            return None
        score = next((score for one, score in ranking if one.id == reply_id), scoring.FITS_FROM)
        likely = max(score, scoring.FITS_FROM)
        return replace(_suggestion(reply, likely, texts), step=step)

    def other_wording(self, suggestion: Suggestion, inquiry: Inquiry) -> Suggestion | None:
        """The same reply in its next text that may be said here, in turn; `None` without one."""
        reply = self._by_id.get(suggestion.reply_id)
        if reply is None:
            return None
        texts = fitting_variants(reply, inquiry)
        at = next((n for n, one in enumerate(texts) if one.text == suggestion.text), -1)
        following = texts[(at + 1) % len(texts)] if texts else None
        if following is None or following.text == suggestion.text:
            return None
        return replace(suggestion, lang=following.lang, tone=following.tone, text=following.text)

    def wording(self, reply_id: str, inquiry: Inquiry) -> Suggestion | None:
        """A reply's best text that may be said to a comment; `None` without one."""
        reply = self._by_id.get(reply_id)
        texts = fitting_variants(reply, inquiry) if reply is not None else []
        return _suggestion(reply, 0.0, texts) if reply is not None and texts else None

    def _suggestions(
        self,
        ranking: Sequence[tuple[SavedReply, float]],
        inquiry: Inquiry,
        already: Sequence[Suggestion],
    ) -> Iterator[Suggestion]:
        shown = {one.text for one in already if one.text is not None}
        taken = {one.reply_id for one in already}
        best_score = ranking[0][1]
        for reply, score in ranking:
            if score < scoring.ALSO_SHARE * best_score:
                return
            texts = fitting_variants(reply, inquiry, shown)
            if reply.id in taken or (not texts and reply.variants):
                continue
            shown.update(variant.text for variant in texts[:1])
            yield replace(
                _suggestion(reply, score, texts), step=self._playbooks.begun_by(reply.id)
            )

    def rank(self, inquiry: Inquiry, top: int | None = None) -> list[tuple[SavedReply, float]]:
        """The replies that may answer in this lane today with their scores, the likeliest first.

        All of them, or the first `top`. Raise ValueError when the comment's vector was made by a
        different encoder.
        """
        allowed = self._allowed(inquiry)
        if not allowed.size:
            return []
        scores = scoring.probabilities(
            self.weigh(inquiry).of(allowed), self._push(inquiry)[allowed]
        )
        likeliest = np.argsort(-scores, kind="stable")[:top]
        ranked = zip(allowed[likeliest].tolist(), scores[likeliest].tolist(), strict=True)
        return [(self._replies[position], score) for position, score in ranked]

    def weigh(self, inquiry: Inquiry) -> scoring.Evidence:
        """What speaks for each reply of a library that is not empty, in its order."""
        vector = matrix([inquiry.vector])
        if vector.shape[1] != self._space.dimensions:
            raise ValueError("the comment's vector is of another length than the library's")
        placed = self._space.place(vector)[0]
        words = self._words.score(inquiry.text)
        meaning = self._meaning(placed, words)
        lift = self._head.lift(placed)
        return scoring.Evidence(
            meaning=meaning,
            words=words,
            nearness=scoring.fuse(meaning, words, lift, self._head.trust),
            foreignness=self._foreignness.of(vector[0], inquiry.text),
            tightness=self._tightness,
        )

    def _meaning(self, placed: scoring.Floats, words: scoring.Floats) -> scoring.Floats:
        """Nearness in meaning, to the nearest example and to the middle of all.

        Of very many replies the nearest example is looked for only where the middle or the words
        say that it may be worth it.
        """
        centre = self._centres @ placed
        if len(self._rows) <= SEARCHED_IN_FULL:
            nearest = np.maximum.reduceat(self._rows @ placed, self._starts)
            return scoring.blend(nearest, centre)
        promise = centre + scoring.WORD_WEIGHT * words
        likely = np.argpartition(-promise, LIKELY_REPLIES)[:LIKELY_REPLIES]
        nearest = centre.copy()
        nearest[likely] = self._nearest_of(likely, placed)
        return scoring.blend(nearest, centre)

    def _nearest_of(self, replies: Positions, placed: scoring.Floats) -> scoring.Floats:
        """The nearness of the closest example of some replies."""
        ends = np.append(self._starts[1:], len(self._rows))
        lengths = ends[replies] - self._starts[replies]
        firsts = np.cumsum(lengths) - lengths
        steps = np.arange(lengths.sum()) - np.repeat(firsts, lengths)
        rows = np.repeat(self._starts[replies], lengths) + steps
        return np.asarray(np.maximum.reduceat(self._rows[rows] @ placed, firsts))

    def _lacking(self, inquiry: Inquiry) -> tuple[str, ...]:
        """Telling words that are unknown; in another language than the library's all would be."""
        vector = matrix([inquiry.vector])[0]
        if not self._foreignness.speaks(vector, inquiry.text):
            return ()
        return self._vocabulary.lacking(inquiry.text)

    def _push(self, inquiry: Inquiry) -> scoring.Floats:
        """What was learnt from use, for each reply in its order."""
        push = np.zeros(len(self._replies), dtype=np.float32)
        if self._feedback is not None:
            placed = self._space.place(matrix([inquiry.vector]))[0]
            for reply_id in self._feedback.reply_ids:
                push[self._places[reply_id]] = self._feedback.push(reply_id, placed)
        return push

    def _allowed(self, inquiry: Inquiry) -> Positions:
        """Positions of the replies that may answer in this lane, on these topics, today."""
        is_allowed = np.ones(len(self._replies), dtype=bool)
        if inquiry.today is not None:
            is_allowed &= self._last_days >= inquiry.today.toordinal()
        if inquiry.lane:
            is_allowed &= self._for_any_lane | self._for_lane.get(inquiry.lane, False)
        if inquiry.topics:
            is_allowed &= np.isin(self._topics, ["", *inquiry.topics])
        return np.flatnonzero(is_allowed)


def _is_valid(reply: SavedReply, inquiry: Inquiry) -> bool:
    last_day = reply.valid_until or date.max
    return inquiry.today is None or inquiry.today <= last_day


def _suggestion(reply: SavedReply, score: float, texts: Sequence[Variant]) -> Suggestion:
    variant = texts[0] if texts else None
    return Suggestion(
        reply_id=reply.id,
        titles=reply.titles,
        score=score,
        fit=scoring.fit_of(score) or Fit.MAYBE,
        lang=variant.lang if variant else None,
        tone=variant.tone if variant else "",
        text=variant.text if variant else None,
        wordings=max(1, len(texts)),
    )


def _texts_of(reply: SavedReply) -> tuple[str, ...]:
    """What a reply is found by: examples and titles; its own words only for want of examples."""
    own_words = () if reply.examples else tuple(variant.text for variant in reply.variants)
    texts = (*reply.examples, *reply.titles.values(), *own_words)
    return tuple(dict.fromkeys(texts)) or (reply.id,)


def _shares_of(reply: SavedReply, texts: Sequence[str]) -> scoring.Floats:
    """What each of the texts that a reply is found by counts in their middle."""
    labels = set(reply.titles.values()) - set(reply.examples) if reply.examples else set()
    shares = [TITLE_SHARE if text in labels else 1.0 for text in texts]
    return np.array(shares, dtype=np.float32)
