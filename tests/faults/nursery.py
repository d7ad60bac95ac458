"""Victims as a test sees them: born, heard and killed."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.load import Step

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds after which a victim that says nothing is taken for hung."""


class Nursery:
    def __init__(self, process: Process) -> None:
        self._process = process
        self._dead: set[str] = set()
        self._answered = False
        self.heard: dict[str, list[Step]] = defaultdict(list)
        """What each victim told, the dead ones too."""

    async def bear(self, name: str) -> None:
        await self._order("bear", name)

    async def kill(self, name: str) -> None:
        """Kill it now, and hear all that it had told."""
        await self._order("kill", name)
        while name not in self._dead:
            await self._hear()

    async def hear(self, name: str, lines: int) -> None:
        """Wait until it has told so much."""
        while len(self.heard[name]) < lines:
            await self._hear()

    async def catch_up(self) -> None:
        """Hear all that was told by now: where they tell faster than they are heard, lines wait in the pipe."""
        self._answered = False
        await self._order("echo", "me")
        while not self._answered:
            await self._hear()

    async def _order(self, *words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(words).encode() + b"\n")
        await self._process.stdin.drain()

    async def _hear(self) -> None:
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        if line.startswith(b"{"):
            step = Step.of(line)
            self.heard[step.victim].append(step)
            return
        word, _, name = line.decode().strip().partition(" ")
        assert word in ("dead", "echo"), line
        if word == "dead":
            self._dead.add(name)
        else:
            self._answered = True


@asynccontextmanager
async def nursery(url: str) -> AsyncIterator[Nursery]:
    command = [sys.executable, "-m", "tests.faults.victim", url]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        assert process.stdout is not None
        await process.stdout.read()
