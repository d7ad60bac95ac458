"""Opening: a store is made, found again, or refused with what is wrong and nothing changed."""

import asyncio
import os
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest

from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.settings import ChannelSettings
from bot.errors import (
    CasebookError,
    NoChannel,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreNotOurs,
    StoreTooNew,
    StoreUnsupported,
    StoreUnwritable,
)
from storage import Reserved, migrations, open_store
from storage.drivers.sqlite.damage import APPLICATION_ID
from storage.drivers.sqlite.database import SqliteDatabase
from storage.migrations import KNOWN_SCHEMA, scripts_after, statements_of
from tests.storage.samples import ALL, ALPHA, NOON, claim, draft, exported, keep


async def refusal(url: str, wait: float = 5.0) -> CasebookError:
    with pytest.raises(CasebookError) as caught:
        async with open_store(url, wait):
            raise AssertionError("it was opened")
    return caught.value


async def test_a_store_that_is_not_there_is_made_and_found_again(file_url: str) -> None:
    async with open_store(file_url) as store:
        kept = await keep(store.channel(ALPHA), draft("Deliveries doubled this quarter."))
    async with open_store(file_url) as store:
        assert (await store.channel(ALPHA).post(kept[0])).body == "Deliveries doubled this quarter."


async def test_an_open_store_says_how_it_is(file_url: str) -> None:
    async with open_store(file_url) as store:
        health = await store.ping()
    assert (health.schema, health.journal_mode, health.writable) == (KNOWN_SCHEMA, "wal", True)
    assert health.size_bytes > 0
    assert health.location == file_url


async def test_a_path_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_store("sqlite:///here.db"):
        assert (tmp_path / "here.db").stat().st_size > 0


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "casebook.db", "mysql://host/name"])
async def test_what_is_no_store_url_is_refused(url: str) -> None:
    assert isinstance(await refusal(url), StoreUnsupported)


async def test_a_url_with_a_password_is_refused_without_repeating_it() -> None:
    error = await refusal("mysql://casebook:secret@db.example/casebook")
    assert "secret" not in str(error)


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = await refusal(f"sqlite:///{tmp_path}/nowhere/casebook.db")
    assert isinstance(error, StoreUnwritable)
    assert "nowhere" in str(error.details["reason"])


async def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert isinstance(await refusal(f"sqlite:///{tmp_path}"), StoreUnwritable)


async def test_a_place_where_nobody_may_write_is_refused() -> None:
    assert isinstance(await refusal("sqlite:////proc/casebook.db"), StoreUnwritable)


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Buy low, sell high.\n" * 200)
    before = path.read_bytes()
    assert isinstance(await refusal(f"sqlite:///{path}"), StoreNotOurs)
    assert path.read_bytes() == before


async def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE birds (name); INSERT INTO birds VALUES ('wren');")
    before = path.read_bytes()
    error = await refusal(f"sqlite:///{path}")
    assert isinstance(error, StoreNotOurs)
    assert "another program" in str(error.details["reason"])
    assert path.read_bytes() == before


async def test_a_store_of_a_newer_casebook_is_left_as_it_is(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url):
        pass
    path = tmp_path / "casebook.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {KNOWN_SCHEMA + 1}")
    before = path.read_bytes()
    error = await refusal(file_url)
    assert isinstance(error, StoreTooNew)
    assert (error.details["found"], error.details["known"]) == (KNOWN_SCHEMA + 1, KNOWN_SCHEMA)
    assert path.read_bytes() == before


async def test_a_locked_store_is_waited_for_and_then_said_to_be_locked(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url, wait=0.2) as store:
        with closing(sqlite3.connect(tmp_path / "casebook.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreLocked) as caught:
                await keep(store.channel(ALPHA), draft("Margins fell."))
            assert caught.value.details["waited"] == 0.2
            other.execute("ROLLBACK")
        assert await keep(store.channel(ALPHA), draft("Margins fell."))


async def test_a_store_that_is_locked_while_it_is_made_is_said_to_be_locked(tmp_path: Path, file_url: str) -> None:
    with closing(sqlite3.connect(tmp_path / "casebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert isinstance(await refusal(file_url, wait=0.1), StoreLocked)


@pytest.fixture
async def without_a_log(tmp_path: Path, file_url: str) -> AsyncIterator[sqlite3.Connection]:
    """Another process that has begun to write to a store whose log was not begun yet, as a copy's or a new one's."""
    async with open_store(file_url):
        pass
    with closing(sqlite3.connect(tmp_path / "casebook.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN IMMEDIATE")
        yield other


async def test_a_store_to_whose_log_another_process_is_about_to_change_is_waited_for(
    file_url: str, without_a_log: sqlite3.Connection
) -> None:
    async def journal_mode() -> str:
        async with open_store(file_url, wait=60) as store:
            return (await store.ping()).journal_mode

    opening = asyncio.create_task(journal_mode())
    await asyncio.sleep(0.3)
    assert not opening.done()
    without_a_log.execute("ROLLBACK")
    assert await opening == "wal"


async def test_it_is_not_waited_for_longer_than_was_said(file_url: str, without_a_log: sqlite3.Connection) -> None:
    assert isinstance(await refusal(file_url, wait=0.1), StoreLocked)
    assert without_a_log.in_transaction


async def test_on_a_full_disk_a_save_is_undone_and_the_rest_stays(file_url: str) -> None:
    async with open_store(file_url) as store:
        alpha = store.channel(ALPHA)
        first = await keep(alpha, draft("Cash grew."))
        writer: Any = cast(SqliteDatabase, store._database)._writer
        # As many pages as there are: what a full disk comes to.
        async with store._database.writing() as session:
            [pages] = await session.one("PRAGMA page_count")
        await writer.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreFull):
            await keep(alpha, draft("Debt grew. " * 10_000))
        await writer.execute("PRAGMA max_page_count = 1073741823")
        assert (await alpha.counts()).posts == 1
        assert (await alpha.post(first[0])).body == "Cash grew."
        assert await store.verify() == []


async def test_a_damaged_page_is_named_and_nothing_is_overwritten(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url) as store:
        for number in range(40):
            await keep(store.channel(ALPHA), draft(f"Report {number} was strong. " * 20))
    path = tmp_path / "casebook.db"
    damaged = bytearray(path.read_bytes())
    for page in range(3, len(damaged) // 4096):
        damaged[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(damaged)

    async def use_it() -> None:
        async with open_store(file_url) as store:
            await store.channel(ALPHA).counts()
            await store.verify()

    with pytest.raises(StoreDamaged) as caught:
        await use_it()
    assert caught.value.details["reason"]
    assert path.read_bytes()[3 * 4096 :] == bytes(damaged[3 * 4096 :])


async def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, file_url: str) -> None:
    path = tmp_path / "casebook.db"
    # A table of ours in a store that says it has none: the first statement of the migration fails on it.
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; CREATE TABLE pastes (raw);")
    with pytest.raises(sqlite3.OperationalError):
        async with open_store(file_url):
            raise AssertionError("it was opened")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("pastes",)]


@pytest.mark.parametrize("version", range(1, KNOWN_SCHEMA))
async def test_a_store_of_an_earlier_version_is_brought_up_to_date_with_all_that_it_holds(
    tmp_path: Path, file_url: str, version: int
) -> None:
    async with open_store(file_url) as store:
        await claim(store.channel(ALPHA), "Cash grew.")
        lines = await exported(store.channel(ALPHA))
    make_version(tmp_path / "casebook.db", version)
    async with open_store(file_url) as store:
        alpha = store.channel(ALPHA)
        assert (await store.ping()).schema == KNOWN_SCHEMA
        assert await exported(alpha) == lines
        await alpha.set_settings(ChannelSettings(auto_save=True))
        assert [len(await alpha.by_words(["cash"], ALL, 5)), (await alpha.withdraw("nowhere")).posts] == [1, 0]
        assert (await alpha.reserve(NOON.date(), 5, 5), await alpha.reserve(NOON.date(), 1, 5)) == (
            Reserved(NOON.date(), 5),
            None,
        )
        assert await store.verify() == []


async def test_an_answer_that_was_given_before_its_engine_was_kept_is_remembered_without_one(
    tmp_path: Path, file_url: str
) -> None:
    question = Question(text="Why?", asked_on=NOON.date())
    async with open_store(file_url) as store:
        answer_id = await store.channel(ALPHA).remember(question, (), "llm:some-model:answer/1")
    make_version(tmp_path / "casebook.db", 2)
    async with open_store(file_url) as store:
        remembered = await store.channel(ALPHA).remembered(answer_id)
    assert (remembered.answer.question, remembered.engine) == (question, None)


def make_version(path: Path, version: int) -> None:
    """Take out of a store what came with later versions."""
    later = " ".join(scripts_after(version))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for index in re.findall(r"CREATE INDEX (\w+)", later):
            connection.execute(f"DROP INDEX {index}")
        for table in reversed(re.findall(r"CREATE TABLE (\w+)", later)):
            connection.execute(f"DROP TABLE {table}")
        for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", later):
            if f"CREATE TABLE {table} " not in later:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute(f"PRAGMA user_version = {version}")


MIGRATIONS = sorted(Path(migrations.__file__).parent.glob("*/*.sql"))


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_no_statement_of_a_migration_is_left_out(file: Path) -> None:
    script = file.read_text(encoding="utf-8")
    assert "".join(statements_of(script)).strip() == script.strip()


def test_the_newest_migration_is_the_schema_that_is_known() -> None:
    assert list(scripts_after(KNOWN_SCHEMA)) == []
    assert list(scripts_after(KNOWN_SCHEMA - 1)) != []


@pytest.mark.parametrize("name", ["", " ", "\n"])
async def test_a_channel_without_a_name_is_refused(name: str) -> None:
    async with open_store("sqlite:///:memory:") as store:
        with pytest.raises(NoChannel):
            store.channel(ChannelId(name))


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder, as seen by somebody whom permissions bind, also where the tests run as root."""
    with TemporaryDirectory() as folder:
        user = os.getuid()
        Path(folder).chmod(0o755)
        try:
            yield Path(folder)
        finally:
            if user == 0:
                os.setresuid(0, 0, 0)


def become_nobody(of: Path, mode: int) -> None:
    of.chmod(mode)
    if os.getuid() == 0:
        os.setresuid(65534, 65534, 0)


async def test_a_read_only_file_is_refused(nobody: Path) -> None:
    url = f"sqlite:///{nobody}/casebook.db"
    async with open_store(url):
        pass
    become_nobody(of=nobody / "casebook.db", mode=0o444)
    error = await refusal(url)
    assert isinstance(error, StoreUnwritable)
    assert error.details["reason"] == "it is read-only"


async def test_a_read_only_folder_is_refused(nobody: Path) -> None:
    become_nobody(of=nobody, mode=0o555)
    assert isinstance(await refusal(f"sqlite:///{nobody}/casebook.db"), StoreUnwritable)
