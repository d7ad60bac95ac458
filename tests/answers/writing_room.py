"""A channel in which a scripted model writes the answers."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

from bot.answers.answer import Answerer
from bot.answers.writing import Writing
from bot.domain.answer import Answer
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.usage import Usage
from bot.llm.chat import Prompted
from bot.llm.scripted import Reply, Script, ScriptedModel
from bot.subjects.companies import Companies
from storage import Store
from tests.answers.given import TODAY

CARS_ID = ChannelId("cars")
BEAR = "What is the bear case on Xiaomi Auto?"


@dataclass
class Room:
    """A channel in which a scripted model writes. `heard` are the answers as they grew."""

    store: Store
    channel: ChannelId = CARS_ID
    heard: list[Answer] = field(default_factory=list)
    model: ScriptedModel = field(default_factory=lambda: ScriptedModel([""]))

    async def ask(self, *replies: Reply, question: str = BEAR) -> Answer:
        self.model = ScriptedModel(replies)
        return await self.asked(self.model, question)

    async def asked(self, model: ScriptedModel, question: str = BEAR) -> Answer:
        self.model = model
        asked = Question(text=question, asked_on=TODAY)
        writing = Writing(model, self._hear)
        return await Answerer(Companies.load(), None).answer(asked, self.store.channel(self.channel), writing)

    async def _hear(self, answer: Answer) -> None:
        self.heard.append(answer)


def texts(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


class Evidence:
    """Where each holder's evidence stands in a prompt."""

    def __init__(self, prompt: Prompted) -> None:
        self._lines = prompt.given.splitlines()

    def n(self, holder: str) -> int:
        row = next(line for line in self._lines if line.startswith("[") and f"speaker: {holder} " in line)
        return int(row[1 : row.index("]")])


def saying(*sentences: tuple[str, str]) -> Script:
    """A model that cites the right evidence for each (sentence, holder), whatever numbers it got."""
    return lambda prompt: "\n".join(f"{text} [{Evidence(prompt).n(holder)}]" for text, holder in sentences)


def in_rounds(*scripts: Script) -> Script:
    """A model that is asked several times, and does as the next one says each time; nothing after the last."""
    left = list(scripts)
    return lambda prompt: left.pop(0)(prompt) if left else ""


class Ending(ScriptedModel):
    """Says its text and then does something else than to end."""

    def __init__(self, script: Script, ending: Callable[[], Awaitable[None]]) -> None:
        super().__init__(script)
        self._ending = ending

    async def write(self, prompt: Prompted) -> AsyncGenerator[str | Usage, None]:
        async for piece in super().write(prompt):
            yield piece
        await self._ending()


class Leaving(ScriptedModel):
    """Counts the pieces that were listened to."""

    pieces = 0

    async def write(self, prompt: Prompted) -> AsyncGenerator[str | Usage, None]:
        async with aclosing(super().write(prompt)) as pieces:
            async for piece in pieces:
                self.pieces += 1
                yield piece
