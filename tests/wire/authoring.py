"""A language model's server that `casebook run` is pointed at: it reads posts, and writes of them as a test wants."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.llm.chat import Prompted
from tests.arguments.telling import form, shown_units, told
from tests.llm.hostile import MODEL, Asked, Server, serving
from tests.llm.replies import Ending, Reply, Says
from tests.wire.process import Home
from tests.wire.test_the_running_bot import QUOTE

BEAR = (
    f'Harbour Ledger argues against AMD: "What I do not like: {QUOTE}, because each deal is won with a discount." [1]\n'
)
WRITTEN = Says(BEAR, piece=200)
HALF = Says(f"{BEAR}And", piece=200, ends=Ending.STALLS)
"""Not done, and never will be."""


def reading(asked: Asked) -> bool:
    """Whether posts are to be read; else an answer is to be written."""
    return bool(asked.format)


def read(asked: Asked) -> str:
    """Whatever is shown argues against its company."""
    units = shown_units(Prompted(asked.instructions, asked.given, 0))
    return form(*(told(unit, stance="bear") for unit in units))


@dataclass(frozen=True, slots=True)
class Author:
    """Reads posts after `reads_after` seconds and answers by `writes`."""

    writes: Reply = WRITTEN
    reads_after: float = 0.0

    def __call__(self, asked: Asked) -> Reply:
        return Says(read(asked), piece=1000, first=self.reads_after) if reading(asked) else self.writes


@contextmanager
def home_with(home: Home, script: Callable[[Asked], Reply], **given: str) -> Iterator[tuple[Home, Server]]:
    """The same home, its process pointed at such a server; the server's requests tell what it was asked."""
    with serving(script) as server:
        address = {"CASEBOOK_MODEL": MODEL, "OPENAI_BASE_URL": server.base_url}
        yield home.with_(**address, **given), server
