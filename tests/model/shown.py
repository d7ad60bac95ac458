"""What must hold of every answer, looked at from outside: by what was pasted, and not by the gate's own rules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.evaluation.shown_numbers import held_numbers, shown_numbers

_QUOTATION = re.compile(r"[“\"「『]([^“”\"「」『』]+)[”\"」』]")
_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.)\s*")
Sentence = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """All that was pasted, and who and what is named in it: a company's name in the product, and its forms."""

    pastes: Sequence[str]
    companies: Mapping[str, Sequence[str]]
    people: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a script reads it, and the side that was asked for."""

    document: Mapping[str, Any]
    side: str | None
    world: World

    def faults(self) -> list[str]:
        """Each with the words that it is in; none where all holds."""
        told = [f"{fault}: {one['text']}" for one in self.document["sentences"] for fault in self._faults_of(one)]
        return told + [f"altered: {one['quote']}" for one in self.document["citations"] if not self._stands(one)]

    def _stands(self, citation: Mapping[str, Any]) -> bool:
        return any(citation["quote"] in paste for paste in self.world.pastes)

    def _faults_of(self, sentence: Sentence) -> Iterator[str]:
        cited = [one for one in self.document["citations"] if one["n"] in sentence["citations"]]
        quotes = "\n".join(one["quote"] for one in cited)
        if not cited or len(cited) != len(set(sentence["citations"])):
            yield "cites nothing that is there"
        if not all(part in quotes for part in _quoted(sentence["text"])):
            yield "quotes what is not cited"
        if shown_numbers(sentence["text"]) - held_numbers(quotes):
            yield "a number of its own"
        if self._companies(sentence["text"]) - self._companies(quotes) - {one["subject"] for one in cited}:
            yield "another company"
        if any(name in sentence["text"] for name in self._people_but(cited, quotes)):
            yield "another person"
        if self.side and {one["stance"] for one in cited} - {self.side}:
            yield "the other side"

    def _companies(self, text: str) -> set[str]:
        folded = text.casefold()
        forms = self.world.companies.items()
        return {name for name, known in forms if any(form.casefold() in folded for form in known)}

    def _people_but(self, cited: Sequence[Mapping[str, Any]], quotes: str) -> list[str]:
        spoken = {one["holder"] for one in cited} | {one["author"] for one in cited}
        return [name for name in self.world.people if name not in spoken and name not in quotes]


def _quoted(text: str) -> list[str]:
    """What stands between quotation marks, in parts where words are left out."""
    return [part for quotation in _QUOTATION.findall(text) for part in _LEFT_OUT.split(quotation) if part]
