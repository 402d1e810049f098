"""The weights of an encoder, read back from the ONNX file in which they ship."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import onnx

Floats = NDArray[np.float32]
Constants = Mapping[str, NDArray[np.generic]]

_CENTRE = "centre"
_ATTENTION = re.compile(r"(.+\.attention\.self)\.(weight|bias)")
_LAYER_END = re.compile(r"encoder\.layer\.(\d+)\.output\.LayerNorm\.weight")
_AS_THEY_ARE = (".bias", ".LayerNorm.weight")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the weights do not tell: attention heads, and the layers whose token means are read.

    `centre` is taken from every vector, where there is one.
    """

    heads: int
    taps: tuple[int, ...]
    centre: Floats | None = None


def read_weights(path: Path) -> dict[str, Floats]:
    """Read all weights as floats, by their names in a transformers `BertModel` without pooler."""
    graph = _read_graph(path)
    constants = _constants_of(graph)
    weights = _embeddings(constants)
    for name, values in constants.items():
        if name.endswith(_AS_THEY_ARE):
            weights.update(_parts(name, values.astype(np.float32)))
    for node in graph.node:
        read = _FORMS.get(node.op_type)
        if read is not None:
            weights.update(_parts(*read(node, constants)))
    return weights


def read_layout(path: Path) -> Layout:
    """Read from the nodes how the encoder is to be put together."""
    graph = _read_graph(path)
    heads = next(a.i for node in graph.node for a in node.attribute if a.name == "num_heads")
    makers = {output: node for node in graph.node for output in node.output}
    centre = _constants_of(graph).get(_CENTRE)
    return Layout(
        heads=heads,
        taps=tuple(_layer_behind(mean, makers) for mean in makers["features"].input),
        centre=None if centre is None else centre.astype(np.float32),
    )


def _read_graph(path: Path) -> onnx.GraphProto:
    import onnx

    return onnx.load(str(path)).graph


def _constants_of(graph: onnx.GraphProto) -> Constants:
    from onnx import numpy_helper

    return {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}


def _embeddings(constants: Constants) -> dict[str, Floats]:
    """Words in 8 bits with a scale a row; places hold the one token type that is used already."""
    words = constants["words"].astype(np.float32) * constants["word_scales"].astype(np.float32)
    places = constants["places"].astype(np.float32)
    return {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": places,
        "embeddings.token_type_embeddings.weight": np.zeros((1, places.shape[1]), np.float32),
    }


def _scaled_columns(node: onnx.NodeProto, constants: Constants) -> tuple[str, Floats]:
    """Read a matrix that becomes floats first: 8 bits with scale and zero for each output."""
    name, scales, zeros = node.input
    codes = constants[name].astype(np.float32) - constants[zeros].astype(np.float32)
    return name, _matrix(codes, constants[scales])


def _integer_factor(node: onnx.NodeProto, constants: Constants) -> tuple[str, Floats]:
    """Read a matrix that multiplies in 8 bits, with a scale for each output and no zeros."""
    _, name, _, scales, *_ = node.input
    return name, _matrix(constants[name].astype(np.float32), constants[scales])


def _matrix(codes: Floats, scales: NDArray[np.generic]) -> Floats:
    """Scale and turn to outputs × inputs."""
    return np.ascontiguousarray((codes * scales.astype(np.float32)).T)


_FORMS: Final[Mapping[str, Callable[[onnx.NodeProto, Constants], tuple[str, Floats]]]] = {
    "DequantizeLinear": _scaled_columns,
    "MatMulIntegerToFloat": _integer_factor,
}
"""How a matrix is read back, by the node that makes use of it."""


def _parts(name: str, values: Floats) -> dict[str, Floats]:
    """Part what attention has joined: query, key and value, in this order."""
    joined = _ATTENTION.fullmatch(name)
    if joined is None:
        return {name: values}
    prefix, kind = joined.groups()
    thirds = np.split(values, 3)
    return {
        f"{prefix}.{part}.{kind}": third
        for part, third in zip(("query", "key", "value"), thirds, strict=True)
    }


def _layer_behind(result: str, makers: Mapping[str, onnx.NodeProto]) -> int:
    """Find the layer that a token mean is taken of, going back step by step; 0: embeddings."""
    names = [result]
    while names:
        names = [name for last in names if last in makers for name in makers[last].input]
        for name in names:
            if name == "embeddings.LayerNorm.weight":
                return 0
            if (end := _LAYER_END.fullmatch(name)) is not None:
                return int(end[1]) + 1
    raise ValueError(f"{result} is the mean of no layer")
