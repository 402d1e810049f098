"""The encoder as a trainable network: texts in, token means by layer and unit vectors out."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classifiers.encoder import MAX_TOKENS, PREFIX, pad, shorten
from classifiers.training.export import read_config, taps_of

if TYPE_CHECKING:
    import torch


class TrainableEncoder:
    """A BERT encoder in training mode; word embeddings stay as they are."""

    def __init__(self, base: Path) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import AutoModel
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        config = read_config(base)
        self._base = base
        self._taps = taps_of(config["num_hidden_layers"])
        self._layers = config["num_hidden_layers"]
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._model = AutoModel.from_pretrained(
            base, add_pooling_layer=False, dtype=torch.float32, local_files_only=True
        )
        self._model.train()
        self._model.embeddings.word_embeddings.weight.requires_grad_(False)

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens that are read of each text."""
        encoded = self._tokenizer.encode_batch_fast(list(texts))
        return [min(len(encoding.ids), MAX_TOKENS) for encoding in encoded]

    def encode(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """Encode texts: features as the heads read them, and vectors of unit length."""
        import torch

        tokens = self._tokenizer.encode_batch_fast([PREFIX + text for text in texts])
        ids, mask = pad([shorten(encoding) for encoding in tokens])
        kept = torch.from_numpy(mask)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self._model(
                input_ids=torch.from_numpy(ids), attention_mask=kept, output_hidden_states=True
            ).hidden_states
        column = kept.unsqueeze(-1).float()
        counts = column.sum(1)
        means = {
            tap: (states[tap].float() * column).sum(1) / counts
            for tap in {*self._taps, self._layers}
        }
        features = torch.cat([means[tap] for tap in self._taps], dim=1)
        return features, torch.nn.functional.normalize(means[self._layers], dim=1)

    def parameter_groups(self, rate: float, decay: float) -> list[dict[str, Any]]:
        """Group weights by layer: the further from the heads, the slower they learn."""
        groups: dict[tuple[int, bool], list[torch.nn.Parameter]] = {}
        for name, weight in self._model.named_parameters():
            if weight.requires_grad:
                parts = name.split(".")
                layer = int(parts[2]) + 1 if parts[0] == "encoder" else 0
                groups.setdefault((layer, weight.ndim > 1), []).append(weight)
        return [
            {
                "params": weights,
                "lr": rate * decay ** (self._layers - layer),
                "weight_decay": 0.01 if is_matrix else 0.0,
            }
            for (layer, is_matrix), weights in sorted(groups.items())
        ]

    def state(self) -> Mapping[str, torch.Tensor]:
        """Give all weights by name."""
        weights: Mapping[str, torch.Tensor] = self._model.state_dict()
        return weights

    def load_state(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Take up weights that `state` gave."""
        self._model.load_state_dict(weights)

    def save(self, out: Path) -> None:
        """Write a transformers directory, weights in half precision as the base has them."""
        import torch
        from safetensors.torch import save_file

        out.mkdir(parents=True, exist_ok=True)
        weights = {name: w.to(torch.float16).contiguous() for name, w in self.state().items()}
        save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
        for path in self._base.iterdir():
            if path.suffix == ".json":
                shutil.copyfile(path, out / path.name)
