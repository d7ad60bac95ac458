"""Vectors: a byte a component on disk, float32 in memory, compared exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from storage.scope import Embedded

LARGEST_BYTE = 127
ROWS_OF_A_BLOCK = 8192
ROWS_OF_A_STRIP = 256
"""As many as a processor's cache holds in float32."""


@dataclass(frozen=True, slots=True)
class Quantized:
    """A model's vector in bytes: component i is `data[i]`, read as int8, times `scale`."""

    model: str
    scale: float
    data: bytes


def quantized(embedded: Embedded) -> Quantized:
    return Quantized(embedded.model, *_in_bytes(embedded.vector))


def quantized_row(vector: NDArray[np.float32]) -> Quantized:
    """One whose model is known otherwise."""
    return Quantized("", *_in_bytes(vector))


def _in_bytes(vector: NDArray[np.float32]) -> tuple[float, bytes]:
    scale = float(np.abs(vector).max(initial=0.0)) / LARGEST_BYTE
    if scale == 0:
        return 0.0, bytes(vector.size)
    # In float64, in which no scale is so small that a component over it overflows.
    steps = np.rint(vector.astype(np.float64) / scale)
    return scale, steps.astype(np.int8).tobytes()


@dataclass(frozen=True, slots=True)
class Packed:
    """Many vectors as they stand on disk. Shapes: (n,) and (n, d)."""

    scales: NDArray[np.float32]
    data: NDArray[np.int8]

    @classmethod
    def read(cls, scales: Sequence[float], many: Sequence[bytes]) -> "Packed":
        """Shapes: n scales and n vectors of d bytes in."""
        data = np.frombuffer(b"".join(many), dtype=np.int8).reshape(len(many), -1)
        return cls(np.array(scales, dtype=np.float32), data)

    @classmethod
    def of(cls, parts: "Sequence[Packed]") -> "Packed":
        """All of them, one after another."""
        return cls(np.concatenate([part.scales for part in parts]), np.concatenate([part.data for part in parts]))

    def only(self, wanted: slice | NDArray[Any]) -> "Packed":
        return Packed(self.scales[wanted], self.data[wanted])

    def restored(self) -> NDArray[np.float32]:
        """Shapes: (n, d)."""
        return np.multiply(self.data, self.scales[:, None], dtype=np.float32)


def restored(scales: Sequence[float], many: Sequence[bytes]) -> NDArray[np.float32]:
    """Shapes: n scales and n vectors of d bytes in; (n, d) float32 out."""
    return Packed.read(scales, many).restored()


class PackedBlock:
    """Vectors that stay packed until a second question: who asks once need not wait for four times the memory. Like an
    array it is multiplied and picked from, by several threads at once."""

    def __init__(self, packed: Packed) -> None:
        self._held: Packed | NDArray[np.float32] = packed
        self._shape: tuple[int, ...] = packed.data.shape
        self._was_asked = False

    def __len__(self) -> int:
        return self._shape[0]

    @property
    def nbytes(self) -> int:
        """Of what it becomes."""
        return prod(self._shape) * np.dtype(np.float32).itemsize

    def __getitem__(self, wanted: slice | NDArray[Any]) -> NDArray[np.float32]:
        held = self._held
        return held.only(wanted).restored() if isinstance(held, Packed) else held[wanted]

    def __matmul__(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        held = self._held
        if not isinstance(held, Packed):
            product: NDArray[np.float32] = held @ vector
            return product
        strips = [slice(start, start + ROWS_OF_A_STRIP) for start in range(0, len(self), ROWS_OF_A_STRIP)]
        return np.concatenate([held.only(strip).restored() @ vector for strip in strips])

    def begin(self) -> None:
        """Before each question: the second one unpacks."""
        if self._was_asked and isinstance(self._held, Packed):
            self._held = self[:]
        self._was_asked = True


Block = NDArray[np.float32] | PackedBlock


class Matrix:
    """One model's vectors of a channel, in blocks, so that growing moves at most the last of them.

    A search in another thread may go on with the blocks that it was given while rows are added: rows that were there
    never change.
    """

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self.rows = np.empty(0, dtype=np.int64)
        """Which row of the shelf each vector belongs to."""
        self._blocks: list[Block] = []
        self._filled: list[int] = []

    @property
    def size_bytes(self) -> int:
        return sum(block.nbytes for block in self._blocks) + self.rows.nbytes

    def append(self, rows: NDArray[np.int64], vectors: Block) -> None:
        """Shapes: (n,) row numbers and (n, d) vectors, which are this matrix's from now on."""
        self.rows = np.concatenate([self.rows, rows])
        while len(vectors):
            whole = self._is_full and len(vectors) >= ROWS_OF_A_BLOCK
            vectors = vectors[self._adopted(vectors) if whole else self._copied(vectors) :]

    def _adopted(self, vectors: Block) -> int:
        """Take a block of them as it is. A cold start comes in such pieces, and copying took a fifth of it."""
        self._blocks.append(_first(vectors, ROWS_OF_A_BLOCK))
        self._filled.append(ROWS_OF_A_BLOCK)
        return ROWS_OF_A_BLOCK

    def _copied(self, vectors: Block) -> int:
        """Copy as many of them as find room in the last block."""
        room = self._room(len(vectors))
        block, filled = self._growing, self._filled[-1]
        block[filled : filled + room] = vectors[:room]
        self._filled[-1] += room
        return room

    @property
    def _growing(self) -> NDArray[np.float32]:
        """The last block, where it is not full: such a one is an array."""
        return cast("NDArray[np.float32]", self._blocks[-1])

    @property
    def _is_full(self) -> bool:
        return not self._filled or self._filled[-1] == ROWS_OF_A_BLOCK

    def where(self, stays: NDArray[np.bool_]) -> "Matrix":
        """The vectors of the shelf's rows that stay, under their new numbers; blocks that stay whole are shared."""
        fewer, kept, start = Matrix(self.dimensions), stays[self.rows], 0
        fewer.rows = (np.cumsum(stays) - 1)[self.rows[kept]]
        for block, filled in zip(self._blocks, self._filled, strict=True):
            of_block = kept[start : start + filled]
            start += filled
            fewer._blocks.append(block if of_block.all() else _first(block, filled)[of_block])
            fewer._filled.append(int(of_block.sum()))
        return fewer

    def _room(self, wanted: int) -> int:
        """How many of the `wanted` rows fit into the last block, after making it, or making it larger."""
        if self._is_full:
            self._blocks.append(np.empty((min(wanted, ROWS_OF_A_BLOCK), self.dimensions), dtype=np.float32))
            self._filled.append(0)
        elif self._filled[-1] == len(self._blocks[-1]):
            self._widen(wanted)
        return min(wanted, len(self._blocks[-1]) - self._filled[-1])

    def _widen(self, wanted: int) -> None:
        old = self._growing
        larger = min(max(2 * len(old), len(old) + wanted), ROWS_OF_A_BLOCK)
        wider = np.empty((larger, self.dimensions), dtype=np.float32)
        wider[: len(old)] = old
        self._blocks[-1] = wider

    def blocks(self) -> list[Block]:
        """Views of what is filled, in the order of `rows`."""
        return [_first(block, filled) for block, filled in zip(self._blocks, self._filled, strict=True)]


def _first(block: Block, filled: int) -> Block:
    return block if len(block) == filled else block[:filled]


def nearest(
    blocks: Sequence[Block], vector: NDArray[np.float32], among: NDArray[np.intp] | None, limit: int
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The `limit` vectors with the largest products, or those at the ascending places `among` of them; best first.

    Shapes: blocks of (n_i, d) and (d,) in; places in all n rows and the products, both (found,), out.
    """
    for block in blocks:
        if isinstance(block, PackedBlock):
            block.begin()
    products = _products(blocks, vector, among)
    places = best(products, limit)
    return (places if among is None else among[places]), products[places]


def _products(
    blocks: Iterable[Block], vector: NDArray[np.float32], among: NDArray[np.intp] | None
) -> NDArray[np.float32]:
    found: list[NDArray[np.float32]] = []
    start = 0
    for block in blocks:
        if among is None:
            found.append(block @ vector)
        else:
            low, high = np.searchsorted(among, [start, start + len(block)])
            found.append(_some(block, vector, among[low:high] - start))
        start += len(block)
    return np.concatenate(found) if found else np.empty(0, dtype=np.float32)


def _some(block: Block, vector: NDArray[np.float32], wanted: NDArray[np.intp]) -> NDArray[np.float32]:
    # Copying rows together costs more than multiplying all, unless they are few.
    if 4 * len(wanted) > len(block):
        product: NDArray[np.float32] = (block @ vector)[wanted]
        return product
    return block[wanted] @ vector


def best(values: NDArray[np.floating[Any]], limit: int) -> NDArray[np.intp]:
    """The places of the `limit` largest values, largest first; of equal ones the earlier."""
    if limit < 1:
        return np.empty(0, dtype=np.intp)
    if limit < len(values):
        least = np.partition(values, len(values) - limit)[len(values) - limit]
        places = np.flatnonzero(values >= least)
    else:
        places = np.arange(len(values))
    order = np.argsort(-values[places], kind="stable")
    return places[order][:limit]
