"""A language model behind a server that speaks OpenAI's chat completions, through OpenAI's own client."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from bot.domain.usage import Usage
from bot.errors import (
    ModelAnswerUnusable,
    ModelBroken,
    ModelBrokeOff,
    ModelBusy,
    ModelCutOff,
    ModelError,
    ModelKeyRefused,
    ModelSilent,
    ModelTooSlow,
)
from bot.llm.breaker import Breaker
from bot.llm.chat import Filled, Form, Prompted
from bot.llm.deadline import ALTOGETHER, Deadline
from bot.llm.dialect import Dialect, Feature, Mode, refusal
from bot.llm.forms import filled_in
from bot.llm.hearing import Heard, chunks_of
from bot.llm.server import ModelServer
from bot.llm.trouble import faults, trouble, unmade

if TYPE_CHECKING:
    from httpx2 import Response
    from openai import AsyncOpenAI, AsyncStream
    from openai.types import Model
    from openai.types.chat import ChatCompletionChunk

Outcome = TypeVar("Outcome")
Shape = type[BaseModel] | None
RETRIES = 2
"""By the client, with its jitter, and after as long as the server asks for."""
TRIED = "x-stainless-retry-count"
"""A header in which the client counts them."""
CONNECTING = 10.0
"""Seconds until a connection stands."""
CONTEXTS = ("loaded_context_length", "max_model_len", "context_length", "context_window", "max_context_length")
"""By which servers say in their list how much a model reads at once: LM Studio, vLLM, OpenRouter, Groq."""
SILENT = 0.5
"""The share of what may be waited at a time after which a server that says nothing is taken to stall."""


@dataclass(slots=True)
class Waiting:
    """How long one call may still keep us waiting. What its listener does meanwhile counts for the deadline alone."""

    server: ModelServer
    deadline: Deadline | None = None
    left: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = ALTOGETHER * self.server.patience

    async def for_(self, step: Awaitable[Outcome]) -> Outcome:
        """What the step gives. Errors: ModelError's children, which keep nothing of what they came from."""
        started = time.monotonic()
        try:
            async with asyncio.timeout(min(self.left, _at_most(self.server, self.deadline))):
                return await step
        except faults() as error:
            failure = trouble(error, self.server)
        finally:
            self.left -= time.monotonic() - started
        if isinstance(failure, ModelTooSlow) and time.monotonic() - started >= SILENT * self._at_a_time:
            raise ModelSilent(**failure.details)
        raise failure

    @property
    def _at_a_time(self) -> float:
        return min(self.server.patience, self.deadline.seconds) if self.deadline else self.server.patience


def _at_most(server: ModelServer, deadline: Deadline | None) -> float:
    """Seconds that may be waited now."""
    return min(server.patience, deadline.left) if deadline else server.patience


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as a whole. `is_cut`: it came to the end of what it may be in the middle."""

    text: str
    usage: Usage
    is_cut: bool


class OpenAIChat:
    """A ChatModel. What the server turns out not to understand is remembered as long as this lives."""

    def __init__(self, server: ModelServer, closing: AsyncExitStack) -> None:
        self.name = server.model
        self.context = server.context
        self._server = server
        self._closing = closing
        self._made: AsyncOpenAI | None = None
        self._making = asyncio.Lock()
        self._dialect = Dialect()
        self._held_to_schema = False
        self._breaker = Breaker()
        self._places = asyncio.Semaphore(server.at_once)

    @property
    def mode(self) -> Mode:
        """How forms are asked for, so far as is known."""
        return self._dialect.mode

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        mode = self.mode  # others may change it meanwhile
        told = await self._whole(prompt, form)
        try:
            return self._proven(Filled(filled_in(told.text, form), told.usage))
        except ModelAnswerUnusable:
            if mode is not Mode.SCHEMA or self._held_to_schema or told.is_cut:
                raise
        # A server may pass over what it does not know: then the model was never told of the form.
        self._dialect = self._dialect.without(frozenset({Feature.JSON_SCHEMA}))
        try:
            again = await self._whole(prompt, form)
        except ModelError as error:
            # What came first was paid for, and was no form.
            raise (error if error.is_paid else ModelAnswerUnusable()) from None
        return Filled(filled_in(again.text, form), told.usage + again.usage)

    async def write(self, prompt: Prompted) -> AsyncGenerator[str | Usage, None]:
        async with aclosing(self._said(prompt, None)) as said:
            async for piece in said:
                yield piece

    async def prepare(self) -> None:
        """Make the client, so that the first call need not wait for it."""
        await self._client()

    def rests(self) -> bool:
        """Whether the server is left alone just now, because it failed several times in a row."""
        return self._breaker.is_open

    async def context_told(self) -> int | None:
        """Tokens that the server says the model reads at once; None where it does not say."""
        return await Waiting(self._server).for_(self._context_listed())

    def _proven(self, filled: Filled[Form]) -> Filled[Form]:
        self._held_to_schema = self._held_to_schema or self.mode is Mode.SCHEMA
        return filled

    async def _whole(self, prompt: Prompted, form: type[Form]) -> Told:
        """What is left of an answer that was cut off may be enough for a form."""
        text, usage, is_cut = list[str](), Usage(), False
        try:
            async with aclosing(self._said(prompt, form)) as said:
                async for piece in said:
                    if isinstance(piece, Usage):
                        usage = piece
                    else:
                        text.append(piece)
        except ModelCutOff:
            is_cut = True
        return Told("".join(text), usage, is_cut=is_cut)

    async def _said(self, prompt: Prompted, form: Shape) -> AsyncGenerator[str | Usage, None]:
        self._breaker.check()  # so that nobody waits for a place for nothing; much may happen until there is one
        await self.prepare()
        async with self._place(prompt.deadline):
            with self._breaker.watching():
                async with aclosing(self._heard(prompt, form)) as pieces:
                    async for piece in pieces:
                        yield piece

    @asynccontextmanager
    async def _place(self, deadline: Deadline | None) -> AsyncIterator[None]:
        """One of those that may call at once. Errors: ModelBusy where none comes free in time."""
        if deadline and not deadline.left:
            raise ModelBusy(url=self._server.shown)
        try:
            async with asyncio.timeout(_at_most(self._server, deadline)):
                await self._places.acquire()
        except TimeoutError:
            raise ModelBusy(url=self._server.shown) from None
        try:
            yield
        finally:
            self._places.release()

    async def _heard(self, prompt: Prompted, form: Shape) -> AsyncGenerator[str | Usage, None]:
        waiting, heard = Waiting(self._server, prompt.deadline), Heard(prompt, self._server)
        stream = await waiting.for_(self._opened(prompt, form))
        try:
            async with aclosing(chunks_of(stream, self._server)) as chunks:
                while not heard.is_enough and (chunk := await waiting.for_(anext(chunks, None))) is not None:
                    if piece := heard.take(chunk):
                        yield piece
        except ModelBroken as error:
            raise (ModelBrokeOff(**error.details) if heard.has_begun else error) from None
        finally:
            await stream.close()
        if rest := heard.rest():
            yield rest
        yield heard.usage()
        heard.check()

    async def _opened(self, prompt: Prompted, form: Shape) -> "AsyncStream[ChatCompletionChunk]":
        """A stream in words that the server understands; only those that worked are remembered."""
        from openai import APIStatusError

        if not self._server.has_speakable_key:
            raise ModelKeyRefused(url=self._server.shown)
        dialect = self._dialect
        while True:
            try:
                stream = await self._asked(dialect, prompt, form)
            except APIStatusError as error:
                refused = refusal(error, dialect.sent(formed=form is not None), self._server)
                if refused is None:
                    raise
                dialect = dialect.without(frozenset({refused}))
            else:
                self._dialect = self._dialect.without(dialect.refused)
                return stream

    async def _asked(self, dialect: Dialect, prompt: Prompted, form: Shape) -> "AsyncStream[ChatCompletionChunk]":
        client = await self._client()
        stream: AsyncStream[ChatCompletionChunk] = await client.chat.completions.create(
            model=self._server.model, **dialect.request(prompt, form)
        )
        return stream

    async def _context_listed(self) -> int | None:
        client = await self._client()
        listed = (await client.models.list()).data or []
        return next((told for model in listed if model.id == self.name and (told := _context(model))), None)

    async def _client(self) -> "AsyncOpenAI":
        """Made when it is first needed, and beside the loop: openai takes 450 ms to import.

        Errors: ModelProxyUnusable, ModelTlsFailed.
        """
        async with self._making:
            if self._made is None:
                client = await asyncio.to_thread(_made, self._server)
                self._made = await self._closing.enter_async_context(client)
        return self._made


def _context(model: "Model") -> int | None:
    told = [(model.model_extra or {}).get(name) for name in CONTEXTS]
    return next((size for size in told if isinstance(size, int) and size > 0), None)


def _impatient(server: ModelServer) -> Callable[["Response"], Awaitable[None]]:
    """A hook that goes no further where the server asks for a longer rest, with those before, than we have patience."""

    async def hook(response: "Response") -> None:
        tries = 1 + int(response.request.headers.get(TRIED, 0))
        if not response.is_error or tries * _rest_asked(response) <= server.patience:
            return
        if response.status_code == 429:
            raise ModelBusy(url=server.shown)
        raise ModelBroken(url=server.shown, reason=f"HTTP {response.status_code}")

    return hook


def _rest_asked(response: "Response") -> float:
    """Units: seconds; 0 where none is asked for, or until a date: the client reads those."""
    try:
        return float(response.headers.get("retry-after", 0))
    except ValueError:
        return 0.0


def _made(server: ModelServer) -> "AsyncOpenAI":
    from httpx2 import InvalidURL
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

    try:
        transport = DefaultAsyncHttpxClient(event_hooks={"response": [_impatient(server)]})
    except (OSError, ImportError, ValueError, InvalidURL) as error:
        failure = unmade(error, server)
    else:
        return AsyncOpenAI(
            base_url=server.base_url,
            api_key=server.api_key or "none",
            timeout=Timeout(server.patience, connect=min(CONNECTING, server.patience)),
            max_retries=RETRIES,
            http_client=transport,
        )
    raise failure


@asynccontextmanager
async def open_chat(server: ModelServer) -> AsyncIterator[OpenAIChat]:
    """A model at a server; nothing is sent before it is used. The errors of its methods are ModelError's children."""
    async with AsyncExitStack() as closing:
        yield OpenAIChat(server, closing)
