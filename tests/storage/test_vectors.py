"""Vectors in memory: packed as they stand on disk until a second question, and compared alike before and after."""

import numpy as np
import pytest

from storage.vectors import Matrix, Packed, PackedBlock, nearest

ROWS, DIMENSIONS, STRIP = 21, 5, 4


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.vectors.ROWS_OF_A_BLOCK", ROWS)
    monkeypatch.setattr("storage.vectors.ROWS_OF_A_STRIP", STRIP)


def drawn(seed: int = 1, rows: int = ROWS) -> Packed:
    chance = np.random.default_rng(seed)
    data = chance.integers(-127, 128, (rows, DIMENSIONS), dtype=np.int8)
    return Packed(chance.random(rows, dtype=np.float32), data)


ASKED = np.arange(DIMENSIONS, dtype=np.float32)


def test_a_block_says_the_same_packed_and_unpacked() -> None:
    packed = drawn()
    block, whole = PackedBlock(packed), packed.restored()
    some = np.array([0, 3, 20])
    for _ in range(3):
        block.begin()
        np.testing.assert_array_equal(block[some], whole[some])
        np.testing.assert_array_equal(block[2:7], whole[2:7])
        np.testing.assert_allclose(block @ ASKED, whole @ ASKED, rtol=1e-5, atol=1e-3)
    np.testing.assert_array_equal(block @ ASKED, whole @ ASKED)
    assert (len(block), block.nbytes) == (len(whole), whole.nbytes)


@pytest.mark.parametrize("first", [ROWS, 3])
def test_a_matrix_finds_the_same_whatever_is_packed_in_it(first: int) -> None:
    parts = [drawn(1, first), drawn(2), drawn(3, 2)]
    packed, plain = Matrix(DIMENSIONS), Matrix(DIMENSIONS)
    start = 0
    for part in parts:
        rows = np.arange(start, start := start + len(part.scales))
        packed.append(rows, PackedBlock(part) if len(rows) == ROWS else part.restored())
        plain.append(rows, part.restored())
    stays = np.arange(start) % 3 != 0
    for one, other in ((packed, plain), (packed.where(stays), plain.where(stays))):
        np.testing.assert_array_equal(one.rows, other.rows)
        for among in (None, np.array([0, 1, 5, 22]), np.arange(24)):
            for _ in range(3):
                places, products = nearest(one.blocks(), ASKED, among, 6)
                expected, theirs = nearest(other.blocks(), ASKED, among, 6)
                np.testing.assert_array_equal(places, expected)
                np.testing.assert_allclose(products, theirs, rtol=1e-5, atol=1e-3)
    assert packed.size_bytes == plain.size_bytes
