"""Foreign models: text classification of others that answers one task in our model's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from classifiers.encoder import batches
from classifiers.errors import ForeignModelUnusable
from classifiers.foreign_labels import YES, LabelsUnclear, meanings_of
from classifiers.heads import SENTIMENTS
from classifiers.normalise import has_content, tidy
from classifiers.torch_engine import use_one_thread
from classifiers.types import (
    Classifier,
    ForeignModel,
    Sentiment,
    Task,
    Thresholds,
    Utterance,
    Verdict,
)

_MAX_TOKENS = 512
_SPECIAL_POSITIONS = 2
"""RoBERTa's kin count positions from here on."""


class ForeignClassifier:
    """Asks the own model for everything, and foreign ones for their tasks."""

    def __init__(self, own: Classifier, heads: Sequence[ForeignHead]) -> None:
        self._own = own
        self._heads = heads

    @property
    def model_id(self) -> str:
        """Name and checksum of the encoder that makes the vectors: the own model's."""
        return self._own.model_id

    @property
    def thresholds(self) -> Thresholds:
        """The own model's thresholds; those of a replaced task may need others."""
        return self._own.thresholds

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        """Judge all, in order. Any text is answered, also an empty or a broken one."""
        verdicts = self._own.judge(utterances)
        texts = [tidy(utterance.text) for utterance in utterances]
        rows = [row for row, text in enumerate(texts) if has_content(text)]
        for head in self._heads:
            answers = head.answer([texts[row] for row in rows])
            for row, answer in zip(rows, answers, strict=True):
                verdicts[row] = _with_answer(verdicts[row], head.task, answer)
        return verdicts

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The sentence vectors alone, as in `Verdict.vector`."""
        return self._own.embed(texts)


class ForeignHead:
    """One foreign model and its tokenizer; to be called from one thread.

    Raises:
        ForeignModelUnusable: it is not there, classifies no texts, or its labels are unclear.
    """

    def __init__(self, source: ForeignModel) -> None:
        check_place(source)
        use_one_thread()
        self.task: Task = source.task
        self._tokenizer, self._model = _load(source)
        config = self._model.config
        self._excludes = config.problem_type != "multi_label_classification"
        labels = [config.id2label[index] for index in range(config.num_labels)]
        try:
            self._meanings = meanings_of(
                labels, source.task, source.labels, exclusive=self._excludes
            )
        except LabelsUnclear as error:
            raise _unusable(source, str(error)) from error
        self._limit = min(
            _MAX_TOKENS,
            self._tokenizer.model_max_length,
            getattr(config, "max_position_embeddings", _MAX_TOKENS) - _SPECIAL_POSITIONS,
        )

    def answer(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Give each text's probability of each meaning, in order."""
        answers: list[dict[str, float]] = [{}] * len(texts)
        for rows in batches([len(text) for text in texts]):
            for row, scores in zip(rows, self._run([texts[row] for row in rows]), strict=True):
                answers[row] = self._by_meaning(scores)
        return answers

    def _run(self, texts: list[str]) -> list[list[float]]:
        import torch

        inputs = self._tokenizer(
            texts, padding=True, truncation=True, max_length=self._limit, return_tensors="pt"
        )
        with torch.inference_mode():
            logits = self._model(**inputs).logits.float()
            found = logits.softmax(dim=-1) if self._excludes else logits.sigmoid()
        probabilities: list[list[float]] = found.tolist()
        return probabilities

    def _by_meaning(self, scores: Sequence[float]) -> dict[str, float]:
        """Add up labels that exclude each other; of others the likeliest counts."""
        found: dict[str, float] = {}
        for meaning, score in zip(self._meanings, scores, strict=True):
            before = found.get(meaning, 0.0)
            found[meaning] = min(before + score, 1.0) if self._excludes else max(before, score)
        return found


def check_place(source: ForeignModel) -> None:
    """Look whether a directory is there; a name on the Hub is looked for when it is loaded.

    Raises:
        ForeignModelUnusable: it is not.
    """
    path = Path(source.model)
    if path.is_absolute() and not path.is_dir():
        raise _unusable(
            source,
            "there is no such directory (hint: paths count from the folder of the configuration;"
            " save the model there with save_pretrained, its tokenizer too)",
        )


def _load(source: ForeignModel) -> tuple[Any, Any]:
    """Read tokenizer and model; code that comes with a model is never run, nor pickles read."""
    from safetensors import SafetensorError
    from transformers import AutoModelForSequenceClassification, AutoTokenizer, logging

    # what there is to say is said here, in the errors below
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    options = {"local_files_only": not source.allow_download, "trust_remote_code": False}
    try:
        tokenizer = AutoTokenizer.from_pretrained(source.model, **options)
        model, report = AutoModelForSequenceClassification.from_pretrained(
            source.model, output_loading_info=True, use_safetensors=True, **options
        )
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        raise _unusable(source, _reason(source, error)) from error
    if report["missing_keys"]:
        raise _unusable(
            source,
            "it is not a text-classification model: it lacks weights of one"
            " (hint: name a model of a …ForSequenceClassification architecture)",
        )
    if tokenizer.pad_token is None:
        raise _unusable(source, "its tokenizer has no padding token (hint: save one with it)")
    return tokenizer, model.eval()


def _reason(source: ForeignModel, error: Exception) -> str:
    if Path(source.model).is_dir():
        first_line = str(error).strip().partition("\n")[0]
        return (
            f"it cannot be read as a text-classification model: {first_line}"
            " (hint: the directory needs config.json, weights and tokenizer files, as"
            " save_pretrained writes them)"
        )
    if source.allow_download:
        return (
            "it is neither a directory nor can it be had from the Hugging Face Hub"
            " (hint: is the name right, and is there a network?)"
        )
    return (
        "it is neither a directory nor among the models downloaded before"
        f" (hint: correct it, or set classifiers.{source.task}.allow_download = true)"
    )


def _unusable(source: ForeignModel, reason: str) -> ForeignModelUnusable:
    return ForeignModelUnusable(f'classifiers.{source.task}.model: "{source.model}": {reason}')


def _with_answer(verdict: Verdict, task: Task, answer: Mapping[str, float]) -> Verdict:
    if task != "sentiment":
        return replace(verdict, signals=replace(verdict.signals, **{task: answer[YES]}))
    total = sum(answer.values()) or 1.0
    negative, neutral, positive = (answer.get(name, 0.0) / total for name in SENTIMENTS)
    return replace(
        verdict,
        sentiment=Sentiment(negative=negative, neutral=neutral, positive=positive),
        signals=replace(verdict.signals, praise=positive),
    )
