"""Where PostgreSQL's SQL is not SQLite's. All other statements are the same text for both.

SQLite's planner is told by `INDEXED BY` which index to look into; PostgreSQL's knows how much a channel holds.
"""

import re
from collections.abc import Mapping
from functools import cache

from storage import answers, digests, erasure, jobs, point_links

HINT = re.compile(r" INDEXED BY \w+")

# What somebody else is claiming just now is passed over, instead of waited for.
CLAIM = """UPDATE jobs SET attempts = attempts + 1, leased_until = $3
           WHERE channel_id = $1 AND post_id = (
               SELECT post_id FROM jobs WHERE channel_id = $1 AND (leased_until <= $2 OR leased_until > $2 + 1200)
               ORDER BY attempts, position LIMIT 1 FOR UPDATE SKIP LOCKED)
           RETURNING post_id"""

# In an order, so that of two that flag answers of each other's channels none waits for the other for good.
FLAG = """WITH citing AS (
              SELECT a.channel_id, a.answer_id FROM answers a WHERE (a.channel_id, a.answer_id) IN (
                  SELECT s.asked_in, s.answer_id FROM json_each($2) AS gone CROSS JOIN answer_sources s
                  WHERE s.channel_id = $1 AND s.argument_id = gone.value)
              ORDER BY a.channel_id, a.answer_id FOR UPDATE)
          UPDATE answers SET withdrawn = TRUE FROM citing
          WHERE answers.channel_id = citing.channel_id AND answers.answer_id = citing.answer_id"""

# The answers first, as whoever flags them does: of the two none waits for the other for good.
DROP_SOURCES = """WITH dropped AS (
                      SELECT held_in FROM answers WHERE channel_id = $1 AND answer_id = $2 FOR UPDATE)
                  DELETE FROM answer_sources WHERE asked_in = $1 AND answer_id = $2 AND channel_id IN (
                      SELECT held.value FROM dropped, json_each(dropped.held_in) AS held)"""
DROP_ALL_SOURCES = """WITH dropped AS (
                          SELECT held_in FROM answers WHERE channel_id = $1 ORDER BY answer_id FOR UPDATE)
                      DELETE FROM answer_sources WHERE asked_in = $1 AND channel_id IN (
                          SELECT held.value FROM dropped, json_each(dropped.held_in) AS held)"""

# Who erases a channel flags answers of others and then drops its own: all of them are taken now, in the same order.
ALL_POSTS = """WITH taken AS (
                   SELECT a.answer_id FROM answers a WHERE (a.channel_id, a.answer_id) IN (
                       SELECT channel_id, answer_id FROM answers WHERE channel_id = $1
                       UNION SELECT asked_in, answer_id FROM answer_sources WHERE channel_id = $1)
                   ORDER BY a.channel_id, a.answer_id FOR UPDATE)
               SELECT post_id FROM posts WHERE channel_id = $1 AND (SELECT count(*) FROM taken) >= 0"""

SCHEDULED_CHANNELS = """SELECT channel_id FROM settings WHERE chosen::json ->> 'digest' IS NOT NULL
                        ORDER BY channel_id"""

UNCOMPARED = """WITH sided AS (
                    SELECT point_id, stance, members, position, split_part(subject_key, '/', 1) AS company
                    FROM points WHERE channel_id = $1 AND members >= 2),
                ranked AS (
                    SELECT point_id, stance, members, company, row_number() OVER (
                        PARTITION BY company, stance ORDER BY members DESC, position) AS place FROM sided)
                SELECT (json_agg(r.point_id ORDER BY r.place) FILTER (WHERE r.stance = 'bull'))::text,
                       (json_agg(r.point_id ORDER BY r.place) FILTER (WHERE r.stance = 'bear'))::text
                FROM ranked r LEFT JOIN points_compared c ON c.channel_id = $1 AND c.point_id = r.point_id
                WHERE r.place <= $2
                GROUP BY r.company
                HAVING count(*) FILTER (WHERE r.stance = 'bull') >= 2 AND count(*) FILTER (WHERE r.stance = 'bear') >= 2
                AND 2 * count(*) FILTER (
                    WHERE c.point_id IS NULL OR c.leased_until <= $3 OR c.leased_until > $3 + 1200) >= count(*)
                ORDER BY sum(r.members) DESC, r.company LIMIT $4"""

INSTEAD: Mapping[str, str] = {
    jobs.CLAIM: CLAIM,
    answers.FLAG: FLAG,
    answers.DROP_SOURCES: DROP_SOURCES,
    answers.DROP_ALL_SOURCES: DROP_ALL_SOURCES,
    erasure.ALL_POSTS: ALL_POSTS,
    digests.SCHEDULED_CHANNELS: SCHEDULED_CHANNELS,
    point_links.UNCOMPARED: UNCOMPARED,
}


@cache
def spoken(sql: str) -> str:
    """A statement of the store's as PostgreSQL takes it."""
    return INSTEAD.get(sql) or HINT.sub("", sql)
