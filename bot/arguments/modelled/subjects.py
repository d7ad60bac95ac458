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

    def topic(self, name: str, unit: Unit, own: Topic | None) -> Topic | None:
        """What the model says that a unit is about, where the post bears it out; else what the unit's `own` topic is;
        None where that is nothing, or only an example."""
        subject = self._meant(name, own)
        if subject is None or not self._may_be(subject, unit):
            return own if own and not own.example else None
        if own and own.subject.key == subject.key:
            return Topic(subject, own.named)
        return Topic(subject, tuple(one for one in self.outline.mentions if one.subject.key == subject.key))

    def strays(self, name: str, unit: Unit, own: Topic | None) -> bool:
        """Whether a name means nobody that the post brings up, or another company than the unit itself names."""
        subject = self._meant(name, own)
        return subject is None or not self._may_be(subject, unit)

    def _meant(self, name: str, own: Topic | None) -> Subject | None:
        """One of those that the post is about; the unit's own topic where the name is its company's or segment's."""
        known = about(self.outline)
        exact = next((one for one in known if name.strip() in (one.name, one.name_zh, one.key)), None)
        meant = exact or (self.resolver.named(name) if 0 < len(name) <= LONGEST_NAME else None)
        if meant is None:
            return None
        if own and own.subject.company == meant.company:
            return own.subject
        return next((one for one in known if one.key == meant.key), None)

    def _may_be(self, subject: Subject, unit: Unit) -> bool:
        """Whether a unit's own words let it be about a subject: they name it, or no company at all."""
        named = [one for one in self.outline.mentions if unit.span.overlaps(one.span) and not one.weak]
        return not named or any(one.subject.company == subject.company for one in named)
