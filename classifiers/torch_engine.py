"""The encoder on transformers and torch, with the weights of the file that onnxruntime reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from classifiers.encoder import PREFIX, Encoded, Floats, batches, pad, shorten
from classifiers.weights import Layout, read_layout, read_weights

if TYPE_CHECKING:
    import torch
    from transformers import BertModel

_WORDS = "embeddings.word_embeddings.weight"
_PLACES = "embeddings.position_embeddings.weight"
_FIRST_WIDENING = "encoder.layer.0.intermediate.dense.weight"
_LAYER_ENDS = ".output.dense.weight"


class TorchEncoder:
    """As `Encoder`: texts in, sentence vectors and features out; to be called from one thread."""

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        use_one_thread()
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        layout = read_layout(weights)
        self._taps = layout.taps
        self._centre = layout.centre
        self._model = _build(read_weights(weights), layout)
        self.dimensions: int = self._model.config.hidden_size
        self.feature_count: int = self.dimensions * len(layout.taps)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode normalised texts, in order; a row does not depend on the texts beside it."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        features = np.zeros((len(texts), self.feature_count), dtype=np.float32)
        tokens = [
            shorten(e) for e in self._tokenizer.encode_batch_fast([PREFIX + t for t in texts])
        ]
        for rows in batches([len(ids) for ids in tokens]):
            vectors[rows], features[rows] = self._run([tokens[row] for row in rows])
        return Encoded(vectors=vectors, features=features)

    def _run(self, tokens: Sequence[list[int]]) -> tuple[Floats, Floats]:
        import torch

        ids, mask = map(torch.from_numpy, pad(tokens))
        with torch.inference_mode():
            states = self._model(
                input_ids=ids, attention_mask=mask, output_hidden_states=True
            ).hidden_states
            means = [_token_means(states[tap], mask) for tap in self._taps]
            vectors = torch.nn.functional.normalize(_token_means(states[-1], mask), dim=1)
            if self._centre is not None:
                centred = vectors - torch.from_numpy(self._centre)
                vectors = torch.nn.functional.normalize(centred, dim=1)
            return vectors.numpy(), torch.cat(means, dim=1).numpy()


def use_one_thread() -> None:
    """Keep torch on one core, as onnxruntime is: the other ones serve the desk."""
    import torch

    torch.set_num_threads(1)


def _token_means(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    column = mask.unsqueeze(-1).float()
    return (states * column).sum(1) / column.sum(1)


def _build(weights: Mapping[str, Floats], layout: Layout) -> BertModel:
    import torch
    from transformers import BertConfig, BertModel

    vocabulary, hidden = weights[_WORDS].shape
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        num_hidden_layers=_count_layers(weights),
        num_attention_heads=layout.heads,
        intermediate_size=len(weights[_FIRST_WIDENING]),
        max_position_embeddings=len(weights[_PLACES]),
        type_vocab_size=1,
        hidden_act="gelu",
        layer_norm_eps=1e-12,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(w) for name, w in weights.items()}, assign=True)
    model.eval()  # type: ignore[no-untyped-call]
    return model


def _count_layers(weights: Mapping[str, Floats]) -> int:
    ends = [name for name in weights if name.endswith(_LAYER_ENDS) and ".attention." not in name]
    return len(ends)
