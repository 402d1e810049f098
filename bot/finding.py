"""How replies are found: by words, by an encoder, by the library, on the same queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import InputUnreadable
from classifiers.evaluation.finding import FindingFigures
from classifiers.evaluation.metrics import auroc
from classifiers.evaluation.retrieval import QUERIES
from replies.trials import Outcome, Trial, by_library, by_vectors, by_words, read_trials

if TYPE_CHECKING:
    from classifiers.training.progress import Progress
    from replies.types import Encoder

WORDS = "BM25 alone"
UNTUNED = "untuned encoder alone"
TUNED = "encoder alone"
LIBRARY = "library"


def measure_finding(
    data: Path, encoder: Encoder, untuned: Encoder | None, progress: Progress
) -> tuple[FindingFigures, ...]:
    """Try each way on each library of `data`; empty where there is none.

    Raise InputUnreadable where a line is neither an entry nor a query.
    """
    path = data / QUERIES
    if not path.is_file():
        return ()
    try:
        trials = read_trials(path)
    except ValueError as error:
        raise InputUnreadable(str(error)) from error
    progress.start("finding replies", sum(len(trial.queries) for trial in trials.values()))
    figures: list[FindingFigures] = []
    for library, trial in sorted(trials.items()):
        outcomes = _try(trial, encoder, untuned)
        figures += [_figures(way, library, found) for way, found in outcomes.items()]
        progress.advance(len(trial.queries))
    return tuple(figures)


def _try(
    trial: Trial, encoder: Encoder, untuned: Encoder | None
) -> Mapping[str, Sequence[Outcome]]:
    texts = [query.text for query in trial.queries]
    vectors = encoder.embed(texts)
    outcomes = {WORDS: by_words(trial, vectors)}
    if untuned is not None:
        outcomes[UNTUNED] = by_vectors(trial, untuned.embed(texts), untuned)
    outcomes[TUNED] = by_vectors(trial, vectors, encoder)
    outcomes[LIBRARY] = by_library(trial, vectors, encoder)
    return outcomes


def _figures(way: str, library: str, outcomes: Sequence[Outcome]) -> FindingFigures:
    inside = [one for one in outcomes if one.answer is not None]
    outside = [one for one in outcomes if one.answer is None]
    has_thresholds = way == LIBRARY
    in_scope = np.array([one.answer is not None for one in outcomes], dtype=np.int64)
    best = np.array([one.best_score for one in outcomes], dtype=np.float64)
    return FindingFigures(
        way=way,
        library=library,
        queries=len(outcomes),
        first=_share([one.answer in one.ranked[:1] for one in inside]) or 0.0,
        in_three=_share([one.answer in one.ranked for one in inside]) or 0.0,
        scope_auroc=auroc(in_scope, best),
        silent=_share([not one.proposed for one in outside]) if has_thresholds else None,
        kept_in_three=(
            _share([one.answer in one.proposed for one in inside]) if has_thresholds else None
        ),
    )


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
