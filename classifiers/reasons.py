"""Which words moved a verdict: each is left out in turn and the comment judged again."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import regex

from classifiers.types import Classifier, Thresholds, Utterance, Verdict

MOST_WORDS: Final = 3
READ_WORDS: Final = 48
"""A longer comment is explained by its first words: every word costs a judgement."""

_LEAST_MOVE = 0.25
"""In log-odds; a smaller change is noise."""
_WORD = regex.compile(r"\S+")
_TRIM = regex.compile(r"^[^\p{L}\p{N}\p{S}]+|[^\p{L}\p{N}\p{S}]+$")


def words_behind(
    classifier: Classifier, utterance: Utterance, *, most: int = MOST_WORDS
) -> dict[str, tuple[str, ...]]:
    """Name the words without which each signal that reaches its threshold would be weaker.

    Keys are "negative" and the names of the signals; the strongest word comes first, `most` at
    most. This costs one judgement a word: it is made for a card that somebody looks at, not for
    every comment (occlusion, Zeiler and Fergus 2014).
    """
    places = [match.span() for match in _WORD.finditer(utterance.text)][:READ_WORDS]
    without = [
        Utterance(text=utterance.text[:start] + utterance.text[end:], expected=utterance.expected)
        for start, end in places
    ]
    whole, *partial = classifier.judge([utterance, *without])
    words = [_trimmed(utterance.text[start:end]) for start, end in places]
    before = _chances(whole)
    reached = [
        name for name, least in _least(classifier.thresholds).items() if before[name] >= least
    ]
    return {
        name: found
        for name in reached
        if (
            found := _strongest(
                {
                    word: _log_odds(before[name]) - _log_odds(_chances(verdict)[name])
                    for word, verdict in zip(words, partial, strict=True)
                },
                most,
            )
        )
    }


def _trimmed(word: str) -> str:
    """Take the marks from around a word; marks that stand alone stay."""
    return _TRIM.sub("", word) or word


def _strongest(moves: Mapping[str, float], most: int) -> tuple[str, ...]:
    ranked = sorted(moves, key=lambda word: -moves[word])
    return tuple(word for word in ranked[:most] if moves[word] >= _LEAST_MOVE)


def _chances(verdict: Verdict) -> dict[str, float]:
    signals = verdict.signals
    return {
        "negative": verdict.sentiment.negative,
        "question": signals.question,
        "complaint": signals.complaint,
        "praise": signals.praise,
        "toxic": signals.toxic,
        "spam": signals.spam,
    }


def _least(thresholds: Thresholds) -> dict[str, float]:
    return {
        name: getattr(thresholds, name)
        for name in ("negative", "question", "complaint", "praise", "toxic", "spam")
    }


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
