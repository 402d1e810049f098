"""How fast a model loads and judges, and how much memory the process then holds."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from classifiers.engine import load_classifier
from classifiers.evaluation.figures import SpeedFigures
from classifiers.types import Utterance

SHORT_CHARS: Final = 120
TEXTS: Final = 256
BATCH: Final = 16


def measure_speed(model: Path | None, texts: Sequence[str]) -> SpeedFigures:
    """Load a model and judge short comments, one by one and in batches.

    Judging is timed by the processor time it takes, so that other work beside it counts little.
    """
    short = [text for text in texts if len(text) <= SHORT_CHARS]
    sample = [Utterance(text=text) for text in short[:: max(1, len(short) // TEXTS)][:TEXTS]]
    start = time.perf_counter()
    classifier = load_classifier(model)
    load_seconds = time.perf_counter() - start
    classifier.judge(sample[:1])
    start = time.process_time()
    for utterance in sample:
        classifier.judge([utterance])
    single = time.process_time() - start
    start = time.process_time()
    for first in range(0, len(sample), BATCH):
        classifier.judge(sample[first : first + BATCH])
    batched = time.process_time() - start
    return SpeedFigures(
        load_seconds=load_seconds,
        single_per_second=len(sample) / single,
        batched_per_second=len(sample) / batched,
        resident_mb=_resident_mb(),
    )


def _resident_mb() -> float:
    """Return the largest resident size so far; macOS counts bytes, Linux kilobytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1024 * 1024 if sys.platform == "darwin" else 1024)
