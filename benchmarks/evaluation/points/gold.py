"""The set of key points: arguments with the point that each makes, and pairs of points with what one says to the other.

`tests/evaluation/points/README.md` says what counts as a point, a copy and a relation.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel

from benchmarks.evaluation.public.rows import read_records
from bot.domain.argument import Aspect, Stance
from bot.domain.post import ChannelId
from bot.domain.text import Language


class GoldSpeech(StrEnum):
    """What a point says to one of the other side."""

    REBUTS = "rebuts"
    QUALIFIES = "qualifies"
    IGNORES = "ignores"


class GoldMember(BaseModel, frozen=True):
    """An argument. `copy_of` is the id of the one that it repeats almost word for word."""

    id: str
    channel: ChannelId
    subject: str
    stance: Stance
    aspect: Aspect
    language: Language
    text: str
    holder: str | None
    poster: str | None
    post: str
    date: date
    point: str
    copy_of: str | None


class GoldPoint(BaseModel, frozen=True):
    """`people` counts different named holders of what is no copy; `unknown` is whether one of those has no name."""

    point: str
    subject: str
    stance: Stance
    aspect: Aspect
    people: int
    unknown: bool
    gloss: str


class GoldPair(BaseModel, frozen=True):
    point: str
    other: str
    relation: GoldSpeech


@dataclass(frozen=True)
class PointSet:
    """Members are in order of their days within each side; those of one day as the file has them."""

    members: tuple[GoldMember, ...]
    points: tuple[GoldPoint, ...]
    pairs: tuple[GoldPair, ...]

    @cached_property
    def sides(self) -> dict[tuple[str, Stance], list[GoldMember]]:
        """The arguments on each subject and side, oldest first."""
        found: dict[tuple[str, Stance], list[GoldMember]] = defaultdict(list)
        for member in sorted(self.members, key=lambda one: one.date):
            found[member.subject, member.stance].append(member)
        return dict(found)

    @cached_property
    def answered(self) -> set[str]:
        """Points that one of the other side rebuts or qualifies; who rebuts is rebutted, for the matter is the same."""
        both = (point for one in self.pairs if one.relation is GoldSpeech.REBUTS for point in (one.point, one.other))
        return {*both, *(one.other for one in self.pairs if one.relation is GoldSpeech.QUALIFIES)}


def load_points(folder: Path) -> PointSet:
    """Errors: FileNotFoundError where a file is missing; ValidationError of pydantic for a line of another form."""
    return PointSet(
        members=tuple(read_records(folder / "arguments.jsonl", GoldMember)),
        points=tuple(read_records(folder / "points.jsonl", GoldPoint)),
        pairs=tuple(read_records(folder / "pairs.jsonl", GoldPair)),
    )


def languages(members: Iterable[GoldMember]) -> dict[str, set[Language]]:
    """In which languages each point is made."""
    found: dict[str, set[Language]] = defaultdict(set)
    for member in members:
        found[member.point].add(member.language)
    return dict(found)
