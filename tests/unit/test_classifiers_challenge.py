from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence

import pytest

from classifiers.evaluation.challenge import (
    ALL,
    CHALLENGE,
    YES_NO,
    ChallengeComment,
    measure_challenge,
    read_challenge,
)
from classifiers.heads import SENTIMENTS
from classifiers.types import Sentiment, Signals, Thresholds, Utterance, Verdict

LANGUAGES = {"en", "hi", "hi-Latn", "ru", "es"}
KINDS = {
    "negation",
    "irony",
    "question_without_mark",
    "statement_with_mark",
    "rhetorical_question",
    "mixed_language",
    "emoji",
    "slang",
    "question_in_complaint",
    "quoted_insult",
    "clean_insult",
    "plain",
}


class KnowingClassifier:
    """Knows every label of the set; says each as it is, or each the other way round."""

    model_id = "knowing"
    thresholds = Thresholds(
        spam=0.9, complaint=0.9, negative=0.9, toxic=0.9, question=0.9, praise=0.9, unsure=0.1
    )

    def __init__(self, *, lies: bool = False) -> None:
        self.lies = lies
        self.known = {comment.text: comment for comment in read_challenge()}

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        return [self._verdict(self.known[utterance.text]) for utterance in utterances]

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        return [b"" for _ in texts]

    def _verdict(self, comment: ChallengeComment) -> Verdict:
        said = comment.sentiment or "neutral"
        if self.lies:
            said = "negative" if said == "positive" else "positive"
        chances = {name: 0.4 if name == said else 0.3 for name in SENTIMENTS}
        yes = {
            name: 0.5 if comment.signals.get(name, False) != self.lies else 0.49 for name in YES_NO
        }
        return Verdict(
            lang=comment.lang,
            sentiment=Sentiment(**chances),
            signals=Signals(praise=0.0, **yes),
            vector=b"",
            model_id=self.model_id,
        )


def test_every_language_and_kind_is_challenged_by_at_least_five_comments() -> None:
    comments = read_challenge()
    pairs = Counter((comment.lang, comment.kind) for comment in comments)
    assert len(comments) >= 300
    assert set(pairs) == {(lang, kind) for lang in LANGUAGES for kind in KINDS}
    assert min(pairs.values()) >= 5


def test_no_comment_stands_in_the_set_twice() -> None:
    texts = Counter(" ".join(comment.text.casefold().split()) for comment in read_challenge())
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_line_carries_a_label_and_only_values_that_labels_have() -> None:
    # given the lines as they are shipped
    rows = [json.loads(line) for line in CHALLENGE.read_text(encoding="utf-8").splitlines()]

    # then each has a text, one label at least, and no key or value that nobody reads
    allowed = {"sentiment": set(SENTIMENTS)} | {name: {0, 1} for name in YES_NO}
    for row in rows:
        labels = row.keys() - {"text", "lang", "kind"}
        assert row["text"].strip()
        assert labels
        assert labels <= allowed.keys()
        assert all(row[name] in allowed[name] for name in labels), row


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_no_constant_answer_scores_well_in_any_language(lang: str) -> None:
    # given all labels of one language
    labels: dict[str, Counter[object]] = defaultdict(Counter)
    for comment in read_challenge():
        if comment.lang == lang:
            labels["sentiment"].update(filter(None, [comment.sentiment]))
            for name, label in comment.signals.items():
                labels[name][label] += 1

    # then every value occurs, and none makes up more than two thirds
    assert set(labels["sentiment"]) == set(SENTIMENTS)
    for name in YES_NO:
        assert set(labels[name]) == {False, True}
    for counts in labels.values():
        assert max(counts.values()) <= counts.total() * 2 / 3


@pytest.mark.parametrize(("lies", "right"), [(False, 1.0), (True, 0.0)])
def test_the_share_is_one_where_all_is_right_and_zero_where_all_is_wrong(
    lies: bool, right: float
) -> None:
    # when a classifier that knows the labels is measured
    figures = measure_challenge(KnowingClassifier(lies=lies))

    # then every row says so
    assert {figure.right for figure in figures} == {right}


def test_the_whole_set_comes_first_then_languages_kinds_and_both() -> None:
    # when the set is measured
    figures = measure_challenge(KnowingClassifier())

    # then there is one row for all, each language, each kind and each pair, in this order
    rows = [(figure.kind, figure.lang) for figure in figures]
    assert rows == [
        (ALL, ALL),
        *((ALL, lang) for lang in sorted(LANGUAGES)),
        *((kind, ALL) for kind in sorted(KINDS)),
        *((kind, lang) for kind in sorted(KINDS) for lang in sorted(LANGUAGES)),
    ]

    # and the rows of the languages, the kinds and the pairs each add up to the whole
    whole = figures[0]
    for part in (figures[1:6], figures[6:18], figures[18:]):
        assert sum(figure.comments for figure in part) == whole.comments
        assert sum(figure.labels for figure in part) == whole.labels
