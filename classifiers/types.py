"""What the classifiers say of a text: plain values, free of any model library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

UNDETERMINED = "und"
"""Language of a text that has no letters, or too few to tell (ISO 639-3)."""

Engine = Literal["onnx", "torch"]
"""What the encoder runs on: onnxruntime, or transformers and torch."""

Task = Literal["sentiment", "question", "complaint", "toxic", "spam"]
"""What a verdict answers; praise is positive sentiment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A text to judge, and the languages its community expects, the likeliest first."""

    text: str
    expected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    """Calibrated probabilities of the three classes; they sum to 1."""

    negative: float
    neutral: float
    positive: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Calibrated yes/no probabilities; each stands for itself."""

    question: float
    complaint: float
    praise: float
    toxic: float
    spam: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the classifiers say of one text.

    `lang` is "en", "hi", "hi-Latn", "ru", … or `UNDETERMINED`. `vector` is the sentence vector:
    unit length, little-endian float32, made by the encoder named in `model_id`; vectors of
    different encoders must not be compared.
    """

    lang: str
    sentiment: Sentiment
    signals: Signals
    vector: bytes = field(repr=False)
    model_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which probability on a lane is taken; chosen on dev data for a wanted precision.

    `unsure` is the lowest probability of negative sentiment, complaint, question or toxic at which
    a comment is still shown to somebody, as `unsure`, rather than passed over.
    """

    spam: float
    complaint: float
    negative: float
    toxic: float
    question: float
    praise: float
    unsure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignModel:
    """A text-classification model that is to answer one task in the own model's place.

    `model` is a directory, if it is an absolute path, else a name on the Hugging Face Hub.
    `labels` renames labels of the model that do not say what they mean.
    """

    task: Task
    model: str
    labels: Mapping[str, str] = field(default_factory=dict)
    allow_download: bool = False


class Classifier(Protocol):
    """Texts in, verdicts out; blocking, made to be called from one thread."""

    @property
    def model_id(self) -> str:
        """Name and checksum of the encoder that makes the vectors."""

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that were chosen together with the weights."""

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        """Judge all, in order. Any text is answered, also an empty or a broken one."""

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The sentence vectors alone, as in `Verdict.vector`."""
