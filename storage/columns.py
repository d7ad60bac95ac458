"""A channel's arguments as its searches look at them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from bot.domain.answer import Considered, Held
from bot.domain.argument import ArgumentId
from bot.domain.subject import Subject
from storage.facets import (
    ASPECT_CODES,
    ASPECTS,
    NOBODY,
    STANCE_CODES,
    STANCES,
    UNDATED,
    UNHEARD_OF,
    Codes,
    Facets,
    any_of,
    counted,
)
from storage.filling import Batch, Filling, Model
from storage.rows import Row, subject_from
from storage.scope import Scope
from storage.vectors import Matrix, best

BYTES_OF_AN_ID = 72  # a Python string of thirteen letters and its place in a list


@dataclass(frozen=True, slots=True)
class PointColumns:
    """A row for each argument, as in `Facets`: the code of its point, and whether it repeats another's words."""

    point: NDArray[np.int32]
    repeats: NDArray[np.bool_]

    def grown_to(self, size: int) -> "PointColumns":
        """A copy with room for `size` rows: who still looks at this one is not disturbed."""
        more = size - len(self.point)
        return PointColumns(
            np.concatenate([self.point, np.full(more, NOBODY, np.int32)]),
            np.concatenate([self.repeats, np.zeros(more, np.bool_)]),
        )


NO_POINTS = PointColumns(np.empty(0, np.int32), np.empty(0, np.bool_))


class Columns:
    """Rows are only ever appended. What a search took out of here stays as it was, also in another thread."""

    def __init__(self) -> None:
        self.facets = Facets()
        self.ids: list[ArgumentId] = []
        self.matrices: dict[Model, Matrix] = {}
        self.points = NO_POINTS
        self._subjects = Codes()
        self._points = Codes()
        self._holders = Codes()
        self._posts = Codes()
        self._authors = Codes()
        self._described: dict[str, Subject] = {}
        self._coverage: list[Held] | None = None

    @property
    def size_bytes(self) -> int:
        vectors = sum(matrix.size_bytes for matrix in self.matrices.values())
        return self.facets.size_bytes + BYTES_OF_AN_ID * len(self.ids) + vectors

    @property
    def point_names(self) -> Sequence[str]:
        """By the codes of `points.point`."""
        return self._points.names

    @property
    def subject_names(self) -> Sequence[str]:
        """By the codes of `facets.subject`."""
        return self._subjects.names

    @property
    def holder_names(self) -> Sequence[str]:
        """By the codes of `facets.holder`."""
        return self._holders.names

    @property
    def author_names(self) -> Sequence[str]:
        """By the codes of `facets.author`."""
        return self._authors.names

    def describe(self, subjects: Iterable[Row]) -> None:
        """Take over the channel's subjects, from `shelves.SUBJECTS`."""
        self._described = {row[0]: subject_from(row) for row in subjects}
        self._coverage = None

    def filling(self) -> Filling:
        """Takes rows that are not here yet."""
        return Filling(self._subjects, self._holders, self._posts, self._authors)

    def append(self, batches: Sequence[Batch]) -> None:
        if not batches:
            return
        start = len(self.facets)
        self.facets = self.facets.with_rows(*(batch.facets for batch in batches))
        self.ids = [*self.ids, *chain.from_iterable(batch.ids for batch in batches)]
        for batch in batches:
            for model, (places, vectors) in batch.vectors.items():
                self.matrices.setdefault(model, Matrix(model[1])).append(places + start, vectors)
            start += len(batch.facets)
        self._coverage = None

    def only(self, positions: NDArray[np.int64]) -> "Columns":
        """Those of these ascending positions, as new columns: who still searches the old ones is not disturbed."""
        stays = np.isin(self.facets.position, positions, assume_unique=True)
        fewer = Columns()
        fewer.facets = self.facets.where(stays)
        fewer.ids = list(compress(self.ids, stays))
        fewer.matrices = {model: matrix.where(stays) for model, matrix in self.matrices.items()}
        fewer._subjects, fewer._points, fewer._holders = self._subjects, self._points, self._holders
        fewer._posts, fewer._authors = self._posts, self._authors
        fewer._described = self._described
        return fewer

    def place(self, members: Sequence[Row], *, anew: bool) -> None:
        """Take over in which points arguments stand, from `shelves.MEMBERS`: all of them `anew`, or beside what is
        known. Rows that are in no point have NOBODY's code."""
        points = NO_POINTS if anew else self.points
        grown = points.grown_to(len(self.facets))
        rows = self.facets.rows_at(np.array([position for position, _, _ in members], np.int64))
        if len(rows) == len(members):
            grown.point[rows] = [self._points[point_id] for _, point_id, _ in members]
            grown.repeats[rows] = [bool(repeats) for _, _, repeats in members]
        self.points = grown

    def within(self, scope: Scope) -> NDArray[np.bool_]:
        """Shapes: (rows,), true where an argument is in the scope."""
        facets = self.facets
        inside = facets.within_window(scope)
        if scope.subjects:
            codes = self._subjects.covered_by(scope.subjects)
            inside &= any_of(facets.subject, codes, len(self._subjects.names))
        if scope.stances:
            inside &= any_of(facets.stance, [STANCE_CODES[stance] for stance in scope.stances], len(STANCES))
        if scope.aspects:
            inside &= any_of(facets.aspect, [ASPECT_CODES[aspect] for aspect in scope.aspects], len(ASPECTS))
        if scope.holder is not None:
            inside &= facets.holder == self._holders.get(scope.holder, UNHEARD_OF)
        return inside

    def newest(self, scope: Scope, limit: int) -> list[ArgumentId]:
        """Newest first; of arguments of one moment the one kept last."""
        rows = np.flatnonzero(self.within(scope))[::-1]
        return [self.ids[row] for row in rows[best(self.facets.moment[rows], limit)]]

    def considered(self, scope: Scope, today: date) -> Considered:
        facets, inside = self.facets, self.within(scope)
        newest = int(facets.day[inside].max(initial=UNDATED))
        return Considered(
            arguments=int(np.count_nonzero(inside)),
            posts=int(np.count_nonzero(counted(facets.post[inside]))),
            authors=int(np.count_nonzero(counted(facets.author[inside]))),
            newest_days=None if newest == UNDATED else today.toordinal() - newest,
        )

    def holders(self) -> list[str]:
        """Everyone who holds an argument, who holds most first."""
        counts = counted(self.facets.holder)
        named = sorted((-int(count), self._holders.names[code]) for code, count in enumerate(counts) if count)
        return [name for _, name in named]

    def coverage(self) -> list[Held]:
        """How many arguments there are on each subject, side and aspect, most first."""
        if self._coverage is None:
            self._coverage = sorted(self._held(), key=lambda held: (-held.arguments, held.subject.key))
        return self._coverage

    def _held(self) -> Iterable[Held]:
        facets = self.facets
        codes = (facets.subject * len(STANCES) + facets.stance) * len(ASPECTS) + facets.aspect
        counts = counted(codes)
        for code in np.flatnonzero(counts):
            rest, aspect = divmod(int(code), len(ASPECTS))
            subject, stance = divmod(rest, len(STANCES))
            yield Held(
                subject=self._described[self._subjects.names[subject]],
                stance=STANCES[stance],
                aspect=ASPECTS[aspect],
                arguments=int(counts[code]),
            )
