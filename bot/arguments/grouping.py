"""Groups arguments into key points, for the store."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.arguments.points.policy import Policy
from bot.arguments.points.space import Said, Space, load_space
from bot.domain.argument import Argument
from storage import Places, Unplaced

if TYPE_CHECKING:
    from bot.reader_process import Run

GOOD_WIDTH = 90
"""Letters of a quote that tells a point well: a shorter one says too little, a longer one too much beside it."""
LONG_ENOUGH = 40
"""Letters from which on nobody says the same by chance: "too expensive" may be two people's own words."""
CLEARLY = 0.15
"""How much better another quote must tell a point than the one that does: people know a point by its text."""


@dataclass(frozen=True, slots=True)
class PointGrouping:
    """The shipped space, loaded when it is first needed, and a policy. `same_text`: whether two quotes are one text.
    `run`: where what a quote means is read."""

    same_text: Callable[[str, str], bool]
    policy: Policy = field(default_factory=Policy)
    load: Callable[[], Space] = load_space
    run: "Run" = asyncio.to_thread

    @property
    def space(self) -> str:
        return self.load().name

    async def places(self, unplaced: Sequence[Unplaced]) -> Places:
        said = [Said(one.argument.quote, one.argument.aspect) for one in unplaced]
        return await self.run(_placed, self.load, said)

    def repeats(self, quote: str, other: str) -> bool:
        return min(_width(quote), _width(other)) >= LONG_ENOUGH and self.same_text(quote, other)

    def told_by(self, members: Sequence[tuple[Argument, float]], now: int | None) -> int:
        """The one that is most like all, surest, and of a length to be read at a glance."""
        worth = [likeness + _plainness(argument) for argument, likeness in members]
        best = max(range(len(members)), key=lambda n: (worth[n], -n))
        return best if now is None or worth[best] > worth[now] + CLEARLY else now


def _placed(load: Callable[[], Space], said: Sequence[Said]) -> Places:
    return load().places(said)


def _plainness(argument: Argument) -> float:
    """0 to 1."""
    width = _width(argument.quote)
    shape = min(width, GOOD_WIDTH) / max(width, GOOD_WIDTH)
    return 0.5 * argument.stance_confidence + 0.5 * shape


def _width(text: str) -> int:
    """In letters; a Chinese character counts for two."""
    return sum(1 if char.isascii() else 2 for char in text)
