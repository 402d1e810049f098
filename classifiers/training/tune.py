"""Fine-tune encoder and heads together, with a term that keeps the vectors fit for finding."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from classifiers.encoder import Encoder
from classifiers.heads import Heads
from classifiers.manifest import HEADS
from classifiers.surface import describe
from classifiers.training.corpus import Example
from classifiers.training.fit import Network, Recipe, Targets, loss_of, targets_of
from classifiers.training.meanings import Meanings
from classifiers.training.progress import Progress
from classifiers.training.trainable_encoder import TrainableEncoder
from classifiers.wordbag import bag

if TYPE_CHECKING:
    import torch

CHECKPOINT: Final = "checkpoint.pt"

_CENTRE_TEXTS: Final = 8
_WINDOW: Final = 40
"""Batches are cut from so many batches' worth of texts, sorted by length: little padding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TuneRecipe:
    """How encoder and heads learn together."""

    batch: int = 32
    rate: float = 1e-4
    layer_decay: float = 0.9
    head_rate: float = 5e-4
    warmup: float = 0.06
    pair_every: int = 4
    pairs: int = 24
    pair_temperature: float = 0.05
    kept_temperature: float = 0.02
    pair_weight: float = 0.5
    seed: int = 7
    checkpoint_steps: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a run learns from; `old` is the untouched encoder that the kept texts come from."""

    examples: Sequence[Example]
    meanings: Meanings
    old: Encoder


def tune(
    base: Path, start: Heads, lesson: Lesson, recipe: TuneRecipe, *, out: Path, progress: Progress
) -> Heads:
    """Tune the encoder in `base` and the heads `start`; the encoder is written to `out`.

    An interrupted run goes on from the checkpoint in `out`; a finished one is taken as it is.
    """
    import torch

    if (out / HEADS).is_file():
        return Heads.load(out / HEADS)
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(os.cpu_count() or 1)
    encoder = TrainableEncoder(base)
    network = Network.of(start, Recipe(seed=recipe.seed))
    batches = _batches(encoder, lesson.examples, recipe)
    run = _Run(encoder, network, recipe, len(batches))
    done = run.resume(out)
    run.learn_all(lesson, batches, done=done, out=out, progress=progress)
    encoder.save(out)
    heads = network.heads()
    heads.save(out / HEADS)
    (out / CHECKPOINT).unlink(missing_ok=True)
    return heads


class _Run:
    """Encoder, heads and optimiser in the middle of a run."""

    def __init__(
        self, encoder: TrainableEncoder, network: Network, recipe: TuneRecipe, steps: int
    ) -> None:
        import torch

        self._encoder = encoder
        self._network = network
        self._recipe = recipe
        groups = encoder.parameter_groups(recipe.rate, recipe.layer_decay)
        groups += [{"params": network.parameters(), "lr": recipe.head_rate, "weight_decay": 0.05}]
        self._optimiser = torch.optim.AdamW(groups)
        warm = max(1, round(steps * recipe.warmup))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimiser,
            lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm))),
        )

    def learn_all(
        self,
        lesson: Lesson,
        batches: Sequence[Sequence[int]],
        *,
        done: int,
        out: Path,
        progress: Progress,
    ) -> None:
        """Take all steps after the `done` first ones."""
        targets = targets_of(lesson.examples)
        finder = _Finding(lesson, self._recipe) if lesson.meanings.intents else None
        progress.start("tuning encoder and heads", len(batches) - done)
        for step, rows in enumerate(batches):
            is_pair_step = step % self._recipe.pair_every == 0
            pairs = finder.batch() if finder is not None and is_pair_step else None
            if step < done:
                continue
            self.learn([lesson.examples[row] for row in rows], targets, rows)
            if pairs is not None:
                self.learn_pairs(*pairs)
            self.step()
            progress.advance(1)
            if (step + 1) % self._recipe.checkpoint_steps == 0:
                self.save(out, step + 1)

    def learn(self, examples: Sequence[Example], targets: Targets, rows: Sequence[int]) -> None:
        """Add the gradient of one batch of comments."""
        import torch

        features, _ = self._encoder.encode([example.text for example in examples])
        signs = np.stack([describe(e.text, e.original) for e in examples])
        inputs = torch.cat([features, torch.from_numpy(signs)], dim=1)
        scores = self._network.scores(
            self._network.standardise(inputs), [bag(e.text) for e in examples]
        )
        loss_of(scores, targets, np.asarray(rows)).backward()  # type: ignore[no-untyped-call]

    def learn_pairs(
        self, first: list[str], second: list[str], kept: list[str], old: NDArray[np.float32]
    ) -> None:
        """Add the gradient of one batch of pairs and of kept texts."""
        import torch

        recipe = self._recipe
        _, vectors = self._encoder.encode([*first, *second, *kept])
        left, right = vectors[: len(first)], vectors[len(first) : 2 * len(first)]
        loss = _nearest(left, right, recipe.pair_temperature)
        now = vectors[2 * len(first) :]
        loss = loss + _nearest(now, torch.from_numpy(old), recipe.kept_temperature)
        (recipe.pair_weight * loss).backward()  # type: ignore[no-untyped-call]

    def step(self) -> None:
        """Move along the gradients."""
        import torch

        weights = [w for group in self._optimiser.param_groups for w in group["params"]]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        self._optimiser.step()
        self._schedule.step()
        self._optimiser.zero_grad(set_to_none=True)

    def save(self, out: Path, step: int) -> None:
        """Write a checkpoint, whole or not at all."""
        import torch

        out.mkdir(parents=True, exist_ok=True)
        partial = out / "checkpoint.partial"
        state = {
            "step": step,
            "encoder": self._encoder.state(),
            "network": self._network.state(),
            "optimiser": self._optimiser.state_dict(),
            "schedule": self._schedule.state_dict(),
            "random": torch.get_rng_state(),
        }
        torch.save(state, partial)
        partial.replace(out / CHECKPOINT)

    def resume(self, out: Path) -> int:
        """Take up the checkpoint in `out`, if there is one; return how many steps it has done."""
        import torch

        path = out / CHECKPOINT
        if not path.is_file():
            return 0
        state = torch.load(path, weights_only=True)
        self._encoder.load_state(state["encoder"])
        self._network.load_state(state["network"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["random"])
        return int(state["step"])


class _Finding:
    """Draws pairs of one intent each, and texts with their old vectors.

    Every other time the intents are neighbours of one another, which are hard to tell apart.
    """

    def __init__(self, lesson: Lesson, recipe: TuneRecipe) -> None:
        self._meanings = lesson.meanings
        self._recipe = recipe
        self._rng = random.Random(recipe.seed)  # noqa: S311 - sampling, not secrecy
        self._old = lesson.old.encode(lesson.meanings.kept).vectors
        self._sets = [_IntentSet.of(group, lesson.old) for group in lesson.meanings.intents]
        self._turn = 0

    def batch(self) -> tuple[list[str], list[str], list[str], NDArray[np.float32]]:
        """Draw from one set of intents, the next time from the next one."""
        chosen_set = self._sets[self._turn % len(self._sets)]
        is_hard = self._turn // len(self._sets) % 2 == 1
        self._turn += 1
        chosen = chosen_set.draw(self._recipe.pairs, self._rng, is_hard=is_hard)
        pairs = [self._rng.sample(texts, 2) for texts in chosen]
        rows = self._rng.sample(range(len(self._meanings.kept)), self._recipe.pairs // 2)
        kept = [self._meanings.kept[row] for row in rows]
        return [a for a, _ in pairs], [b for _, b in pairs], kept, self._old[rows]


@dataclass(frozen=True, slots=True)
class _IntentSet:
    """The texts of each intent, and for each intent the others, the nearest first."""

    texts: list[Sequence[str]]
    neighbours: NDArray[np.int64]

    @classmethod
    def of(cls, intents: Mapping[str, Sequence[str]], old: Encoder) -> _IntentSet:
        texts = [intents[name] for name in sorted(intents)]
        centres = np.stack([old.encode(few[:_CENTRE_TEXTS]).vectors.mean(axis=0) for few in texts])
        centres -= centres.mean(axis=0)
        centres /= np.linalg.norm(centres, axis=1, keepdims=True) + 1e-9
        return cls(texts, np.argsort(-(centres @ centres.T), axis=1))

    def draw(self, count: int, rng: random.Random, *, is_hard: bool) -> list[Sequence[str]]:
        count = min(count, len(self.texts))
        if is_hard:
            rows = self.neighbours[rng.randrange(len(self.texts))][:count].tolist()
        else:
            rows = rng.sample(range(len(self.texts)), count)
        return [self.texts[row] for row in rows]


def _nearest(left: torch.Tensor, right: torch.Tensor, temperature: float) -> torch.Tensor:
    """Each row of one side must be nearest to its own row of the other (InfoNCE, both ways)."""
    import torch

    likeness = left @ right.T / temperature
    own = torch.arange(len(left))
    cross = torch.nn.functional.cross_entropy
    return (cross(likeness, own) + cross(likeness.T, own)) / 2


def _batches(
    encoder: TrainableEncoder, examples: Sequence[Example], recipe: TuneRecipe
) -> list[list[int]]:
    """Cut row numbers into batches, texts of like length together, in random order."""
    rng = random.Random(recipe.seed)  # noqa: S311 - sampling, not secrecy
    lengths = encoder.lengths([example.text for example in examples])
    window = _WINDOW * recipe.batch
    order = list(range(len(examples)))
    rng.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), window):
        part = sorted(order[start : start + window], key=lengths.__getitem__)
        cut = [part[i : i + recipe.batch] for i in range(0, len(part), recipe.batch)]
        rng.shuffle(cut)
        batches += cut
    return batches
