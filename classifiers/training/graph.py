"""Write a BERT-like encoder as an ONNX graph that multiplies in 8 bits, node by node.

Matrices are stored in 8 bits with a scale for each output; what they multiply is rounded to 8
bits with a scale for each token, so a text's result does not depend on its batch. Attention,
layer norms, residuals and means are computed in single precision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from classifiers.training.graph_writer import CONTRIB, MIDDLE, GraphWriter, Rounded, quantise_rows

CENTRE = "centre"
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


def write_graph(
    weights: Weights, shape: Shape, centre: NDArray[np.float32] | None = None
) -> onnx.ModelProto:
    """Build the model: `input_ids`, `attention_mask` -> `vector` (unit length) and `features`.

    `centre` is what vectors of all kinds of texts have in common; it is taken away, so that
    likeness is that of meanings.
    """
    graph = GraphWriter()
    bert = _Bert(graph, weights, shape, _layout(graph, shape))
    states = [bert.embed()]
    for index in range(shape.layers):
        states.append(bert.layer(index, states[-1]))
    means = _token_means(graph, bert.layout, {t: states[t] for t in {*shape.taps, shape.layers}})
    vector = means[shape.layers]
    if centre is not None:
        (unit,) = graph.add("LpNormalization", [vector], axis=-1, p=2)
        (vector,) = graph.add("Sub", [unit, graph.constant(centre, CENTRE)])
    graph.name_output("LpNormalization", [vector], "vector", axis=-1, p=2)
    graph.name_output("Concat", [means[tap] for tap in shape.taps], "features", axis=-1)
    return _model(graph, shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Names of what every layer needs to know about the batch.

    `table` is the shape of one row a token, `texts` that of batch × tokens × hidden and
    `joint_texts` that of queries, keys and values side by side; `key_mask` tells attention which
    tokens there are; `middles` holds the zero point once a token.
    """

    table: str
    texts: str
    joint_texts: str
    key_mask: str
    middles: str


def _layout(graph: GraphWriter, shape: Shape) -> _Layout:
    hidden = graph.constant(np.array([shape.hidden], dtype=np.int64), "hidden")
    (size,) = graph.add("Shape", ["input_ids"])
    joint = graph.constant(np.array([3 * shape.hidden], dtype=np.int64), "joint")
    (texts,) = graph.add("Concat", [size, hidden], axis=0)
    (joint_texts,) = graph.add("Concat", [size, joint], axis=0)
    flat = graph.constant(np.array([-1], dtype=np.int64), "last_axis")
    (tokens,) = graph.add("Reshape", ["input_ids", flat])
    (count,) = graph.add("Shape", [tokens])
    middle = graph.constant(np.array(MIDDLE, dtype=np.uint8), "middle")
    (middles,) = graph.add("Expand", [middle, count])
    (key_mask,) = graph.add("Cast", ["attention_mask"], to=TensorProto.INT32)
    table = graph.constant(np.array([-1, shape.hidden], dtype=np.int64), "table")
    return _Layout(
        table=table, texts=texts, joint_texts=joint_texts, key_mask=key_mask, middles=middles
    )


@dataclass(frozen=True, slots=True)
class _Bert:
    """Writes the parts of one encoder; every method returns the name of its result."""

    graph: GraphWriter
    weights: Weights
    shape: Shape
    layout: _Layout

    def embed(self) -> str:
        """Look up words and positions; only the rows that are used leave their 8 bits."""
        table, scales = quantise_rows(self.weights["embeddings.word_embeddings.weight"])
        graph = self.graph
        (codes,) = graph.add("Gather", [graph.constant(table, "words"), "input_ids"])
        (row_scales,) = graph.add("Gather", [graph.constant(scales, "word_scales"), "input_ids"])
        (floats,) = graph.add("Cast", [codes], to=TensorProto.FLOAT)
        (found,) = graph.add("Mul", [floats, row_scales])
        places = (
            self.weights["embeddings.position_embeddings.weight"][: self.shape.positions]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        (size,) = graph.add("Shape", ["input_ids"], start=1, end=2)
        zero = graph.constant(np.array([0], dtype=np.int64), "zero")
        (positions,) = graph.add("Slice", [graph.constant(places, "places"), zero, size, zero])
        (total,) = graph.add("Add", [found, positions])
        normal = self._normalise(total, "embeddings.LayerNorm")
        (rows,) = graph.add("Reshape", [normal, self.layout.table])
        return rows

    def layer(self, index: int, x: str) -> str:
        """Attend, then feed forward, each with its residual and layer norm."""
        prefix = f"encoder.layer.{index}"
        attended = self._attend(prefix, x)
        middle = self._close(attended, x, f"{prefix}.attention.output")
        return self._close(self._widen(prefix, middle), middle, f"{prefix}.output")

    def _attend(self, prefix: str, x: str) -> Rounded:
        parts = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self.weights[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        rows = self.graph.round_rows(x, self.layout.middles)
        joint = self.graph.product(rows, weight, f"{prefix}.attention.self")
        (texts,) = self.graph.add("Reshape", [joint, self.layout.joint_texts])
        inputs = [
            *self.graph.add("Split", [texts], outputs=3, axis=-1, num_outputs=3),
            self.graph.constant(bias, f"{prefix}.attention.self.bias"),
            self.layout.key_mask,
        ]
        (attended,) = self.graph.add(
            "MultiHeadAttention", inputs, domain=CONTRIB, num_heads=self.shape.heads
        )
        (table,) = self.graph.add("Reshape", [attended, self.layout.table])
        return self.graph.round_rows(table, self.layout.middles)

    def _widen(self, prefix: str, x: str) -> Rounded:
        name = f"{prefix}.intermediate.dense"
        rows = self.graph.round_rows(x, self.layout.middles)
        wide = self.graph.product(rows, self.weights[f"{name}.weight"], name)
        (active,) = self.graph.add(
            "BiasGelu", [wide, *self._constants(name, "bias")], domain=CONTRIB
        )
        return self.graph.round_rows(active, self.layout.middles)

    def _close(self, x: Rounded, residual: str, prefix: str) -> str:
        """Multiply by the output matrix, then add bias and residual and normalise."""
        name = f"{prefix}.dense"
        product = self.graph.product(x, self.weights[f"{name}.weight"], name)
        # not SkipLayerNormalization: on the CPU it takes several times as long as its parts
        (biased,) = self.graph.add("Add", [product, *self._constants(name, "bias")])
        (total,) = self.graph.add("Add", [biased, residual])
        return self._normalise(total, f"{prefix}.LayerNorm")

    def _normalise(self, x: str, name: str) -> str:
        inputs = [x, *self._constants(name, "weight", "bias")]
        (normal,) = self.graph.add(
            "LayerNormalization", inputs, axis=-1, epsilon=_LAYER_NORM_EPSILON
        )
        return normal

    def _constants(self, name: str, *parts: str) -> list[str]:
        names = [f"{name}.{part}" for part in parts]
        return [self.graph.constant(self.weights[full], full) for full in names]


def _token_means(graph: GraphWriter, layout: _Layout, states: Mapping[int, str]) -> dict[int, str]:
    last = graph.constant(np.array([-1], dtype=np.int64), "last_axis")
    token_axis = graph.constant(np.array([1], dtype=np.int64), "token_axis")
    (mask,) = graph.add("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    (count,) = graph.add("ReduceSum", [mask, last], keepdims=1)
    (shares,) = graph.add("Div", [mask, count])
    (row,) = graph.add("Unsqueeze", [shares, token_axis])
    means = {}
    for tap, table in sorted(states.items()):
        (texts,) = graph.add("Reshape", [table, layout.texts])
        (mean,) = graph.add("MatMul", [row, texts])
        (means[tap],) = graph.add("Squeeze", [mean, token_axis])
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
