"""A baseline that knows the encoder but did not tune it: the same heads on it as it came."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from classifiers.evaluation.evaluate import evaluate
from classifiers.evaluation.report import Report
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
