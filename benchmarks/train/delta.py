"""What was learnt, as thin as it can be kept: two thin matrices for each change, the best of their rank."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.train.graph import Graph
from bot.embeddings.encoder import matrices, vectors
from bot.embeddings.wheel import Array, wheel


def store_delta(target: Path, learnt: Mapping[str, Array], rank: int) -> None:
    """Write what `Encoder.load` reads, NAME.onnx and NAME.npz; `learnt` are a network's parameters by name."""
    base = wheel()
    found = {name: learnt[name] - base.floats(name) for name in vectors(base)}
    for name, columns in matrices(base):
        change = learnt[f"{name}.w"] - base.blocks(f"{name}.w", columns).dense()
        found[f"{name}.down"], found[f"{name}.up"] = _thin(change, rank)
    found |= {name: learnt[name] for name in ("head.w", "head.b")}
    np.savez(target.with_suffix(".npz"), **{name: value.astype(np.float16) for name, value in found.items()})  # type: ignore[arg-type]
    graph = Graph(base, rank=rank, outputs=learnt["head.w"].shape[1])
    target.with_suffix(".onnx").write_bytes(graph.bytes())


def _thin(change: Array, rank: int) -> tuple[Array, Array]:
    """(outputs, columns) in; (columns, rank) and (rank, outputs) out, whose product is nearest to its transpose.

    Source: Eckart and Young, 1936.
    """
    left, sizes, right = np.linalg.svd(change.T, full_matrices=False)
    root = np.sqrt(sizes[:rank])
    return left[:, :rank] * root, root[:, None] * right[:rank]
