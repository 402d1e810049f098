"""The shipped classifier: one forward pass of the encoder, then the heads, calibrated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from classifiers import manifest as files
from classifiers.encoder import Encoder
from classifiers.foreign import ForeignClassifier, ForeignHead
from classifiers.heads import BINARY_TASKS, COLUMNS, TASKS, Heads
from classifiers.language import detect_language
from classifiers.manifest import SHIPPED_MODEL, Manifest, read_manifest
from classifiers.needs import require_for_judging
from classifiers.normalise import has_content, normalise_tidy, tidy
from classifiers.surface import describe
from classifiers.torch_engine import TorchEncoder
from classifiers.types import (
    Classifier,
    Engine,
    ForeignModel,
    Sentiment,
    Signals,
    Thresholds,
    Utterance,
    Verdict,
)
from classifiers.wordbag import bag

_NOTHING = (
    Sentiment(negative=0.0, neutral=1.0, positive=0.0),
    Signals(question=0.0, complaint=0.0, praise=0.0, toxic=0.0, spam=0.0),
)
"""What a text without any letter, digit or sign says."""


def load_classifier(
    path: Path | None = None,
    *,
    engine: Engine = "onnx",
    foreign: Sequence[ForeignModel] = (),
) -> Classifier:
    """Load the model in a folder, by default the shipped one, after checking its files.

    Foreign models answer their tasks in its place. From here on numpy's matrix products take one
    thread in this process: those of the heads are small, and a second thread would wait for its
    part of them in a loop, on a core that others could use.

    Raises:
        ModelDamaged: a file is missing or not the one that was shipped.
        ModelTooNew: the model was made for another version of this program.
        ForeignModelUnusable: a model named for one task is not there or does not answer it.
        PackageMissing: torch is needed and not installed.
    """
    require_for_judging(engine, foreign)
    threadpool_limits(limits=1, user_api="blas")
    folder = path or SHIPPED_MODEL
    manifest = read_manifest(folder)
    runtime = TorchEncoder if engine == "torch" else Encoder
    encoder = runtime(folder / files.ENCODER, folder / files.TOKENIZER)
    own = EncoderClassifier(encoder, Heads.load(folder / files.HEADS), manifest)
    if not foreign:
        return own
    return ForeignClassifier(own, [ForeignHead(model) for model in foreign])


class EncoderClassifier:
    """A `Classifier` of an encoder and heads; to be called from one thread at a time."""

    def __init__(self, encoder: Encoder | TorchEncoder, heads: Heads, manifest: Manifest) -> None:
        self._encoder = encoder
        self._heads = heads
        self._manifest = manifest

    @property
    def model_id(self) -> str:
        """Name and checksum of the encoder that makes the vectors."""
        return self._manifest.model_id

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that were chosen together with the weights."""
        return self._manifest.thresholds

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        """Judge all, in order. Any text is answered, also an empty or a broken one."""
        if not utterances:
            return []
        originals = [tidy(utterance.text) for utterance in utterances]
        texts = [normalise_tidy(original) for original in originals]
        encoded = self._encoder.encode(texts)
        signs = np.stack([describe(t, o) for t, o in zip(texts, originals, strict=True)])
        inputs = np.concatenate([encoded.features, signs], axis=1)
        scores = self._heads.scores(inputs, [bag(text) for text in texts])
        return [
            self._verdict(utterance, text, row, vector)
            for utterance, text, row, vector in zip(
                utterances, texts, scores, encoded.vectors, strict=True
            )
        ]

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The sentence vectors alone, as in `Verdict.vector`."""
        encoded = self._encoder.encode([normalise_tidy(tidy(text)) for text in texts])
        return [_as_bytes(vector) for vector in encoded.vectors]

    def _verdict(
        self,
        utterance: Utterance,
        text: str,
        scores: NDArray[np.float32],
        vector: NDArray[np.float32],
    ) -> Verdict:
        lang = detect_language(utterance.text, utterance.expected)
        sentiment, signals = self._calibrate(lang, scores) if has_content(text) else _NOTHING
        return Verdict(
            lang=lang,
            sentiment=sentiment,
            signals=signals,
            vector=_as_bytes(vector),
            model_id=self.model_id,
        )

    def _calibrate(self, lang: str, scores: NDArray[np.float32]) -> tuple[Sentiment, Signals]:
        found = {
            task: self._manifest.calibration.for_language(task, lang).apply(scores[COLUMNS[task]])
            for task in TASKS
        }
        negative, neutral, positive = map(float, found["sentiment"])
        sentiment = Sentiment(negative=negative, neutral=neutral, positive=positive)
        binary = {task: float(found[task][0]) for task in BINARY_TASKS}
        return sentiment, Signals(praise=positive, **binary)


def _as_bytes(vector: NDArray[np.float32]) -> bytes:
    return vector.astype("<f4").tobytes()
