"""A baseline that knows the encoder but did not tune it: the same heads on it as it came."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from classifiers.encoder import Encoder
from classifiers.evaluation.evaluate import evaluate
from classifiers.evaluation.report import Report
from classifiers.manifest import ENCODER, TOKENIZER
from classifiers.normalise import normalise_tidy, tidy
from classifiers.training.export import export_encoder
from classifiers.training.progress import Progress
from classifiers.training.train import train


def measure_frozen(data: Path, base: Path, *, limit: int | None, progress: Progress) -> Report:
    """Train heads on the untouched encoder in `base`, and measure them as a model is measured.

    Raises:
        NoData: `data` lacks a part that may train or one to measure on.
        BadEncoder: `base` is no encoder that can be exported.
    """
    with TemporaryDirectory() as folder:
        trained = train(data, base, Path(folder) / "model", progress=progress)
        return evaluate(data, model=trained.folder, limit=limit, progress=progress)


class UntunedEncoder:
    """An encoder as it came: its sentence vectors, without heads."""

    def __init__(self, base: Path) -> None:
        """Raise BadEncoder when `base` is no encoder that can be exported."""
        with TemporaryDirectory() as folder:
            self.model_id = export_encoder(base, Path(folder))
            self._encoder = Encoder(Path(folder) / ENCODER, Path(folder) / TOKENIZER)

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """Make sentence vectors as a classifier makes them."""
        encoded = self._encoder.encode([normalise_tidy(tidy(text)) for text in texts])
        return [vector.astype("<f4").tobytes() for vector in encoded.vectors]
