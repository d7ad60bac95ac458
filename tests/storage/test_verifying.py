"""Verifying: whatever disagrees in a store is said."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.question import Question
from bot.domain.shown import Cited
from storage import KeptArgument, Store, open_store
from tests.postgres import Server
from tests.storage.grouping import ByVector
from tests.storage.samples import ALPHA, NOON, argue, argument, draft, embedded, keep

TEXT = "The brand is weak."
STRAY_SUBJECT = "INSERT INTO subjects SELECT channel_id, 'x', 'X', NULL, 'company', '[]' FROM channels"


async def test_a_whole_store_has_nothing_to_say(store: Store) -> None:
    assert await store.verify() == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM savings", "post saved by nobody"),
        ("UPDATE savings SET saved_by = 'eve'", "first saving"),
        ("UPDATE posts SET quotes_post = 'pgone'", "quotes one that is gone"),
        ("DELETE FROM argument_texts", "without its texts"),
        ("UPDATE arguments SET span_end = 900", "ends outside its post"),
        ("UPDATE argument_texts SET terms = 'other words'", "index counts differently"),
        ("UPDATE arguments SET stance = 'bear'", "index counts differently"),
        (
            "INSERT INTO subjects SELECT channel_id, 'x', 'X', NULL, 'company', '[]' FROM channels",
            "subject of no argument",
        ),
        (
            "INSERT INTO corrections SELECT channel_id, post_id, 'author', 'finch', author, 'bea', saved_at FROM posts",
            "does not say what was put right",
        ),
        ("UPDATE answer_sources SET argument_id = 'agone'", "cites what is gone"),
        ("DELETE FROM answers", "source of no answer"),
        ("UPDATE channels SET last_position = 0", "position beyond the last"),
        ("UPDATE usage SET reserved = -1", "tokens below nothing"),
        ("DELETE FROM point_members", "argument that is in no point"),
        ("DELETE FROM point_members", "point without an argument"),
        ("UPDATE points SET members = 9", "counts its arguments wrongly"),
        ("UPDATE points SET stance = 'bear'", "in a point of another side"),
        ("UPDATE points SET told_by = 'agone'", "told by what is gone"),
        ("UPDATE points SET total = substr(total, 1, 8)", "total is not its arguments'"),
        (
            "INSERT INTO point_texts SELECT channel_id, point_id, 'x', 'test/1', '[\"agone\"]', 1, NULL FROM points",
            "sentence on what is gone",
        ),
    ],
)
async def test_what_disagrees_is_said(store: Store, damage: str, said: str) -> None:
    found = await found_after(store, damage)
    assert any(said in sentence for sentence in found), found


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("INSERT INTO words (rowid, text, scope) VALUES (77, 'q1xwstray', '')", "only one of the store and its words"),
        ("UPDATE vectors SET vector = x''", "vector without its bytes"),
    ],
)
async def test_what_disagrees_in_a_file_alone_is_said(file_url: str, damage: str, said: str) -> None:
    async with open_store(file_url) as store:
        found = await found_after(store, damage)
    assert any(said in sentence for sentence in found), found


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM words", "only one of the store and its words"),
        ("UPDATE words SET lexemes = 'stray'", "index counts differently"),
        ("UPDATE words SET length = 77", "index counts differently"),
    ],
)
async def test_what_disagrees_on_a_server_alone_is_said(postgres: Server, damage: str, said: str) -> None:
    async with postgres.database() as url, open_store(url) as store:
        found = await found_after(store, damage)
    assert any(said in sentence for sentence in found), found


async def found_after(store: Store, damage: str) -> list[str]:
    """What is said of a store with something of everything, after a statement that breaks it."""
    alpha = store.channel(ALPHA)
    [kept] = await argue(alpha, TEXT, KeptArgument(argument(TEXT, TEXT), embedded(1, 0)))
    await alpha.group(ByVector())
    cited = Cited(n=1, channel=ALPHA, argument_id=kept.argument_id)
    await alpha.remember(Question(text="Why?", asked_on=NOON.date()), [cited])
    await alpha.reserve(NOON.date(), 1, 1)
    async with store._database.writing() as session:
        await session.run(damage)
    return await store.verify()


async def test_a_reply_to_a_post_that_does_not_wait_is_said(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url) as store:
        alpha = store.channel(ALPHA)
        [post_id] = await keep(alpha, draft(TEXT))
        await alpha.keep_reply(post_id, "window 1", "paid for")
        assert await store.verify() == []
        # Another program, which does not know of foreign keys.
        with closing(sqlite3.connect(tmp_path / "casebook.db", isolation_level=None)) as other:
            other.execute("DELETE FROM jobs")
        assert await store.verify() == ["rows of replies belong to rows of jobs that are not there"]


async def test_verifying_changes_nothing(store: Store) -> None:
    [post_id] = await keep(store.channel(ALPHA), draft(TEXT))
    assert await store.verify() == []
    assert await store.verify() == []
    assert (await store.channel(ALPHA).post(post_id)).body == TEXT
