"""Learn to tell romanised Hindi from other languages in Latin letters, by pieces of words.

$ python -m classifiers.training.hinglish data/ classifiers/words/hinglish.safetensors
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifiers.hinglish import BUCKETS, piece_numbers
from classifiers.language import ROMANISED_HINDI, readable
from classifiers.training.corpus import labelled_files, read_rows, stem
from classifiers.training.romanise import is_devanagari, romanise
from classifiers.training.sources import WRITTEN_IN_HINGLISH, Licences, source_of

ROWS: Final = 3500
"""At most so many of each set."""

_NAMES: Final = (
    "Aarav Aditi Ajay Akash Amit Amitabh Anil Anita Anjali Arjun Asha Ashok Deepak Deepika Divya"
    " Gaurav Geeta Imran Jai Karan Kavita Krishna Kumar Lakshmi Manish Meera Mohan Neha Nikhil"
    " Pooja Priya Rahul Raj Rajesh Ram Ravi Ritu Rohit Sachin Salman Sandeep Sanjay Shah Shreya"
    " Singh Sita Sneha Sonia Sunil Suresh Tara Vijay Vikram Virat Yadav Bengaluru Chennai Delhi"
    " Goa Gujarat Hyderabad Jaipur Kolkata Lucknow Mumbai Patna Pune Bollywood Diwali Paneer"
)
NAMES: Final = _NAMES.split()
"""Names of people, places and things that English sentences hold as well as Hindi ones."""

_NAMED_SHARE = 0.3
_ROMANISED_SHARE = 0.15
_SHORT_SHARE = 0.6
_SHORT_WORDS = (2, 6)
_EPOCHS = 6
_BATCH = 1024
_RATE = 0.02
_SMOOTHING = 0.02
_DECAY = 2e-5
_SCRIPT_OF_ITS_OWN = frozenset({"hi", "hi-Latn", "und", "ru", "ar", "zh", "el", "ja"})


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    is_hindi: bool
    group: str


def train_hinglish(data: Path, out: Path, *, seed: int = 1) -> int:
    """Learn from the `train` files of `data`, write the weights and return how many texts.

    Positive are rows of the sets that were collected as romanised Hindi, and Hindi written in
    Latin letters by rule; negative are rows whose source states another language. Every language
    counts by the square root of its size, and pieces of texts are added, for comments are short.
    """
    from safetensors.numpy import save_file

    rng = random.Random(seed)  # noqa: S311 - sampling, not secrecy
    rows = [row for row in _rows(data, rng) if row.text]
    rng.shuffle(rows)
    weights, bias = _fit(rows, seed)
    arrays: dict[str, NDArray[Any]] = {
        "weights": weights.astype(np.float16),
        "bias": np.array([bias], dtype=np.float32),
    }
    save_file(arrays, out)
    return len(rows)


def _rows(data: Path, rng: random.Random) -> Iterator[_Row]:
    for path in labelled_files(data, "train"):
        if not source_of(stem(path)).may_train(Licences.ALL):
            continue
        rows = list(read_rows(path))
        rng.shuffle(rows)
        for row in rows[:ROWS]:
            yield from _labelled(row, stem(path), rng)


def _labelled(row: dict[str, object], name: str, rng: random.Random) -> Iterator[_Row]:
    text, lang = readable(str(row["text"])), str(row.get("lang"))
    if name in WRITTEN_IN_HINGLISH:
        # their rows are not cut into pieces: some hold an English half
        if lang == ROMANISED_HINDI:
            yield _Row(text, True, "collected")
    elif is_devanagari(text):
        if rng.random() < _ROMANISED_SHARE:
            yield from _with_piece(_Row(romanise(text), True, "romanised"), rng)
    elif "lang_by" not in row and lang not in _SCRIPT_OF_ITS_OWN:
        named = _with_names(text, rng) if rng.random() < _NAMED_SHARE else text
        yield from _with_piece(_Row(named, False, lang), rng)


def _with_names(text: str, rng: random.Random) -> str:
    """Put two names into a sentence, so that a name says nothing about the language."""
    words = text.split()
    for name in rng.sample(NAMES, 2):
        words.insert(rng.randint(0, len(words)), name)
    return " ".join(words)


def _with_piece(row: _Row, rng: random.Random) -> Iterator[_Row]:
    yield row
    words = row.text.split()
    least, most = _SHORT_WORDS
    if len(words) >= most and rng.random() < _SHORT_SHARE:
        size = rng.randint(least, most)
        start = rng.randrange(len(words) - size + 1)
        yield _Row(" ".join(words[start : start + size]), row.is_hindi, row.group)


def _fit(rows: list[_Row], seed: int) -> tuple[NDArray[np.float32], float]:
    """Fit a logistic regression over the pieces of each text."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    pieces = [piece_numbers(row.text) for row in rows]
    wanted = torch.tensor([float(row.is_hindi) for row in rows]) * (1 - 2 * _SMOOTHING)
    wanted += _SMOOTHING
    shares = torch.from_numpy(_weights(rows))
    table = nn.EmbeddingBag(BUCKETS, 1, mode="sum")
    nn.init.zeros_(table.weight)
    bias = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.Adam([*table.parameters(), bias], lr=_RATE)
    rng = np.random.default_rng(seed)
    for epoch in range(_EPOCHS):
        optimiser.param_groups[0]["lr"] = _RATE * (1 - epoch / _EPOCHS)
        order = rng.permutation(len(rows))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found = [pieces[row] for row in batch]
            sizes = torch.tensor([len(numbers) for numbers in found])
            scale = torch.repeat_interleave(1 / sizes.clamp(min=1).float().sqrt(), sizes)
            numbers = torch.from_numpy(np.concatenate(found).astype(np.int64))
            scores = table(numbers, torch.cumsum(sizes, 0) - sizes, per_sample_weights=scale)
            loss = nn.functional.binary_cross_entropy_with_logits(
                scores[:, 0] + bias, wanted[batch], weight=shares[batch]
            )
            optimiser.zero_grad()
            (loss + _DECAY * (table.weight**2).sum()).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return table.weight.detach().numpy()[:, 0], float(bias.detach())


def _weights(rows: list[_Row]) -> NDArray[np.float32]:
    """Half of the weight is Hindi's; of the rest each language has the root of its size."""
    sizes = Counter(row.group for row in rows)
    is_hindi = np.array([row.is_hindi for row in rows])
    weights = np.array([1.0 if row.is_hindi else sizes[row.group] ** -0.5 for row in rows])
    for side in (is_hindi, ~is_hindi):
        weights[side] /= weights[side].sum()
    return (weights * len(rows) / 2).astype(np.float32)


if __name__ == "__main__":
    print(train_hinglish(Path(sys.argv[1]), Path(sys.argv[2])), "texts")
