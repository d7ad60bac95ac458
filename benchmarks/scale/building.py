"""Builds the stores, once: through the store's own import, so that any driver can be filled by its url."""

import asyncio
from contextlib import nullcontext
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.scale.documents import Author, Material
from benchmarks.scale.plan import RECIPE, StoreSize, url_of
from benchmarks.scale.servers import prepare, without_graph
from benchmarks.scale.writing import lines
from bot.answers.sameness import same_quote
from bot.arguments.grouping import PointGrouping
from bot.arguments.points.space import load_space
from storage import Store, open_store

FOLDER = Path("build") / "scale"
SQLITE = "sqlite:///"
IN_A_ROW = 20
"""Posts of a channel that come one after another: channels grow beside each other, as they do in a live store."""


def home() -> str:
    """The url that SQLite stores are named after."""
    return f"{SQLITE}{FOLDER / f'recipe-{RECIPE}.db'}"


async def built(base: str, size: StoreSize, made_of: Material) -> str:
    """The url of a store of this size, built where it is not there, or not whole."""
    url = url_of(base, size)
    if not url.startswith(SQLITE):
        await prepare(base, url)
    if not await _is_whole(url, size):
        await _cleared(url)
        async with nullcontext() if url.startswith(SQLITE) else without_graph(url), open_store(url) as store:
            await _fill(store, size, made_of)
    async with open_store(url) as store:
        await _group(store, size)
    return url


async def _is_whole(url: str, size: StoreSize) -> bool:
    if _is_missing(url):
        return False
    async with open_store(url) as store:
        for one in size.channels:
            if (await store.channel(one.channel).counts()).arguments != one.arguments:
                return False
    return True


def _is_missing(url: str) -> bool:
    """Whether there is not even a file; a server is asked."""
    return url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists()


async def _cleared(url: str) -> None:
    """Take away what stands there of another time."""
    if url.startswith(SQLITE):
        _removed(Path(url.removeprefix(SQLITE)))
        return
    async with open_store(url) as store:
        for channel in await store.channels():
            await store.channel(channel).erase()


def _removed(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for stale in path.parent.glob(f"{path.name}*"):
        stale.unlink()


async def _fill(store: Store, size: StoreSize, made_of: Material) -> None:
    growing = [(one.channel, Author(made_of, one).posts()) for one in size.channels]
    while growing:
        left = []
        for channel, posts in growing:
            if some := list(islice(posts, IN_A_ROW)):
                await store.channel(channel).restore(lines(channel, made_of.model, some))
                left.append((channel, posts))
        growing = left


async def _group(store: Store, size: StoreSize) -> None:
    """Bring the measured channels into points. The sentences mean nothing: words are enough to part them."""
    grouping = PointGrouping(same_quote, load=lambda: replace(load_space(), read=None))
    for one in size.measured:
        await store.channel(one.channel).group(grouping)
        await asyncio.sleep(0)
