"""A server of a test's own, which it may stop, kill, freeze and damage."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.postgres import Server, prepared, running

LONGEST = 60
"""Seconds for a server to be gone, or to be back, on a busy machine."""


class Stop(StrEnum):
    FAST = "fast"
    IMMEDIATE = "immediate"
    KILL = "kill"
    """All of its processes at once."""


class OwnServer:
    """`databases`: where a test's stores are made. `process`: the wheel's."""

    def __init__(self, process: Any, databases: Server) -> None:
        self.process = process
        self.databases = databases

    @property
    def folder(self) -> Path:
        return Path(self.process.pgdata)

    def stop(self, how: Stop) -> None:
        if how is not Stop.KILL:
            self.control("-m", how, "stop")
            return
        pids = self._pids()
        self._signal(signal.SIGKILL)
        gone_by = time.monotonic() + LONGEST
        while any(Path(f"/proc/{pid}").exists() for pid in pids):
            assert time.monotonic() < gone_by, "it outlives a kill"
            time.sleep(0.01)

    def start(self, *before: str) -> None:
        """`before`: what the command begins with."""
        sockets = self.process.get_postmaster_info().socket_dir
        self.control("-l", str(self.process.log), "-o", f'-h "" -k {sockets}', "start", before=before)
        self.process.ensure_postgres_running()  # takes note of its number

    async def restart(self, how: Stop, away: float = 0) -> None:
        """`away`: seconds between its end and its start."""
        await asyncio.to_thread(self.stop, how)
        await asyncio.sleep(away)
        await asyncio.to_thread(self.start)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It takes whatever comes, and answers nothing."""
        self._signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def control(self, *words: str, before: Sequence[str] = ()) -> None:
        command = [*before, str(self.process.bin_path / "pg_ctl"), "-w", "-t", str(LONGEST), "-D", str(self.folder)]
        subprocess.run([*command, *words], check=True, user=self.process.system_user, stdout=subprocess.DEVNULL)

    def _pids(self) -> list[int]:
        """The one that bears the others comes first."""
        first = self.process.get_pid()
        return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split())]

    def _signal(self, number: signal.Signals) -> None:
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, number)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """It waits for no disk: what it wrote outlives a kill, since the machine goes on."""
    with running() as process, ThreadPoolExecutor() as aside:
        # Aside, because a loop is running where the fixture of a test asks for this.
        yield OwnServer(process, aside.submit(asyncio.run, prepared(process)).result())
