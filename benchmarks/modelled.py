"""What an answer takes beside a model's own time: the real client, and a fake server that writes as fast as a model.

The server runs in this process, on the same cores: what it takes of them is in the figures, and in the peers' too.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import ceil

from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam

from benchmarks.asking import ASKED_ON, time_asks
from benchmarks.corpus import CHANNEL
from benchmarks.measure import Row, Times
from benchmarks.questions import QUESTIONS
from bot.app import open_casebook
from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.domain.answer import Answer, Mode
from bot.domain.question import Question
from bot.domain.settings import ChannelSettings
from bot.embeddings.embedder import Embedder
from bot.llm.openai_chat import open_chat
from bot.llm.server import ModelServer
from bot.settings import read_settings
from bot.subjects.companies import Companies
from storage import open_store
from tests.llm.hostile import MODEL, Asked, Server, serving
from tests.llm.replies import Drips, Ending, Hangs, Promises, Says

ROUNDS, STREAMED = 12, 2
TOKENS_A_SECOND = 60
TOKEN = 4
"""Characters of a token, as English has them."""
SENTENCES = 3
AT_ONCE = 20
STALLS = (Hangs(), Promises(), Says("The bear", ends=Ending.STALLS), Drips("The bear case is", pause=1.0))
"""Before the headers, behind them, in the middle of a sentence, and a byte each second."""
UNBOUNDED = ChannelSettings(daily_tokens=10**9)
"""Here nobody pays for them."""
_ROW = re.compile(r"^\[(\d+)\] speaker: (.*?) \| .*\n    (.*)$", re.MULTILINE)


@dataclass(slots=True)
class Writer:
    """What the fake server says: the first pieces of evidence, quoted as the prompt asks for.

    Units: `pause` is seconds before each token; `arrived` are the calls' moments, by the clock that never goes back.
    """

    pause: float = 0.0
    arrived: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Says:
        self.arrived.append(time.perf_counter())
        sentences = [f"{who}: “{quote}” [{n}]" for n, who, quote in _ROW.findall(asked.given)]
        self.said.append("\n".join(sentences[:SENTENCES]) or "NONE")
        return Says(self.said[-1], piece=TOKEN, pause=self.pause)

    def closed(self, call: int) -> float:
        """When a call's first sentence was whole: the server may write later than this, and never sooner."""
        return self.arrived[call] + self.pause * ceil(len(self.first(call)) / TOKEN)

    def first(self, call: int) -> str:
        return self.said[call].partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds. `adds`: until the request came in, less what understanding and finding took; `late`: from the first
    sentence's end until it was heard, None where that one fell."""

    until_request: float
    adds: float
    late: float | None


@dataclass(frozen=True, slots=True)
class Room:
    """A casebook whose answers the fake server writes."""

    casebook: Casebook
    writer: Writer
    server: Server

    async def ask_all(self, rounds: int) -> list[Spent]:
        """Every question once a round; a first round warms up and is not counted."""
        asked = [await self._ask(text) for text in QUESTIONS * (rounds + 1)]
        return [spent for spent in asked[len(QUESTIONS) :] if spent]

    async def _ask(self, text: str) -> Spent | None:
        """None where nothing was found that could be written about."""
        call, heard = len(self.writer.arrived), list[float]()

        async def hear(_answer: Answer) -> None:
            heard.append(time.perf_counter())

        start = time.perf_counter()
        answer = await self.casebook.ask(CHANNEL, Question(text=text, asked_on=ASKED_ON), hear=hear)
        if len(self.writer.arrived) == call:
            return None
        until = (self.writer.arrived[call] - start) * 1000
        is_first = answer.mode is Mode.LLM and answer.sentences[0].text in self.writer.first(call)
        late = (heard[0] - self.writer.closed(call)) * 1000 if is_first else None
        return Spent(until, until - answer.timing.interpret - answer.timing.retrieve, late)

    async def call_bare(self, times: int) -> list[Spent]:
        """The peer: the same prompt sent, and its answer read, by OpenAI's client alone."""
        messages = self.server.requests[-1].body["messages"]
        async with AsyncOpenAI(base_url=self.server.base_url, api_key="none") as client:
            return [await self._call(client, messages) for _ in range(times)]

    async def _call(self, client: AsyncOpenAI, messages: list[ChatCompletionMessageParam]) -> Spent:
        call, text, whole = len(self.writer.arrived), "", 0.0
        start = time.perf_counter()
        stream = await client.chat.completions.create(model=MODEL, messages=messages, stream=True)
        async for chunk in stream:
            text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
            if not whole and len(text) >= len(self.writer.first(call)):
                whole = time.perf_counter()
        until = (self.writer.arrived[call] - start) * 1000
        return Spent(until, until, (whole - self.writer.closed(call)) * 1000)


async def modelled_rows(url: str, name: str, embedder: Embedder) -> list[Row]:
    """`url` is of a store that may be written to: tokens are counted in it."""
    async with open_casebook(read_settings(store=url)) as casebook:
        quoted = Times.of(await time_asks(casebook))
    async with _room(url, embedder) as room:
        asked, bare = await room.ask_all(ROUNDS), await room.call_bare(ROUNDS * len(QUESTIONS))
        room.writer.pause = 1 / TOKENS_A_SECOND
        streamed, alone = await room.ask_all(STREAMED), await room.call_bare(len(QUESTIONS))
    heard = [one.late for one in streamed if one.late is not None]
    late = Times.of([one.late for one in alone if one.late is not None])
    until = f"With a model: `ask` until its request comes in, {name} arguments"
    first = f"With a model: its first sentence heard once it is written, {TOKENS_A_SECOND} tokens a second"
    return [
        _row(until, Times.of([one.until_request for one in asked]), 50, Peer("the same answered in quotes", quoted)),
        _row(
            "… of that, beside understanding and finding",
            Times.of([one.adds for one in asked]),
            50,
            Peer("openai's client alone", Times.of([one.adds for one in bare])),
        ),
        _row(first, Times.of(heard), 1000, Peer("openai's client alone", late)),
    ]


async def stalling_row(url: str, name: str, embedder: Embedder) -> Row:
    """How long whoever asks waits for the quotes where the model's server stalls, with the deadline that is set by
    default. The peer: the same questions at once where there is no model."""
    texts = [text for _ in range(AT_ONCE) for text in QUESTIONS][:AT_ONCE]
    async with open_casebook(read_settings(store=url)) as casebook:
        quoted = Times.of(await _at_once(casebook, texts))
    took = list[float]()
    for stall in STALLS:
        with serving([stall]) as server:
            async with _casebook(url, server, embedder) as casebook:
                await casebook.prepare()
                took += await _at_once(casebook, texts)
    ways = f"With a model whose server stalls in {len(STALLS)} ways"
    return _row(
        f"{ways}: {AT_ONCE} questions at once answered, {name} arguments",
        Times.of(took),
        15_000,
        Peer("the same where there is no model", quoted),
    )


async def _at_once(casebook: Casebook, texts: list[str]) -> list[float]:
    """Milliseconds until each is answered."""

    async def timed(text: str) -> float:
        start = time.perf_counter()
        await casebook.ask(CHANNEL, Question(text=text, asked_on=ASKED_ON))
        return (time.perf_counter() - start) * 1000

    return await asyncio.gather(*map(timed, texts))


@dataclass(frozen=True, slots=True)
class Peer:
    """What else was timed in the same run."""

    name: str
    times: Times


def _row(work: str, times: Times, reach: int, peer: Peer) -> Row:
    """`reach`: milliseconds of the slowest twentieth."""
    return Row(
        work=work,
        measured=str(times),
        reach=f"p95 {reach} ms",
        load=times.p95 / reach,
        peer=f"{peer.name}: {peer.times}",
        ratio=times.p50 / peer.times.p50,
    )


@asynccontextmanager
async def _room(url: str, embedder: Embedder) -> AsyncIterator[Room]:
    writer = Writer()
    with serving(writer) as server:
        async with _casebook(url, server, embedder) as casebook:
            yield Room(casebook, writer, server)


@asynccontextmanager
async def _casebook(url: str, server: Server, embedder: Embedder) -> AsyncIterator[Casebook]:
    async with open_store(url) as store, open_chat(ModelServer(MODEL, server.base_url)) as chat:
        engines = Engines(ExtractiveExtractor(embedder), embedder, chat, chat.prepare)
        casebook = Casebook(store, Companies.load(), engines)
        await casebook.set_settings(CHANNEL, UNBOUNDED)
        yield casebook
