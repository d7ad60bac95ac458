"""How points grow: joining, merging and splitting by places alone."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.arguments.points.policy import Policy

Array = NDArray[np.float32]
SIZE = 64
NO_POINTS = np.zeros((0, SIZE), dtype=np.float32)
NO_SIZES = np.zeros(0, dtype=np.int64)


def about(axis: int, count: int, *, spread: float = 0.6, seed: int = 0) -> Array:
    """`count` places about one axis: (count, SIZE), rows of unit length."""
    noise = np.random.default_rng([seed, axis]).normal(size=(count, SIZE)) / SIZE**0.5
    rows = np.eye(1, SIZE, axis) + spread * noise
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def grown(places: Array, rows: list[int]) -> tuple[Array, NDArray[np.int64]]:
    """The totals and sizes of points that were founded by those places."""
    totals = np.zeros((max(rows) + 1, SIZE), dtype=np.float32)
    np.add.at(totals, rows, places)
    return totals, np.bincount(rows)


def test_what_lies_together_makes_one_point_and_what_lies_apart_another() -> None:
    places = np.concatenate([about(0, 5), about(1, 5), about(2, 5)])
    assert list(Policy().joins(places, NO_POINTS, NO_SIZES)) == [0] * 5 + [1] * 5 + [2] * 5


def test_one_at_a_time_is_as_good_as_all_at_once() -> None:
    places = np.random.default_rng(1).permutation(np.concatenate([about(axis, 6) for axis in range(4)]))
    at_once = list(Policy().joins(places, NO_POINTS, NO_SIZES))
    totals, sizes = NO_POINTS, NO_SIZES
    rows: list[int] = []
    for place in places:
        rows += Policy().joins(place[None], totals, sizes)
        totals, sizes = grown(places[: len(rows)], rows)
    assert rows == at_once


def test_no_newcomers_change_nothing() -> None:
    assert list(Policy().joins(NO_POINTS, *grown(about(0, 3), [0, 0, 0]))) == []


def test_two_points_that_grew_together_are_one_and_the_larger_survives() -> None:
    places = np.concatenate([about(0, 3), about(1, 6), about(0, 4, seed=1)])
    totals, sizes = grown(places, [0] * 3 + [1] * 6 + [2] * 4)
    assert list(Policy().merges(totals, sizes, [2])) == [(0, 2)]


def test_the_older_of_two_alike_in_size_survives() -> None:
    totals, sizes = grown(np.concatenate([about(0, 3), about(1, 4), about(0, 3, seed=1)]), [0] * 3 + [1] * 4 + [2] * 3)
    assert list(Policy().merges(totals, sizes, [2])) == [(2, 0)]


def test_points_that_did_not_change_are_left_alone() -> None:
    totals, sizes = grown(np.concatenate([about(0, 3), about(1, 4), about(0, 3, seed=1)]), [0] * 3 + [1] * 4 + [2] * 3)
    assert list(Policy().merges(totals, sizes, [1])) == []
    assert list(Policy().merges(totals, sizes, [])) == []


def test_no_point_goes_into_one_that_is_gone() -> None:
    places = np.concatenate([*(about(0, 3, seed=seed) for seed in range(4)), about(1, 5)])
    totals, sizes = grown(places, [n // 3 for n in range(12)] + [4] * 5)
    merges = Policy().merges(totals, sizes, [0, 1, 2, 3])
    gone, into = zip(*merges, strict=True)
    assert merges
    assert len(set(gone)) == len(gone)
    assert set(gone).isdisjoint(into)


def test_a_small_point_is_looked_at_whenever_it_grows_and_a_large_one_as_it_doubles() -> None:
    due = [after for before, after in pairwise(range(70)) if Policy().is_due(before, after)]
    assert due == [*range(2, 17), 32, 64]
    assert Policy().is_due(30, 40)
    assert not Policy().is_due(9, 9)


def test_a_point_of_two_matters_is_split_along_them() -> None:
    leaves = Policy().splits(np.concatenate([about(0, 5), about(1, 3)]))
    assert leaves is not None
    assert leaves.tolist() == [False] * 5 + [True] * 3


@pytest.mark.parametrize("count", [1, 3, 4, 9, 40])
def test_a_point_of_one_matter_stays_one(count: int) -> None:
    assert Policy().splits(about(0, count)) is None
