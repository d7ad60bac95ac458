"""Every verb on a store that PostgreSQL keeps, each a process of its own, as a person runs it."""

import asyncio
import json
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage.drivers.postgres import schema
from storage.migrations import KNOWN_SCHEMA
from tests.cli.conftest import BEAR, BULL, PATIENCE, Terminal, casebook_command, written
from tests.cli.test_interruptions import LONG, reading_on
from tests.postgres import Server, prepared, running

QUESTION = "What is the bull case on Nvidia?"
QUOTE = "demand still exceeds supply"
SECRET = "s3cret"


@pytest.fixture
async def url(postgres: Server) -> AsyncIterator[str]:
    async with postgres.database() as database:
        yield database


@pytest.fixture
def at(process: Terminal, url: str) -> Terminal:
    """Run a verb on that store."""
    return lambda *arguments, **given: process(*arguments, "--store", url, **given)


def test_every_verb_does_on_a_server_what_it_does_in_a_file(at: Terminal, folder: Path) -> None:
    saved = at("ingest", written(folder, "bull.txt", BULL), "-", "--json", stdin=BEAR).document
    assert [post["arguments"] != [] for post in saved["posts"]] == [True, True]
    assert QUOTE in at("ask", QUESTION).out
    assert QUOTE in at("case", "Nvidia").out
    assert QUOTE in at("debate", "Nvidia").out
    assert "timeline.png" in at("timeline", "Nvidia", "--out", "timeline.png").out
    assert (folder / "timeline.png").stat().st_size > 0
    assert QUOTE in at("digest", "--since", "1d").out
    assert at("alias", "add", "jensen", "Nvidia").status == 0
    assert "jensen" in at("alias", "list").out
    assert QUOTE in at("chat", stdin="What is the bull case on jensen?\n/quit\n").out
    assert f"schema {KNOWN_SCHEMA}" in at("migrate").out
    assert at("doctor", "--deep", "--mend", "--json").document["ok"]
    [_, newest] = sorted(at("posts", "--json").document["posts"], key=lambda post: post["author"] or "")
    assert at("forget", newest["post_id"], "--yes").status == 0
    assert QUOTE not in at("ask", QUESTION).out


def test_a_channel_moves_to_a_file_and_back_byte_for_byte(at: Terminal, process: Terminal, folder: Path) -> None:
    at("ingest", "-", stdin=BULL)
    at("alias", "add", "jensen", "Nvidia")
    first = at("export").out
    written(folder, "there.jsonl", first)
    assert process("import", "there.jsonl").status == 0
    back = process("export").out
    assert back == first
    written(folder, "back.jsonl", back)
    moved = ("--channel", "moved")
    assert at("import", "back.jsonl", *moved).status == 0
    assert at("export", *moved).out == first
    assert at("ask", QUESTION, *moved).out == process("ask", QUESTION).out


async def running_verb(command: list[str], folder: Path) -> Process:
    return await asyncio.create_subprocess_exec(*command, cwd=folder, stdin=PIPE, stdout=PIPE, stderr=PIPE)


async def until_posts(url: str, count: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        for _ in range(20 * PATIENCE):
            if await connection.fetchval("SELECT count(*) FROM posts") == count:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("they are not saved")
    finally:
        await connection.close()


async def test_ctrl_c_in_the_middle_loses_nothing_and_leaves_nothing_open(url: str, folder: Path) -> None:
    files = written(folder, "short.txt", BULL), written(folder, "long.txt", LONG)
    ingest = await running_verb(reading_on("ingest", *files, "--store", url), folder)
    await until_posts(url, 2)
    ingest.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(ingest.communicate(), PATIENCE)
    assert (ingest.returncode, b"Traceback" in err) == (130, False)
    assert b"Marta Quill" in out
    posts = await running_verb(casebook_command("posts", "--json", "--store", url), folder)
    listed = json.loads((await posts.communicate())[0])["posts"]
    assert {post["author"]: post["waiting"] for post in listed} == {"Marta Quill": False, None: True}
    assert await others_on(url) == 0


async def others_on(url: str) -> int:
    """Connections to the database that are not gone yet, a moment after."""
    connection = await asyncpg.connect(url)
    try:
        for _ in range(20 * PATIENCE):
            left = await connection.fetchval(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            if not left:
                break
            await asyncio.sleep(0.05)
        return int(left)
    finally:
        await connection.close()


def refused(process: Terminal, url: str) -> str:
    """The one line in which a verb is refused."""
    ran = process("posts", "--store", url)
    assert (ran.status, ran.out) == (1, "")
    assert SECRET not in ran.err
    return ran.complaint


@pytest.mark.parametrize(
    ("store", "told"),
    [
        (f"postgresql://ada:{SECRET}@127.0.0.1:9/casebook", "127.0.0.1:9/casebook can't be reached"),
        (f"postgresql://ada:{SECRET}@127.0.0.1:port/casebook", "has to look like"),
        (f"postgresql://127.0.0.1:9/casebook?user=ada&password={SECRET}", "can't be reached"),
        (f"postgresql+asyncpg://ada:{SECRET}@db.example/casebook", "has to look like"),
    ],
)
def test_a_server_that_is_not_there_is_said_in_one_line(process: Terminal, store: str, told: str) -> None:
    assert told in refused(process, store)


@contextmanager
def ruled(rules: Path, first: str) -> Iterator[None]:
    """One more rule for who is let in, before all others."""
    before = rules.read_text(encoding="utf-8")
    rules.write_text(f"{first}\n{before}", encoding="utf-8")
    try:
        yield
    finally:
        rules.write_text(before, encoding="utf-8")


@pytest.fixture
async def strict_role(postgres: Server) -> AsyncIterator[str]:
    """A role that has to say its password, of a server that trusts all others."""
    connection = await asyncpg.connect(postgres.uri)
    try:
        with ruled(Path(await connection.fetchval("SHOW hba_file")), "local all strict scram-sha-256"):
            await connection.execute(f"CREATE ROLE strict LOGIN PASSWORD '{SECRET}'")
            await connection.execute("SELECT pg_reload_conf()")
            yield "strict"
        await connection.execute("SELECT pg_reload_conf()")
        await connection.execute("DROP ROLE strict")
    finally:
        await connection.close()


def test_who_is_not_let_in_is_told_and_no_password_is_shown(process: Terminal, url: str, strict_role: str) -> None:
    wrong = refused(process, url.replace("postgres@", f"{strict_role}:{SECRET}-mistyped@"))
    assert "password authentication failed" in wrong
    unknown = refused(process, url.replace("postgres@", f"nobody:{SECRET}@"))
    assert 'role "nobody" does not exist' in unknown
    nowhere = refused(process, url.replace("/casebook_", "/nowhere_"))
    assert "does not exist" in nowhere
    forbidden = refused(process, url.replace("postgres@", f"{strict_role}:{SECRET}@"))
    assert "permission denied" in forbidden
    assert "what its role may do" in forbidden


async def test_a_server_without_pgvector_is_said(process: Terminal, postgres: Server) -> None:
    async with postgres.database(template="template0") as url:
        name = url.split("/")[3].partition("?")[0]
        await postgres.run(f"ALTER DATABASE {name} SET extension_control_path = '/nowhere'")
        assert "lacks the extension pgvector" in await asyncio.to_thread(refused, process, url)
        doctor = await asyncio.to_thread(process, "doctor", "--store", url)
        assert "CREATE EXTENSION vector" in doctor.out


async def test_a_role_that_owns_its_database_needs_a_superuser_once_and_for_the_extension_alone(
    process: Terminal, postgres: Server
) -> None:
    await postgres.run("CREATE ROLE owner LOGIN")
    async with postgres.database(template="template0") as url:
        theirs, name = url.replace("postgres@", "owner@"), url.split("/")[3].partition("?")[0]
        await postgres.run(f"ALTER DATABASE {name} OWNER TO owner")
        assert 'permission denied to create extension "vector"' in await asyncio.to_thread(refused, process, theirs)
        connection = await asyncpg.connect(url)
        await connection.execute("CREATE EXTENSION vector")
        await connection.close()
        saved = await asyncio.to_thread(lambda: process("ingest", "-", "--store", theirs, stdin=BULL))
        assert saved.status == 0
        assert QUOTE in (await asyncio.to_thread(process, "ask", QUESTION, "--store", theirs)).out
    await postgres.run("DROP ROLE owner")


async def test_an_older_store_waits_for_migrate_and_a_newer_one_for_its_program(process: Terminal, url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(schema.MARK, KNOWN_SCHEMA + 1)
    assert "newer casebook" in await asyncio.to_thread(refused, process, url)
    await connection.execute(schema.MARK, KNOWN_SCHEMA - 1)
    assert "run `casebook migrate` once" in await asyncio.to_thread(refused, process, url)
    doctor = await asyncio.to_thread(process, "doctor", "--store", url)
    assert (doctor.status, doctor.err) == (1, "")
    assert "Run `casebook migrate` once" in doctor.out
    await connection.close()


def test_a_copy_is_left_to_the_servers_own_tools(at: Terminal, folder: Path) -> None:
    ran = at("backup", "copy.db")
    assert (ran.status, ran.out) == (1, "")
    assert "pg_dump" in ran.complaint
    assert os.listdir(folder) == []  # noqa: PTH208


@pytest.fixture
def own_server() -> Iterator[Any]:
    with running() as server:
        yield server


@asynccontextmanager
async def standing_by(server: Any) -> AsyncIterator[None]:
    """The server goes on as a standby, from which can only be read."""
    mark = Path(server.pgdata) / "standby.signal"
    await asyncio.to_thread(server.stop)
    mark.touch(mode=0o666)
    mark.chmod(0o666)
    await asyncio.to_thread(server.ensure_postgres_running)
    yield


async def test_from_a_standby_can_be_read_and_what_would_be_written_is_refused(
    process: Terminal, own_server: Any
) -> None:
    url = (await prepared(own_server)).url_of("casebook_template")
    await asyncio.to_thread(lambda: process("ingest", "-", "--store", url, stdin=BULL))
    async with standing_by(own_server):
        for verb in ("posts", "export"):
            assert "Marta Quill" in (await asyncio.to_thread(process, verb, "--store", url)).out
        ran = await asyncio.to_thread(lambda: process("ingest", "-", "--store", url, stdin=BEAR))
        assert (ran.status, ran.out) == (1, "")
        assert "read-only transaction" in ran.complaint
        told = (await asyncio.to_thread(process, "doctor", "--store", url, "--json")).document
        [server] = [check for check in told["checks"] if check["name"] == "server"]
        assert (server["ok"], "standby" in server["detail"], "primary" in server["mend"]) == (False, True, True)
