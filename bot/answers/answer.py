"""The second journey: interpret, retrieve, compose, ground."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import category

from bot.answers.compose import ExtractiveComposer
from bot.answers.gate.claim import Names
from bot.answers.gate.encoder import EncoderEntailment
from bot.answers.gate.refusal import Refusal
from bot.answers.ground import Offered, judged, refusal_of
from bot.answers.held import held_names
from bot.answers.interpret import Understanding, understand
from bot.answers.retrieve import Retrieved, retrieve
from bot.answers.underway import Underway, Watch
from bot.answers.writing import Writing, written_answer
from bot.domain.answer import Answer
from bot.domain.glossary import Glossary
from bot.domain.question import Question
from bot.embeddings.local import local_is_available
from bot.errors import EmptyQuestion, QuestionTooLong
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from storage import ChannelStore

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder

LONGEST_QUESTION = 2000
"""Characters of a question."""
LONGEST_BEFORE = 500
"""Characters of one of the questions before that are read: whom and what it was about stands at its beginning."""
REMEMBERED = 8
"""How many of the questions before are read: what was asked longer ago no longer says what "it" is."""


class Answerer:
    """Answers questions from one channel's saved arguments, or says that it can't and what there is instead."""

    def __init__(self, companies: Companies, embedder: "Embedder | None") -> None:
        self._companies = companies
        self._plain = Resolver(companies)
        self._embedder = embedder
        self._composer = ExtractiveComposer()
        self._entailment = EncoderEntailment() if local_is_available() else None

    async def answer(self, question: Question, store: ChannelStore, writing: Writing | None = None) -> Answer:
        """In a model's words where it may write and enough of it passes the gate, else in the quotes' own.

        Errors: EmptyQuestion, QuestionTooLong, EmbeddingsFailed, StoreError's children; of the model, none.
        """
        checked = _checked(question)
        watch = Watch()
        holders, glossary = await asyncio.gather(store.holders(), store.glossary())
        names = Names.of(self._resolver(glossary), holders)
        await store.precedence.give_way()
        with watch.step("interpret"):
            asked = understand(checked, names.resolver, holders)
            if asked.leaves_a_name_open and (meant := held_names(asked, await store.subjects(), glossary.names_off)):
                also = glossary.model_copy(update={"aliases": (*glossary.aliases, *meant)})
                names = Names.of(self._resolver(also), holders)
                asked = understand(checked, names.resolver, holders)
        if asked.means_person_before:
            asked = await self._with_person(asked, checked, store)
        with watch.step("retrieve"):
            found = await retrieve(asked, store, self._embedder)
        underway = Underway(checked, store, Offered(found.query, found.evidence, names, self._entailment), watch)
        if writing is None or not found.evidence:
            return await self._quoted(underway, found)
        written = await written_answer(underway, found, writing)
        if not written.abstained:
            return written
        # The model took seconds, in which what was found may have been deleted.
        quoted = await self._quoted(underway, await retrieve(asked, store, self._embedder))
        return quoted.model_copy(update={"dropped": written.dropped, "fallback": written.fallback})

    async def _quoted(self, underway: Underway, found: Retrieved) -> Answer:
        """The quotes speak."""
        with underway.watch.step("compose"):
            draft = await self._composer.compose(found)
        with underway.watch.step("ground"):
            offered, refusals = replace(underway.offered, evidence=found.evidence), list[Refusal | None]()
            for sentence in draft.sentences:  # a save must not wait for all of them
                await underway.store.precedence.give_way()
                refusals.append(refusal_of(sentence, offered))
        return await underway.told(found, judged(draft, refusals, offered))

    def _resolver(self, glossary: Glossary) -> Resolver:
        return self._plain if glossary == Glossary() else Resolver.by(self._companies, glossary)

    async def _with_person(self, asked: Understanding, question: Question, store: ChannelStore) -> Understanding:
        """ "What else does he say?": he is whom the answer before named first."""
        *earlier, last = question.after
        before = await self.answer(Question(text=last, after=tuple(earlier), asked_on=question.asked_on), store)
        holder = next((one.argument.holder for one in before.citations if one.argument.holder), None)
        return asked if holder is None else replace(asked, query=asked.query.model_copy(update={"author": holder}))


def _checked(question: Question) -> Question:
    """Errors: EmptyQuestion where nothing is asked; QuestionTooLong."""
    if len(question.text) > LONGEST_QUESTION:
        raise QuestionTooLong(size=len(question.text), limit=LONGEST_QUESTION)
    if not any(char.isalnum() or category(char) == "So" for char in question.text):  # 🌸 is a company's nickname
        raise EmptyQuestion
    after = tuple(_evenly(text[:LONGEST_QUESTION])[:LONGEST_BEFORE] for text in question.after[-REMEMBERED:])
    return question.model_copy(update={"text": _evenly(question.text), "after": after})


def _evenly(text: str) -> str:
    """With one space or one line break where several stood: long rows of them are slow to look through."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
