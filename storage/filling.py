"""Rows of arguments, vectors and posts on their way into a channel's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import ArgumentId
from bot.domain.post import PostId
from storage.facets import ASPECT_CODES, STANCE_CODES, UNDATED, Codes, Facets
from storage.rows import Row, moment_of, published_from
from storage.vectors import ROWS_OF_A_BLOCK, Block, Packed, PackedBlock

SECONDS_OF_A_DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()
Model = tuple[str, int]
"""A model's name and its dimensions: what can be compared with one another."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that were read and not yet appended. `vectors`: by model, places in the batch and what stands there."""

    facets: Facets
    ids: Sequence[ArgumentId]
    vectors: Mapping[Model, tuple[NDArray[np.int64], Block]]


@dataclass(frozen=True, slots=True)
class Part:
    """What arguments say of themselves."""

    position: NDArray[np.int64]
    post: NDArray[np.int32]
    subject: NDArray[np.int32]
    stance: NDArray[np.int32]
    aspect: NDArray[np.int32]
    holder: NDArray[np.int32]
    confidence: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PostFacets:
    """What arguments take over from their posts: a row for each post, by ascending codes."""

    code: NDArray[np.int32]
    author: NDArray[np.int32]
    day: NDArray[np.int32]
    moment: NDArray[np.float64]
    saved: NDArray[np.int32]


class Filling:
    """Rows as `shelves` selects them, taken a few at a time and in a thread: nothing that a search looks at changes.

    A hundred thousand rows are more than a processor holds at hand. Those that become numbers as they come take a third
    less time than those that are put by first.
    """

    def __init__(self, subjects: Codes, holders: Codes, posts: Codes, authors: Codes) -> None:
        self._subjects, self._holders, self._posts, self._authors = subjects, holders, posts, authors
        self._ids: list[ArgumentId] = []
        self._parts: list[Part] = []
        self._vectors: dict[Model, list[tuple[NDArray[np.int64], Packed]]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def positions(self) -> tuple[int, int]:
        """The first and the last one that was taken."""
        return int(self._parts[0].position[0]), int(self._parts[-1].position[-1])

    @property
    def posts(self) -> list[PostId]:
        """In which the arguments stand that were taken."""
        # np.unique would import numpy.ma, a fiftieth of a cold start.
        codes = np.flatnonzero(np.bincount(np.concatenate([part.post for part in self._parts])))
        return [PostId(self._posts.names[code]) for code in codes]

    def take_arguments(self, rows: Sequence[Row]) -> None:
        positions, ids, posts, subjects, stances, aspects, holders, confidences = zip(*rows, strict=True)
        self._ids += ids
        part = Part(
            position=np.array(positions, np.int64),
            post=_numbers(self._posts, posts),
            subject=_numbers(self._subjects, subjects),
            stance=_numbers(STANCE_CODES, stances),
            aspect=_numbers(ASPECT_CODES, aspects),
            holder=_numbers(self._holders, holders),
            confidence=np.array(confidences, np.float64),
        )
        self._parts.append(part)

    def take_vectors(self, rows: Sequence[Row]) -> None:
        for model, of_model in _by_model(rows).items():
            positions, _, scales, data = zip(*of_model, strict=True)
            taken = (np.array(positions, np.int64), Packed.read(scales, data))
            self._vectors.setdefault(model, []).append(taken)

    def batch(self, posts: Sequence[Row]) -> Batch:
        """All that was taken, with what its posts say."""
        of_posts, post = self._post_facets(posts), self._column("post")
        rows = np.searchsorted(of_posts.code, post)
        facets = Facets(
            position=self._column("position"),
            subject=self._column("subject"),
            stance=self._column("stance"),
            aspect=self._column("aspect"),
            holder=self._column("holder"),
            confidence=self._column("confidence"),
            post=post,
            author=of_posts.author[rows],
            day=of_posts.day[rows],
            moment=of_posts.moment[rows],
            saved=of_posts.saved[rows],
        )
        vectors = dict[Model, tuple[NDArray[np.int64], Block]]()
        for model, taken in self._vectors.items():
            places = facets.rows_at(np.concatenate([positions for positions, _ in taken]))
            packed = Packed.of([packed for _, packed in taken])
            vectors[model] = (places, PackedBlock(packed) if len(places) == ROWS_OF_A_BLOCK else packed.restored())
        return Batch(facets, self._ids, vectors)

    def _column(self, name: str) -> NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in self._parts])

    def _post_facets(self, rows: Sequence[Row]) -> PostFacets:
        published = [published_from(row[2]) for row in rows]
        saved = [moment_of(datetime.fromisoformat(row[3])) for row in rows]
        moments = [at if one is None else moment_of(one) for at, one in zip(saved, published, strict=True)]
        codes = _numbers(self._posts, [row[0] for row in rows])
        order = np.argsort(codes)
        return PostFacets(
            code=codes[order],
            author=_numbers(self._authors, [row[1] for row in rows])[order],
            day=np.array([UNDATED if one is None else one.toordinal() for one in published], np.int32)[order],
            moment=np.array(moments, np.float64)[order],
            saved=(np.array(saved, np.float64)[order] // SECONDS_OF_A_DAY + EPOCH).astype(np.int32),
        )


def _numbers(codes: Mapping[Any, int], names: Sequence[str | None]) -> NDArray[np.int32]:
    return np.fromiter(map(codes.__getitem__, names), np.int32, len(names))


def _by_model(rows: Sequence[Row]) -> Mapping[Model, Sequence[Row]]:
    models = {(row[1], len(row[3])) for row in rows}
    if len(models) == 1:  # as nearly always: to sort them would take as long as to read them
        return {models.pop(): rows}
    return {model: [row for row in rows if (row[1], len(row[3])) == model] for model in models}
