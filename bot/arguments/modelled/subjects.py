"""Whom an argument of a model is about: a name that the company table knows and the post itself brings up."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.arguments.modelled.prompted import about
from bot.arguments.outlined import Outline
from bot.arguments.topics import Topic
from bot.arguments.units import Unit
from bot.domain.subject import Subject

if TYPE_CHECKING:
    from bot.subjects.resolve import Resolver

LONGEST_NAME = 100
"""Characters; looking for what a longer one may be misspelt from takes long."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Resolves the names that a model gives for the units of one post."""

    outline: Outline
    resolver: "Resolver"

    def named(self, name: str) -> Subject | None:
        """Whom a model means; None where that is nobody that is known."""
        exact = next((one for one in self._known if name.strip() in (one.name, one.name_zh, one.key)), None)
        return exact or (self.resolver.named(name) if 0 < len(name) <= LONGEST_NAME else None)

    def borne_out(self, subject: Subject, unit: Unit, own: Topic | None) -> Topic | None:
        """A subject as what a unit is about, where the post bears that out: it brings it up, and the unit's own words
        name no other. The unit's `own` topic where the name is its company's or segment's."""
        if not self._may_be(subject, unit):
            return None
        if own and own.subject.company == subject.company:
            return Topic(own.subject, own.named)
        if all(subject.key != one.key for one in self._known):
            return None
        return Topic(subject, tuple(one for one in self.outline.mentions if one.subject.key == subject.key))

    @property
    def _known(self) -> list[Subject]:
        return about(self.outline)

    def _may_be(self, subject: Subject, unit: Unit) -> bool:
        """Whether a unit's own words let it be about a subject: they name it, or no company at all."""
        named = [one for one in self.outline.mentions if unit.span.overlaps(one.span) and not one.weak]
        return not named or any(one.subject.company == subject.company for one in named)
