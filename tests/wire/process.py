"""The real `casebook run`, a process of its own, against a stand-in."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.domain.shards import Shards
from tests.wire.core import TOKEN
from tests.wire.log import PATIENCE
from tests.wire.standin import StandIn

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of the process's own: its store, where that is on no server, and what it says on stderr; `given` are
    variables that it is started with, `shards` those that it runs. Several may share a folder."""

    folder: Path
    given: Mapping[str, str] = field(default_factory=dict)
    shards: str = ""
    server: str = ""

    def with_(self, **given: str) -> "Home":
        """With these variables too."""
        return replace(self, given={**self.given, **given})

    @property
    def store(self) -> str:
        return self.server or f"sqlite:///{self.folder / 'casebook.db'}"

    @property
    def log(self) -> Path:
        return self.folder / f"stderr{self.shards.replace('/', ' of ')}.txt"


@dataclass(frozen=True, slots=True)
class Bot:
    """One run of the bot."""

    process: Process
    home: Home

    @property
    def said(self) -> str:
        """All that this home's runs have said on stderr."""
        return self.home.log.read_text(encoding="utf-8")

    def seconds_at_work(self) -> float:
        """Processor time of its first thread, on which its loop runs."""
        # After the name, which may hold anything: the 14th and the 15th field of proc(5)'s stat.
        fields = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def ended(self, within: float = PATIENCE) -> int:
        """The status that it ended with; AssertionError where it still runs after so many seconds."""
        try:
            return await asyncio.wait_for(self.process.wait(), within)
        except TimeoutError:
            raise AssertionError(f"still running after {within} s:\n{self.said[-2_000:]}") from None


@asynccontextmanager
async def started(standin: StandIn, home: Home, token: str = TOKEN) -> AsyncIterator[Bot]:
    """The process as it starts; it is not connected yet. Whatever becomes of the test, it does not outlive it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CASEBOOK_", "OPENAI_"))}
    environment = kept | {"DISCORD_TOKEN": token, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **home.given}
    arguments = ["-m", "tests.wire.launch", standin.origin, "run", "--store", home.store]
    arguments += ["--shards", home.shards] if home.shards else []
    with home.log.open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=home.folder, env=environment, stdout=said, stderr=said
        )
    try:
        yield Bot(process, home)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@asynccontextmanager
async def connected(standin: StandIn, home: Home) -> AsyncIterator[Bot]:
    """The process once it is logged in and knows its servers. AssertionError where it ends before that."""
    async with started(standin, home) as bot:
        ending = asyncio.create_task(bot.process.wait())
        shards = Shards.named(home.shards).ids if home.shards else (0,)
        online = asyncio.create_task(standin.connected(shards=shards))
        await asyncio.wait([ending, online], return_when=asyncio.FIRST_COMPLETED)
        online.cancel()
        assert not ending.done(), f"it ended before it was connected:\n{bot.said[-2_000:]}"
        ending.cancel()
        yield bot
