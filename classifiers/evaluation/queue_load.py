"""How much of what is wanted managers see who are shown only the likeliest comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from classifiers.evaluation.figures import QueueLoadFigures, RankedRecall
from classifiers.evaluation.metrics import recall_when_shown
from classifiers.heads import SENTIMENTS
from classifiers.training.corpus import Example
from classifiers.types import Verdict

SHARES: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)

Ranked = Sequence[tuple[bool, float]]
"""For each comment whether it is wanted, and the probability that the model gives it."""


def measure_load(
    comments: str, negative_or_complaint: Ranked, question: Ranked
) -> tuple[QueueLoadFigures, ...]:
    """Measure recall at each of `SHARES`; empty where neither kind is labelled."""
    if not negative_or_complaint and not question:
        return ()
    return tuple(
        QueueLoadFigures(
            comments=comments,
            share=share,
            negative_or_complaint=_recall(negative_or_complaint, share),
            question=_recall(question, share),
        )
        for share in SHARES
    )


def measure_dev_load(judged: Sequence[tuple[Example, Verdict]]) -> tuple[QueueLoadFigures, ...]:
    """Measure the load curve over the labelled dev rows."""
    stated = [({t: label.value for t, label in e.labels.items()}, v) for e, v in judged]
    negative = [(is_negative(labels), negative_chance(verdict)) for labels, verdict in stated]
    return measure_load(
        "dev rows",
        [(wanted, chance) for wanted, chance in negative if wanted is not None],
        [
            (labels["question"] == 1, v.signals.question)
            for labels, v in stated
            if "question" in labels
        ],
    )


def negative_chance(verdict: Verdict) -> float:
    """Give the probability by which comments are ranked: of negative sentiment or complaint."""
    return max(verdict.sentiment.negative, verdict.signals.complaint)


def is_negative(labels: Mapping[str, int]) -> bool | None:
    """Whether labels say negative or complaint; `None` where they leave it open.

    No complaint alone leaves it open: one can be angry at something else.
    """
    if labels.get("complaint") == 1:
        return True
    if "sentiment" in labels:
        return labels["sentiment"] == SENTIMENTS.index("negative")
    return None


def _recall(ranked: Ranked, share: float) -> RankedRecall | None:
    true = np.array([wanted for wanted, _ in ranked], dtype=np.bool_)
    if not true.any():
        return None
    chances = np.array([chance for _, chance in ranked], dtype=np.float64)
    return RankedRecall(
        texts=len(true),
        true=int(true.sum()),
        recall=recall_when_shown(true, chances, share),
        possible=min(1.0, share / float(true.mean())),
    )
