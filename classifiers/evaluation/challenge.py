"""Measure a classifier on the project's own challenge set: short comments that mislead.

The set was written for Jawab: negation, irony, questions without a mark, insults without a swear
word and the like. It is never trained on, and no threshold is chosen on it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from classifiers.heads import SENTIMENTS
from classifiers.types import Classifier, Utterance, Verdict

CHALLENGE: Final = Path(__file__).parent / "challenge.jsonl"
ALL: Final = "all"
"""Stands for every kind, or every language."""

YES_NO: Final = ("question", "complaint", "toxic", "spam")
"""The yes/no labels that a comment of the set may carry beside its sentiment."""

_CHUNK = 64
_YES = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeComment:
    """A comment of the set, with those labels alone that are clear; never trained on."""

    text: str
    lang: str
    kind: str
    sentiment: str | None = None
    signals: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeFigures:
    """How many labels of the challenge set, which is never trained on, a classifier got right.

    `kind` and `lang` are those of the comments, or `ALL`; `right` is the share of `labels`.
    """

    kind: str
    lang: str
    comments: int
    labels: int
    right: float


def read_challenge() -> tuple[ChallengeComment, ...]:
    """Read the shipped set, which is to measure with and never to train on."""
    lines = CHALLENGE.read_text(encoding="utf-8").splitlines()
    return tuple(_comment(json.loads(line)) for line in lines)


def measure_challenge(classifier: Classifier) -> tuple[ChallengeFigures, ...]:
    """Measure over all, by language, by kind, and by kind and language, in this order.

    Sentiment is the most probable class, a yes/no label is said from one half on. The set is
    never trained on, so that the figures stay an outside view.
    """
    found: dict[tuple[str, str], list[list[bool]]] = defaultdict(list)
    comments = read_challenge()
    for comment, verdict in zip(comments, _judge(classifier, comments), strict=True):
        answers = _answers(comment, verdict)
        for kind in (ALL, comment.kind):
            for lang in (ALL, comment.lang):
                found[kind, lang].append(answers)
    return tuple(_figures(*row, found[row]) for row in sorted(found, key=_place))


def _comment(row: Mapping[str, str | int]) -> ChallengeComment:
    sentiment = row.get("sentiment")
    return ChallengeComment(
        text=str(row["text"]),
        lang=str(row["lang"]),
        kind=str(row["kind"]),
        sentiment=None if sentiment is None else str(sentiment),
        signals={name: bool(row[name]) for name in YES_NO if name in row},
    )


def _judge(classifier: Classifier, comments: tuple[ChallengeComment, ...]) -> list[Verdict]:
    verdicts: list[Verdict] = []
    for first in range(0, len(comments), _CHUNK):
        chunk = comments[first : first + _CHUNK]
        verdicts += classifier.judge([Utterance(text=comment.text) for comment in chunk])
    return verdicts


def _answers(comment: ChallengeComment, verdict: Verdict) -> list[bool]:
    """Tell of each label of the comment whether the verdict got it right."""
    right = [
        (getattr(verdict.signals, name) >= _YES) == label
        for name, label in comment.signals.items()
    ]
    if comment.sentiment is not None:
        said = max(SENTIMENTS, key=lambda name: float(getattr(verdict.sentiment, name)))
        right.append(said == comment.sentiment)
    return right


def _figures(kind: str, lang: str, answers: list[list[bool]]) -> ChallengeFigures:
    labels = [right for comment in answers for right in comment]
    return ChallengeFigures(
        kind=kind,
        lang=lang,
        comments=len(answers),
        labels=len(labels),
        right=sum(labels) / max(len(labels), 1),
    )


def _place(row: tuple[str, str]) -> tuple[bool, bool, str, str]:
    kind, lang = row
    return kind != ALL, ALL not in row, kind, "" if lang == ALL else lang
