"""A store on a server: what it needs of one, who brings it up to date, and what others hear of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import asyncpg
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain.argument import Stance
from bot.domain.post import ChannelId
from bot.domain.settings import ChannelSettings
from bot.domain.subject import Alias
from bot.errors import (
    StoreError,
    StoreNotOurs,
    StoreOutdated,
    StoreTooNew,
    StoreUnfit,
    StoreUnreachable,
    StoreUnsupported,
    StoreUnwritable,
)
from storage import (
    ChannelStore,
    Embedded,
    KeptArgument,
    PostFilter,
    Scope,
    Store,
    meaning,
    migrate_store,
    open_store,
)
from storage.drivers.postgres import connection, schema
from storage.drivers.postgres.index import COUNT, FIND
from storage.drivers.postgres.meaning import BY_GRAPH
from storage.migrations import KNOWN_SCHEMA
from tests.postgres import Server
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, ALPHA, BETA, MODEL, argue, argument, claim, draft, embedded, exported, keep


@pytest.fixture
async def url(postgres: Server) -> AsyncIterator[str]:
    async with postgres.database() as database:
        yield database


async def refusal(url: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        async with open_store(url, wait=60):
            pass
    return caught.value


async def run(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def test_an_open_store_says_on_what_it_stands(url: str) -> None:
    async with open_store(url) as store:
        health = await store.ping()
    assert health.engine.startswith("PostgreSQL 1")
    assert ", pgvector 0." in health.engine
    assert (health.schema, health.writable) == (KNOWN_SCHEMA, True)
    assert health.size_bytes > 0


async def test_a_database_in_which_nothing_is_becomes_a_store(postgres: Server) -> None:
    async with postgres.database(template="template0") as empty:
        stores = [asyncio.create_task(opened_and_closed(empty)) for _ in range(3)]
        assert await asyncio.gather(*stores) == [KNOWN_SCHEMA] * 3


async def opened_and_closed(url: str) -> int:
    async with open_store(url) as store:
        return (await store.ping()).schema


async def test_a_database_of_another_program_is_left_as_it_is(postgres: Server) -> None:
    async with postgres.database(template="template0") as other:
        await run(other, "CREATE TABLE channels (name TEXT)")
        assert isinstance(await refusal(other), StoreNotOurs)
        with pytest.raises(StoreNotOurs):
            await migrate_store(other)


async def test_a_store_of_a_newer_casebook_is_refused(url: str) -> None:
    await run(url, f"UPDATE schema_version SET version = {KNOWN_SCHEMA + 1}")
    error = await refusal(url)
    assert isinstance(error, StoreTooNew)
    assert error.details == {"store": error.details["store"], "found": KNOWN_SCHEMA + 1, "known": KNOWN_SCHEMA}
    with pytest.raises(StoreTooNew):
        await migrate_store(url)


async def test_an_older_store_is_left_to_who_migrates_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "KNOWN_SCHEMA", KNOWN_SCHEMA + 1)
    assert isinstance(await refusal(url), StoreOutdated)
    await asyncio.gather(*(migrate_store(url) for _ in range(3)))
    async with open_store(url) as store:
        assert (await store.ping()).schema == KNOWN_SCHEMA + 1


async def test_a_process_of_the_version_before_goes_on_while_the_schema_grows(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_store(url) as before:
        [first] = await keep(before.channel(ALPHA), draft("Margins fell."))
        monkeypatch.setattr(schema, "KNOWN_SCHEMA", KNOWN_SCHEMA + 1)
        monkeypatch.setattr(schema, "scripts_after", lambda *_: ["ALTER TABLE posts ADD COLUMN mood TEXT"])
        await migrate_store(url)
        [second] = await keep(before.channel(ALPHA), draft("Margins rose."))
        async with open_store(url) as after:
            assert {(await after.channel(ALPHA).post(one)).body for one in (first, second)} == {
                "Margins fell.",
                "Margins rose.",
            }
            await after.channel(ALPHA).forget([first])
        assert (await before.channel(ALPHA).counts()).posts == 1


async def test_a_server_that_is_not_there_is_said_without_its_password() -> None:
    error = await refusal("postgresql://ada:s3cret@127.0.0.1:9/casebook")
    assert isinstance(error, StoreUnreachable)
    assert error.details["store"] == "postgresql://127.0.0.1:9/casebook"
    assert "s3cret" not in str(error.details)


async def test_what_a_server_hints_at_stands_in_the_same_line(postgres: Server) -> None:
    await postgres.run("CREATE ROLE guest LOGIN")
    try:
        async with postgres.database(template="template0") as empty:
            error = await refusal(empty.replace("postgres@", "guest@"))
    finally:
        await postgres.run("DROP ROLE guest")
    assert isinstance(error, StoreUnwritable)
    assert_goes_on(error)


async def test_so_does_what_the_client_hints_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    error = await refusal("postgresql://ada@127.0.0.1:9/casebook?sslmode=verify-full")
    assert isinstance(error, StoreUnreachable)
    assert "root.crt" in str(error.details["reason"])
    assert_goes_on(error)


def assert_goes_on(error: StoreError) -> None:
    """What is said of it stands within a line of ours."""
    reason = str(error.details["reason"])
    assert "\n" not in reason
    assert not reason.endswith(".")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:s3?cret@127.0.0.1:9/casebook",
        "postgresql://127.0.0.1:9/casebook?password=s3@cret",
        "postgresql://ada@127.0.0.1:9/casebook?password=s3cret",
    ],
)
async def test_no_part_of_a_password_is_shown_wherever_it_stands(url: str) -> None:
    details = str((await refusal(url)).details)
    assert "s3" not in details
    assert "cret" not in details


async def test_of_several_servers_one_that_answers_is_used(url: str) -> None:
    place, _, options = url.partition("?")
    host = options.removeprefix("host=")
    several = f"{place}?host=127.0.0.1,{host}&port=9,5432"
    assert await opened_and_closed(several) == KNOWN_SCHEMA
    assert isinstance(await refusal("postgresql://127.0.0.1:9,127.0.0.1:10/casebook"), StoreUnreachable)
    assert isinstance(await refusal("postgresql://127.0.0.1:9,127.0.0.1:ten/casebook"), StoreUnsupported)


async def test_pgvector_may_stand_in_a_schema_of_its_own(postgres: Server) -> None:
    async with postgres.database(template="template0") as empty:
        await run(empty, "CREATE SCHEMA extensions")
        await run(empty, "CREATE EXTENSION vector SCHEMA extensions")
        name = empty.partition("?")[0].rpartition("/")[2]
        await run(empty, f"ALTER DATABASE {name} SET search_path = public, extensions")
        async with open_store(empty) as store:
            alpha = store.channel(ALPHA)
            [kept] = await argue(
                alpha, "Margins fell.", KeptArgument(argument("Margins fell.", "Margins"), embedded(1, 0))
            )
            assert [one for one, _ in await alpha.by_meaning(embedded(1, 0), ALL, 3)] == [kept.argument_id]


async def test_a_database_of_another_encoding_is_refused(postgres: Server) -> None:
    await postgres.run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    try:
        error = await refusal(postgres.url_of("latin"))
        assert isinstance(error, StoreUnfit)
        assert "LATIN1" in str(error.details["reason"])
    finally:
        await postgres.run("DROP DATABASE latin WITH (FORCE)")


async def test_a_database_that_is_not_there_is_said(url: str) -> None:
    error = await refusal(url.replace("/casebook_", "/nowhere_"))
    assert isinstance(error, StoreUnreachable)
    assert "does not exist" in str(error.details["reason"])


async def test_waiting_posts_are_claimed_once_by_many_at_once(url: str) -> None:
    async with open_store(url) as one, open_store(url) as other:
        kept = await keep(one.channel(ALPHA), *(draft(f"Report {number}.") for number in range(12)))
        claims = [store.channel(ALPHA).claim_waiting(timedelta(minutes=1)) for store in (one, other) for _ in range(10)]
        claimed = [post.post_id for post in await asyncio.gather(*claims) if post is not None]
        while (post := await one.channel(ALPHA).claim_waiting(timedelta(minutes=1))) is not None:
            claimed.append(post.post_id)
    assert sorted(claimed) == sorted(kept)


async def test_a_claim_waits_for_nobody_who_writes_in_the_channel(url: str) -> None:
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        await keep(alpha, draft("Report."))
        async with alpha._writing():
            assert await alpha.claim_waiting(timedelta(minutes=1)) is not None  # else it is told that it is locked


async def test_who_writes_in_another_channel_is_not_waited_for(url: str) -> None:
    async with open_store(url) as store, store.channel(BETA)._writing():
        assert await keep(store.channel(ALPHA), draft("Report."))


async def test_a_burst_in_one_channel_leaves_connections_to_the_others(url: str) -> None:
    async with open_store(url, wait=60) as store:
        async with store.channel(ALPHA)._writing():
            burst = [asyncio.create_task(keep(store.channel(ALPHA), draft(f"Report {n}."))) for n in range(40)]
            await asyncio.sleep(0.2)
            assert await keep(store.channel(BETA), draft("Report."))
            assert (await store.channel(ALPHA).counts()).posts == 0
            await asyncio.sleep(1)
        await asyncio.gather(*burst)
        assert (await store.channel(ALPHA).counts()).posts == 40


async def test_what_another_process_deletes_is_heard_and_out_of_memory_within_a_second(url: str) -> None:
    async with open_store(url) as one, open_store(url) as other:
        alpha = one.channel(ALPHA)
        await claim(alpha, "Deliveries doubled.")
        assert await alpha.newest(ALL, 5)
        heard = one.erased()
        assert await anext(heard) is None  # from now on nothing is missed
        await alpha.newest(ALL, 5)
        [listed] = await alpha.posts(PostFilter())
        await other.channel(ALPHA).forget([listed.post.post_id])
        assert await asyncio.wait_for(anext(heard), 1) == ALPHA
        assert held_in_memory(one) == []


def held_in_memory(store: Store) -> list[ChannelId]:
    return [channel_id for channel_id, shelf in store._shelves._shelves.items() if shelf.columns.ids]


@pytest.mark.parametrize("there", ["sqlite", "postgres"])
async def test_a_store_moves_to_the_other_kind_of_database_and_back_byte_for_byte(
    url: str, tmp_path: object, there: str
) -> None:
    file = f"sqlite:///{tmp_path}/casebook.db"
    first, second = (url, file) if there == "sqlite" else (file, url)
    async with open_store(first) as one, open_store(second) as other:
        await fill(one.channel(ALPHA))
        lines = await exported(one.channel(ALPHA))
        await other.channel(ALPHA).restore(lines)
        assert await exported(other.channel(ALPHA)) == lines
        found = [await store.channel(ALPHA).by_words(["交付", "margin"], ALL, 10) for store in (one, other)]
        assert len(found[0]) == 2
        assert sorted(found[0]) == sorted(found[1])
        assert await other.verify() == []


async def fill(alpha: ChannelStore) -> None:
    for number, text in enumerate(["Margins fell. 😀", "交付量翻倍了。", "Nothing new\tin it.\r\n"]):
        await argue(alpha, text, KeptArgument(argument(text, text.strip()), embedded(0.6, -0.8, number)))
    await alpha.group(ByVector())
    await alpha.add_alias(Alias(name="MI", company="xiaomi", added_by="ada"))
    await alpha.set_settings(ChannelSettings(auto_save=True))
    await keep(alpha, draft("It waits."))


async def test_the_nearest_of_many_are_found_through_the_graph(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SEARCHED", "SET hnsw.ef_search = 20")  # as narrow as it is in a large store
    chance = np.random.default_rng(7)
    async with open_store(url) as store:
        for channel in (ALPHA, *[BETA] * 5):
            await crowd(store.channel(channel), chance)
        alpha = store.channel(ALPHA)
        asked = [Embedded(MODEL, one) for one in directions(chance, 20)]
        exact = [await alpha.by_meaning(one, ALL, 12) for one in asked]
        monkeypatch.setattr(meaning, "COMPARED", 0)
        assert [await alpha.by_meaning(one, ALL, 12) for one in asked] == exact
        monkeypatch.setattr(meaning, "COMPARED_IN_A_ROW", 0)
        await run(url, "ANALYZE")
        near = [await alpha.by_meaning(one, ALL, 12) for one in asked]
        bears = await alpha.by_meaning(asked[0], Scope(stances=(Stance.BEAR,)), 12)
    found = [len({one for one, _ in some} & {one for one, _ in every}) for some, every in zip(near, exact, strict=True)]
    assert sum(found) >= 0.98 * 12 * len(asked)
    assert len(bears) == 12


async def test_where_the_graph_gives_up_all_that_the_channel_holds_are_compared(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SEARCHED", "SET hnsw.ef_search = 1")
    monkeypatch.setattr(connection, "GIVEN_UP", "SET hnsw.max_scan_tuples = 1")
    chance = np.random.default_rng(7)
    async with open_store(url) as store:
        for channel in (ALPHA, *[BETA] * 3):
            await crowd(store.channel(channel), chance)
        asked = Embedded(MODEL, directions(chance, 1)[0])
        every = await store.channel(ALPHA).by_meaning(asked, ALL, 100)
        monkeypatch.setattr(meaning, "COMPARED", 0)
        monkeypatch.setattr(meaning, "COMPARED_IN_A_ROW", 0)
        await run(url, "ANALYZE")
        assert await store.channel(ALPHA).by_meaning(asked, ALL, 100) == every


def directions(chance: np.random.Generator, count: int) -> NDArray[np.float32]:
    rows = chance.normal(size=(count, 384))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


async def crowd(channel: ChannelStore, chance: np.random.Generator) -> None:
    """A post of 200 arguments, every fourth against."""
    body = " ".join(f"word{number}" for number in range(200))
    sides = [Stance.BEAR if number % 4 == 0 else Stance.BULL for number in range(200)]
    drafts = [argument(body, f"word{number}", stance=side) for number, side in enumerate(sides)]
    vectors = directions(chance, 200)
    found = [KeptArgument(one, Embedded(MODEL, vector)) for one, vector in zip(drafts, vectors, strict=True)]
    await argue(channel, f"{body} {chance.random()}", *found)


async def test_a_question_by_meaning_goes_through_the_graph(url: str) -> None:
    async with open_store(url) as store:
        await crowd(store.channel(ALPHA), np.random.default_rng(1))
    vector = f"[{','.join(['1'] + ['0'] * 383)}]"
    vectors = "SET enable_seqscan = off; SET enable_sort = off; SET enable_indexscan = on"
    assert "vectors_by_meaning" in await plan(url, vectors, BY_GRAPH, "'alpha'", f"'{MODEL}'", f"'{vector}'", "12")


@pytest.mark.parametrize("statement", [FIND, COUNT])
async def test_to_find_a_word_not_all_that_a_channel_holds_is_read(url: str, statement: str) -> None:
    async with open_store(url) as store:
        await crowd(store.channel(ALPHA), np.random.default_rng(1))
    keys_for_nothing = "SET enable_seqscan = off; SET cpu_index_tuple_cost = 0; SET random_page_cost = 1000"
    chosen = await plan(url, keys_for_nothing, statement, "'alpha'", "ARRAY['q1xwword']", "100")
    assert "words_by_lexeme" in chosen
    assert "words_pkey" not in chosen


async def plan(url: str, settings: str, statement: str, *values: str) -> str:
    for number, value in enumerate(values, 1):
        statement = statement.replace(f"${number}", value)
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(settings)
        return "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN {statement}"))
    finally:
        await connection.close()
