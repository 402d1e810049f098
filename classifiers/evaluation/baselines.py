"""A plain model to compare with: logistic regression on hashed words and pieces of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifiers.evaluation.figures import BaselineFigures, TaskFigures
from classifiers.evaluation.metrics import Classes, macro_f1
from classifiers.heads import SENTIMENTS, TASKS
from classifiers.training.corpus import Example, read_examples
from classifiers.training.progress import Progress
from classifiers.training.sources import Licences, source_of
from classifiers.wordbag import BUCKETS, bag

CAP: Final = 2000
"""So many rows of each set train at most."""

MEAN: Final = "mean of the sets"

_EPOCHS = 6
_BATCH = 64
_RATE = 0.3
_DECAY = 1e-6
_SEED = 7

Weights = NDArray[np.float32]
Bags = Sequence[NDArray[np.int32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPieces:
    """A trained baseline: a row of weights a piece, a column a class."""

    weights: Weights
    bias: Weights

    def classify(self, bags: Bags) -> Classes:
        """Give the likeliest class of each text."""
        if not bags:
            return np.array([], dtype=np.int64)
        scores = _scaled_sums(self.weights, bags) + self.bias
        likeliest: Classes = scores.argmax(axis=1)
        return likeliest


def measure_baselines(
    data: Path, model: Sequence[TaskFigures], *, limit: int | None, progress: Progress
) -> tuple[BaselineFigures, ...]:
    """Train one baseline a task and set it beside the model's figures by set.

    Only sets that may train do; `limit` is that of the rows to measure on. Empty where the folder
    has no part of its own for training: a baseline would be measured on what it has learnt.

    Raises:
        NoData: a labelled file cannot be read.
    """
    if not (data / "train").is_dir():
        return ()
    learnt = [
        example
        for example in read_examples(data, "train", limit=CAP)
        if source_of(example.file).may_train(Licences.ALL)
    ]
    asked = [e for e in read_examples(data, "dev", limit=limit) if source_of(e.file).selects]
    progress.start("training baselines", len(TASKS))
    figures: list[BaselineFigures] = []
    for task in TASKS:
        figures += _compare(task, learnt, asked, model)
        progress.advance(1)
    return tuple(with_means(figures))


def train_word_pieces(bags: Bags, classes: Classes, class_count: int) -> WordPieces:
    """Fit a softmax regression with Adagrad; weights are averaged from the second round on."""
    rng = np.random.default_rng(_SEED)
    weights = np.zeros((BUCKETS + 1, class_count), dtype=np.float32)
    squares = np.full_like(weights, 1e-4)
    total, steps = np.zeros_like(weights), 0
    for epoch in range(_EPOCHS):
        order = rng.permutation(len(bags))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            gradient = _gradient(weights, [bags[row] for row in rows], classes[rows])
            gradient += _DECAY * weights
            squares += gradient**2
            weights -= _RATE * gradient / np.sqrt(squares)
            if epoch:
                total += weights
                steps += 1
    averaged: Weights = (total / max(steps, 1)).astype(np.float32)
    return WordPieces(weights=averaged[:-1], bias=averaged[-1])


def _compare(
    task: str, learnt: Sequence[Example], asked: Sequence[Example], model: Sequence[TaskFigures]
) -> list[BaselineFigures]:
    learnt = [example for example in learnt if task in example.labels]
    classes = _classes(task, learnt)
    if len(set(classes.tolist())) < 2:
        return []
    class_count = len(SENTIMENTS) if task == "sentiment" else 2
    trained = train_word_pieces([bag(e.text) for e in learnt], classes, class_count)
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in asked:
        if task in example.labels:
            groups[example.file].append(example)
    ours = {f.lang.removesuffix(" *"): f for f in model if f.task == task}
    return [
        _measure(trained, ours[name], group)
        for name, group in sorted(groups.items())
        if name in ours
    ]


def with_means(figures: Sequence[BaselineFigures]) -> list[BaselineFigures]:
    """Put the mean of its sets before the figures of each task; means that are there are new."""
    by_task: dict[str, list[BaselineFigures]] = defaultdict(list)
    for figure in figures:
        if figure.source != MEAN:
            by_task[figure.task].append(figure)
    return [f for task, group in by_task.items() for f in (_mean(task, group), *group)]


def _measure(trained: WordPieces, ours: TaskFigures, group: Sequence[Example]) -> BaselineFigures:
    said = trained.classify([bag(example.text) for example in group])
    return BaselineFigures(
        task=ours.task,
        source=ours.lang,
        texts=len(group),
        model=ours.macro_f1,
        word_pieces=macro_f1(_classes(ours.task, group), said),
    )


def _mean(task: str, figures: Sequence[BaselineFigures]) -> BaselineFigures:
    frozen = [f.frozen for f in figures if f.frozen is not None]
    return BaselineFigures(
        task=task,
        source=MEAN,
        texts=sum(f.texts for f in figures),
        model=float(np.mean([f.model for f in figures])),
        word_pieces=float(np.mean([f.word_pieces for f in figures])),
        frozen=float(np.mean(frozen)) if len(frozen) == len(figures) else None,
    )


def _classes(task: str, examples: Sequence[Example]) -> Classes:
    return np.array([example.labels[task].value for example in examples], dtype=np.int64)


def _gradient(weights: Weights, bags: Bags, classes: Classes) -> Weights:
    """Gradient of the mean loss of a batch; the last row is that of the bias."""
    scores = _scaled_sums(weights, bags) + weights[-1]
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(classes)), classes] -= 1
    chances /= len(classes)
    lengths = np.array([len(pieces) for pieces in bags])
    pieces = np.concatenate(bags)
    scaled = chances / np.sqrt(np.maximum(lengths, 1))[:, None]
    columns = [
        np.bincount(pieces, weights=np.repeat(column, lengths), minlength=len(weights))
        for column in scaled.T
    ]
    gradient: Weights = np.stack(columns, axis=1).astype(np.float32)
    gradient[-1] = chances.sum(axis=0)
    return gradient


def _scaled_sums(weights: Weights, bags: Bags) -> Weights:
    """Sum the weights of each text's pieces, scaled as if the text were a unit vector."""
    lengths = np.array([len(pieces) for pieces in bags])
    owners = np.repeat(np.arange(len(bags)), lengths)
    picked = weights[np.concatenate(bags)]
    sums = [np.bincount(owners, weights=column, minlength=len(bags)) for column in picked.T]
    scaled: Weights = np.stack(sums, axis=1) / np.sqrt(np.maximum(lengths, 1))[:, None]
    return scaled
