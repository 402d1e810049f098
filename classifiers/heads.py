"""The heads: one hidden layer over the encoder's features, and a weight for each word or piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

SENTIMENTS: Final = ("negative", "neutral", "positive")
BINARY_TASKS: Final = ("question", "complaint", "toxic", "spam")
TASKS: Final = ("sentiment", *BINARY_TASKS)
COLUMNS: Final[Mapping[str, slice]] = {
    "sentiment": slice(0, 3),
    **{task: slice(3 + i, 4 + i) for i, task in enumerate(BINARY_TASKS)},
}
"""Where each task's scores stand in the output of the heads."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Weights of the heads; inputs are standardised with `mean` and `spread` first."""

    mean: Floats
    spread: Floats
    hidden_weight: Floats
    hidden_bias: Floats
    output_weight: Floats
    output_bias: Floats
    bag_weight: Floats

    def scores(self, inputs: Floats, bags: Sequence[NDArray[np.int32]]) -> Floats:
        """Score features joined with surface signs; one row a text, columns as in `COLUMNS`."""
        standard = np.clip((inputs - self.mean) / self.spread, -8.0, 8.0)
        hidden = np.maximum(standard @ self.hidden_weight + self.hidden_bias, 0.0)
        joint = np.concatenate([hidden, standard], axis=1)
        scores: Floats = joint @ self.output_weight + self.output_bias
        for row, bag in enumerate(bags):
            if len(bag):
                scores[row] += self.bag_weight[bag].sum(axis=0) / np.sqrt(np.float32(len(bag)))
        return scores

    def save(self, path: Path) -> None:
        """Write the weights as safetensors, in half the precision they are computed in."""
        from safetensors.numpy import save

        half = {name: getattr(self, name).astype(np.float16, order="C") for name in _NAMES}
        path.write_bytes(save(half))

    @classmethod
    def load(cls, path: Path) -> Heads:
        """Read the weights from safetensors."""
        from safetensors.numpy import load_file

        return cls(**{name: w.astype(np.float32) for name, w in load_file(path).items()})


_NAMES = (
    "mean",
    "spread",
    "hidden_weight",
    "hidden_bias",
    "output_weight",
    "output_bias",
    "bag_weight",
)
