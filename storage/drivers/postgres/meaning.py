"""Vectors in PostgreSQL: found by pgvector, so that no process holds a channel's."""

from collections.abc import Sequence
from math import isnan
from typing import Any

from storage.database import AskedMeaning
from storage.drivers.postgres.connection import Connection, borrowed
from storage.drivers.postgres.place import Place, meanings

INDEXED = 384
"""Dimensions that the graph is built for."""

# One by one, through the primary key. Each distance is asked for once: within one statement it would be taken twice.
AMONG = """SELECT position, 1 - distance FROM (
               SELECT position, vector <=> $4 AS distance FROM vectors
               WHERE channel_id = $1 AND position = ANY($2::bigint[]) AND model = $3 AND vector_dims(vector) = $6
               ORDER BY distance, position LIMIT $5) AS near
           ORDER BY distance, position"""
ALL = """SELECT position, 1 - distance FROM (
             SELECT position, vector <=> $3 AS distance FROM vectors
             WHERE channel_id = $1 AND model = $2 AND vector_dims(vector) = $5
             ORDER BY distance, position LIMIT $4) AS near
         ORDER BY distance, position"""
# Through the graph, in so many words as its index is written in. What it finds is nearly in order.
BY_GRAPH = """WITH near AS MATERIALIZED (
                  SELECT position, vector::halfvec(384) <=> $3::halfvec(384) AS distance FROM vectors
                  WHERE channel_id = $1 AND model = $2 AND vector_dims(vector) = 384
                  ORDER BY vector::halfvec(384) <=> $3::halfvec(384) LIMIT $4)
              SELECT position, 1 - distance FROM near ORDER BY distance, position"""


class GraphIndex:
    """Of the nearest dozen of a large channel the graph finds .98: measured where all of a million vectors are its own,
    or three tenths of them; held on fewer by a test."""

    def __init__(self, pool: Connection, place: Place) -> None:
        self._pool = pool
        self._place = place

    async def nearest(self, asked: AskedMeaning, among: Sequence[int] | None) -> list[tuple[int, float]]:
        channel, model, vector = asked.channel_id, asked.embedded.model, asked.embedded.vector
        if among is None:
            return await self._found(ALL, channel, model, vector, asked.limit, len(vector))
        return await self._found(AMONG, channel, among, model, vector, asked.limit, len(vector))

    async def nearest_by_graph(self, asked: AskedMeaning) -> list[tuple[int, float]]:
        channel, model, vector = asked.channel_id, asked.embedded.model, asked.embedded.vector
        if len(vector) != INDEXED:
            return await self._found(ALL, channel, model, vector, asked.limit, len(vector))
        found = await self._found(BY_GRAPH, channel, model, vector, asked.limit)
        # Where they are fewer pgvector gave up: of what lies near too little is this channel's.
        return found if len(found) == asked.limit else await self.nearest(asked, None)

    async def _found(self, statement: str, *values: Any) -> list[tuple[int, float]]:
        async with borrowed(self._pool, self._place) as connection:
            with meanings(self._place):
                rows = await connection.fetch(statement, *values)
        # A vector of nothing but zeros has no direction, and no cosine with any.
        return [(position, 0.0 if isnan(cosine) else cosine) for position, cosine in rows]
