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

_HALF = np.float32(0.5)


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

    def joined(self, other: Heads) -> Heads:
        """Heads whose scores are the mean of these and of others that read the same features.

        Exact but for inputs so far out that one of the two would have clipped them.
        """
        scale = self.spread / other.spread
        shift = (self.mean - other.mean) / other.spread
        own, own_plain = np.split(self.output_weight, [len(self.hidden_bias)])
        its, its_plain = np.split(other.output_weight, [len(other.hidden_bias)])
        plain = own_plain + its_plain * scale[:, None]
        return Heads(
            mean=self.mean,
            spread=self.spread,
            hidden_weight=np.hstack([self.hidden_weight, other.hidden_weight * scale[:, None]]),
            hidden_bias=np.concatenate(
                [self.hidden_bias, other.hidden_bias + shift @ other.hidden_weight]
            ),
            output_weight=_HALF * np.vstack([own, its, plain]),
            output_bias=np.asarray(
                (self.output_bias + other.output_bias + shift @ its_plain) / 2, dtype=np.float32
            ),
            bag_weight=_HALF * (self.bag_weight + other.bag_weight),
        )

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
