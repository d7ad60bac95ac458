"""A full disk: the save that did not fit is undone and said, all before it stays, and with room all goes on."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SMALL_DISK = 'mount -t tmpfs -o size=2m none "$1" && shift && exec "$@"'
OF_ITS_OWN = ("unshare", "--user", "--map-root-user", "--mount")
"""Mounts that nobody else sees, and that go with the process."""


async def run(*command: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)
    written, _ = await asyncio.wait_for(process.communicate(), 300)
    return process.returncode, written.decode()


async def small_disk_at(folder: Path) -> Sequence[str]:
    """What a command has to begin with to see a disk of 2 MB there; nothing, where this machine lets nobody mount."""
    with_disk = (*OF_ITS_OWN, "sh", "-c", SMALL_DISK, "-", str(folder))
    status, _ = await run(*with_disk, "true")
    return with_disk if status == 0 else ()


async def crowded(folder: Path, how: str, *before: str) -> dict[str, Any]:
    status, written = await run(*before, sys.executable, "-m", "tests.faults.crowded", str(folder), how)
    assert status == 0
    told: dict[str, Any] = json.loads(written)
    return told


def check(told: dict[str, Any], *said: str) -> None:
    assert told["said"] in said
    assert told["there"] == told["acknowledged"]
    assert told["after"] == told["acknowledged"] + 1
    assert (told["wrong"], told["wrong_after"]) == ([], [])


async def test_where_no_file_may_grow_the_save_is_undone_and_said(tmp_path: Path) -> None:
    check(await crowded(tmp_path, "limit"), "store_unwritable", "store_full")


async def test_on_a_full_disk_the_save_is_undone_and_said(tmp_path: Path) -> None:
    disk = await small_disk_at(tmp_path)
    told = await crowded(tmp_path, "ballast" if disk else "limit", *disk)
    check(told, "store_full" if disk else "store_unwritable")


@pytest.mark.parametrize("flag", ["ro", "rw"])
async def test_a_read_only_disk_is_said_in_one_line(tmp_path: Path, flag: str) -> None:
    """As `casebook ingest` says it; where it may be written, it goes through."""
    (tmp_path / "post.txt").write_text("Margins at BYD fell, and that is bad for the stock.")
    save = (sys.executable, "-m", "bot", "ingest", f"{tmp_path}/post.txt", "--store", f"sqlite:///{tmp_path}/c.db")
    again = f'mount --bind "$1" "$1" && mount -o remount,bind,{flag} "$1" && shift && "$@" 2>&1'
    mounted: tuple[str, ...] = (*OF_ITS_OWN, "sh", "-c", again, "-", str(tmp_path))
    if (await run(*mounted, "true"))[0] != 0:
        mounted = ("sh", "-c", '"$@" 2>&1', "-")
        save = (*save[:-1], "sqlite:////proc/c.db") if flag == "ro" else save
    status, said = await run(*mounted, *save)
    assert (status, "can't be written" in said) == ((1, True) if flag == "ro" else (0, False))
    assert flag == "rw" or len(said.splitlines()) == 1
