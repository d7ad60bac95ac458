"""What is argued on each side of each aspect of a subject."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import ArgumentId, Aspect, Stance
from storage.bound import Bound
from storage.facets import ASPECTS, NOBODY, STANCES, Facets
from storage.scope import Scope

EQUALLY_SURE = 0.1
"""Confidences within a step of this size are told apart by nobody: of such arguments the newer is the better."""
STEP_SECONDS = 1e12
"""More than lies between any two dates."""


@dataclass(frozen=True, slots=True)
class Heap:
    """The arguments of one side on one aspect. `holders`: how many each holds, by the name as it is written."""

    stance: Stance
    aspect: Aspect
    arguments: int
    holders: Mapping[str, int]
    unnamed: int
    best: tuple[ArgumentId, ...]
    """The surest and newest: one of each holder first."""


@dataclass(frozen=True, slots=True)
class Held:
    """A channel's arguments as they were when they were asked for, strongest first: rows of `facets`."""

    facets: Facets
    ids: Sequence[ArgumentId]
    names: Sequence[str]
    rows: NDArray[np.intp]


class Cases(Bound):
    async def heaps(self, scope: Scope, most: int) -> list[Heap]:
        """The arguments in the scope by side and aspect, each with at most `most` of its best."""
        columns = (await self._shelf()).columns
        held = Held(columns.facets, columns.ids, columns.holder_names, np.flatnonzero(columns.within(scope)))
        # In a thread: a large channel's sorting takes milliseconds, and numpy lets others run meanwhile.
        return await asyncio.to_thread(lambda: list(_heaps(held, most)))


def _heaps(held: Held, most: int) -> Iterator[Heap]:
    facets, rows = held.facets, held.rows[np.argsort(-_strength(held), kind="stable")]
    codes = (facets.stance[rows] * len(ASPECTS) + facets.aspect[rows]).astype(np.int16)
    order = np.argsort(codes, kind="stable")
    rows, codes = rows[order], codes[order]
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    for code, part in zip(codes[starts], np.split(rows, starts[1:]) if len(starts) else [], strict=True):
        stance, aspect = divmod(int(code), len(ASPECTS))
        people, first, counts = np.unique(facets.holder[part], return_index=True, return_counts=True)
        many = dict(zip(people.tolist(), counts.tolist(), strict=True))
        yield Heap(
            stance=STANCES[stance],
            aspect=ASPECTS[aspect],
            arguments=len(part),
            unnamed=many.pop(NOBODY, 0),
            holders={held.names[person]: count for person, count in many.items()},
            best=tuple(held.ids[row] for row in part[_chosen(np.sort(first), len(part), most)]),
        )


def _strength(held: Held) -> NDArray[np.float64]:
    """Shapes: (rows,), the larger the better."""
    steps = np.round(held.facets.confidence[held.rows] / EQUALLY_SURE)
    return np.asarray(steps * STEP_SECONDS + held.facets.moment[held.rows])


def _chosen(first: NDArray[np.intp], size: int, most: int) -> NDArray[np.intp]:
    """At most `most` places of a heap of this size: the `first` of each holder, then the others."""
    others = np.setdiff1d(np.arange(min(size, most + len(first))), first)
    return np.concatenate([first, others])[:most]
