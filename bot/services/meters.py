"""What a process counts of itself since it was started."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from classifiers.types import Classifier, Thresholds, Utterance, Verdict

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

JUDGING = "judge"
EMBEDDING = "embed"


class LimitMeter:
    """How often Telegram made a bot wait, and for how long in all."""

    def __init__(self) -> None:
        self.hit_count = 0
        self.waited = timedelta()

    def note(self, wait: timedelta) -> None:
        """Telegram wants so long a silence."""
        self.hit_count += 1
        self.waited += wait


class ModelMeter:
    """How many texts the model took, how long, and how often it failed; by what was asked."""

    def __init__(self) -> None:
        self.is_ready = False
        """Whether the weights were read."""
        self.texts: Counter[str] = Counter({JUDGING: 0, EMBEDDING: 0})
        self.failures: Counter[str] = Counter({JUDGING: 0, EMBEDDING: 0})
        self.seconds: dict[str, float] = {JUDGING: 0.0, EMBEDDING: 0.0}


class MeasuredClassifier:
    """A classifier, and a meter that runs along; like it, it is called from one thread."""

    def __init__(self, classifier: Classifier, meter: ModelMeter) -> None:
        self._classifier = classifier
        self._meter = meter

    @property
    def model_id(self) -> str:
        """Name and checksum of the encoder that makes the vectors."""
        return self._classifier.model_id

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that were chosen together with the weights."""
        return self._classifier.thresholds

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        """Judge all, in order."""
        return self._measured(JUDGING, self._classifier.judge, utterances)

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The sentence vectors alone."""
        return self._measured(EMBEDDING, self._classifier.embed, texts)

    def _measured(
        self, what: str, work: Callable[[Sequence[Asked]], list[Answer]], asked: Sequence[Asked]
    ) -> list[Answer]:
        started_at = time.perf_counter()
        try:
            answers = work(asked)
        except Exception:
            self._meter.failures[what] += 1
            raise
        finally:
            self._meter.seconds[what] += time.perf_counter() - started_at
        self._meter.texts[what] += len(asked)
        return answers
