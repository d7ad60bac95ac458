"""The process in which posts are read: what is read there is the same, and its death loses nothing."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from operator import truediv
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook
from bot.domain.post import ChannelId
from bot.domain.receipt import Receipt
from bot.errors import ReaderDied
from bot.reader_process import ReaderProcess, open_reader_process
from bot.settings import read_settings
from bot.watching.events import ReaderEnded
from bot.worker import read_all_waiting
from tests.conftest import pasted

P = ParamSpec("P")
T = TypeVar("T")

ALPHA, BETA = ChannelId("alpha"), ChannelId("beta")
BEAR = "Harbour Ledger\n2026.03.02 09:15\n\n$AMD(AMD.US) Gross margin keeps falling, as all is won with a discount."
BULL = "南山茶客\n2026.03.03 10:24\n\n$小米集团-W(01810.HK) 汽车业务的订单增长很快，毛利率还在上升。"
POISON = "Wren\n2026.03.04 10:24\n\n$TSLA(TSLA.US) Deliveries have now fallen for three quarters in a row, poison."
LONG = "Heron\n2026.03.05 10:24\n\n$NVDA(NVDA.US) " + "\n".join(
    f"Margins fall again in quarter {number}, because rival number {number} sells the same chip for less."
    for number in range(80)
)
MOMENT = 2.0
"""Seconds after which a process that says nothing is taken to hang."""


@pytest.fixture
async def reader() -> AsyncIterator[ReaderProcess]:
    async with open_reader_process() as opened:
        yield opened


def casebook_on(folder: Path, reader: ReaderProcess | None) -> AbstractAsyncContextManager[Casebook]:
    return open_casebook(read_settings(store=f"sqlite:///{folder / 'casebook.db'}"), reader)


async def until_gone(pid: int) -> None:
    """Until a process has ended, also one that nobody has waited for yet."""
    ended, handle = asyncio.Event(), os.pidfd_open(pid)
    asyncio.get_running_loop().add_reader(handle, ended.set)
    try:
        await asyncio.wait_for(ended.wait(), 30)
    finally:
        asyncio.get_running_loop().remove_reader(handle)
        os.close(handle)


def has_ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


async def test_what_is_read_there_is_what_is_read_here(reader: ReaderProcess, tmp_path: Path) -> None:
    async def read(beside: ReaderProcess | None, folder: str) -> tuple[list[Receipt], object, list[str]]:
        (tmp_path / folder).mkdir()
        async with casebook_on(tmp_path / folder, beside) as casebook:
            saved = [await casebook.save(ALPHA, pasted(text)) for text in (BEAR, BULL, LONG)]
            against = await casebook.other_side(ALPHA, "I think AMD's margins will rise.")
            points = [line async for line in casebook.export(ALPHA)]
            return saved, against, points

    here, there = await read(None, "here"), await read(reader, "there")
    assert here[0] == there[0]
    assert here[1:] == there[1:]
    assert sum(len(saved.arguments) for receipt in there[0] for saved in receipt.posts) > 10
    assert reader.pid is not None


async def test_a_kill_at_any_step_of_a_post_costs_nothing_but_time(
    reader: ReaderProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    run, killed = reader.run, list[str]()

    async def deadly(work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        done = asyncio.create_task(run(work, *args, **kwargs))
        if work.__name__ not in killed and reader.pid:
            killed.append(work.__name__)
            await asyncio.sleep(0)  # it is on its way
            os.kill(reader.pid, signal.SIGKILL)
        return await done

    await reader.run(os.getpid)
    monkeypatch.setattr(reader, "run", deadly)
    async with casebook_on(tmp_path, reader) as casebook:
        reading, beside = casebook.save(ALPHA, pasted(LONG)), casebook.save(BETA, pasted(BULL))
        [[saved], [other]] = [receipt.posts for receipt in await asyncio.gather(reading, beside)]
        assert len({one.argument_id for one in saved.arguments}) == len(saved.arguments) > 10
        assert other.arguments
        assert await casebook.waiting_posts() == 0
        assert await casebook.store.verify() == []
    assert len(killed) > 3
    ended = [record.msg.status for record in caplog.records if isinstance(record.msg, ReaderEnded)]
    assert ended == len(killed) * [-signal.SIGKILL]


async def test_a_post_on_which_it_dies_each_time_goes_on_waiting_and_holds_up_no_other(
    reader: ReaderProcess, tmp_path: Path
) -> None:
    async def run(work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        if "poison" in repr(args):
            await reader.run(os._exit, 3)
        return await reader.run(work, *args, **kwargs)

    async with casebook_on(tmp_path, reader) as casebook:
        casebook._desk.ingest.extractor._run = run  # type: ignore[attr-defined]
        await casebook.keep(ALPHA, pasted(POISON))
        for channel in (ALPHA, BETA):
            await casebook.keep(channel, pasted(BEAR))
        with pytest.raises(ReaderDied):
            await casebook.read_waiting(ALPHA)
        await read_all_waiting(casebook)
        assert await casebook.waiting_channels() == [ALPHA]
        assert await casebook.waiting_posts() == 1
        assert (await casebook.store.backlog()).failing == 0  # it counts as that from the third time on


async def test_one_that_hangs_is_ended_and_its_step_taken_again() -> None:
    async with open_reader_process(patience=5) as reader:
        first = await reader.run(os.getpid)
        os.kill(first, signal.SIGSTOP)
        second = await reader.run(os.getpid)
        assert second != first
        assert has_ended(first)


async def test_a_step_that_never_ends_is_given_up_and_the_next_is_taken() -> None:
    async with open_reader_process(patience=MOMENT) as reader:
        endless, next_one = (
            asyncio.create_task(reader.run(time.sleep, 3600)),
            asyncio.create_task(reader.run(os.getpid)),
        )
        with pytest.raises(ReaderDied):
            await endless
        assert await next_one != os.getpid()


async def test_what_goes_wrong_there_is_told_here(reader: ReaderProcess) -> None:
    with pytest.raises(ZeroDivisionError):
        await reader.run(truediv, 1, 0)
    assert await reader.run(truediv, 4, 2) == 2


async def test_what_nobody_waits_for_any_more_holds_up_nobody(reader: ReaderProcess) -> None:
    given_up = asyncio.create_task(reader.run(time.sleep, 0.2))
    await asyncio.sleep(0)
    given_up.cancel()
    assert await reader.run(truediv, 4, 2) == 2


async def test_where_it_cant_be_started_posts_are_read_here_and_that_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_reader_process([str(tmp_path / "nowhere")]) as reader, casebook_on(tmp_path, reader) as casebook:
        assert not (await casebook.status(ALPHA)).troubles
        [saved] = (await casebook.save(ALPHA, pasted(BEAR))).posts
        assert saved.arguments
        assert await reader.run(os.getpid) == os.getpid()
        assert "reads_beside" in (await casebook.status(ALPHA)).troubles
    assert len([one for one in caplog.records if one.levelname == "WARNING"]) == 1


async def test_one_that_ends_as_it_starts_is_given_up_too() -> None:
    async with open_reader_process([sys.executable, "-c", ""]) as reader:
        assert await reader.run(os.getpid) == os.getpid()


async def test_it_ends_with_who_opened_it() -> None:
    async with open_reader_process() as reader:
        pid = await reader.run(os.getpid)
        slow = asyncio.create_task(reader.run(time.sleep, 3600))
        await asyncio.sleep(0)
    assert has_ended(pid)
    slow.cancel()


PARENT = """
import asyncio, os, time
from bot.reader_process import open_reader_process

async def main():
    async with open_reader_process() as reader:
        print(await reader.run(os.getpid), flush=True)
        await reader.run(time.sleep, 3600)

asyncio.run(main())
"""


async def test_it_is_gone_when_who_opened_it_is_killed_also_amid_a_step() -> None:
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", PARENT, stdout=PIPE)
    assert parent.stdout
    pid = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    await until_gone(pid)


async def test_a_signal_to_stop_is_for_who_opened_it_alone(reader: ReaderProcess) -> None:
    pid = await reader.run(os.getpid)
    os.kill(pid, signal.SIGINT)
    os.kill(pid, signal.SIGTERM)
    assert await reader.run(os.getpid) == pid
    assert os.getpgid(pid) != os.getpgid(0)  # a terminal's Ctrl-C does not come to it at all
