from __future__ import annotations

from collections.abc import Sequence

import pytest

from classifiers.engine import load_classifier
from classifiers.reasons import MOST_WORDS, READ_WORDS, words_behind
from classifiers.types import Sentiment, Signals, Thresholds, Utterance, Verdict


class WordCounter:
    """Finds complaint in the word "cold" and question in the word "when"; counts judgements."""

    model_id = "counter"
    thresholds = Thresholds(
        spam=0.5, complaint=0.5, negative=0.5, toxic=0.5, question=0.5, praise=0.5, unsure=0.3
    )

    def __init__(self) -> None:
        self.judged = 0

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        self.judged += len(utterances)
        return [self._verdict(utterance.text.split()) for utterance in utterances]

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        return [b""] * len(texts)

    def _verdict(self, words: Sequence[str]) -> Verdict:
        complaint = 0.9 if "cold" in [word.strip("!,") for word in words] else 0.1
        question = 0.8 if "when" in words else 0.05
        return Verdict(
            lang="en",
            sentiment=Sentiment(negative=0.2, neutral=0.7, positive=0.1),
            signals=Signals(
                question=question, complaint=complaint, praise=0.1, toxic=0.0, spam=0.0
            ),
            vector=b"",
            model_id=self.model_id,
        )


def test_the_words_that_moved_each_signal_are_named_without_their_marks() -> None:
    found = words_behind(WordCounter(), Utterance(text="tea was cold! when is the next one"))
    assert found == {"complaint": ("cold",), "question": ("when",)}


@pytest.mark.parametrize("text", ["", "   ", "🔥", "nothing of note"])
def test_where_no_signal_is_there_nothing_is_explained(text: str) -> None:
    assert words_behind(WordCounter(), Utterance(text=text)) == {}


def test_a_long_comment_costs_a_bounded_number_of_judgements() -> None:
    classifier = WordCounter()
    words_behind(classifier, Utterance(text="cold " + "tea " * 500))
    assert classifier.judged == READ_WORDS + 1


def test_the_shipped_model_explains_a_grievance_by_its_hard_words() -> None:
    found = words_behind(load_classifier(), Utterance(text="the delivery guy was rude, horrible"))
    named = {word for words in found.values() for word in words}
    assert named & {"rude", "horrible"}
    assert all(len(words) <= MOST_WORDS for words in found.values())
