"""A classifier that is there at once and reads its weights when they are first needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from classifiers.foreign import check_place
from classifiers.manifest import SHIPPED_MODEL, read_manifest
from classifiers.needs import require_for_judging
from classifiers.types import Classifier, Engine, ForeignModel, Thresholds, Utterance, Verdict


class LateClassifier:
    """The model in a folder, by default the shipped one; its files are checked at once.

    Raises:
        ModelDamaged: a file is missing or not the one that was shipped.
        ModelTooNew: the model was made for another version of this program.
        ForeignModelUnusable: a model named for one task has no directory.
        PackageMissing: torch is needed and not installed.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        engine: Engine = "onnx",
        foreign: Sequence[ForeignModel] = (),
    ) -> None:
        require_for_judging(engine, foreign)
        self._folder = path or SHIPPED_MODEL
        self._engine: Engine = engine
        self._foreign = foreign
        self._manifest = read_manifest(self._folder)
        for model in foreign:
            check_place(model)
        self._loaded: Classifier | None = None
        self._lock = Lock()

    @property
    def model_id(self) -> str:
        """Name and checksum of the encoder that makes the vectors."""
        return self._manifest.model_id

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that were chosen together with the weights."""
        return self._manifest.thresholds

    def load(self) -> Classifier:
        """Read the weights, once; raises as `load_classifier` does."""
        # onnxruntime takes its time to be imported, and is not needed to answer the properties
        from classifiers.engine import load_classifier

        with self._lock:
            if self._loaded is None:
                self._loaded = load_classifier(
                    self._folder, engine=self._engine, foreign=self._foreign
                )
            return self._loaded

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        """Judge all, in order. Any text is answered, also an empty or a broken one."""
        return self.load().judge(utterances)

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The sentence vectors alone, as in `Verdict.vector`."""
        return self.load().embed(texts)
