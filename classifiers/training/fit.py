"""Train the heads on features of the frozen encoder, with torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    network = Network(mean, spread, recipe)
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
            x = network.standardise(torch.from_numpy(inputs[rows].astype(np.float32)))
            scores = network.scores(x, [material.bags[row] for row in rows])
            optimiser.zero_grad()
            loss_of(scores, targets, rows).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
        progress.advance(1)
    return network.heads()


class Network:
    """The trainable twin of `Heads`, with dropout on the inputs, the hidden layer and the bag."""

    def __init__(self, mean: Floats, spread: Floats, recipe: Recipe) -> None:
        import torch
        from torch import nn

        width = len(mean)
        self._recipe = recipe
        self._mean = torch.from_numpy(mean)
        self._spread = torch.from_numpy(spread)
        self._hidden = nn.Linear(width, recipe.hidden)
        self._output = nn.Linear(recipe.hidden + width, _SCORES)
        self._bag = nn.EmbeddingBag(BUCKETS, _SCORES, mode="sum")
        nn.init.zeros_(self._output.weight)
        nn.init.zeros_(self._bag.weight)

    @classmethod
    def of(cls, heads: Heads, recipe: Recipe) -> Network:
        """Begin with the weights of heads that were trained before."""
        import torch

        recipe = replace(recipe, hidden=len(heads.hidden_bias))
        network = cls(heads.mean.copy(), heads.spread.copy(), recipe)
        given = {
            "hidden.weight": heads.hidden_weight.T,
            "hidden.bias": heads.hidden_bias,
            "output.weight": heads.output_weight.T,
            "output.bias": heads.output_bias,
            "bag.weight": heads.bag_weight,
        }
        network.load_state({name: torch.from_numpy(w.copy()) for name, w in given.items()})
        return network

    def parameters(self) -> list[torch.nn.Parameter]:
        """List the weights that learn."""
        return [*self._layers().parameters()]

    def state(self) -> dict[str, torch.Tensor]:
        """Give all weights by name."""
        return self._layers().state_dict()

    def load_state(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Take up weights that `state` gave."""
        self._layers().load_state_dict(weights)

    def _layers(self) -> torch.nn.ModuleDict:
        from torch import nn

        return nn.ModuleDict({"hidden": self._hidden, "output": self._output, "bag": self._bag})

    def standardise(self, inputs: torch.Tensor) -> torch.Tensor:
        """Bring features and signs to mean 0 and spread 1, as the heads expect them."""
        return (inputs - self._mean) / self._spread

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

    def heads(self) -> Heads:
        """Take the weights out."""
        return Heads(
            mean=self._mean.numpy(),
            spread=self._spread.numpy(),
            hidden_weight=self._hidden.weight.detach().numpy().T.copy(),
            hidden_bias=self._hidden.bias.detach().numpy().copy(),
            output_weight=self._output.weight.detach().numpy().T.copy(),
            output_bias=self._output.bias.detach().numpy().copy(),
            bag_weight=self._bag.weight.detach().numpy().copy(),
        )


def loss_of(scores: torch.Tensor, targets: Targets, rows: NDArray[np.int64]) -> torch.Tensor:
    """Weigh the errors of the rows' scores; a label that is missing costs nothing."""
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
