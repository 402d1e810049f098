"""From labelled data and an encoder to a model folder that `load_classifier` reads."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

from classifiers.calibration import Calibration
from classifiers.encoder import Encoder
from classifiers.heads import Heads
from classifiers.language import detect_language
from classifiers.manifest import (
    ENCODER,
    HEADS,
    SHIPPED_MODEL,
    TOKENIZER,
    Manifest,
    read_manifest,
    sha256,
)
from classifiers.needs import require_torch
from classifiers.surface import describe
from classifiers.training.calibrate import choose_thresholds, fit_calibration, probabilities
from classifiers.training.corpus import (
    Example,
    read_examples,
    require_files,
    training_examples,
    tuning_examples,
)
from classifiers.training.export import BadEncoder, copy_encoder, export_encoder
from classifiers.training.features import FeatureCache
from classifiers.training.fit import Material, Recipe, fit_heads, targets_of
from classifiers.training.meanings import Meanings, read_meanings
from classifiers.training.model_card import write_model_card
from classifiers.training.progress import Progress, Silent
from classifiers.training.sources import Licences, source_of
from classifiers.training.tune import Lesson, TuneRecipe, tune
from classifiers.types import Thresholds
from classifiers.wordbag import bag

DEV_ROWS: Final = 450
"""Rows of each dev file that calibration and thresholds are fitted on."""

SEED: Final = 7
TUNING_EPOCHS: Final = 2
SECOND_ROWS: Final = 90_000


Story = dict[str, object]
"""What the manifest tells of a training run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """That the encoder learns too, for so many `epochs`.

    It begins with the heads of the model in `start`, or with heads trained on the encoder as it
    is: heads that know their work do not tear at the encoder (Kumar et al. 2022, "Fine-Tuning can
    Distort Pretrained Features").
    """

    start: Path | None = None
    epochs: int = TUNING_EPOCHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What a training run made."""

    folder: Path
    manifest: Manifest
    texts: int
    sources: tuple[str, ...] = field(repr=False)


def train(
    data: Path,
    base: Path | None = None,
    out: Path | None = None,
    *,
    licences: Licences = Licences.ALL,
    tuning: Tuning | None = None,
    progress: Progress | None = None,
    seed: int = SEED,
    cache: Path | None = None,
    limit: int | None = None,
) -> Trained:
    """Train the heads, and with `tuning` the encoder too, and write the model folder `out`.

    Without `base` the shipped encoder is kept. `cache` keeps the features of the texts and what
    was tuned, so that an interrupted run goes on where it stopped; `limit` takes so many texts, to
    try things out.

    Raises:
        NoData: `data` holds nothing that may train.
        BadEncoder: `base` is no encoder that can be exported or, to be tuned, is missing.
        ModelDamaged: a model to start from is not as it was shipped.
        PackageMissing: torch is not installed.
    """
    run = _Run(
        data=data,
        licences=licences,
        progress=progress or Silent(),
        seed=seed,
        cache=cache or _default_cache(),
        limit=limit,
        out=out or Path("model"),
    )
    require_torch("training")
    require_files(data, licences)
    run.progress.start("preparing the encoder", 0)
    model_id = _prepare_encoder(base, run.out)
    heads, story = run.first_heads(model_id, tuning.start if tuning else None)
    if tuning:
        if base is None:
            raise BadEncoder("to tune an encoder, name its transformers directory with --base")
        model_id, tuned, story = run.tune(base, heads, story, tuning.epochs)
        heads = tuned.joined(run.heads_on_tuned(model_id))
    heads.save(run.out / HEADS)
    check = _calibration_examples(data)[:limit]
    calibration, thresholds = _calibrate(heads, check, run.material(check, model_id))
    manifest = Manifest(
        model_id=model_id,
        files={name: sha256(run.out / name) for name in (ENCODER, TOKENIZER, HEADS)},
        thresholds=thresholds,
        calibration=calibration,
        training=story,
    )
    manifest.write(run.out)
    write_model_card(run.out, manifest)
    return Trained(folder=run.out, manifest=manifest, texts=_texts(story), sources=_names(story))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What the steps of a run share."""

    data: Path
    licences: Licences
    progress: Progress
    seed: int
    cache: Path
    limit: int | None
    out: Path

    def first_heads(self, model_id: str, start: Path | None) -> tuple[Heads, Story]:
        """Take the heads of a model, or train them on the encoder as it is."""
        if start is not None:
            return Heads.load(start / HEADS), dict(read_manifest(start).training)
        learn = training_examples(self.data, self.licences, seed=self.seed)[: self.limit]
        recipe = Recipe(seed=self.seed)
        material = self.material(learn, model_id)
        heads = fit_heads(material, targets_of(learn), recipe, self.progress)
        return heads, _story(learn, self.licences, recipe)

    def heads_on_tuned(self, model_id: str) -> Heads:
        """Train heads anew on the tuned encoder: they see more texts than tuning has time for."""
        learn = training_examples(self.data, self.licences, seed=self.seed)
        learn = [example for example in learn if source_of(example.file).selects]
        random.Random(self.seed).shuffle(learn)  # noqa: S311 - sampling, not secrecy
        learn = learn[: min(SECOND_ROWS, self.limit or SECOND_ROWS)]
        recipe = Recipe(seed=self.seed)
        return fit_heads(self.material(learn, model_id), targets_of(learn), recipe, self.progress)

    def tune(
        self, base: Path, heads: Heads, story: Story, epochs: int
    ) -> tuple[str, Heads, Story]:
        """Tune encoder and heads, and put the encoder in the place of the untouched one."""
        rng = random.Random(self.seed)  # noqa: S311 - sampling, not secrecy
        learn = tuning_examples(self.data, self.licences, seed=self.seed, epochs=epochs)
        rng.shuffle(learn)
        learn = learn[: self.limit]
        meanings = read_meanings(self.data, self.licences, learn, rng=rng)
        recipe = TuneRecipe(seed=self.seed)
        name = f"{base.resolve().name}-tuned"
        place = self.cache / "tuned" / f"{name}-{self.licences}-{self.seed}-{len(learn)}"
        lesson = Lesson(examples=learn, meanings=meanings, old=self._encoder())
        tuned = tune(base, heads, lesson, recipe, out=place, progress=self.progress)
        export_encoder(place, self.out, name=name)
        centre = self._encoder().encode(meanings.kept).vectors.mean(axis=0)
        model_id = export_encoder(place, self.out, name=name, centre=centre)
        return model_id, tuned, {**story, "tuning": _tuning_story(learn, meanings, recipe)}

    def material(self, examples: Sequence[Example], model_id: str) -> Material:
        """Make what the heads read of each text."""
        features = FeatureCache(self.cache / "features" / model_id, self._encoder())
        found = features.features([example.text for example in examples], self.progress)
        signs = np.stack([describe(example.text, example.original) for example in examples])
        inputs = np.concatenate([found, signs.astype(np.float16)], axis=1)
        return Material(inputs=inputs, bags=[bag(example.text) for example in examples])

    def _encoder(self) -> Encoder:
        return Encoder(self.out / ENCODER, self.out / TOKENIZER)


def _calibration_examples(data: Path) -> list[Example]:
    """Read dev rows of the sets that may train, in the language that the program will see."""
    return [
        replace(example, lang=detect_language(example.original))
        for example in read_examples(data, "dev", limit=DEV_ROWS)
        if source_of(example.file).selects and source_of(example.file).may_train(Licences.ALL)
    ]


def _calibrate(
    heads: Heads, examples: Sequence[Example], known: Material
) -> tuple[Calibration, Thresholds]:
    scores = heads.scores(known.inputs.astype(np.float32), known.bags)
    calibration = fit_calibration(scores, examples)
    found = probabilities(scores, [example.lang for example in examples], calibration)
    return calibration, choose_thresholds(found, examples)


def _prepare_encoder(base: Path | None, out: Path) -> str:
    if base is not None:
        return export_encoder(base, out)
    shipped = read_manifest(SHIPPED_MODEL)
    copy_encoder(SHIPPED_MODEL, out)
    return shipped.model_id


def _default_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "jawab"


def _story(learn: Sequence[Example], licences: Licences, recipe: Recipe) -> Story:
    counts = Counter(example.file for example in learn)
    return {
        "licences": str(licences),
        "seed": recipe.seed,
        "hidden": recipe.hidden,
        "epochs": recipe.epochs,
        "texts": len(learn),
        "sources": {
            name: {"texts": count, "licence": source_of(name).terms}
            for name, count in sorted(counts.items())
        },
    }


def _tuning_story(learn: Sequence[Example], meanings: Meanings, recipe: TuneRecipe) -> Story:
    counts = Counter(example.file for example in learn)
    return {
        "texts": len(learn),
        "sources": dict(sorted(counts.items())),
        "intents": {name: source_of(name).terms for name in meanings.sources},
        "rate": recipe.rate,
        "batch": recipe.batch,
    }


def _texts(story: Story) -> int:
    return int(str(story["texts"]))


def _names(story: Story) -> tuple[str, ...]:
    sources = story["sources"]
    return tuple(sorted(sources)) if isinstance(sources, dict) else ()
