"""Measure a model on dev data: tasks, languages, reply finding, a community's day, speed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from classifiers.calibration import expected_calibration_error
from classifiers.engine import load_classifier
from classifiers.evaluation.day import measure_day
from classifiers.evaluation.languages import measure_languages
from classifiers.evaluation.metrics import auroc, macro_f1, precision_recall
from classifiers.evaluation.report import Report, TaskFigures
from classifiers.evaluation.retrieval import measure_retrieval
from classifiers.evaluation.speed import measure_speed
from classifiers.heads import SENTIMENTS, TASKS
from classifiers.training.corpus import Example, read_examples
from classifiers.training.progress import Progress, Silent
from classifiers.training.sources import Licences, source_of
from classifiers.types import Classifier, Thresholds, Utterance, Verdict

ALL_LANGUAGES: Final = "all"

_CHUNK = 256
_MIN_TEXTS = 30

Judged = tuple[Example, Verdict]


def evaluate(
    data: Path,
    *,
    model: Path | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Measure the model in a folder, by default the shipped one, on `data`.

    `limit` reads so many rows of each file. Sets that are left out of selection are left out here.

    Raises:
        NoData: `data` holds no labelled dev file.
        ModelDamaged: the model is not as it was shipped.
    """
    progress = progress or Silent()
    examples = [e for e in read_examples(data, "dev", limit=limit) if source_of(e.file).selects]
    speed = measure_speed(model, [example.original for example in examples])
    classifier = load_classifier(model)
    judged = list(zip(examples, judge_all(classifier, examples, progress), strict=True))
    return Report(
        model_id=classifier.model_id,
        limit=limit,
        tasks=tuple(_by_language(judged, classifier.thresholds)),
        sources=tuple(_by_source(judged, classifier.thresholds)),
        languages=measure_languages(data, limit=limit),
        retrieval=measure_retrieval(data, classifier, progress),
        day=measure_day(data, classifier),
        speed=speed,
    )


def judge_all(
    classifier: Classifier, examples: Sequence[Example], progress: Progress
) -> list[Verdict]:
    """Judge many examples and tell how far it is."""
    progress.start("judging", len(examples))
    verdicts: list[Verdict] = []
    for start in range(0, len(examples), _CHUNK):
        chunk = examples[start : start + _CHUNK]
        verdicts += classifier.judge([Utterance(text=example.original) for example in chunk])
        progress.advance(len(chunk))
    return verdicts


def _by_language(judged: Sequence[Judged], thresholds: Thresholds) -> Iterable[TaskFigures]:
    for task in TASKS:
        groups: dict[str, list[Judged]] = defaultdict(list)
        for example, verdict in judged:
            if task in example.labels:
                groups[ALL_LANGUAGES].append((example, verdict))
                groups[example.lang].append((example, verdict))
        for lang, group in sorted(groups.items(), key=lambda entry: -len(entry[1])):
            if len(group) >= _MIN_TEXTS and len(_classes(task, group)) > 1:
                yield measure_task(task, lang, group, thresholds)


def _by_source(judged: Sequence[Judged], thresholds: Thresholds) -> Iterable[TaskFigures]:
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for example, verdict in judged:
        for task in example.labels:
            mark = "" if source_of(example.file).may_train(Licences.ALL) else " *"
            groups[task, example.file + mark].append((example, verdict))
    for (task, name), group in sorted(groups.items()):
        yield measure_task(task, name, group, thresholds)


def measure_task(
    task: str, name: str, judged: Sequence[Judged], thresholds: Thresholds
) -> TaskFigures:
    """Measure one task on judged examples that have its label."""
    true = np.array([example.labels[task].value for example, _ in judged], dtype=np.int64)
    if task == "sentiment":
        chances = np.array([sentiment_chances(verdict) for _, verdict in judged])
        said = chances.argmax(axis=1)
        sure = chances.max(axis=1)
        ece = expected_calibration_error(sure, said == true)
        negative = SENTIMENTS.index("negative")
        found, wanted, least = chances[:, negative], true == negative, thresholds.negative
    else:
        found = np.array([float(getattr(verdict.signals, task)) for _, verdict in judged])
        said = (found >= 0.5).astype(np.int64)
        wanted, least = true == 1, float(getattr(thresholds, task))
        ece = expected_calibration_error(found, wanted)
    precision, recall = precision_recall(wanted, found >= least)
    return TaskFigures(
        task=task,
        lang=name,
        texts=len(judged),
        macro_f1=macro_f1(true, said),
        auroc=auroc(wanted.astype(np.int64), found),
        ece=ece,
        precision=precision,
        recall=recall,
    )


def sentiment_chances(verdict: Verdict) -> tuple[float, float, float]:
    """Give the probabilities in the order of `SENTIMENTS`."""
    sentiment = verdict.sentiment
    return sentiment.negative, sentiment.neutral, sentiment.positive


def _classes(task: str, group: Sequence[Judged]) -> set[int]:
    return {example.labels[task].value for example, _ in group}
