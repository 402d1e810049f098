"""Write a BERT-like encoder as an ONNX graph with 8-bit weights, node by node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

CONTRIB = "com.microsoft"
_LAYER_NORM_EPSILON = 1e-12

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of an encoder; the heads see the mean over the tokens after each layer of `taps`."""

    layers: int
    hidden: int
    heads: int
    positions: int
    taps: tuple[int, ...]


class GraphWriter:
    """Collects nodes and constants; every method returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._count = 0

    def constant(self, values: NDArray[np.generic], name: str) -> str:
        """Store an array under a name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(
        self,
        operator: str,
        inputs: Sequence[str],
        *,
        outputs: int = 1,
        domain: str = "",
        **attributes: int | float,
    ) -> list[str]:
        """Append a node and return the names of its outputs."""
        self._count += 1
        names = [f"{operator}_{self._count}_{i}" for i in range(outputs)]
        self._append(operator, inputs, names, domain, attributes)
        return names

    def name_output(
        self, operator: str, inputs: Sequence[str], name: str, **attributes: int
    ) -> None:
        """Append a node whose result leaves the model under a name."""
        self._append(operator, inputs, [name], "", attributes)

    def _append(
        self,
        operator: str,
        inputs: Sequence[str],
        outputs: Sequence[str],
        domain: str,
        attributes: Mapping[str, int | float],
    ) -> None:
        node = helper.make_node(operator, list(inputs), list(outputs), domain=domain)
        node.attribute.extend(
            helper.make_attribute(key, value) for key, value in attributes.items()
        )
        self.nodes.append(node)

    def linear(
        self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32], name: str
    ) -> str:
        """Multiply by a weight matrix (outputs × inputs), stored in 8 bits, and add the bias."""
        rounded, scales = quantise_rows(weight)
        zeros = np.zeros(len(rounded), dtype=np.int8)
        stored = [
            self.constant(rounded.T, f"{name}.weight"),
            self.constant(scales[:, 0], f"{name}.scales"),
            self.constant(zeros, f"{name}.zeros"),
        ]
        (matrix,) = self.add("DequantizeLinear", stored, axis=1)
        (product,) = self.add("MatMul", [x, matrix])
        (total,) = self.add("Add", [product, self.constant(bias, f"{name}.bias")])
        return total


def quantise_rows(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round a matrix to 8 bits with one scale a row."""
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127.0, 1e-12)
    return np.rint(table / scales).astype(np.int8), scales.astype(np.float32)


def write_graph(weights: Weights, shape: Shape) -> onnx.ModelProto:
    """Build the model: `input_ids`, `attention_mask` -> `vector` (unit length) and `features`."""
    graph = GraphWriter()
    (mask,) = graph.add("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    (lengths,) = graph.add("Cast", ["attention_mask"], to=TensorProto.INT32)
    column = graph.add(
        "Unsqueeze", [mask, graph.constant(np.array([-1], dtype=np.int64), "last_axis")]
    )[0]
    states = [_embed(graph, weights, shape)]
    for layer in range(shape.layers):
        states.append(_layer(graph, weights, shape, layer, states[-1], lengths))
    graph.constant(np.array([1], dtype=np.int64), "token_axis")
    count = _sum_over_tokens(graph, column)
    means = {
        tap: graph.add("Div", [_sum_over_tokens(graph, _kept(graph, states[tap], column)), count])[
            0
        ]
        for tap in sorted({*shape.taps, shape.layers})
    }
    graph.name_output("LpNormalization", [means[shape.layers]], "vector", axis=-1, p=2)
    graph.name_output("Concat", [means[tap] for tap in shape.taps], "features", axis=-1)
    return _model(graph, shape)


def _embed(graph: GraphWriter, weights: Weights, shape: Shape) -> str:
    table, scales = quantise_rows(weights["embeddings.word_embeddings.weight"])
    (rows,) = graph.add("Gather", [graph.constant(table, "words"), "input_ids"])
    (row_scales,) = graph.add("Gather", [graph.constant(scales, "words.scales"), "input_ids"])
    (floats,) = graph.add("Cast", [rows], to=TensorProto.FLOAT)
    (words,) = graph.add("Mul", [floats, row_scales])
    places = (
        weights["embeddings.position_embeddings.weight"][: shape.positions]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    (size,) = graph.add("Shape", ["input_ids"], start=1, end=2)
    zero = graph.constant(np.array([0], dtype=np.int64), "zero")
    (positions,) = graph.add("Slice", [graph.constant(places, "positions"), zero, size, zero])
    (total,) = graph.add("Add", [words, positions])
    return _normalise(graph, weights, total, "embeddings.LayerNorm")


def _normalise(graph: GraphWriter, weights: Weights, x: str, name: str) -> str:
    scale = graph.constant(weights[f"{name}.weight"], f"{name}.weight")
    bias = graph.constant(weights[f"{name}.bias"], f"{name}.bias")
    return graph.add("LayerNormalization", [x, scale, bias], axis=-1, epsilon=_LAYER_NORM_EPSILON)[
        0
    ]


def _layer(
    graph: GraphWriter, weights: Weights, shape: Shape, index: int, x: str, mask: str
) -> str:
    prefix = f"encoder.layer.{index}"
    attended = _linear(
        graph,
        weights,
        f"{prefix}.attention.output.dense",
        _attend(graph, weights, shape, prefix, x, mask),
    )
    (sum_,) = graph.add("Add", [attended, x])
    middle = _normalise(graph, weights, sum_, f"{prefix}.attention.output.LayerNorm")
    wide = _linear(graph, weights, f"{prefix}.intermediate.dense", middle)
    (active,) = graph.add("Gelu", [wide])
    narrow = _linear(graph, weights, f"{prefix}.output.dense", active)
    (total,) = graph.add("Add", [narrow, middle])
    return _normalise(graph, weights, total, f"{prefix}.output.LayerNorm")


def _linear(graph: GraphWriter, weights: Weights, name: str, x: str) -> str:
    return graph.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"], name)


def _attend(
    graph: GraphWriter, weights: Weights, shape: Shape, prefix: str, x: str, mask: str
) -> str:
    parts = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([weights[f"{part}.weight"] for part in parts])
    bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
    joint = graph.linear(x, weight, bias, f"{prefix}.attention.self")
    query, key, value = graph.add("Split", [joint], outputs=3, axis=-1, num_outputs=3)
    return graph.add(
        "MultiHeadAttention",
        [query, key, value, "", mask],
        domain=CONTRIB,
        num_heads=shape.heads,
    )[0]


def _kept(graph: GraphWriter, states: str, column: str) -> str:
    return graph.add("Mul", [states, column])[0]


def _sum_over_tokens(graph: GraphWriter, states: str) -> str:
    return graph.add("ReduceSum", [states, "token_axis"], keepdims=0)[0]


def _model(graph: GraphWriter, shape: Shape) -> onnx.ModelProto:
    ids = TensorProto.INT64
    tokens = ["batch", "tokens"]
    inputs = [
        helper.make_tensor_value_info(name, ids, tokens)
        for name in ("input_ids", "attention_mask")
    ]
    widths = {"vector": shape.hidden, "features": shape.hidden * len(shape.taps)}
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", width])
        for name, width in widths.items()
    ]
    body = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants)
    model = helper.make_model(
        body,
        opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)],
        ir_version=10,
        producer_name="jawab",
    )
    onnx.checker.check_model(model)
    return model
