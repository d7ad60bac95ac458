"""What tests of growing answers share: a model that writes when it is told to, and what stood on the screen."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from simcord.env import Env

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.domain.usage import Usage
from bot.llm.chat import Prompted
from bot.llm.scripted import ScriptedModel
from bot.subjects.companies import Companies
from storage import open_store
from tests.cogs.reading import PATIENCE

NARROW = "A promise built on speed and race tracks is too narrow to carry it into the mass market."
DEEPER = "but the deeper trouble is the promise that the brand makes to its buyers."
YOUNG = "the phone fans who followed it into the showroom are young"
TRUST = "because I trust the man and the company to get there."
"""Of `tests.cogs.reading.CARS`."""
QUESTION = "What is the bear case on Xiaomi Auto?"


class Pen(ScriptedModel):
    """Writes a sentence each time that a test says so, and goes on until it is told to end or nobody listens."""

    def __init__(self) -> None:
        super().__init__([""])
        self.at_work = 0
        self.broken_off = 0
        self._next: asyncio.Queue[str | Exception | None] = asyncio.Queue()

    def report(self, quote: str, who: str = "quietgarage argues against Xiaomi Auto") -> None:
        """A sentence that the gate lets pass."""
        self.write_line(f'{who}: "{quote}" [{self._number(quote)}]')

    def write_line(self, line: str) -> None:
        self._next.put_nowait(f"{line}\n")

    def end(self) -> None:
        self._next.put_nowait(None)

    def fail(self, error: Exception) -> None:
        self._next.put_nowait(error)

    async def write(self, prompt: Prompted) -> AsyncGenerator[str | Usage, None]:
        self.prompts.append(prompt)
        self.at_work += 1
        try:
            while (said := await self._next.get()) is not None:
                if isinstance(said, Exception):
                    raise said
                yield said
        except (asyncio.CancelledError, GeneratorExit):
            self.broken_off += 1
            raise
        finally:
            self.at_work -= 1
        yield Usage(sent=1, written=1)

    def _number(self, quote: str) -> str:
        """Under which the model was given it."""
        before, _, _ = self.prompts[-1].given.partition(quote)
        return before.rpartition("\n[")[2].partition("]")[0]


@asynccontextmanager
async def casebook_written_by(model: ScriptedModel, url: str) -> AsyncIterator[Casebook]:
    async with open_store(url) as store:
        yield Casebook(store, Companies.load(), Engines(ExtractiveExtractor(None), None, model))


async def until(holds: Callable[[], bool]) -> None:
    """Wait for the bot to come so far."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  # what is waited for stands in Discord, and sets no event
            await asyncio.sleep(0.005)


def cards(env: Env) -> list[list[dict[str, Any]]]:
    """The parts of every card, in the order in which they were sent."""
    return [found for call in env.http_requests if (found := _parts(call.json))]


def _parts(payload: Any) -> list[dict[str, Any]]:
    if isinstance(payload, list):
        return [part for one in payload for part in _parts(one)]
    if not isinstance(payload, dict):
        return []
    own = [payload] if payload.get("type") in (2, 10) else []
    return own + _parts(payload.get("data")) + _parts(payload.get("components"))


def said_on(card: list[dict[str, Any]]) -> str:
    return "\n".join(part["content"] for part in card if "content" in part)


def buttons_on(card: list[dict[str, Any]]) -> list[str]:
    return [part["label"] for part in card if "label" in part]
