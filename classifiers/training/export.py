"""Bring a local transformers directory into the shipped form: 8-bit ONNX graph and tokenizer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifiers.encoder import MAX_TOKENS
from classifiers.errors import ClassifierError
from classifiers.manifest import ENCODER, TOKENIZER, sha256
from classifiers.training.graph import Shape, write_graph

TAPS: Final = (3, 6, 9, 12)
"""The layers whose token means the heads see: wording early, meaning late."""

_SPARE_POSITIONS = 8


class BadEncoder(ClassifierError):
    """The directory holds no encoder of the BERT architecture."""


def export_encoder(
    base: Path, out: Path, *, name: str | None = None, centre: NDArray[np.float32] | None = None
) -> str:
    """Write `encoder.onnx` and `tokenizer.json` into `out` and return the id of the encoder.

    Without a `name` the id begins with that of the directory. `centre` is taken from every vector.

    Raises:
        BadEncoder: `base` lacks a file or holds another architecture.
    """
    config = read_config(base)
    from safetensors.numpy import load_file

    weights = {
        name.removeprefix("bert."): values.astype(np.float32)
        for name, values in load_file(base / "model.safetensors").items()
    }
    shape = Shape(
        layers=config["num_hidden_layers"],
        hidden=config["hidden_size"],
        heads=config["num_attention_heads"],
        positions=MAX_TOKENS + _SPARE_POSITIONS,
        taps=taps_of(config["num_hidden_layers"]),
    )
    model = write_graph(weights, shape, centre)
    out.mkdir(parents=True, exist_ok=True)
    (out / ENCODER).write_bytes(model.SerializeToString(deterministic=True))
    compact_tokenizer(base / "tokenizer.json", out / TOKENIZER)
    return model_id(name or base.resolve().name, out)


def copy_encoder(base: Path, out: Path) -> None:
    """Take over the encoder and the tokenizer of a model folder."""
    out.mkdir(parents=True, exist_ok=True)
    for name in (ENCODER, TOKENIZER):
        if (base / name).resolve() != (out / name).resolve():
            shutil.copyfile(base / name, out / name)


def compact_tokenizer(source: Path, target: Path) -> None:
    """Write a tokenizer without the spaces that JSON does not need."""
    content = json.loads(source.read_text(encoding="utf-8"))
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text, encoding="utf-8")


def model_id(name: str, folder: Path) -> str:
    """Name an encoder by its directory and the checksum of its weights."""
    return f"{name}-int8@{sha256(folder / ENCODER)[:12]}"


def taps_of(layers: int) -> tuple[int, ...]:
    """Name the layers that the heads see in an encoder with so many."""
    return tuple(sorted({max(1, round(layers * part / TAPS[-1])) for part in TAPS}))


def read_config(base: Path) -> dict[str, int]:
    """Read the sizes of an encoder.

    Raises:
        BadEncoder: `base` lacks a file or holds another architecture.
    """
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        if not (base / name).is_file():
            raise BadEncoder(f"{base}: {name} is missing; --base names a transformers directory")
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise BadEncoder(
            f"{base}: a BERT encoder with gelu is needed, not {config.get('model_type')}"
        )
    return {key: value for key, value in config.items() if isinstance(value, int)}
