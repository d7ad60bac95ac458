"""Many at once: tasks, connections and processes on one store see whole states and leave nothing open."""

import asyncio
import random
import sqlite3
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.answer import Held
from bot.errors import StoreLocked
from storage import ChannelStore, KeptArgument, PostFilter, Store, open_store
from storage.shelves import Shelves
from tests.storage.samples import ALL, ALPHA, BETA, argue, argument, claim, draft, embedded, keep


async def test_many_tasks_save_at_once(alpha: ChannelStore, store: Store) -> None:
    await asyncio.gather(*(keep(alpha, draft(f"Report {number}.")) for number in range(30)))
    assert (await alpha.counts()).posts == 30
    assert await store.verify() == []


async def test_searching_while_others_save_finds_ever_more_and_never_half_a_post(alpha: ChannelStore) -> None:
    async def save() -> None:
        for number in range(20):
            body = f"One of report {number}. Two of report {number}."
            halves = [argument(body, f"{half} of report {number}.") for half in ("One", "Two")]
            await argue(alpha, body, *(KeptArgument(half, embedded(1, number)) for half in halves))

    saving = asyncio.create_task(save())
    seen = [0]
    while not saving.done():
        found = await alpha.by_meaning(embedded(1, 0), ALL, 100)
        counted: list[Held] = await alpha.coverage()
        seen.append(len(found))
        assert sum(held.arguments for held in counted) >= len(found)
        assert len(await alpha.by_words(["report"], ALL, 100)) % 2 == 0
    await saving
    assert seen == sorted(seen)
    assert all(count % 2 == 0 for count in seen)
    assert len(await alpha.by_meaning(embedded(1, 0), ALL, 100)) == 40


@pytest.mark.parametrize("seed", range(8))
async def test_a_cancelled_task_leaves_no_transaction_open(store: Store, seed: int) -> None:
    alpha = store.channel(ALPHA)
    chance = random.Random(seed)
    for number in range(12):
        text = f"Report {number}."
        work = asyncio.create_task(argue(alpha, text, KeptArgument(argument(text, text), embedded(1, number))))
        search = asyncio.create_task(alpha.by_meaning(embedded(1, 0), ALL, 5))
        await asyncio.sleep(chance.random() * 0.004)
        work.cancel()
        search.cancel()
        await asyncio.gather(work, search, return_exceptions=True)
    await claim(alpha, "The last one.")
    assert len(await alpha.by_words(["last"], ALL, 5)) == 1
    assert await store.verify() == []


async def test_opening_that_is_cancelled_leaves_nothing_open(lasting_url: str) -> None:
    async def use() -> None:
        async with open_store(lasting_url) as store:
            await store.channel(ALPHA).counts()

    for pause in range(12):
        task = asyncio.create_task(use())
        await asyncio.sleep(pause * 0.0005)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with open_store(lasting_url) as store:
        assert await store.verify() == []


async def test_what_another_process_saves_deletes_or_renews_is_seen(lasting_url: str) -> None:
    async with open_store(lasting_url) as one, open_store(lasting_url) as other:
        mine, theirs = one.channel(ALPHA), other.channel(ALPHA)
        await claim(mine, "Mine is first.")
        assert len(await theirs.newest(ALL, 9)) == 1
        await claim(theirs, "Theirs is second.")
        assert len(await mine.by_words(["first", "second"], ALL, 9)) == 2
        posts = await mine.posts(PostFilter())
        await theirs.forget([posts[1].post.post_id])
        assert [kept.quote for kept, _ in await mine.evidence(await mine.newest(ALL, 9))] == ["Theirs is second."]
        await theirs.settle(posts[0].post.post_id, [], "test/2")
        assert await mine.newest(ALL, 9) == []
        assert await mine.coverage() == []


async def test_a_read_does_not_wait_for_a_writer(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url, wait=0.1) as store:
        kept = await claim(store.channel(ALPHA), "Cash grew.")
        with closing(sqlite3.connect(tmp_path / "casebook.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert await store.channel(ALPHA).by_words(["cash"], ALL, 5) == [kept.argument_id]
            assert (await store.channel(ALPHA).counts()).arguments == 1
            other.execute("ROLLBACK")


async def test_a_connection_that_is_taken_by_who_did_not_open_it_is_missed_by_nobody(file_url: str) -> None:
    async with open_store(file_url) as store:
        database: Any = store._database
        other = asyncio.create_task(store.channel(ALPHA).counts())
        while not database._idle:  # noqa: ASYNC110 - it has to be seen in the turn in which it comes
            await asyncio.sleep(0)
        async with database.glancing() as session:  # with the connection that the other has not taken yet
            assert await session.one("SELECT 1") == (1,)
            assert (await other).posts == 0
        assert len(database._idle) == 2


async def test_a_save_waits_for_another_process_no_longer_than_it_says(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url, wait=1) as store:
        with closing(sqlite3.connect(tmp_path / "casebook.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            begun = time.monotonic()
            with pytest.raises(StoreLocked):
                await keep(store.channel(ALPHA), draft("Cash grew."))
            assert time.monotonic() - begun < 2
            other.execute("ROLLBACK")
        await keep(store.channel(ALPHA), draft("Cash grew."))
        assert (await store.channel(ALPHA).counts()).posts == 1


async def test_a_store_is_opened_and_read_while_another_process_writes(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url) as store:
        kept = await claim(store.channel(ALPHA), "Cash grew.")
    with closing(sqlite3.connect(tmp_path / "casebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with open_store(file_url, wait=0.1) as store:
            assert await store.channel(ALPHA).claim_waiting(timedelta(minutes=1)) is None
            assert await store.channel(ALPHA).by_words(["cash"], ALL, 5) == [kept.argument_id]
        other.execute("ROLLBACK")


async def test_shelves_beyond_the_budget_are_put_away_and_filled_again(store: Store) -> None:
    for channel_id in (ALPHA, BETA):
        text = "Deliveries doubled."
        await argue(store.channel(channel_id), text, KeptArgument(argument(text, text), embedded(*[1.0] * 300)))
    shelves = Shelves(store._database, budget_bytes=2000)
    for channel_id in (ALPHA, BETA, ALPHA):
        shelf = await shelves.shelf_of(channel_id)
        assert len(shelf.columns.ids) == 1
        assert shelves.size_bytes < 2000


OPEN_AND_KEEP = """
import asyncio, sys
from storage import open_store
from tests.storage.samples import ALPHA, draft, keep

async def main() -> None:
    async with open_store(sys.argv[1], wait=60) as store:
        await keep(store.channel(ALPHA), draft(sys.argv[2]))

asyncio.run(main())
"""


async def test_processes_that_open_a_new_store_at_once_share_it(lasting_url: str) -> None:
    root = Path(__file__).parents[2]
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", OPEN_AND_KEEP, lasting_url, f"Of {number}.", cwd=root
        )
        for number in range(3)
    ]
    assert [await process.wait() for process in processes] == [0, 0, 0]
    async with open_store(lasting_url) as store:
        assert (await store.channel(ALPHA).counts()).posts == 3
        assert await store.verify() == []


async def test_the_process_ends_even_if_the_store_was_left_by_an_error(lasting_url: str) -> None:
    code = OPEN_AND_KEEP.replace("await keep(", "raise SystemExit(7); await keep(")
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, lasting_url, "x", cwd=root)
    assert await asyncio.wait_for(process.wait(), 120) == 7
