"""Collect the nodes and constants of an ONNX graph, weights rounded to 8 bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper


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
