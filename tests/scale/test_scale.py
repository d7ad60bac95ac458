"""`make bench-scale` in small: it never runs where the tests do, and must work when it is wanted."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from benchmarks.measure import Times
from benchmarks.scale.__main__ import measure
from benchmarks.scale.building import built
from benchmarks.scale.documents import Author, Material, material
from benchmarks.scale.plan import FULL, ChannelSize, Plan, StoreSize, url_of
from benchmarks.scale.point import Point
from benchmarks.scale.reach import figures, table
from benchmarks.scale.slopes import slope
from bot.domain.post import ChannelId
from bot.embeddings.local import open_local
from storage import open_store

SMALL = Plan(stores=(40, 200), channels=(40,), sentences=30, rounds=1)


@pytest.fixture(scope="module")
def made_of(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return asyncio.run(_made(tmp_path_factory.mktemp("scale")))


async def _made(folder: Path) -> Material:
    async with open_local() as embedder:
        return await material(SMALL.sentences, embedder, folder)


async def test_a_store_is_built_whole_and_used_again(made_of: Material, tmp_path: Path) -> None:
    large = SMALL.sizes[-1]
    url = await built(f"sqlite:///{tmp_path / 'scale.db'}", large, made_of)
    async with open_store(url) as store:
        counts = {one.channel: (await store.channel(one.channel).counts()).arguments for one in large.channels}
        assert counts == {one.channel: one.arguments for one in large.channels}
        assert sum(counts.values()) == 200
        assert await store.verify() == []
    before = (tmp_path / "scale-200.db").stat().st_ino
    assert await built(f"sqlite:///{tmp_path / 'scale.db'}", large, made_of) == url
    assert (tmp_path / "scale-200.db").stat().st_ino == before


def test_everything_is_measured_and_told_and_nothing_of_it_stays(made_of: Material, tmp_path: Path) -> None:
    lines = list(measure(f"sqlite:///{tmp_path / 'scale.db'}", SMALL, made_of))
    assert [line for line in lines if line.startswith("| arguments in the store | 40 | 200 | reach | slope |")]
    for figure in figures(on_sqlite=True):
        assert sum(line.startswith(f"| {figure.name} | ") for line in lines) == 2, figure.name
    assert [line for line in lines if line.startswith("\nSlope of ask")]
    for size in SMALL.sizes:
        assert asyncio.run(_posts_of(url_of(f"sqlite:///{tmp_path / 'scale.db'}", size), size)) == (4, 0)


async def _posts_of(url: str, size: StoreSize) -> tuple[int, int]:
    """How many posts there are in the measured channel, and how many of them wait."""
    async with open_store(url) as store:
        counts = await store.channel(size.measured[0].channel).counts()
        return counts.posts, counts.waiting


def test_each_store_holds_the_same_middle_channel_and_the_last_all() -> None:
    small, middle, large = FULL.sizes
    assert small.measured == middle.measured == (large.measured[1],)
    assert [sum(one.arguments for one in size.channels) for size in FULL.sizes] == [10_000, 100_000, 1_000_000]
    assert len({one.channel for one in large.channels}) == len(large.channels)


def test_a_channel_is_the_same_in_every_store(made_of: Material) -> None:
    size = ChannelSize(ChannelId("1"), 25)
    one, again = (list(Author(made_of, size).posts()) for _ in range(2))
    assert [len(post.documents) for post in one] == [10, 10, 5]
    assert [post.documents[0].text for post in one] == [post.documents[0].text for post in again]
    assert np.allclose(one[0].documents[0].vector, again[0].documents[0].vector)


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("sqlite:///build/scale.db", "sqlite:///build/scale-40.db"),
        ("postgresql://me:scale@host:5432/scale", "postgresql://me:scale@host:5432/scale_40"),
        ("postgresql:///scale?host=/tmp/run", "postgresql:///scale_40?host=/tmp/run"),
    ],
)
def test_a_store_is_named_after_its_size(base: str, url: str) -> None:
    assert url_of(base, SMALL.sizes[0]) == url


def test_a_slope_is_the_exponent() -> None:
    assert slope([1e3, 1e4, 1e5], [5, 5, 5]) == pytest.approx(0)
    assert slope([1e3, 1e4, 1e5], [2, 20, 200]) == pytest.approx(1)
    assert slope([1, 4, 16], [3, 6, 12]) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="two sizes"):
        slope([10], [1])


def test_a_table_says_what_was_missed() -> None:
    quick, slow = (_point(milliseconds) for milliseconds in (4.0, 400.0))
    lines = table({10: quick, 1000: slow}, "arguments", on_sqlite=True)
    [save] = [line for line in lines if line.startswith("| save")]
    assert save == "| save, p95 ms | 4.0 ok | 400.0 missed | ≤ 5 | +1.00 |"


def _point(milliseconds: float) -> Point:
    times = Times(milliseconds, milliseconds)
    return Point(
        times, milliseconds, times, times, times, times, times, times, times, milliseconds, milliseconds, 1.0, 1.0
    )
