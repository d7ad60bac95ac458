"""The second journey: interpret, retrieve, compose, ground."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING
from unicodedata import category

from bot.answers.compose import Composer, ExtractiveComposer
from bot.answers.coverage import nearest
from bot.answers.gate.claim import Names
from bot.answers.gate.encoder import EncoderEntailment
from bot.answers.ground import Grounded, Offered, ground
from bot.answers.held import held_names
from bot.answers.interpret import Understanding, understand
from bot.answers.retrieve import Retrieved, retrieve
from bot.domain.answer import Answer, Timing
from bot.domain.question import Question
from bot.domain.subject import Alias
from bot.embeddings.local import local_is_available
from bot.errors import EmptyQuestion, QuestionTooLong
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from storage import ChannelStore

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder

LONGEST_QUESTION = 2000
"""Characters of a question."""
REMEMBERED = 8
"""How many of the questions before are read: what was asked longer ago no longer says what "it" is."""


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


class Answerer:
    """Answers questions from one channel's saved arguments, or says that it can't and what there is instead."""

    def __init__(self, companies: Companies, embedder: "Embedder | None", composer: Composer | None = None) -> None:
        self._companies = companies
        self._plain = Resolver(companies)
        self._embedder = embedder
        self._composer = composer or ExtractiveComposer()
        self._entailment = EncoderEntailment() if local_is_available() else None

    @property
    def mode(self) -> str:
        return self._composer.mode

    async def answer(self, question: Question, store: ChannelStore) -> Answer:
        """Errors: EmptyQuestion, QuestionTooLong, EmbeddingsFailed, StoreError's children."""
        checked = _checked(question)
        watch = Watch()
        holders, aliases = await asyncio.gather(store.holders(), store.aliases())
        names = Names.of(self._resolver(aliases), holders)
        with watch.step("interpret"):
            asked = understand(checked, names.resolver, holders)
            if asked.leaves_a_name_open and (meant := held_names(asked, await store.subjects())):
                names = Names.of(self._resolver([*aliases, *meant]), holders)
                asked = understand(checked, names.resolver, holders)
        if asked.means_person_before:
            asked = await self._with_person(asked, checked, store)
        with watch.step("retrieve"):
            found = await retrieve(asked, store, self._embedder)
        with watch.step("compose"):
            draft = await self._composer.compose(found)
            await asyncio.sleep(0)  # whoever waits for the loop goes before the gate's few milliseconds
        with watch.step("ground"):
            grounded = ground(draft, Offered(found.query, found.evidence, names, self._entailment))
        return await _told(store, checked, _Outcome(found, grounded, watch))

    def _resolver(self, aliases: Sequence[Alias]) -> Resolver:
        return Resolver(self._companies, aliases) if aliases else self._plain

    async def _with_person(self, asked: Understanding, question: Question, store: ChannelStore) -> Understanding:
        """ "What else does he say?": he is whom the answer before named first."""
        *earlier, last = question.after
        before = await self.answer(Question(text=last, after=tuple(earlier), asked_on=question.asked_on), store)
        holder = next((one.argument.holder for one in before.citations if one.argument.holder), None)
        return asked if holder is None else replace(asked, query=asked.query.model_copy(update={"author": holder}))


@dataclass(frozen=True, slots=True)
class _Outcome:
    found: Retrieved
    grounded: Grounded
    watch: Watch


async def _told(store: ChannelStore, question: Question, outcome: _Outcome) -> Answer:
    """The answer, with what was considered; where nothing stands, with what the channel holds nearest."""
    query, grounded = outcome.found.query, outcome.grounded
    considered = await store.considered(outcome.found.scope, question.asked_on)
    return Answer(
        query=query,
        sentences=grounded.kept,
        citations=grounded.cited,
        considered=considered,
        dropped=grounded.dropped,
        coverage=() if grounded.kept else nearest(await store.coverage(), query),
        timing=outcome.watch.timing(),
    )


def _checked(question: Question) -> Question:
    """Errors: EmptyQuestion where nothing is asked; QuestionTooLong."""
    if len(question.text) > LONGEST_QUESTION:
        raise QuestionTooLong(size=len(question.text), limit=LONGEST_QUESTION)
    if not any(char.isalnum() or category(char) == "So" for char in question.text):  # 🌸 is a company's nickname
        raise EmptyQuestion
    after = tuple(text[:LONGEST_QUESTION] for text in question.after[-REMEMBERED:])
    return question.model_copy(update={"after": after})
