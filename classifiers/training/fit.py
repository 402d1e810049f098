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
from classifiers.wordbag import BUCKETS

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
    epochs: int = 10
    batch: int = 512
    rate: float = 1e-3
    decay: float = 0.05
    input_dropout: float = 0.15
    hidden_dropout: float = 0.3
    bag_rate: float = 2e-3
    bag_dropout: float = 0.5
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the heads read of each text: `inputs` (features and surface signs) and its `bags`."""

    inputs: NDArray[np.float16]
    bags: Sequence[NDArray[np.int32]]


def fit_heads(material: Material, targets: Targets, recipe: Recipe, progress: Progress) -> Heads:
    """Train the heads; the same material, recipe and machine give the same weights."""
    import torch

    torch.set_num_threads(1)  # sums come out alike on every machine, and threads do not fight
    torch.manual_seed(recipe.seed)
    inputs = material.inputs
    mean = inputs.mean(axis=0, dtype=np.float64).astype(np.float32)
    spread = np.maximum(inputs.std(axis=0, dtype=np.float64), 1e-3).astype(np.float32)
    network = _Network(inputs.shape[1], recipe)
    optimiser = network.optimiser()
    steps = recipe.epochs * -(-len(inputs) // recipe.batch)
    rates = [group["lr"] for group in optimiser.param_groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps)
    rng = np.random.default_rng(recipe.seed)
    progress.start("training the heads", recipe.epochs)
    for _ in range(recipe.epochs):
        order = rng.permutation(len(inputs))
        for start in range(0, len(order), recipe.batch):
            rows = np.sort(order[start : start + recipe.batch])
            x = torch.from_numpy((inputs[rows].astype(np.float32) - mean) / spread)
            scores = network.scores(x, [material.bags[row] for row in rows])
            optimiser.zero_grad()
            _loss(scores, targets, rows).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
        progress.advance(1)
    return network.heads(mean, spread)


class _Network:
    """The trainable twin of `Heads`, with dropout on the inputs, the hidden layer and the bag."""

    def __init__(self, width: int, recipe: Recipe) -> None:
        from torch import nn

        self._recipe = recipe
        self._hidden = nn.Linear(width, recipe.hidden)
        self._output = nn.Linear(recipe.hidden + width, _SCORES)
        self._bag = nn.EmbeddingBag(BUCKETS, _SCORES, mode="sum")
        nn.init.zeros_(self._output.weight)
        nn.init.zeros_(self._bag.weight)

    def optimiser(self) -> torch.optim.Optimizer:
        """Make an optimiser in which the bag learns at a rate of its own."""
        import torch

        recipe = self._recipe
        layers = [*self._hidden.parameters(), *self._output.parameters()]
        groups = [
            {"params": layers, "lr": recipe.rate},
            {"params": list(self._bag.parameters()), "lr": recipe.bag_rate},
        ]
        return torch.optim.AdamW(groups, weight_decay=recipe.decay)

    def scores(self, x: torch.Tensor, bags: Sequence[NDArray[np.int32]]) -> torch.Tensor:
        """Score standardised inputs and bags, as in training."""
        import torch
        from torch import nn

        x = nn.functional.dropout(x.clamp(-8, 8), self._recipe.input_dropout)
        wide = nn.functional.dropout(torch.relu(self._hidden(x)), self._recipe.hidden_dropout)
        scores: torch.Tensor = self._output(torch.cat([wide, x], dim=1))
        sizes = torch.tensor([len(bag) for bag in bags])
        pieces = torch.from_numpy(np.concatenate(bags).astype(np.int64))
        shares = torch.repeat_interleave(1 / sizes.clamp(min=1).sqrt(), sizes)
        shares = nn.functional.dropout(shares, self._recipe.bag_dropout)
        offsets = torch.cumsum(sizes, 0) - sizes
        scores += self._bag(pieces, offsets, per_sample_weights=shares)
        return scores

    def heads(self, mean: Floats, spread: Floats) -> Heads:
        """Take the weights out."""
        return Heads(
            mean=mean,
            spread=spread,
            hidden_weight=self._hidden.weight.detach().numpy().T.copy(),
            hidden_bias=self._hidden.bias.detach().numpy().copy(),
            output_weight=self._output.weight.detach().numpy().T.copy(),
            output_bias=self._output.bias.detach().numpy().copy(),
            bag_weight=self._bag.weight.detach().numpy().copy(),
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
