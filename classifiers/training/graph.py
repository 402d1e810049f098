"""Write a BERT-like encoder as an ONNX graph with 8-bit weights, node by node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from classifiers.training.graph_writer import GraphWriter, quantise_rows

CONTRIB = "com.microsoft"
_LAYER_NORM_EPSILON = 1e-12

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of an encoder; the heads see the token means after each layer of `taps`."""

    layers: int
    hidden: int
    heads: int
    positions: int
    taps: tuple[int, ...]


def write_graph(weights: Weights, shape: Shape) -> onnx.ModelProto:
    """Build the model: `input_ids`, `attention_mask` -> `vector` (unit length) and `features`."""
    graph = GraphWriter()
    (mask,) = graph.add("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    (key_mask,) = graph.add("Cast", ["attention_mask"], to=TensorProto.INT32)
    bert = _Bert(graph, weights, shape, key_mask)
    states = [bert.embed()]
    for index in range(shape.layers):
        states.append(bert.layer(index, states[-1]))
    means = _token_means(graph, {tap: states[tap] for tap in {*shape.taps, shape.layers}}, mask)
    graph.name_output("LpNormalization", [means[shape.layers]], "vector", axis=-1, p=2)
    graph.name_output("Concat", [means[tap] for tap in shape.taps], "features", axis=-1)
    return _model(graph, shape)


@dataclass(frozen=True, slots=True)
class _Bert:
    """Writes the parts of one encoder; every method returns the name of its result."""

    graph: GraphWriter
    weights: Weights
    shape: Shape
    key_mask: str

    def embed(self) -> str:
        """Look up words and positions; only the rows that are used leave their 8 bits."""
        table, scales = quantise_rows(self.weights["embeddings.word_embeddings.weight"])
        graph = self.graph
        (rows,) = graph.add("Gather", [graph.constant(table, "words"), "input_ids"])
        (row_scales,) = graph.add("Gather", [graph.constant(scales, "word_scales"), "input_ids"])
        (floats,) = graph.add("Cast", [rows], to=TensorProto.FLOAT)
        (words,) = graph.add("Mul", [floats, row_scales])
        places = (
            self.weights["embeddings.position_embeddings.weight"][: self.shape.positions]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        (size,) = graph.add("Shape", ["input_ids"], start=1, end=2)
        zero = graph.constant(np.array([0], dtype=np.int64), "zero")
        (positions,) = graph.add("Slice", [graph.constant(places, "places"), zero, size, zero])
        (total,) = graph.add("Add", [words, positions])
        return self._normalise(total, "embeddings.LayerNorm")

    def layer(self, index: int, x: str) -> str:
        """Attend, then feed forward, each with its residual and layer norm."""
        prefix = f"encoder.layer.{index}"
        attended = self._linear(self._attend(prefix, x), f"{prefix}.attention.output.dense")
        (first,) = self.graph.add("Add", [attended, x])
        middle = self._normalise(first, f"{prefix}.attention.output.LayerNorm")
        (active,) = self.graph.add("Gelu", [self._linear(middle, f"{prefix}.intermediate.dense")])
        narrow = self._linear(active, f"{prefix}.output.dense")
        (second,) = self.graph.add("Add", [narrow, middle])
        return self._normalise(second, f"{prefix}.output.LayerNorm")

    def _attend(self, prefix: str, x: str) -> str:
        parts = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self.weights[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        joint = self.graph.linear(x, weight, bias, f"{prefix}.attention.self")
        query, key, value = self.graph.add("Split", [joint], outputs=3, axis=-1, num_outputs=3)
        inputs = [query, key, value, "", self.key_mask]
        (attended,) = self.graph.add(
            "MultiHeadAttention", inputs, domain=CONTRIB, num_heads=self.shape.heads
        )
        return attended

    def _linear(self, x: str, name: str) -> str:
        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return self.graph.linear(x, weight, bias, name)

    def _normalise(self, x: str, name: str) -> str:
        scale = self.graph.constant(self.weights[f"{name}.weight"], f"{name}.weight")
        bias = self.graph.constant(self.weights[f"{name}.bias"], f"{name}.bias")
        (normal,) = self.graph.add(
            "LayerNormalization", [x, scale, bias], axis=-1, epsilon=_LAYER_NORM_EPSILON
        )
        return normal


def _token_means(graph: GraphWriter, states: Mapping[int, str], mask: str) -> dict[int, str]:
    last = graph.constant(np.array([-1], dtype=np.int64), "last_axis")
    tokens = graph.constant(np.array([1], dtype=np.int64), "token_axis")
    (column,) = graph.add("Unsqueeze", [mask, last])
    (count,) = graph.add("ReduceSum", [column, tokens], keepdims=0)
    means = {}
    for tap, name in sorted(states.items()):
        (kept,) = graph.add("Mul", [name, column])
        (total,) = graph.add("ReduceSum", [kept, tokens], keepdims=0)
        (means[tap],) = graph.add("Div", [total, count])
    return means


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
