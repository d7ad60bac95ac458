"""A damaged file: it is said, in one line that tells how to mend it, nothing is written over it, and what is whole is
still read."""

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreDamaged
from storage import KeptArgument, PostFilter, Store, open_store
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, ALPHA, BETA, argue, argument, draft, embedded, keep

ROOT = Path(__file__).parents[2]
PAGE = 4096
POSTS = 40
FLIPPED = 64
HEADER = {
    "what the file is": (0, 16),
    "the size of a page": (16, 2),
    "the format": (18, 2),
    "the number of pages": (28, 4),
    "the schema's format": (44, 4),
    "the schema's version": (60, 4),
    "whose it is": (68, 4),
    "all of it": (0, 100),
    "the first page": (0, 400),
}


async def fill(store: Store) -> None:
    for channel in (ALPHA, BETA):
        for number in range(POSTS):
            text = f"Report {number} of {channel} was strong. " * 20
            await argue(store.channel(channel), text, KeptArgument(argument(text, text[:25]), embedded(1, number)))
        await store.channel(channel).group(ByVector())


@pytest.fixture
async def file(tmp_path: Path, file_url: str) -> Path:
    async with open_store(file_url) as store:
        await fill(store)
    return tmp_path / "casebook.db"


def flip(file: Path, start: int, count: int) -> bytes:
    """What the file is then."""
    data = bytearray(file.read_bytes())
    data[start : start + count] = bytes(byte ^ 0xFF for byte in data[start : start + count])
    file.write_bytes(data)
    return bytes(data)


def leaf_of(file: Path, table: str, number: int = 0) -> int:
    """Where the page begins."""
    with closing(sqlite3.connect(file)) as other:
        pages = other.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", [table]).fetchall()
    return (int(pages[number][0]) - 1) * PAGE


def contents(file: Path) -> bytes:
    return file.read_bytes()


async def use(store: Store) -> None:
    """Everything that reads; the first that can't is what comes out."""
    for channel in (ALPHA, BETA):
        alpha = store.channel(channel)
        assert len(await alpha.posts(PostFilter(limit=100))) == POSTS
        await alpha.by_words(["report"], ALL, 100)
        await alpha.by_meaning(embedded(1, 0), ALL, 100)
    assert await store.verify() == []


@pytest.mark.parametrize("part", HEADER)
async def test_a_damaged_header_is_told_as_damage_and_left_as_it_is(file: Path, file_url: str, part: str) -> None:
    damaged = flip(file, *HEADER[part])
    with pytest.raises(StoreDamaged) as caught:
        async with open_store(file_url) as store:
            await use(store)
    assert caught.value.details["reason"]
    assert contents(file) == damaged


@pytest.mark.parametrize("table", ["posts", "arguments", "argument_texts", "point_members", "words_data", "channels"])
async def test_a_damaged_page_is_told_as_damage_and_never_written_over(file: Path, file_url: str, table: str) -> None:
    place = leaf_of(file, table)
    damaged = flip(file, place, FLIPPED)
    with pytest.raises(StoreDamaged) as caught:
        async with open_store(file_url) as store:
            await use(store)
    assert caught.value.details["reason"]
    assert contents(file)[place : place + PAGE] == damaged[place : place + PAGE]


async def test_what_another_channel_holds_is_read_on(file: Path, file_url: str) -> None:
    flip(file, leaf_of(file, "posts"), FLIPPED)
    async with open_store(file_url) as store:
        with pytest.raises(StoreDamaged):
            await store.channel(ALPHA).posts(PostFilter(limit=100))
        beta = store.channel(BETA)
        assert len(await beta.posts(PostFilter(limit=100))) == POSTS
        assert len(await beta.by_words(["report"], ALL, 100)) == POSTS
        assert len(await beta.by_meaning(embedded(1, 0), ALL, 100)) == POSTS
        await keep(beta, draft("And something new."))


async def test_a_file_that_was_cut_off_is_told_as_damage(file: Path, file_url: str) -> None:
    half = contents(file)[: file.stat().st_size // 2 // PAGE * PAGE]  # noqa: ASYNC240
    rewrite(file, half)
    with pytest.raises(StoreDamaged):
        async with open_store(file_url) as store:
            await use(store)
    assert contents(file) == half


def rewrite(file: Path, data: bytes) -> None:
    file.write_bytes(data)


async def test_a_text_that_a_disk_changed_is_found_out_and_not_repeated(file: Path, file_url: str) -> None:
    at = contents(file).index(b"Report 7 of beta was strong", leaf_of(file, "posts"))
    rewrite(file, contents(file)[:at] + b"Retort" + contents(file)[at + 6 :])
    async with open_store(file_url) as store:
        found = await store.verify()
    assert [sentence.partition(":")[0] for sentence in found] == ["text that is not what was saved"]
    assert "Retort" not in str(found)


async def test_bytes_that_are_no_text_are_damage_and_are_not_repeated(file: Path, file_url: str) -> None:
    rewrite(file, contents(file).replace(b"Report 7 of beta was", b"\xff\xfe\xffort 7 of beta was"))
    with pytest.raises(StoreDamaged) as caught:
        async with open_store(file_url) as store:
            await store.channel(BETA).posts(PostFilter(limit=100))
    assert "of beta" not in str(caught.value.details)


CRASHING = """if True:
    import asyncio, os, signal, sys
    from storage import open_store
    from tests.faults.test_damage import fill
    async def main():
        async with open_store(sys.argv[1]) as store:
            await fill(store)
            os.kill(os.getpid(), signal.SIGKILL)
    asyncio.run(main())"""


def leave_a_log(url: str) -> None:
    ran = subprocess.run([sys.executable, "-c", CRASHING, url], cwd=ROOT, check=False, timeout=300)
    assert ran.returncode == -signal.SIGKILL


async def test_a_damaged_log_gives_an_earlier_state_and_nothing_half(tmp_path: Path, file_url: str) -> None:
    """SQLite can't tell the end of a log from damage in it; what is before it is whole."""
    leave_a_log(file_url)
    files = [tmp_path / f"casebook.db{end}" for end in ("", "-wal")]
    whole, chance = [contents(file) for file in files], random.Random(3)
    for _ in range(6):
        for file, data in zip(files, whole, strict=True):
            rewrite(file, data)
        flip(files[1], chance.randrange(len(whole[1])), 8)
        async with open_store(file_url) as store:
            assert await store.verify() == []
