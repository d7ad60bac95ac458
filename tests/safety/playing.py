"""Plays operations on a store, and holds everything that each of them gave against whose it may be."""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.casebook import Casebook, CaseQuery, PostQuery, TimelineQuery
from bot.domain.answer import Timing
from bot.domain.question import Question
from bot.errors import CasebookError
from bot.subjects.companies import Companies
from storage import open_store
from tests.safety.canaries import ID, canaries_in, strangers, told_in
from tests.safety.cheap import CheapCasebook
from tests.safety.operations import asking
from tests.safety.rooms import PASTED, TODAY, Known, Operation, Turn, fifty

PUT_RIGHT_AT = re.compile(r'"at":"[^"]*"')


@dataclass(slots=True)
class Stage:
    """A store that is played on. `owners`: which channel first showed an id. `told`: how many words were shown."""

    casebook: Casebook
    seed: int
    channels: list[Known] = field(default_factory=fifty)
    owners: dict[str, int] = field(default_factory=dict)
    told: int = 0

    def turn(self, step: int) -> Turn:
        """The same dice and the same channel each time, whatever was played before."""
        dice = random.Random(f"{self.seed}/{step}")
        return Turn(self.casebook, self.channels, dice.randrange(len(self.channels)), step, dice)

    async def play(self, turn: Turn, operation: Operation) -> None:
        try:
            shown = await operation(turn)
        except CasebookError as error:
            shown = (type(error).__name__, str(error), error.details)
        except Exception as error:
            error.add_note(self._where(turn, operation))
            raise
        self._check(turn, operation, told_in(shown))

    def _check(self, turn: Turn, operation: Operation, told: str) -> None:
        home = {turn.at, *turn.beside}
        foreign = strangers(told, home, turn.typed)
        assert not foreign, f"{self._where(turn, operation)} showed {sorted(foreign)}"
        for found in {one for one in ID.findall(told) if one not in turn.typed}:
            owner = self.owners.get(found) if turn.beside else self.owners.setdefault(found, turn.at)
            assert owner is None or owner in home, f"{self._where(turn, operation)} showed {found} of channel {owner}"
        self.told += len(canaries_in(told))

    def _where(self, turn: Turn, operation: Operation) -> str:
        name = getattr(operation, "__name__", "an operation")
        return f"seed {self.seed}, step {turn.step}: {name} in channel {turn.at} ({turn.name[:20]!r})"

    async def exported(self, n: int) -> list[str]:
        return [line async for line in self.casebook.export(self.channels[n].name)]

    async def all_told(self, n: int) -> list[str]:
        """Everything that a channel tells of what it holds, but for what differs at each telling."""
        name, front = self.channels[n].name, self.casebook
        answers = [await front.ask(name, Question(text=text, asked_on=TODAY)) for text in asking.PLAIN]
        told = (
            *[one.model_copy(update={"timing": Timing()}) for one in answers],
            *(await front.posts(name, PostQuery()), await front.subjects(name, ""), await front.authors(name, "")),
            *(await front.case(name, CaseQuery("Nvidia")), await front.debate(name, CaseQuery("Nvidia"))),
            *(await front.timeline(name, TimelineQuery("Nvidia", TODAY)), await front.digest(name, asking.WEEK)),
            *(await front.suggestions(name), await front.glossary(name), (await front.feedback(name)).wrong),
            *((await front.status(name)).counts, await front.settings(name), await front.sources(name, PASTED)),
            *(await front.own(name, self.channels[n].words.person), await front.own(name, "everybody")),
        )
        lines = [PUT_RIGHT_AT.sub("", line) for line in await self.exported(n)]
        return [*lines, *map(told_in, told)]


@asynccontextmanager
async def staged(url: str, seed: int) -> AsyncIterator[Stage]:
    async with open_store(url) as store:
        yield Stage(CheapCasebook(store, Companies.load()), seed)


async def play_all(stage: Stage, deck: Sequence[Operation]) -> None:
    """One after another."""
    for step, operation in enumerate(deck):
        await stage.play(stage.turn(step), operation)


async def play_alone(stage: Stage, deck: Sequence[Operation], n: int) -> None:
    """What was done in channel `n`, and nothing of what was done in others."""
    for step, operation in enumerate(deck):
        turn = stage.turn(step)
        if turn.at == n:
            await stage.play(turn, operation)


async def play_at_once(stage: Stage, deck: Sequence[Operation], tasks: int) -> None:
    """As many at a time as there are tasks, each taking the next when it is done with one."""
    left = iter(enumerate(deck))

    async def player() -> None:
        for step, operation in left:
            await stage.play(stage.turn(step), operation)

    await asyncio.gather(*(player() for _ in range(tasks)))
