"""A drafted sentence as the gate's rules see it: what it quotes, what it says in its own words, on which evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.answers.fold import blank, fold
from bot.answers.gate.quotations import Quotation, quotations_in
from bot.answers.places import without_names
from bot.domain.answer import DraftSentence, Evidence
from bot.domain.question import Query
from bot.domain.subject import Subject
from bot.subjects.resolve import Resolver

MARKER = re.compile(r"[\[【［]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]】］]")


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what can be named in this channel: its companies, and the people whose views it holds."""

    resolver: Resolver
    holders: Sequence[str]
    folded_holders: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, resolver: Resolver, holders: Sequence[str]) -> "Names":
        return cls(resolver, holders, tuple(fold(holder) for holder in holders))


@dataclass(frozen=True)
class Claim:
    """A sentence with the evidence that it cites. `marked` are the numbers that stand in its own text: [1]."""

    sentence: DraftSentence
    cited: tuple[Evidence, ...]
    query: Query
    names: Names

    @cached_property
    def marked(self) -> frozenset[int]:
        found = MARKER.findall(self.sentence.text)
        return frozenset(int(n) for group in found for n in re.findall(r"\d+", group))

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        return quotations_in(self.sentence.text, self.cited)

    @cached_property
    def own_words(self) -> str:
        """Its text without quotations and markers, in the same places."""
        text = MARKER.sub(lambda match: " " * len(match.group()), self.sentence.text)
        for quotation in self.quotations:
            text = blank(text, quotation.start, quotation.end)
        return text

    @cached_property
    def folded(self) -> str:
        return fold(self.own_words)

    @cached_property
    def nameless(self) -> str:
        """Its own words, folded, without the names of the evidence's holders, authors and subjects."""
        people = [name for evidence in self.cited for name in people_of(evidence)]
        companies = [name for evidence in self.cited for name in names_of(evidence.argument.subject)]
        return without_names(self.folded, people + companies)

    @cached_property
    def quoted(self) -> str:
        """The cited quotes, folded, a line each."""
        return "\n".join(fold(evidence.argument.quote) for evidence in self.cited)


def people_of(evidence: Evidence) -> list[str]:
    return [name for name in (evidence.argument.holder, evidence.post.author) if name]


def names_of(subject: Subject) -> list[str]:
    tickers = [name for ticker in subject.tickers for name in (ticker.name, ticker.symbol) if name]
    return [name for name in (subject.name, subject.name_zh) if name] + tickers
