"""A drafted sentence as the gate's rules see it: what it quotes, what it says in its own words, on which evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answers.fold import blank, fold
from bot.answers.gate.counting import quantities_in
from bot.answers.gate.quantities import Quantity
from bot.answers.gate.quotations import Quotation, quotations_in
from bot.answers.places import blanked, folded_name, place_of, without_names
from bot.domain.answer import DraftSentence, Evidence
from bot.domain.question import Query
from bot.domain.subject import Mention, Subject
from bot.subjects.resolve import Resolver

_PIECE = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
MARKER = re.compile(r"[\[【［]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]】］]")


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what can be named in this channel: its companies, and the people whose views it holds.

    `people` are their folded names by the first piece of each, so that a text is compared with few of them.
    """

    resolver: Resolver
    people: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, resolver: Resolver, holders: Sequence[str]) -> "Names":
        people: dict[str, list[str]] = {}
        for name in map(folded_name, holders):
            if first := _PIECE.search(name):
                people.setdefault(first.group(), []).append(name)
        return cls(resolver, people)

    def people_in(self, folded: str) -> list[str]:
        """The people whose names stand in a folded text, as they are written there."""
        names = [name for piece in set(_PIECE.findall(folded)) for name in self.people.get(piece, ())]
        return [name for name in names if place_of(name, folded)]


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
    def people(self) -> list[str]:
        """The holders and authors of what is cited."""
        return [name for evidence in self.cited for name in (evidence.argument.holder, evidence.post.author) if name]

    @cached_property
    def mentions(self) -> list[Mention]:
        """The companies that its own words name; a person's name is none."""
        text = self.own_words
        for name in sorted(self.people, key=len, reverse=True):
            if place := place_of(name, self.folded):
                text = blank(text, *place)
        return self.names.resolver.mentions(text)

    def argues_about(self, mention: Mention) -> bool:
        """Whether a company is the subject of what is cited, or the company that the subject is a part of."""
        subjects = [evidence.argument.subject for evidence in self.cited]
        keys = {key for subject in subjects for key in (subject.key, subject.company)}
        if mention.subject.key in keys:
            return True
        return mention.span.of(self.folded) in {fold(name) for subject in subjects for name in names_of(subject)}

    @cached_property
    def nameless(self) -> str:
        """Its own words, folded, without the names of the evidence's holders, authors and subjects."""
        subjects = [name for evidence in self.cited for name in names_of(evidence.argument.subject)]
        rest = without_names(self.folded, self.people + subjects)
        spans = [one.span for one in self.mentions if self.argues_about(one)]
        return blanked(rest, [(span.start, span.end) for span in spans])

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The numbers that its own words say."""
        return quantities_in(self.nameless)

    @property
    def quotes(self) -> list[str]:
        """The cited quotes, as they stand in their posts."""
        return [evidence.argument.quote for evidence in self.cited]

    @cached_property
    def quoted(self) -> str:
        """The cited quotes, folded, a line each."""
        return "\n".join(fold(evidence.argument.quote) for evidence in self.cited)


def names_of(subject: Subject) -> list[str]:
    """What it is called. Symbols are left to the resolver: many are words (NOW, LOW, ALL)."""
    names = (subject.name, subject.name_zh, *(ticker.name for ticker in subject.tickers))
    return [name for name in names if name]
