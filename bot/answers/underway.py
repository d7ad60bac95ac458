"""What an answer is made into once its sentences have passed the gate."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from bot.answers.coverage import called, nearest
from bot.answers.ground import Grounded, Offered
from bot.answers.retrieve import Retrieved
from bot.domain.answer import Answer, Held, Timing
from bot.domain.question import Query, Question
from storage import ChannelStore


@dataclass(slots=True)
class Watch:
    """How long each step took, in milliseconds; a step that runs twice counts twice."""

    spent: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=perf_counter)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.spent[name] = self.spent.get(name, 0) + (perf_counter() - start) * 1000

    def timing(self) -> Timing:
        return Timing(total=(perf_counter() - self.started) * 1000, **self.spent)


@dataclass(frozen=True, slots=True)
class Underway:
    """A question on its way through a channel's store; `offered` is what its sentences are judged by."""

    question: Question
    store: ChannelStore
    offered: Offered
    watch: Watch

    async def told(self, found: Retrieved, grounded: Grounded) -> Answer:
        """The answer, with what was considered; where nothing stands, with what the channel holds nearest."""
        return Answer(
            query=found.query,
            sentences=grounded.kept,
            citations=grounded.cited,
            considered=await self.store.considered(found.scope, self.question.asked_on),
            dropped=grounded.dropped,
            coverage=() if grounded.kept else await self._nearest(found.query),
            timing=self.watch.timing(),
        )

    async def _nearest(self, query: Query) -> tuple[Held, ...]:
        rows = nearest(await self.store.coverage(), query)
        return called(rows, self.offered.names.resolver, query.locale)
