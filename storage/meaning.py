"""Finding a channel's arguments by meaning: in memory, or where the database keeps the vectors to itself, in that."""

import asyncio
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from storage.columns import Columns
from storage.database import AskedMeaning, MeaningIndex
from storage.scope import Embedded, Scope
from storage.vectors import nearest

Found = list[tuple[ArgumentId, float]]

COMPARED = 10_000
"""Vectors that the database finds and compares one by one in the time of a question."""
COMPARED_IN_A_ROW = 200_000
"""All of a channel's one after another, which takes half as long for each; of a larger one it looks into its graph.
That finds too little where most of what lies near is others': of the nearest dozen .94, with a tenth of a million."""
STEP = 4
"""How many times more are fetched when too few of the last ones were in the scope."""
MOST_FETCHED = 2_000
"""Of a whole channel: what is rarer in it than that is found one by one."""


@dataclass(frozen=True, slots=True)
class Query:
    channel_id: ChannelId
    embedded: Embedded
    scope: Scope
    limit: int


async def in_memory(columns: Columns, query: Query) -> Found:
    asked = query.embedded
    matrix = columns.matrices.get((asked.model, asked.vector.size))
    if matrix is None:
        return []
    ids, rows, blocks = columns.ids, matrix.rows, matrix.blocks()
    among = None if query.scope == Scope() else np.flatnonzero(columns.within(query.scope)[rows])
    # In a thread: a large channel's product takes milliseconds, and numpy lets others run meanwhile.
    places, cosines = await asyncio.to_thread(nearest, blocks, asked.vector, among, query.limit)
    return [(ids[row], float(cosine)) for row, cosine in zip(rows[places], cosines, strict=True)]


async def in_database(index: MeaningIndex, columns: Columns, query: Query) -> Found:
    facets, ids = columns.facets, columns.ids
    inside = columns.within(query.scope)
    if np.count_nonzero(inside) <= COMPARED:
        among = None if inside.all() else facets.position[inside].tolist()
        found = await index.nearest(AskedMeaning(query.channel_id, query.embedded, query.limit), among)
    else:
        found = await _of_the_whole(index, columns, inside, query)
    cosines = dict(found)
    rows = facets.rows_at(np.array([position for position, _ in found], np.int64))
    return [(ids[row], cosines[int(facets.position[row])]) for row in rows if inside[row]][: query.limit]


async def _of_the_whole(
    index: MeaningIndex, columns: Columns, inside: NDArray[np.bool_], query: Query
) -> list[tuple[int, float]]:
    facets, ids = columns.facets, columns.ids
    # As many as should hold enough of those inside, if one is as near there as elsewhere.
    size = ceil(2 * query.limit / inside.mean())
    while size <= MOST_FETCHED:
        asked = AskedMeaning(query.channel_id, query.embedded, size)
        in_a_row = len(ids) <= COMPARED_IN_A_ROW
        found = await (index.nearest(asked, None) if in_a_row else index.nearest_by_graph(asked))
        rows = facets.rows_at(np.array([position for position, _ in found], np.int64))
        if np.count_nonzero(inside[rows]) >= query.limit or len(found) < size:
            return found
        size *= STEP
    return await index.nearest(
        AskedMeaning(query.channel_id, query.embedded, query.limit), facets.position[inside].tolist()
    )
