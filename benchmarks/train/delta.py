"""What was learnt, as thin as it can be kept: two thin matrices for each change, the best of their rank."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.train.graph import Graph
from bot.embeddings.encoder import SCALED, matrices, vectors
from bot.embeddings.wheel import Array, wheel

LARGEST_BYTE = 127
TINY = 1e-12


def store_delta(target: Path, learnt: Mapping[str, Array], rank: int, *, in_bytes: bool = False) -> None:
    """Write what `Encoder.load` reads, NAME.onnx and NAME.npz; `learnt` are a network's parameters by name.

    `in_bytes`: thin matrices in a byte a number instead of two, each of their `rank` lines with a scale of its own.
    """
    base = wheel()
    found = {name: learnt[name] - base.floats(name) for name in vectors(base)}
    for name, columns in matrices(base):
        change = learnt[f"{name}.w"] - base.blocks(f"{name}.w", columns).dense()
        found[f"{name}.down"], found[f"{name}.up"] = _thin(change, rank)
    found |= {name: learnt[name] for name in ("head.w", "head.b")}
    kept = _in_bytes(found) if in_bytes else {name: value.astype(np.float16) for name, value in found.items()}
    np.savez(target.with_suffix(".npz"), **kept)
    graph = Graph(base, rank=rank, outputs=learnt["head.w"].shape[1])
    target.with_suffix(".onnx").write_bytes(graph.bytes())


def _in_bytes(found: Mapping[str, Array]) -> dict[str, NDArray[np.generic]]:
    kept: dict[str, NDArray[np.generic]] = {}
    for name, value in found.items():
        along = {"down": 0, "up": 1}.get(name.rpartition(".")[2])
        if along is None:
            kept[name] = value.astype(np.float16)
            continue
        scale = (np.abs(value).max(axis=along, keepdims=True) / LARGEST_BYTE).astype(np.float32)
        kept[name] = np.rint(value / np.maximum(scale, TINY)).astype(np.int8)
        kept[f"{name}{SCALED}"] = scale
    return kept


def _thin(change: Array, rank: int) -> tuple[Array, Array]:
    """(outputs, columns) in; (columns, rank) and (rank, outputs) out, whose product is nearest to its transpose.

    Source: Eckart and Young, 1936.
    """
    left, sizes, right = np.linalg.svd(change.T, full_matrices=False)
    root = np.sqrt(sizes[:rank])
    return left[:, :rank] * root, root[:, None] * right[:rank]
