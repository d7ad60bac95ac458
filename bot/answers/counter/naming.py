"""Whom a message means, where the channel's own companies are looked for first."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from bot.domain.glossary import Glossary
from bot.domain.subject import Mention, SubjectKey
from bot.subjects.resolve import MISSPELT, Resolver

if TYPE_CHECKING:
    from bot.subjects.companies import Companies

_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.!?](?!\s)[^.!?。！？\n]*)*")


class HeldFirst(Resolver):
    """Names as in posts; one that the channel holds arguments on needs no context, and goes before all others in its
    sentence."""

    def __init__(self, companies: "Companies", glossary: Glossary, held: Collection[SubjectKey]) -> None:
        """`held`: companies, not segments."""
        super().__init__(companies, glossary.aliases, glossary.names_off)
        self._held = frozenset(held)
        self._known = (companies, glossary, self._held)

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return type(self), self._known

    def mentions(self, text: str) -> list[Mention]:
        found = super().mentions(text)
        if not found:
            asked = super().question_mentions(text)
            return [one for one in asked if one.subject.company in self._held and self._is_spelt(one, text)]
        places = [match.span() for match in _SENTENCE.finditer(text)]
        known = [one.span.start for one in found if one.subject.company in self._held and not one.weak]
        beside = [place for place in places if any(place[0] <= start < place[1] for start in known)]
        return [one for one in found if one.subject.company in self._held or not _stands_in(one, beside)]

    def _is_spelt(self, mention: Mention, text: str) -> bool:
        """Whether a name of a question is one as it stands there, and no guess at what was meant."""
        return mention.confidence != MISSPELT or self.in_table(mention.span.of(text)) == mention.subject


def _stands_in(mention: Mention, places: Collection[tuple[int, int]]) -> bool:
    return any(start <= mention.span.start < end for start, end in places)
