"""From words to companies: which ones a text mentions, and which one a name means."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from bot.domain.glossary import Glossary
from bot.domain.post import Ticker
from bot.domain.subject import Alias, Mention, Subject, SubjectKey
from bot.domain.text import Span
from bot.subjects.cashtags import Cashtag, cashtags
from bot.subjects.companies import Companies
from bot.subjects.listings import listing
from bot.subjects.roster import Meanings, Roster, tag_key
from bot.subjects.senses import Role
from bot.subjects.short_codes import short_codes
from bot.subjects.spotting import WORD
from bot.subjects.surroundings import Passage, Surroundings

LEARNER = "cashtag"
"""`Alias.added_by` of what a cashtag taught."""
LARGE_GROUP = 4
"""A nickname for so many companies says little of each: its mentions are weak."""
MISSPELT = 0.7
NUMBER = re.compile(r"(?<![A-Za-z0-9.])(?:0\d{4}|[036]\d{5})(?![A-Za-z0-9.%])")


class Resolver:
    """Companies as one channel names them: the table, and over it the channel's aliases."""

    @classmethod
    def by(cls, companies: Companies, glossary: Glossary) -> Self:
        return cls(companies, glossary.aliases, glossary.names_off)

    def __init__(self, companies: Companies, aliases: Sequence[Alias] = (), off: Sequence[str] = ()) -> None:
        """`off`: names of the table that mean nothing here; a company's codes go on meaning it."""
        self._roster = Roster(companies, aliases, off)
        self._given = (companies, aliases, off)

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """For another process: what it was made of, without what it remembers."""
        return type(self), self._given

    def mentions(self, text: str) -> list[Mention]:
        """Where a post means which company, in order; spans do not overlap, save that a group's members share theirs.

        Units: spans in code points; confidence from 0 to 1, 1 for a cashtag.
        """
        return self._read(Passage.of(text, asked=False))

    def question_mentions(self, text: str) -> list[Mention]:
        """As `mentions`, for a question: small letters and small typos do no harm, a lone name needs no context."""
        passage = Passage.of(text, asked=True)
        found = self._read(passage)
        found += self._misspelt(passage, [mention.span for mention in found])
        return sorted(found, key=lambda mention: mention.span.start)

    def named(self, name: str) -> Subject | None:
        """Whom a name means that was given as one: any script, a code or a cashtag, with a small typo if need be."""
        return self._roster.named(name)

    def in_table(self, name: str) -> Subject | None:
        """Whom everybody knows by a name or a code; None where it is nobody's, or several companies'."""
        return self._roster.in_table(name)

    def meanings(self, name: str) -> list[Subject]:
        """Everybody whom the table knows by a name, in whatever role (a group, a person, a bare symbol), also where it
        is switched off; nobody by a code such as `1810.HK`."""
        return self._roster.meanings(name)

    def is_known(self, name: str) -> bool:
        """Whether a name has a meaning here, had one before it was switched off, or holds the name of a company."""
        return self._roster.is_known(name) or any(not one.weak for one in self.mentions(name))

    def is_off(self, name: str) -> bool:
        """Whether a name of the table is switched off here."""
        return self._roster.is_off(name)

    def simplified(self, text: str) -> str:
        """`text` with traditional characters simplified one by one; as long as before."""
        return self._roster.simplified(text)

    def subject(self, key: SubjectKey) -> Subject:
        """Whom a key means that one of the mentions here has."""
        return self._roster.subject(key)

    def learn(self, tickers: Sequence[Ticker]) -> list[Alias]:
        """Aliases for the companies that these cashtags name and the table lacks; `company` is the cashtag's key."""
        taught: dict[SubjectKey, Alias] = {}
        for ticker in tickers:
            key, name = tag_key(ticker), ticker.name or ticker.symbol
            unknown = self._roster.subject_of(ticker).key == key and not self._roster.is_alias(name)
            if unknown and len(name) > 1 and not name.isdigit():
                taught.setdefault(key, Alias(name=name, company=key, added_by=LEARNER, learned=True))
        return list(taught.values())

    def _read(self, passage: Passage) -> list[Mention]:
        tags = cashtags(passage.text)
        tags += self._numbers(passage.text, tags)
        taken = {place for tag in tags for place in range(tag.span.start, tag.span.end)}
        names = [m for m in self._roster.places(passage.low) if taken.isdisjoint(range(m.place.start, m.place.end))]
        found = self._tagged(tags)
        evident = Surroundings.of(passage, found, names).evident
        codes = short_codes(passage.text, names, evident, self._roster)
        found += self._tagged(tag for tag in codes if tag.span.start not in taken)
        surroundings = Surroundings.of(passage, found, names)
        meant = self._all_meant(names, surroundings)
        if not passage.asked and (borne_out := surroundings.with_evidence(meant)):
            meant = self._all_meant(names, borne_out)
        return sorted([*found, *meant], key=lambda mention: mention.span.start)

    def _tagged(self, tags: Iterable[Cashtag]) -> list[Mention]:
        return [Mention(subject=self._roster.subject_of(tag.ticker), span=tag.span, confidence=1) for tag in tags]

    def _all_meant(self, names: Sequence[Meanings], surroundings: Surroundings) -> list[Mention]:
        return [mention for meanings in names for mention in self._meant(meanings, surroundings)]

    def _numbers(self, text: str, tags: Sequence[Cashtag]) -> list[Cashtag]:
        """Bare codes of the table's companies, outside the cashtags: 600519, 00700."""
        taken = {tag.span.end - back for tag in tags for back in range(1, 10)}
        found = [(listing(match[0]), match) for match in NUMBER.finditer(text) if match.end() - 1 not in taken]
        return [
            Cashtag(ticker, Span(start=match.start(), end=match.end()))
            for ticker, match in found
            if ticker and self._roster.knows(ticker)
        ]

    def _meant(self, meanings: Meanings, surroundings: Surroundings) -> Iterator[Mention]:
        """The mentions at a place: one, unless a group or a shared product is named there."""
        beliefs = [(surroundings.belief(meanings.place, sense), sense) for sense in meanings.senses]
        likely = [(belief, sense) for belief, sense in beliefs if belief > 0]
        naming = [(belief, sense) for belief, sense in likely if not sense.weak and sense.role is not Role.GROUP]
        span = Span(start=meanings.place.start, end=meanings.place.end)
        for belief, sense in [max(naming, key=lambda one: one[0])] if naming else likely:
            weak = sense.weak or (sense.role is Role.GROUP and len(likely) >= LARGE_GROUP)
            yield Mention(subject=self._roster.subject(sense.key), span=span, confidence=belief, weak=weak)

    def _misspelt(self, passage: Passage, taken: Sequence[Span]) -> Iterator[Mention]:
        free = [
            w for w in WORD.finditer(passage.low) if not any(s.start < w.end() and w.start() < s.end for s in taken)
        ]
        end = 0
        for span in _stretches(free):
            if span.start < end:
                continue
            guesses = self._roster.guesses(span.of(passage.low))
            if len(guesses) == 1:
                yield Mention(subject=guesses[0], span=span, confidence=MISSPELT)
                end = span.end


def _stretches(words: Sequence[re.Match[str]]) -> Iterable[Span]:
    """Each two words that stand together, then the first of them alone."""
    for index, word in enumerate(words):
        if index + 1 < len(words) and words[index + 1].start() == word.end() + 1:
            yield Span(start=word.start(), end=words[index + 1].end())
        yield Span(start=word.start(), end=word.end())
