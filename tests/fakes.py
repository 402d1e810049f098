"""Stand-ins for what is slow or far away: each keeps the promises of its port."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from bot.domain.brief import Brief, Written
from classifiers.types import Sentiment, Signals, Thresholds, Utterance, Verdict

THRESHOLDS = Thresholds(
    spam=0.5, complaint=0.5, negative=0.5, toxic=0.5, question=0.5, praise=0.5, unsure=0.4
)


class WordClassifier:
    """Judges by words that tests can read: "terrible", "?", "idiot", "casino", "love", "hmm"."""

    model_id = "words:1"
    thresholds = THRESHOLDS

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        return [self._judge(one.text) for one in utterances]

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        return [_vector(text) for text in texts]

    def _judge(self, text: str) -> Verdict:
        if "unspeakable" in text:
            raise RuntimeError("this text breaks the model")
        folded = text.casefold()
        bad = 0.95 if any(word in folded for word in ("terrible", "cold", "awful")) else 0.05
        good = 0.9 if "love" in folded and bad < 0.5 else 0.03
        return Verdict(
            lang="ru" if any("а" <= letter <= "я" for letter in folded) else "en",
            sentiment=Sentiment(negative=bad, neutral=1 - bad - good + 0.0, positive=good)
            if bad + good <= 1
            else Sentiment(negative=bad, neutral=0.0, positive=1 - bad),
            signals=Signals(
                question=0.93 if "?" in text else 0.02,
                complaint=bad,
                praise=good,
                toxic=0.97 if "idiot" in folded else 0.01,
                spam=0.99 if "casino" in folded else 0.0,
            ),
            vector=_vector(text),
            model_id=self.model_id,
        )


class FakeDrafter:
    """A language model that writes what `answer` says, or raises it; it keeps every brief."""

    def __init__(self, answer: Callable[[Brief], Written | Exception]) -> None:
        self.answer = answer
        self.briefs: list[Brief] = []
        self.is_closed = False

    async def write(self, brief: Brief) -> Written:
        self.briefs.append(brief)
        answer = self.answer(brief)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def models(self) -> tuple[str, ...]:
        return ("tiny",)

    async def close(self) -> None:
        self.is_closed = True


def _vector(text: str) -> bytes:
    """Hashed words: texts that share words are near each other."""
    vector = np.full(64, 1e-3, dtype="<f4")
    for word in text.casefold().replace("?", " ").replace(",", " ").replace(".", " ").split():
        slot = int.from_bytes(hashlib.sha256(word.encode()).digest()[:2], "big") % 64
        vector[slot] += 1
    return (vector / np.linalg.norm(vector)).astype("<f4").tobytes()
