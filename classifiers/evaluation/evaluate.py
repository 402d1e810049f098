"""Measure a model on dev data: tasks, languages, reply finding, a community's day, speed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from classifiers.calibration import expected_calibration_error
from classifiers.engine import load_classifier
from classifiers.evaluation.challenge import measure_challenge
from classifiers.evaluation.day import judge_day, measure_day, measure_day_load
from classifiers.evaluation.figures import ConfusionFigures, TaskFigures, UmsabFigures
from classifiers.evaluation.languages import measure_languages
from classifiers.evaluation.metrics import (
    Classes,
    Floats,
    auroc,
    confusion,
    macro_f1,
    precision_recall,
)
from classifiers.evaluation.queue_load import measure_dev_load
from classifiers.evaluation.report import Report
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
    day = judge_day(data, classifier)
    sources = tuple(_by_source(judged, classifier.thresholds))
    return Report(
        model_id=classifier.model_id,
        limit=limit,
        tasks=tuple(_by_language(judged, classifier.thresholds)),
        umsab=mean_umsab(sources),
        confusion=tuple(_confusions(judged)),
        queue_load=measure_dev_load(judged) + measure_day_load(day),
        challenge=measure_challenge(classifier),
        sources=sources,
        languages=measure_languages(data, limit=limit),
        retrieval=measure_retrieval(data, classifier, progress),
        day=measure_day(day, classifier.thresholds),
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
    true = _true(task, judged)
    chances = _chances(task, judged)
    said = _said(chances)
    if task == "sentiment":
        ece = expected_calibration_error(chances.max(axis=1), said == true)
        negative = SENTIMENTS.index("negative")
        found, wanted, least = chances[:, negative], true == negative, thresholds.negative
    else:
        found, wanted, least = chances[:, 1], true == 1, float(getattr(thresholds, task))
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


def mean_umsab(sources: Sequence[TaskFigures]) -> UmsabFigures | None:
    """Average macro-F1 over the UMSAB sets, each alike; `None` where there are none."""
    found = [f for f in sources if f.task == "sentiment" and f.lang.endswith("_umsab")]
    if not found:
        return None
    score = float(np.mean([figures.macro_f1 for figures in found]))
    return UmsabFigures(sets=tuple(figures.lang for figures in found), macro_f1=score)


def _confusions(judged: Sequence[Judged]) -> Iterable[ConfusionFigures]:
    for task in TASKS:
        group = [entry for entry in judged if task in entry[0].labels]
        if group:
            classes = SENTIMENTS if task == "sentiment" else ("no", "yes")
            said = _said(_chances(task, group))
            counts = confusion(_true(task, group), said, len(classes))
            yield ConfusionFigures(task=task, classes=classes, counts=counts)


def _true(task: str, judged: Sequence[Judged]) -> Classes:
    return np.array([example.labels[task].value for example, _ in judged], dtype=np.int64)


def _chances(task: str, judged: Sequence[Judged]) -> Floats:
    """One row a text, one column a class."""
    if task == "sentiment":
        return np.array([sentiment_chances(verdict) for _, verdict in judged])
    yes = np.array([float(getattr(verdict.signals, task)) for _, verdict in judged])
    return np.stack([1 - yes, yes], axis=1)


def _said(chances: Floats) -> Classes:
    """Take the likelier class; a yes that is as likely as a no is a yes."""
    likeliest: Classes = chances.argmax(axis=1)
    if chances.shape[1] == len(SENTIMENTS):
        return likeliest
    return (chances[:, 1] >= 0.5).astype(np.int64)


def sentiment_chances(verdict: Verdict) -> tuple[float, float, float]:
    """Give the probabilities in the order of `SENTIMENTS`."""
    sentiment = verdict.sentiment
    return sentiment.negative, sentiment.neutral, sentiment.positive


def _classes(task: str, group: Sequence[Judged]) -> set[int]:
    return {example.labels[task].value for example, _ in group}
