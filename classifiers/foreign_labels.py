"""What the labels of a foreign model mean for a task, told from their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from classifiers.heads import SENTIMENTS
from classifiers.types import Task

YES: Final = "yes"
NO: Final = "no"

_WORD = re.compile(r"[^\W\d_]+")
_SENTIMENT_WORDS = {
    "neg": "negative",
    "neu": "neutral",
    "pos": "positive",
    **{sentiment: sentiment for sentiment in SENTIMENTS},
}
_YES_STEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "question": ("question", "interrogative"),
    "complaint": ("complain",),
    "toxic": ("toxic", "offensive", "abus", "hate", "insult", "obscene", "threat"),
    "spam": ("spam", "scam"),
}
_NO_WORDS = {"no", "not", "non", "none", "neutral", "ham", "normal", "clean", "statement"}
_DENIALS = ("not", "non", "no", "un")


class LabelsUnclear(ValueError):
    """The labels do not say, or not completely, what the task asks."""


def meanings_of(
    labels: Sequence[str], task: Task, renamed: Mapping[str, str], *, exclusive: bool
) -> tuple[str, ...]:
    """Tell what each label means: a sentiment, or `YES` or `NO`.

    Where labels exclude each other, all that the task tells apart must be among them.

    Raises:
        LabelsUnclear: it cannot be told, with a hint.
    """
    strange = sorted(set(renamed) - set(labels))
    if strange:
        raise LabelsUnclear(
            f"it has no label {', '.join(strange)} (hint: its labels are {', '.join(labels)})"
        )
    found = {label: _meaning(renamed.get(label, label), task) for label in labels}
    unknown = [label for label, meaning in found.items() if meaning is None]
    if unknown:
        names = ", ".join(unknown)
        raise LabelsUnclear(
            f"what its labels mean is not known: {names} (hint: {_hint(unknown, task)})"
        )
    meanings = tuple(meaning for meaning in found.values() if meaning is not None)
    _refuse_one_sided(meanings, task, exclusive=exclusive)
    return meanings


def _meaning(name: str, task: Task) -> str | None:
    words = _WORD.findall(name.casefold())
    if task == "sentiment":
        return next((_SENTIMENT_WORDS[word] for word in words if word in _SENTIMENT_WORDS), None)
    stems = _YES_STEMS[task]
    denied = tuple(denial + stem for denial in _DENIALS for stem in stems)
    if any(word in _NO_WORDS or word.startswith(denied) for word in words):
        return NO
    if any(word == YES or word.startswith(stems) for word in words):
        return YES
    return None


def _refuse_one_sided(meanings: Sequence[str], task: Task, *, exclusive: bool) -> None:
    sides = ("negative", "positive") if task == "sentiment" else (YES, NO)
    wanted = sides if exclusive or task == "sentiment" else (YES,)
    missing = [side for side in wanted if side not in meanings]
    if missing:
        raise LabelsUnclear(
            f"none of its labels means {_words_for(missing[0], task)}"
            f" (hint: it answers something else than {task}, or needs a table of labels)"
        )


def _hint(labels: Sequence[str], task: Task) -> str:
    names = SENTIMENTS if task == "sentiment" else (_words_for(NO, task), _words_for(YES, task))
    pairs = ", ".join(f'"{label}" = "…"' for label in labels)
    return f"labels = {{ {pairs} }}, each one of {', '.join(names)}"


def _words_for(meaning: str, task: Task) -> str:
    return {YES: f'"{task}"', NO: f'"not {task}"'}.get(meaning, f'"{meaning}"')
