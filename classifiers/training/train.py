"""From labelled data and an encoder to a model folder that `load_classifier` reads."""

from __future__ import annotations

import os
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
from classifiers.surface import describe
from classifiers.training.calibrate import choose_thresholds, fit_calibration, probabilities
from classifiers.training.corpus import Example, read_examples, training_examples
from classifiers.training.export import copy_encoder, export_encoder
from classifiers.training.features import FeatureCache
from classifiers.training.fit import Material, Recipe, fit_heads, targets_of
from classifiers.training.model_card import write_model_card
from classifiers.training.progress import Progress, Silent
from classifiers.training.sources import Licences, source_of
from classifiers.types import Thresholds
from classifiers.wordbag import bag

DEV_ROWS: Final = 450
"""Rows of each dev file that calibration and thresholds are fitted on."""

SEED: Final = 7


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
    progress: Progress | None = None,
    seed: int = SEED,
    cache: Path | None = None,
    limit: int | None = None,
) -> Trained:
    """Train the heads on the encoder in `base` and write the model folder `out`.

    Without `base` the shipped encoder is kept. `cache` keeps the features of the texts, so that an
    interrupted run goes on where it stopped; `limit` takes so many texts, to try things out.

    Raises:
        NoData: `data` holds nothing that may train.
        BadEncoder: `base` is no encoder that can be exported.
        ModelDamaged: without `base`, the shipped encoder is not as it was shipped.
    """
    progress = progress or Silent()
    out = out or Path("model")
    learn = training_examples(data, licences, seed=seed)[:limit]
    check = _calibration_examples(data)[:limit]
    progress.start("preparing the encoder", 0)
    model_id = _prepare_encoder(base, out)
    encoder = Encoder(out / ENCODER, out / TOKENIZER)
    features = FeatureCache(cache or _default_cache(model_id), encoder)
    recipe = Recipe(seed=seed)
    heads = fit_heads(_material(learn, features, progress), targets_of(learn), recipe, progress)
    heads.save(out / HEADS)
    calibration, thresholds = _calibrate(heads, check, _material(check, features, progress))
    manifest = Manifest(
        model_id=model_id,
        files={name: sha256(out / name) for name in (ENCODER, TOKENIZER, HEADS)},
        thresholds=thresholds,
        calibration=calibration,
        training=_story(learn, licences, recipe),
    )
    manifest.write(out)
    write_model_card(out, manifest)
    sources = tuple(sorted({e.file for e in learn}))
    return Trained(folder=out, manifest=manifest, texts=len(learn), sources=sources)


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


def _material(examples: Sequence[Example], features: FeatureCache, progress: Progress) -> Material:
    found = features.features([example.text for example in examples], progress)
    signs = np.stack([describe(example.text, example.original) for example in examples])
    inputs = np.concatenate([found, signs.astype(np.float16)], axis=1)
    return Material(inputs=inputs, bags=[bag(example.text) for example in examples])


def _default_cache(model_id: str) -> Path:
    root = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return root / "jawab" / "features" / model_id


def _story(learn: Sequence[Example], licences: Licences, recipe: Recipe) -> dict[str, object]:
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
