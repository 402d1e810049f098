"""What texts mean: verdicts, and groups of what is alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from bot.domain.gaps import Alike
from classifiers.types import Thresholds, Utterance, Verdict


class Classifier(Protocol):
    """Texts in, verdicts out, off the event loop."""

    @property
    def model_id(self) -> str:
        """Which encoder makes the vectors."""

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that belong to the weights."""

    async def judge_all(self, utterances: Iterable[Utterance]) -> list[Verdict]:
        """Judge all, in order."""


class Grouping(Protocol):
    """Texts put together by what they mean."""

    async def alike(
        self, texts: Sequence[str], vectors: Sequence[bytes], *, model_id: str
    ) -> list[Alike]:
        """Groups of texts that mean the same, each text in one; `vectors` are of that encoder."""

    async def nearness(
        self, vectors: Sequence[bytes], *, model_id: str
    ) -> Sequence[Sequence[float]] | None:
        """How near each is to each, as a table; `None` while that encoder cannot be compared.

        1 means the same; what has nothing in common is about 0.
        """
