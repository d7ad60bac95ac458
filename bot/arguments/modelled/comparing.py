"""A model's reading of a post beside the extractive one: what it left out, and whether it understood anything."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.arguments.modelled.choosing import Chosen
from bot.arguments.modelled.weighing import LIKELY, SURE, may_argue, must_argue
from bot.arguments.outlined import Judged, Study
from bot.domain.argument import Stance

if TYPE_CHECKING:
    from bot.arguments.reading import PostReader


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of one post. `silent` are the units that the model was not heard on."""

    reader: "PostReader"
    study: Study
    picked: Sequence[Chosen]
    silent: Set[int]

    @property
    def borne_out(self) -> list[Chosen]:
        """What the model found and the heads do not hold for surely none."""
        return [one for one in self.picked if any(may_argue(self.study.judged[n]) for n in one.units)]

    @property
    def argues(self) -> bool:
        """Whether the heads find anything in what the model was heard on."""
        return any(item and item.argues and n not in self.silent for n, item in enumerate(self.study.judged))

    @property
    def left_out(self) -> list[Judged]:
        """What the model left out and is kept all the same; of what it was not heard on, all that argues."""
        return [
            item
            for n, item in enumerate(self.study.judged)
            if item and not self._at(n) and (item.argues if n in self.silent else self._is_kept(item))
        ]

    def misses(self) -> tuple[int, int]:
        """How many of the sure arguments the model left out, turned round or took for another company's; and how many
        there are."""
        sure = [
            self._is_missed(n, item, side)
            for n, item in enumerate(self.study.judged)
            if item and n not in self.silent and item.argues and (side := self._sure_side(item))
        ]
        return sum(sure), len(sure)

    def _is_missed(self, unit: int, item: Judged, side: Stance) -> bool:
        company = item.topic.subject.company
        there = [one for one in self._at(unit) if one.topic.subject.company == company]
        return not there or any(_is_off(one, side) for one in there)

    def _at(self, unit: int) -> list[Chosen]:
        return [one for one in self.picked if unit in one.units]

    def _is_kept(self, item: Judged) -> bool:
        return must_argue(item) and max(self.reader.sides(self.study.outline, item).likely.values()) >= LIKELY

    def _sure_side(self, item: Judged) -> Stance | None:
        likely = self.reader.sides(self.study.outline, item).likely
        return next((side for side in (Stance.BULL, Stance.BEAR) if likely[side] >= SURE), None)


def _is_off(one: Chosen, side: Stance) -> bool:
    """Whether a model is wrong about what is sure: whom it is about, or, of a unit taken alone, which side it is on."""
    return one.strays or (len(one.units) == 1 and one.told.stance is side.opposite)
