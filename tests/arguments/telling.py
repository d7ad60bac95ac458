"""What a scripted model says of the posts that it is shown, and the engine that asks it."""

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.answers.gate.own_quote import OwnQuote
from bot.arguments.extract import Extractor
from bot.arguments.extractive import ExtractiveExtractor
from bot.arguments.modelled.extractor import ModelledExtractor
from bot.casebook import Casebook, Engines
from bot.domain.argument import Argument
from bot.domain.post import ChannelId, Paste
from bot.embeddings.local import LocalEmbedder
from bot.llm.chat import ChatModel, Prompted
from bot.llm.scripted import ScriptedModel
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from storage import open_store

HERE = ChannelId("here")
_UNIT = re.compile(r"^\[(\d+)\](?: \(.*? says\))? (.*)$")


@dataclass(frozen=True)
class ShownUnit:
    """A numbered line of a prompt."""

    post: int
    subjects: tuple[str, ...]
    number: int
    text: str


def shown_units(prompt: Prompted) -> list[ShownUnit]:
    return list(_units(prompt.given))


def _units(given: str) -> Iterator[ShownUnit]:
    post, subjects = 0, tuple[str, ...]()
    for line in given.splitlines():
        if head := re.match(r"^Post (\d+)$", line):
            post = int(head[1])
        elif line.startswith("about: "):
            subjects = tuple(line.removeprefix("about: ").split("; "))
        elif unit := _UNIT.match(line):
            yield ShownUnit(post, subjects, int(unit[1]), unit[2])


def told(unit: ShownUnit, **said: Any) -> dict[str, Any]:
    """An argument as a model fills it in; what a test does not say is plain."""
    plain = {
        "post": unit.post,
        "units": [unit.number],
        "subject": unit.subjects[0],
        "holder": None,
        "stance": "neutral",
    }
    return plain | {"aspect": "other", "kind": "opinion", "claim": unit.text} | said


def form(*arguments: object) -> str:
    return json.dumps({"arguments": arguments}, ensure_ascii=False)


def says(tell: Callable[[ShownUnit], dict[str, Any] | None]) -> Callable[[Prompted], str]:
    """A script that tells something of each unit, or nothing."""
    return lambda prompt: form(*filter(None, map(tell, shown_units(prompt))))


@dataclass
class Room:
    """A casebook whose posts are read by a scripted model."""

    casebook: Casebook
    model: ScriptedModel
    engine: Extractor
    floor: ExtractiveExtractor
    resolver: Resolver = field(default_factory=lambda: Resolver(Companies.load()))

    async def save(self, body: str) -> list[Argument]:
        """The arguments of a paste."""
        receipt = await self.casebook.save(HERE, paste_of(body))
        return [argument for saved in receipt.posts for argument in saved.arguments]

    async def engines(self) -> set[str]:
        """What found the arguments that are kept, as an export tells it."""
        lines = [line async for line in self.casebook.export(HERE)]
        return set(re.findall(r'"engine":"([^"]+)"', "".join(lines)))


def paste_of(raw: str) -> Paste:
    return Paste(raw=raw, saved_by="anna", saved_at=datetime(2026, 1, 2, 9, 30, tzinfo=UTC))


@asynccontextmanager
async def room_of(
    model: ScriptedModel, embedder: LocalEmbedder, url: str = "sqlite:///:memory:"
) -> AsyncIterator[Room]:
    floor = ExtractiveExtractor(embedder)
    async with open_store(url) as store:
        engine = modelled(model, floor)
        yield Room(Casebook(store, Companies.load(), Engines(engine, embedder, model)), model, engine, floor)


def modelled(model: ChatModel, floor: ExtractiveExtractor) -> ModelledExtractor:
    return ModelledExtractor(floor, model, OwnQuote(Resolver(Companies.load())))
