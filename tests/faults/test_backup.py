"""A backup: one moment's state of a store that others go on writing to, without anything that was deleted."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.errors import BackupExists, StoreMissing, StoreOnServer
from storage import KeptArgument, PostFilter, open_store
from storage.backup import back_up
from tests.faults.ledger import MANY, accounts_of
from tests.faults.load import SHARED, mark_of
from tests.faults.nursery import ROOT, Nursery, nursery
from tests.storage.samples import ALPHA, argue, argument, draft, keep

VICTIMS = ("1", "2")
BACKUPS = 4


async def marks_in(url: str) -> set[str]:
    async with open_store(url) as store:
        assert await store.verify() == []
        return {mark_of(one.post.body) for one in await store.channel(SHARED).posts(PostFilter(limit=MANY))}


async def heard_further(born: Nursery) -> None:
    """Somewhat more than was heard by now."""
    for name in VICTIMS:
        await born.hear(name, len(born.heard[name]) + 12)


async def test_copies_of_a_store_under_load_hold_all_that_was_acknowledged(tmp_path: Path, file_url: str) -> None:
    async with nursery(file_url) as born:
        for name in VICTIMS:
            await born.bear(name)
        for number in range(BACKUPS):
            await heard_further(born)
            before = [account.marks for account in accounts_of(born.heard).values()]
            told = {name: len(born.heard[name]) for name in VICTIMS}
            made = await asyncio.to_thread(back_up, file_url, tmp_path / f"copy{number}.db")
            await born.catch_up()
            begun = [step for name in VICTIMS for step in born.heard[name][told[name] - 1 :]]
            taken = {mark for step in begun for mark in step.gone}
            there = await marks_in(made.url)
            assert {mark for marks in before for mark, is_there in marks.items() if is_there} - taken <= there
            assert not {mark for marks in before for mark, is_there in marks.items() if not is_there} & there
            assert parts_of(made.path) == []


async def test_a_deleted_word_is_not_in_a_copy(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url) as store:
        alpha = store.channel(ALPHA)
        for word in ("zyxomma", "quillivex"):
            text = f"The {word} sells well. " * 30
            await argue(alpha, text, KeptArgument(argument(text, text[:20]), words=word))
        [gone, _] = await alpha.posts(PostFilter())
        await alpha.forget([gone.post.post_id])
        copy = contents(back_up(file_url, tmp_path / "copy.db").path)
    assert (b"uillivex" in copy, b"yxomma" in copy) == (False, True)


async def test_only_who_runs_it_may_read_a_copy(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url) as store:
        await keep(store.channel(ALPHA), draft("Cash grew."))
    assert mode_of(back_up(file_url, tmp_path / "copy.db").path) == 0o600


BACK_UP = """if True:
    import sys
    from pathlib import Path
    from storage.backup import back_up
    back_up(sys.argv[1], Path(sys.argv[2]))"""


@pytest.mark.parametrize("milliseconds", [0, 2, 4, 8])
async def test_a_kill_leaves_no_half_copy_under_its_name(tmp_path: Path, file_url: str, milliseconds: int) -> None:
    async with open_store(file_url) as store:
        for number in range(60):
            await keep(store.channel(ALPHA), draft(f"Report {number} was strong. " * 400))
    copy = tmp_path / "copy.db"
    kill_amid_copying(file_url, copy, milliseconds / 1000)
    if is_there(copy):
        async with open_store(f"sqlite:///{copy}") as store:
            assert await store.verify() == []


def kill_amid_copying(url: str, copy: Path, pause: float) -> None:
    with subprocess.Popen([sys.executable, "-c", BACK_UP, url, str(copy)], cwd=ROOT) as process:
        while process.poll() is None and not parts_of(copy):
            time.sleep(0.001)
        time.sleep(pause)
        process.kill()


def contents(file: Path) -> bytes:
    return file.read_bytes()


def mode_of(file: Path) -> int:
    return file.stat().st_mode & 0o777


def is_there(file: Path) -> bool:
    return file.exists()


def parts_of(copy: Path) -> list[Path]:
    """What is written of copies that are not whole yet."""
    return list(copy.parent.glob(f".{copy.name}.*.part"))


def test_what_is_no_file_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(StoreOnServer) as refused:
        back_up("postgresql://me:s3cret@db.example/casebook", tmp_path / "copy.db")
    assert "s3cret" not in str(refused.value.details)
    with pytest.raises(StoreMissing):
        back_up(f"sqlite:///{tmp_path}/nowhere.db", tmp_path / "copy.db")


async def test_no_file_is_overwritten(tmp_path: Path, file_url: str) -> None:
    async with open_store(file_url):
        pass
    with pytest.raises(BackupExists):
        back_up(file_url, tmp_path / "casebook.db")
