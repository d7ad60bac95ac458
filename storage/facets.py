"""The parts of arguments that searches compare, as columns of numbers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import Aspect, Stance
from bot.domain.subject import SubjectKey
from storage.scope import Scope

STANCES = tuple(Stance)
ASPECTS = tuple(Aspect)
STANCE_CODES: dict[str, int] = {stance: code for code, stance in enumerate(STANCES)}
ASPECT_CODES: dict[str, int] = {aspect: code for code, aspect in enumerate(ASPECTS)}

UNDATED = 0
NOBODY = -1
UNHEARD_OF = -2


class Codes(dict[str | None, int]):
    """Names as small numbers: `codes[name]` gives a new name the next one, and None NOBODY."""

    def __init__(self) -> None:
        super().__init__({None: NOBODY})
        self.names: list[str] = []

    def __missing__(self, name: str) -> int:
        self.names.append(name)
        self[name] = len(self.names) - 1
        return self[name]

    def covered_by(self, keys: Sequence[SubjectKey]) -> list[int]:
        """The codes of these subjects and of their segments."""
        covering = tuple(f"{key}/" for key in keys)
        return [code for code, name in enumerate(self.names) if name in keys or name.startswith(covering)]


def _integers() -> NDArray[np.int32]:
    return np.empty(0, np.int32)


def _floats() -> NDArray[np.float64]:
    return np.empty(0, np.float64)


@dataclass(frozen=True, slots=True)
class Facets:
    """A row for each argument, in the order of positions. Names are codes; days are proleptic ordinals."""

    position: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    subject: NDArray[np.int32] = field(default_factory=_integers)
    stance: NDArray[np.int32] = field(default_factory=_integers)
    aspect: NDArray[np.int32] = field(default_factory=_integers)
    holder: NDArray[np.int32] = field(default_factory=_integers)
    confidence: NDArray[np.float64] = field(default_factory=_floats)
    post: NDArray[np.int32] = field(default_factory=_integers)
    author: NDArray[np.int32] = field(default_factory=_integers)
    day: NDArray[np.int32] = field(default_factory=_integers)
    moment: NDArray[np.float64] = field(default_factory=_floats)
    """When the post was published, or saved where it is undated: what `newest` goes by."""
    saved: NDArray[np.int32] = field(default_factory=_integers)
    """The day on which the post was saved, in UTC."""

    def __len__(self) -> int:
        return len(self.position)

    @property
    def size_bytes(self) -> int:
        return sum(getattr(self, column.name).nbytes for column in fields(self))

    def with_rows(self, *more: Self) -> Self:
        """All of them, as new arrays: who still searches these is not disturbed."""
        names = [column.name for column in fields(self)]
        return type(self)(*(np.concatenate([getattr(part, name) for part in (self, *more)]) for name in names))

    def where(self, stays: NDArray[np.bool_]) -> Self:
        """Shapes: (rows,) in; those rows out."""
        return type(self)(*(getattr(self, column.name)[stays] for column in fields(self)))

    def rows_at(self, positions: NDArray[np.int64]) -> NDArray[np.intp]:
        """The rows of these positions, in their order; positions that are not there are left out."""
        rows = np.searchsorted(self.position, positions)
        there = rows < len(self)
        there[there] = self.position[rows[there]] == positions[there]
        return rows[there]

    def within_window(self, scope: Scope) -> NDArray[np.bool_]:
        """Shapes: (rows,), true where confidence and date are the scope's."""
        inside = self.confidence >= scope.least_confidence
        if scope.since is not None or scope.until is not None:
            inside &= self.day != UNDATED
        if scope.since is not None:
            inside &= self.day >= scope.since.toordinal()
        if scope.until is not None:
            inside &= self.day <= scope.until.toordinal()
        return inside


def any_of(column: NDArray[np.int32], codes: Collection[int], known: int) -> NDArray[np.bool_]:
    """Where a column holds one of `codes`; its values are below `known`.

    A look-up table is several times faster than `numpy.isin`.
    """
    table = np.zeros(known, dtype=np.bool_)
    table[list(codes)] = True
    return table[column]


def counted(codes: NDArray[np.int32]) -> NDArray[np.intp]:
    """How often each code stands in the column, nobody's left out."""
    counts: NDArray[Any] = np.bincount(codes[codes >= 0])
    return counts
