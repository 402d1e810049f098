"""Train the heads on features of the frozen encoder, with torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from classifiers.heads import BINARY_TASKS, COLUMNS, Heads
from classifiers.training.corpus import Example
from classifiers.training.progress import Progress

if TYPE_CHECKING:
    import torch

Floats = NDArray[np.float32]

_SCORES = 3 + len(BINARY_TASKS)
_SOURCE_BALANCE = 0.5
"""0 lets a large set count by its size, 1 gives every set the same say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How the heads learn."""

    hidden: int = 256
    epochs: int = 8
    batch: int = 512
    rate: float = 1e-3
    decay: float = 0.05
    input_dropout: float = 0.15
    hidden_dropout: float = 0.3
    members: int = 1
    seed: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What to learn: soft `values` and `weights` by text and score column; 0 is no label."""

    values: Floats
    weights: Floats


def targets_of(examples: Sequence[Example]) -> Targets:
    """Spread labels over the score columns; sets of different size are brought closer together."""
    sizes = Counter((e.file, task) for e in examples for task in e.labels)
    values = np.zeros((len(examples), _SCORES), dtype=np.float32)
    weights = np.zeros_like(values)
    for row, example in enumerate(examples):
        for task, label in example.labels.items():
            columns = COLUMNS[task]
            width = columns.stop - columns.start
            if width == 1:
                values[row, columns] = abs(label.value - label.smoothing)
            else:
                values[row, columns] = label.smoothing / width
                values[row, columns.start + label.value] += 1 - label.smoothing
            weights[row, columns] = label.weight / sizes[example.file, task] ** _SOURCE_BALANCE
    means = weights.sum(axis=0) / np.maximum((weights > 0).sum(axis=0), 1)
    return Targets(values=values, weights=weights / np.maximum(means, 1e-9))


def fit_heads(
    inputs: NDArray[np.float16], targets: Targets, recipe: Recipe, progress: Progress
) -> Heads:
    """Train `members` networks from different seeds and join them into one that averages them."""
    mean = inputs.mean(axis=0, dtype=np.float64).astype(np.float32)
    spread = np.maximum(inputs.std(axis=0, dtype=np.float64), 1e-3).astype(np.float32)
    progress.start("training the heads", recipe.members * recipe.epochs)
    members = [
        _fit_one(inputs, mean, spread, targets, recipe, seed=recipe.seed + n, progress=progress)
        for n in range(recipe.members)
    ]
    return _join(members, mean, spread, recipe.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    hidden_weight: Floats
    hidden_bias: Floats
    output_weight: Floats
    output_bias: Floats


def _fit_one(
    inputs: NDArray[np.float16],
    mean: Floats,
    spread: Floats,
    targets: Targets,
    recipe: Recipe,
    *,
    seed: int,
    progress: Progress,
) -> _Member:
    import torch
    from torch import nn

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    hidden = nn.Linear(inputs.shape[1], recipe.hidden)
    output = nn.Linear(recipe.hidden + inputs.shape[1], _SCORES)
    nn.init.zeros_(output.weight)
    modules = nn.ModuleList([hidden, output])
    optimiser = torch.optim.AdamW(modules.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-len(inputs) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps)
    for _ in range(recipe.epochs):
        order = rng.permutation(len(inputs))
        for start in range(0, len(order), recipe.batch):
            rows = order[start : start + recipe.batch]
            x = torch.from_numpy((inputs[rows].astype(np.float32) - mean) / spread)
            x = nn.functional.dropout(x.clamp(-8, 8), recipe.input_dropout)
            wide = nn.functional.dropout(torch.relu(hidden(x)), recipe.hidden_dropout)
            scores = output(torch.cat([wide, x], dim=1))
            loss = _loss(scores, targets, rows)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
        progress.advance(1)
    return _Member(
        hidden_weight=hidden.weight.detach().numpy().T.copy(),
        hidden_bias=hidden.bias.detach().numpy().copy(),
        output_weight=output.weight.detach().numpy().T.copy(),
        output_bias=output.bias.detach().numpy().copy(),
    )


def _loss(scores: torch.Tensor, targets: Targets, rows: NDArray[np.int64]) -> torch.Tensor:
    import torch
    from torch import nn

    values = torch.from_numpy(targets.values[rows])
    weights = torch.from_numpy(targets.weights[rows])
    classes = COLUMNS["sentiment"]
    sentiment = nn.functional.cross_entropy(
        scores[:, classes], values[:, classes], reduction="none"
    )
    total = (sentiment * weights[:, classes.start]).mean()
    yes_no = nn.functional.binary_cross_entropy_with_logits(
        scores[:, classes.stop :],
        values[:, classes.stop :],
        weight=weights[:, classes.stop :],
        reduction="none",
    )
    return total + yes_no.mean(dim=0).sum()


def _join(members: Sequence[_Member], mean: Floats, spread: Floats, hidden: int) -> Heads:
    share = np.float32(1 / len(members))
    wide = np.concatenate([m.output_weight[:hidden] for m in members]) * share
    straight = sum((m.output_weight[hidden:] for m in members), np.float32(0)) * share
    return Heads(
        mean=mean,
        spread=spread,
        hidden_weight=np.concatenate([m.hidden_weight for m in members], axis=1),
        hidden_bias=np.concatenate([m.hidden_bias for m in members]),
        output_weight=np.concatenate([wide, straight]),
        output_bias=np.mean([m.output_bias for m in members], axis=0, dtype=np.float32),
    )
