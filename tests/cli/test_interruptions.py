"""Work that is broken off, by a person or by the machine: nothing is lost or half saved, and no traceback is shown."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import BEAR, BULL, PATIENCE, Terminal, casebook_command, written

LONG = " ".join(f"Nvidia's data center revenue grew {n} percent because demand exceeds supply." for n in range(400))
READS_ON = """
from bot.__main__ import main
from bot.arguments.extractive import ExtractiveExtractor

read = ExtractiveExtractor.read

async def read_on(engine, batch):
    while len(batch.posts[0].post.body) > 5_000:
        async for _ in read(engine, batch):
            pass
    async for one in read(engine, batch):
        yield one

ExtractiveExtractor.read = read_on
main()
"""
"""`casebook`, which reads a long post for arguments again and again: whoever stops it stops it while it reads."""


def reading_on(*arguments: str) -> list[str]:
    return [sys.executable, "-c", READS_ON, *arguments]


def started(*arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    return begun(casebook_command(*arguments), folder)


def begun(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def count_posts(store: Path) -> int:
    if not store.exists():
        return 0
    try:
        with closing(sqlite3.connect(store)) as connection:
            return int(connection.execute("SELECT count(*) FROM posts").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are just being made
        return 0


def test_ctrl_c_while_a_post_is_read_keeps_it_waiting_for_the_next_command(folder: Path, casebook: Terminal) -> None:
    files = written(folder, "short.txt", BULL), written(folder, "long.txt", LONG)
    ingest = begun(reading_on("ingest", *files), folder)
    wait_until(lambda: count_posts(folder / "casebook.db") == 2)
    ingest.send_signal(signal.SIGINT)
    out, err = ingest.communicate(timeout=PATIENCE)
    assert ingest.returncode == 130
    assert b"Traceback" not in err
    assert b"Marta Quill" in out, "what was saved is told"
    waiting = {post["author"]: post["waiting"] for post in casebook("posts", "--json").document["posts"]}
    assert waiting == {"Marta Quill": False, None: True}


def test_what_waits_is_read_by_the_next_question(folder: Path, casebook: Terminal) -> None:
    ingest = begun(reading_on("ingest", written(folder, "long.txt", LONG[:6_000])), folder)
    wait_until(lambda: count_posts(folder / "casebook.db") == 1)
    ingest.kill()
    ingest.communicate(timeout=PATIENCE)
    assert not casebook("ask", "what is the bull case on Nvidia", "--json").document["abstained"]
    [post] = casebook("posts", "--json").document["posts"]
    assert (post["waiting"], post["arguments"] > 0) == (False, True)


def test_a_reader_that_goes_away_is_no_drama(folder: Path, casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    for verb in (["posts"], ["posts", "--json"], ["export"], ["ask", "bull case on Nvidia"], ["--help"]):
        reading, writing = os.pipe()
        os.close(reading)
        ran = subprocess.run(casebook_command(*verb), stdout=writing, stderr=subprocess.PIPE, cwd=folder, check=False)
        os.close(writing)
        assert (ran.returncode, ran.stderr) == (1, b""), verb


def test_output_that_finds_the_disk_full_is_told(folder: Path, casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            casebook_command("export"), stdout=full, stderr=subprocess.PIPE, cwd=folder, text=True, check=False
        )
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1
    assert "output can't be written" in ran.stderr


def test_a_store_that_may_not_grow_keeps_what_it_has(folder: Path, casebook: Terminal, process: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    room = (folder / "casebook.db").stat().st_size + 4096
    text = f"{BEAR} " * 3000

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    ran = process("ingest", written(folder, "large.txt", text), "--json", preexec_fn=little_room)
    assert (ran.status, ran.out) == (1, "")
    assert "casebook.db" in ran.complaint
    assert [post["author"] for post in casebook("posts", "--json").document["posts"]] == ["Marta Quill"]
    assert casebook("doctor", "--deep").status == 0


def test_a_store_that_another_process_holds_is_waited_for_and_then_named(folder: Path, process: Terminal) -> None:
    process("ingest", "-", stdin=BULL)
    with closing(sqlite3.connect(folder / "casebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        ran = process("ingest", "-", stdin=BEAR)
        assert time.monotonic() - began > 2
        other.execute("ROLLBACK")
    assert (ran.status, ran.out) == (1, "")
    assert "locked by another process" in ran.complaint
    assert process("ingest", "-", stdin=BEAR).status == 0


def test_ctrl_c_at_the_prompt_of_a_chat_ends_it(folder: Path) -> None:
    chat = started("chat", "--json", folder=folder)
    assert chat.stdin is not None
    assert chat.stdout is not None
    chat.stdin.write(b"what is the bear case on Nvidia\n")
    chat.stdin.flush()
    assert json.loads(chat.stdout.readline())["abstained"], "an answer comes before the next question is asked"
    chat.send_signal(signal.SIGINT)
    _, err = chat.communicate(timeout=PATIENCE)
    assert chat.returncode == 130
    assert b"Traceback" not in err
