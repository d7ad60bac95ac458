"""A grouping whose places are written down beside the texts, and say nothing of language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.arguments.points.policy import Policy
from bot.domain.argument import Argument
from storage import KeptArgument, Places, Unplaced
from tests.storage.samples import argument, embedded

PLAIN = Policy(joining=0.8, merging=0.9, splitting=0.5, prior=1e9)


PLACES: dict[str, NDArray[np.float32]] = {}
"""Where each text lies; one that nobody wrote down lies in one of a few places, always in the same."""


def placed(text: str, *place: float, **more: Any) -> KeptArgument:
    """A post's only argument, which lies there."""
    vector = embedded(*place)
    PLACES[text] = vector.vector
    return KeptArgument(argument(text, text, **more), vector)


@dataclass(frozen=True, slots=True)
class ByVector:
    """Joins from a likeness of .8 on; nothing is left out of what a side shares."""

    space: str = "vectors"
    policy: Policy = PLAIN

    async def places(self, unplaced: Sequence[Unplaced]) -> Places:
        return np.stack([_place_of(one.argument.quote) for one in unplaced])

    def repeats(self, quote: str, other: str) -> bool:
        return quote.casefold() == other.casefold()

    def told_by(self, members: Sequence[tuple[Argument, float]], now: int | None) -> int:
        """The shortest; nothing is changed for an equal one."""
        best = min(range(len(members)), key=lambda n: len(members[n][0].quote))
        shorter = now is None or len(members[best][0].quote) < len(members[now][0].quote)
        return best if shorter or now is None else now


def _place_of(text: str) -> NDArray[np.float32]:
    if text in PLACES:
        return PLACES[text]
    drawn = np.random.default_rng(crc32(text.encode()) % 16).normal(size=3).astype(np.float32)
    unit: NDArray[np.float32] = drawn / np.linalg.norm(drawn)
    return unit
