"""Collect the nodes and constants of an ONNX graph; matrices multiply in 8 bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

CONTRIB = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""

MIDDLE = 128
"""What stands for zero where unsigned 8 bits are read: the kernels want them so."""

_LARGEST = 127.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """The names of a matrix in 8 bits and of its rows' scales; `MIDDLE` stands for zero."""

    values: str
    scales: str


class GraphWriter:
    """Collects nodes and constants; every method returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._count = 0
        self._names: set[str] = set()

    def constant(self, values: NDArray[np.generic] | np.generic, name: str) -> str:
        """Store an array under a name; a name that is known already keeps its array."""
        if name not in self._names:
            self._names.add(name)
            self.constants.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
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

    def round_rows(self, x: str, middles: str) -> Rounded:
        """Round each row to unsigned 8 bits around 128, with a scale of its own.

        `middles` holds 128 for each row. As no row sees another one, neither does the text in
        it: `DynamicQuantizeLinear` would give all texts of a batch one scale. A row of zeros
        gets the scale 0, which makes any product of it 0 again.
        """
        axis = self.constant(np.array([-1], dtype=np.int64), "last_axis")
        step = self.constant(np.float32(1.0 / _LARGEST), "step")
        (sizes,) = self.add("Abs", [x])
        (largest,) = self.add("ReduceMax", [sizes, axis], keepdims=1)
        (scales,) = self.add("Mul", [largest, step])
        (steps,) = self.add("Reshape", [scales, axis])
        (values,) = self.add("QuantizeLinear", [x, steps, middles], axis=0)
        return Rounded(values=values, scales=scales)

    def product(self, x: Rounded, weight: NDArray[np.float32], name: str) -> str:
        """Multiply by a weight matrix (outputs × inputs) with ONNX Runtime's integer kernels.

        The matrix is stored in 8 bits with a scale for each output; `MatMulIntegerToFloat` sums
        whole numbers and applies these scales, a `Mul` those of the rows.
        """
        rounded, scales = quantise_rows(weight)
        inputs = [
            x.values,
            self.constant(rounded.T, f"{name}.weight"),
            self.constant(np.float32(1.0), "one"),
            self.constant(scales[:, 0], f"{name}.scales"),
            self.constant(np.uint8(MIDDLE), "middle"),
        ]
        (sums,) = self.add("MatMulIntegerToFloat", inputs, domain=CONTRIB)
        (product,) = self.add("Mul", [sums, x.scales])
        return product


def quantise_rows(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round a matrix to 8 bits with one scale a row."""
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True) / _LARGEST, 1e-12)
    return np.rint(table / scales).astype(np.int8), scales.astype(np.float32)
