"""What goes wrong on request: the next requests of a kind are answered with a failure."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Fault(Protocol):
    """One way for a request to go wrong."""

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse: ...


@dataclass(frozen=True, slots=True)
class RateLimited:
    """429, to be tried again after so many seconds; `everywhere` is the limit over all routes."""

    retry_after: float = 0.05
    everywhere: bool = False

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:  # noqa: ARG002 - a Fault's shape
        told = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": self.everywhere}
        # Without `Via` discord.py takes a 429 for a ban.
        headers = {"Retry-After": str(self.retry_after), "Via": "1.1 google"}
        return web.json_response(told, status=429, headers=headers)


@dataclass(frozen=True, slots=True)
class Failed:
    """A failure of Discord's own, nothing done."""

    status: int = 502

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:  # noqa: ARG002 - a Fault's shape
        return web.Response(status=self.status, text="upstream failed")


@dataclass(frozen=True, slots=True)
class Slow:
    """Done, but only after so many seconds."""

    seconds: float

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        await asyncio.sleep(self.seconds)
        return await handler(request)


@dataclass(frozen=True, slots=True)
class CutOff:
    """The connection is closed without an answer; `done` where the request was carried out all the same."""

    done: bool = False

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self.done:
            await handler(request)
        if request.transport:
            request.transport.abort()
        return web.Response(status=499)


@dataclass(slots=True)
class _Planned:
    fault: Fault
    method: str
    path: re.Pattern[str]
    times: int


@dataclass(slots=True)
class Faults:
    """The failures to come; the oldest that fits a request is taken."""

    _planned: list[_Planned] = field(default_factory=list)

    def plan(self, fault: Fault, method: str, path: str, times: int = 1) -> None:
        """Let the next `times` requests go wrong whose whole path (after the API's base) matches the expression."""
        self._planned.append(_Planned(fault, method, re.compile(path), times))

    def take(self, method: str, path: str) -> Fault | None:
        for planned in self._planned:
            if planned.times and planned.method == method and planned.path.fullmatch(path):
                planned.times -= 1
                return planned.fault
        return None

    def forget(self) -> None:
        """Let nothing that was planned go wrong any more."""
        self._planned.clear()

    @property
    def outstanding(self) -> int:
        return sum(planned.times for planned in self._planned)
