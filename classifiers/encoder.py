"""The encoder on onnxruntime: normalised texts in, sentence vectors and features out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding

PREFIX: Final = "query: "
MAX_TOKENS: Final = 96
TAIL_TOKENS: Final = 32
"""Of a text with more tokens the beginning and these last ones are read."""

_BATCH_TOKENS = 384
_BATCH_TEXTS = 32
_MAX_STRETCH = 1.3
_PAD = 1

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """One row a text: `vectors` of unit length, `features` as the heads were trained on."""

    vectors: Floats
    features: Floats


class Encoder:
    """One onnxruntime session on one thread and its tokenizer; to be called from one thread."""

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(weights), options, providers=["CPUExecutionProvider"]
        )
        vector, features = self._session.get_outputs()
        self.dimensions: int = vector.shape[1]
        self.feature_count: int = features.shape[1]

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode normalised texts, in order; a row does not depend on the texts beside it."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        features = np.zeros((len(texts), self.feature_count), dtype=np.float32)
        tokens = [
            shorten(e) for e in self._tokenizer.encode_batch_fast([PREFIX + t for t in texts])
        ]
        for rows in batches([len(ids) for ids in tokens]):
            ids, mask = pad([tokens[row] for row in rows])
            vectors[rows], features[rows] = self._session.run(
                ["vector", "features"], {"input_ids": ids, "attention_mask": mask}
            )
        return Encoded(vectors=vectors, features=features)


def shorten(encoding: Encoding) -> list[int]:
    """Give the token numbers that are read: the beginning, and the end of a longer text."""
    ids: list[int] = encoding.ids
    if len(ids) <= MAX_TOKENS:
        return ids
    return ids[: MAX_TOKENS - TAIL_TOKENS] + ids[-TAIL_TOKENS:]


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield row numbers, those of like length together, within the budget of tokens a batch."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and not _fits(lengths[row], len(batch), lengths[batch[0]]):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _fits(length: int, batch_size: int, shortest: int) -> bool:
    """Whether a text joins a batch: padding costs as much as text does."""
    return (
        batch_size < _BATCH_TEXTS
        and (batch_size + 1) * length <= _BATCH_TOKENS
        and length <= _MAX_STRETCH * shortest
    )


def pad(tokens: Sequence[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Fill up to one length; the mask is 1 where a token is."""
    width = max(map(len, tokens))
    ids = np.full((len(tokens), width), _PAD, dtype=np.int64)
    mask = np.zeros((len(tokens), width), dtype=np.int64)
    for row, values in enumerate(tokens):
        ids[row, : len(values)] = values
        mask[row, : len(values)] = 1
    return ids, mask
