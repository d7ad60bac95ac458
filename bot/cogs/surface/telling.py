"""Showing an answer while it is written, and ending the work where nobody wants it any more."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.changes import Changes
from bot.domain.answer import Answer

EVERY = 1.2
"""Seconds between two edits of an answer: more of them Discord would hold back, and other answers with them."""


class Telling:
    """Shows the newest state of an answer that grows, in a task of its own: who writes it does not wait for Discord.

    A state that could not be shown is left to the next one.
    """

    def __init__(
        self, shows: Callable[[Answer], Awaitable[None]], pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._shows = shows
        self._pause = pause
        self._newest: Answer | None = None
        self._showing: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def hear(self, answer: Answer) -> None:
        """Note how far it has come. The first is shown at once."""
        if answer.abstained:
            return
        self._newest = answer
        if self._showing is None or self._showing.done():
            self._showing = asyncio.create_task(self._show_on())

    async def _show_on(self) -> None:
        while (answer := self._newest) is not None:
            self._newest = None
            async with self._turn:
                with logging_faults("an answer that grows"):
                    await self._shows(answer)
            await self._pause(EVERY)

    async def rest(self) -> None:
        """Show no more of it, and wait until another edit is due: that of the whole answer."""
        self._newest = None
        if self._showing is not None:
            await asyncio.wait([self._showing])

    async def break_off(self) -> None:
        """Show no more of it. An edit under way comes to its end first: only then it is known what stands where."""
        self._newest = None
        if self._showing is not None:
            async with self._turn:
                self._showing.cancel()
            await asyncio.wait([self._showing])


class Work:
    """An answer that is being written in this task, until a message is deleted that it belongs to."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._task = asyncio.current_task()
        self._links: set[str] = set()
        self.called_off = False

    def belongs_to(self, *links: str) -> None:
        """Messages, by their links; one that is gone already ends the work at once."""
        self._links.update(links)
        if any(self._changes.is_gone(link) for link in links):
            self.call_off()

    def is_under(self, link: str) -> bool:
        """Whether it belongs to a message that has this link, or whose link begins so where this ends with a slash."""
        return link in self._links or (link.endswith("/") and any(one.startswith(link) for one in self._links))

    def call_off(self) -> None:
        if self._task is not None and not self.called_off:
            self.called_off = True
            self._task.cancel()


class UnderWay:
    """The answers that are being written."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._works: set[Work] = set()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """The block is broken off where the work is called off, and nothing is raised of it."""
        task = asyncio.current_task()
        cancelled = task.cancelling() if task is not None else 0
        work = Work(self._changes)
        self._works.add(work)
        try:
            yield work
        except asyncio.CancelledError:
            # A stop breaks off too, and has to be heard further out.
            if not work.called_off or task is None or task.uncancel() > cancelled:
                raise
        finally:
            self._works.discard(work)

    def deleted(self, link: str) -> None:
        """A message is gone; or all whose links begin so, where it ends with a slash."""
        for work in [work for work in self._works if work.is_under(link)]:
            work.call_off()
