"""An open casebook for verbs that are written without `await`: they read keys and files between calls."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, TypeVar

from bot.app import open_casebook
from bot.casebook import Casebook
from bot.cli.noticing import noticing
from bot.cli.options import Common
from bot.cli.progress import progress
from bot.settings import Settings
from bot.watching.logs import logged

T = TypeVar("T")


class Desk:
    """A casebook, and the loop that its calls run on. Ctrl-C during a call ends the call and is raised here."""

    def __init__(self, casebook: Casebook, runner: asyncio.Runner) -> None:
        self.casebook = casebook
        self._runner = runner

    def do(self, call: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(call)


@contextmanager
def opened(settings: Settings) -> Iterator[Desk]:
    """Errors: StoreError's children."""
    with logged(settings.log), noticing(), asyncio.Runner() as runner:
        stack = AsyncExitStack()
        casebook = runner.run(stack.enter_async_context(open_casebook(settings)))
        try:
            yield Desk(casebook, runner)
        finally:
            runner.run(stack.aclose())


@contextmanager
def opened_and_caught_up(common: Common) -> Iterator[Desk]:
    """As `opened`, once the posts were read that an earlier process saved and did not come to read."""
    with opened(common.settings()) as desk:
        with progress("reading_waiting", None) as step:
            desk.do(desk.casebook.catch_up(common.channel, step))
        yield desk


@contextmanager
def opened_to_read(common: Common) -> Iterator[Desk]:
    """As `opened`, for whoever waits for posts to be read: first those that wait are, and in the end those that a
    language model's server left out, where it is there again."""
    with opened(common.settings()) as desk:
        with progress("reading_waiting", None) as step:
            desk.do(desk.casebook.read_waiting(common.channel, step))
        yield desk
        desk.do(desk.casebook.read_again(common.channel))


@contextmanager
def opened_and_grouped(common: Common) -> Iterator[Desk]:
    """As `opened_and_caught_up`, once everything is in points that an older version kept."""
    with opened_and_caught_up(common) as desk:
        desk.do(desk.casebook.group(common.channel))
        yield desk
