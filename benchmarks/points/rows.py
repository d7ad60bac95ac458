"""The sentences of our own that the space of points is learnt from: which make one point, and which another."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from bot.domain.argument import Aspect, Stance
from bot.domain.text import Language

FOLDER = Path(__file__).parent


class Told(BaseModel, frozen=True):
    """An argument that somebody might have posted, and the point that it makes."""

    subject: str
    stance: Stance
    aspect: Aspect
    point: str
    """In a few words; English."""
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """All that is said for or against one subject, by the point that it makes."""

    subject: str
    stance: Stance
    points: tuple[str, ...]
    told: tuple[Told, ...]

    @property
    def numbers(self) -> list[int]:
        """Of each argument its point's place among `points`."""
        return [self.points.index(one.point) for one in self.told]


def read_sides() -> list[Side]:
    """The committed sentences, by subject and side. What two hands say on one is two sides: nobody compared them."""
    return [side for path in sorted(FOLDER.glob("*.jsonl")) for side in _sides_in(path)]


def _sides_in(path: Path) -> list[Side]:
    told = [Told.model_validate_json(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    sides = dict.fromkeys((one.subject, one.stance) for one in told)
    return [_side([one for one in told if (one.subject, one.stance) == side]) for side in sides]


def _side(told: Sequence[Told]) -> Side:
    return Side(told[0].subject, told[0].stance, tuple(dict.fromkeys(one.point for one in told)), tuple(told))
