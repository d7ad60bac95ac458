"""A server whose disk is full, or whose pages are not what was written: it is said, what was there stays, the rest goes
on."""

import base64
import os
import pwd
import random
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import asyncpg
import pytest

from bot.errors import StoreDamaged, StoreFull
from storage import ChannelStore, open_store
from storage.verify import mend_store
from tests.faults.servers import OwnServer, Stop, own_server
from tests.postgres import TEMPLATE
from tests.storage.samples import ALL, ALPHA, BETA, claim, draft, keep

LARGE = 700_000
"""Bytes of a post that nothing can make smaller."""
MOST = 60
NO_LARGER = ("sh", "-c", 'ulimit -f 34819 && exec "$@"', "-")
"""No file of what runs so grows beyond 17 MB, a little more than PostgreSQL's journal is cut into."""
SMALL_DISK = 'mount -t tmpfs -o size=14m none "$1" && shift && exec unshare --user --map-user=1000 -- "$@"'
OF_ITS_OWN = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SMALL_DISK, "-")
"""A disk that nobody else sees, and that goes with what runs so; which is not root there, since PostgreSQL refuses."""
PAGE = 8192


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


async def fill(alpha: ChannelStore) -> int:
    """How many posts were acknowledged before one was not."""
    chance = random.Random(7)
    for number in range(MOST):
        try:
            await keep(alpha, draft(base64.b64encode(chance.randbytes(LARGE)).decode()))
        except StoreFull:
            return number
    raise AssertionError("the disk is never full")


async def check_full(url: str) -> None:
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        acknowledged = await fill(alpha)
        assert (await alpha.counts()).posts == acknowledged > 0
        assert await store.verify() == []


async def check_room(url: str) -> None:
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        before = (await alpha.counts()).posts
        await keep(alpha, draft(base64.b64encode(random.Random(9).randbytes(LARGE)).decode()))
        assert (await alpha.counts()).posts == before + 1
        assert await store.verify() == []


async def test_where_no_file_may_grow_the_save_is_undone_and_said(own: OwnServer) -> None:
    async with own.databases.database() as url:
        own.stop(Stop.FAST)
        own.start(*NO_LARGER)
        await check_full(url)
        own.stop(Stop.FAST)
        own.start()
        await check_room(url)


@pytest.fixture
def small_disk(own: OwnServer) -> Sequence[str]:
    """What a command begins with to see a disk of 14 MB in the server's folder `small`; nothing where nobody may."""
    folder = own.folder / "small"
    folder.mkdir()
    user = own.process.system_user
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    before = (*OF_ITS_OWN, str(folder))
    tried = subprocess.run([*before, "true"], user=user, stderr=subprocess.DEVNULL, check=False)
    return before if tried.returncode == 0 else ()


async def test_on_a_full_disk_the_save_is_undone_and_said(own: OwnServer, small_disk: Sequence[str]) -> None:
    own.stop(Stop.FAST)
    own.start(*(small_disk or NO_LARGER))
    where = "small" if small_disk else "pg_default"
    if small_disk:
        await own.databases.run(f"CREATE TABLESPACE small LOCATION '{own.folder}/small'")
    await own.databases.run(f"CREATE DATABASE crowded TEMPLATE {TEMPLATE} TABLESPACE {where}")
    url = own.databases.url_of("crowded")
    ballast = await asyncpg.connect(url)
    await ballast.execute("CREATE TABLE ballast AS SELECT repeat('x', 100) FROM generate_series(1, 14000)")
    await check_full(url)
    await ballast.execute("DROP TABLE ballast")
    await ballast.close()
    if not small_disk:
        own.stop(Stop.FAST)
        own.start()
    await check_room(url)
    await own.databases.run("DROP DATABASE crowded WITH (FORCE)", "DROP TABLESPACE IF EXISTS small")
    own.stop(Stop.FAST)
    own.start()


def spoil(file: Path, page: int) -> None:
    """Turn a few bits in the middle of a page."""
    with file.open("r+b") as opened:
        opened.seek(page * PAGE + PAGE // 2)
        there = opened.read(16)
        opened.seek(page * PAGE + PAGE // 2)
        opened.write(bytes(byte ^ 0x55 for byte in there))


async def files_of(url: str, *relations: str) -> list[str]:
    session = await asyncpg.connect(url)
    try:
        return [await session.fetchval("SELECT pg_relation_filepath($1::regclass)", name) for name in relations]
    finally:
        await session.close()


async def test_a_damaged_page_is_said_and_not_written_to_and_other_channels_go_on(own: OwnServer) -> None:
    async with own.databases.database() as url:
        async with open_store(url) as store:
            [damaged] = await keep(store.channel(BETA), draft("It stands on the first page. " * 30))
            await keep(store.channel(BETA), *(draft(f"Report {number}. " * 40) for number in range(200)))
            kept = await claim(store.channel(ALPHA), "Margins fell.")
        [posts] = await files_of(url, "posts")
        own.stop(Stop.FAST)
        spoil(own.folder / posts, 0)
        before = (own.folder / posts).read_bytes()[:PAGE]
        own.start()
        async with open_store(url) as store:
            for reading in (store.channel(BETA).post(damaged), store.verify(), mend_store(url)):
                with pytest.raises(StoreDamaged):
                    await reading
            alpha = store.channel(ALPHA)
            assert await alpha.by_words(["margins"], ALL, 5) == [kept.argument_id]
            await claim(alpha, "Margins rose.")
            assert (await alpha.counts()).posts == 2
        own.stop(Stop.FAST)
        assert (own.folder / posts).read_bytes()[:PAGE] == before
        own.start()


async def test_a_damaged_index_and_a_lost_file_are_said(own: OwnServer) -> None:
    async with own.databases.database() as url:
        async with open_store(url) as store:
            alpha = store.channel(ALPHA)
            await claim(alpha, "Margins fell.")
        index, answers = await files_of(url, "words_by_lexeme", "answers")
        own.stop(Stop.FAST)
        spoil(own.folder / index, 1)
        (own.folder / answers).unlink()
        own.start()
        async with open_store(url) as store:
            alpha = store.channel(ALPHA)
            for reading in (alpha.by_words(["margins"], ALL, 5), alpha.feedback(), store.verify()):
                with pytest.raises(StoreDamaged):
                    await reading
            assert (await alpha.counts()).posts == 1
