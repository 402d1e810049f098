"""What the sentence vectors learn from: texts by intent, and texts whose neighbours are kept."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from classifiers.normalise import normalise
from classifiers.training.corpus import Example, labelled_files, read_rows, stem
from classifiers.training.sources import Licences, source_of

OUT_OF_SCOPE: Final = "oos"
INTENT_SETS: Final = (
    ("intent_en_clinc150",),
    ("intent_hi-Latn_hinglish_top", "intent_en_hinglish_top"),
    ("intent_en_clinc150",),
    ("intent_en_bitext_customer_service",),
)
"""Drawn from in turn; sets that stand together share their intents across languages."""

_LEAST_TEXTS = 4
_KEPT_QUESTIONS = 120
_KEPT_COMMENTS = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """Texts by intent, set by set, and `kept` texts in any language.

    Texts of one intent are to come near each other, those of other intents of the same set are
    pushed away. Kept texts stay nearest to where the untouched encoder has them.
    """

    intents: Sequence[Mapping[str, Sequence[str]]]
    kept: Sequence[str]
    sources: tuple[str, ...] = ()


def read_meanings(
    data: Path, licences: Licences, comments: Sequence[Example], *, rng: random.Random
) -> Meanings:
    """Read the intents of `data` that may train, and draw texts to keep, some of `comments`."""
    files = {
        stem(path): path
        for path in labelled_files(data, "train")
        if source_of(stem(path)).may_train(licences)
    }
    intents = [
        group
        for names in INTENT_SETS
        if (group := _by_intent([files[name] for name in names if name in files]))
    ]
    kept: list[str] = []
    for name, path in files.items():
        if name.startswith("question_"):
            texts = [normalise(str(row["text"])) for row in read_rows(path)]
            kept += rng.sample(texts, min(_KEPT_QUESTIONS, len(texts)))
    few = min(_KEPT_COMMENTS, len(comments))
    kept += [example.text for example in rng.sample(comments, few)]
    used = {name for names in INTENT_SETS for name in names if name in files}
    return Meanings(intents=intents, kept=kept, sources=tuple(sorted(used)))


def _by_intent(files: Sequence[Path]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for path in files:
        for row in read_rows(path):
            intent = str(row.get("intent", OUT_OF_SCOPE))
            if intent != OUT_OF_SCOPE:
                groups[intent].append(normalise(str(row["text"])))
    return {name: texts for name, texts in groups.items() if len(texts) >= _LEAST_TEXTS}
