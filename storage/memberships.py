"""What becomes of points when arguments go, or come back."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import PointId
from bot.domain.post import ChannelId, PostId
from bot.domain.subject import SubjectKey
from storage.database import Session, Write
from storage.vectors import restored

# Left alone, SQLite would read all of the channel instead of looking into these indexes.
STANDING_IN = """SELECT a.argument_id, a.subject_key, a.stance, m.point_id FROM arguments a INDEXED BY arguments_of_post
                 JOIN point_members m ON m.channel_id = a.channel_id AND m.position = a.position
                 WHERE a.channel_id = $1 AND a.post_id IN (SELECT value FROM json_each($2))"""
PLACES = """SELECT scale, place FROM point_members INDEXED BY members_of_point
            WHERE channel_id = $1 AND point_id = $2 AND place IS NOT NULL ORDER BY position"""
SHRINK = "UPDATE points SET members = $3, total = $4 WHERE channel_id = $1 AND point_id = $2"
UNTELL = """UPDATE points SET told_by = NULL
            WHERE channel_id = $1 AND point_id IN (SELECT value FROM json_each($2))
            AND told_by IN (SELECT value FROM json_each($3))"""
REPEATING = """SELECT m.repeats, m.point_id, m.position, a.argument_id
               FROM point_members m INDEXED BY members_by_repeated
               JOIN arguments a ON a.channel_id = m.channel_id AND a.position = m.position
               WHERE m.channel_id = $1 AND m.repeats IS NOT NULL AND m.repeats IN (SELECT value FROM json_each($2))
               ORDER BY m.position"""
REPEAT = "UPDATE point_members SET repeats = $3 WHERE channel_id = $1 AND position = $2"
UNWRITE = """DELETE FROM point_texts WHERE channel_id = $1 AND EXISTS (
                 SELECT 1 FROM json_each(stands_on) WHERE value IN (SELECT value FROM json_each($2)))
             AND point_id IN (SELECT value FROM json_each($3))"""
DROP_EMPTY = """DELETE FROM points WHERE channel_id = $1 AND point_id IN (SELECT value FROM json_each($2))
                AND NOT EXISTS (SELECT 1 FROM point_members m
                                WHERE m.channel_id = points.channel_id AND m.point_id = points.point_id)"""
KEEP_ROOM = """INSERT INTO points (channel_id, point_id, position, subject_key, stance, told_by, members, total)
               VALUES ($1, $2, $3, $4, $5, $6, 0, $7) ON CONFLICT (channel_id, point_id) DO UPDATE SET
               told_by = coalesce(points.told_by, excluded.told_by)
               WHERE (points.subject_key, points.stance) = (excluded.subject_key, excluded.stance)"""
COME_BACK = """INSERT INTO point_members (channel_id, position, point_id)
               SELECT a.channel_id, a.position, p.point_id FROM arguments a
               JOIN points p ON p.channel_id = a.channel_id AND p.point_id = $3
               AND p.subject_key = a.subject_key AND p.stance = a.stance
               WHERE a.channel_id = $1 AND a.argument_id = $2
               ON CONFLICT (channel_id, position) DO NOTHING"""


@dataclass(frozen=True, slots=True)
class Membership:
    """That an argument stands in a point, on the side that the point is of."""

    point_id: PointId
    subject: SubjectKey
    stance: Stance
    tells: bool = False
    """Whether the point is told by it."""


async def memberships(
    session: Session, channel_id: ChannelId, posts: Sequence[PostId]
) -> Mapping[ArgumentId, Membership]:
    """In which points the arguments of these posts stand."""
    rows = await session.rows(STANDING_IN, channel_id, json.dumps(posts))
    return {row[0]: Membership(row[3], row[1], row[2]) for row in rows}


async def leave(
    session: Session, channel_id: ChannelId, left: Mapping[ArgumentId, Membership], staying: Collection[ArgumentId]
) -> None:
    """After arguments were deleted: let their points be what is left of them. Those that are `staying` come back in
    this transaction, and are waited for."""
    gone = json.dumps([argument_id for argument_id in left if argument_id not in staying])
    points = json.dumps(list({membership.point_id for membership in left.values()}))
    await session.run(UNTELL, channel_id, points, gone)
    await _repeat_another(session, channel_id, gone)
    await session.run(UNWRITE, channel_id, gone, points)
    for point_id in json.loads(points):
        rows = await session.rows(PLACES, channel_id, point_id)
        total = restored([row[0] for row in rows], [row[1] for row in rows]).sum(axis=0).tobytes() if rows else b""
        await session.run(SHRINK, channel_id, point_id, len(rows), total)
    awaited = {one.point_id for argument_id, one in left.items() if argument_id in staying}
    await session.run(DROP_EMPTY, channel_id, json.dumps([one for one in json.loads(points) if one not in awaited]))


async def unwrite(session: Session, channel_id: ChannelId, members: Mapping[ArgumentId, Membership]) -> None:
    """Drop the sentences that stand on these arguments: they may say what is said of them no more."""
    points = json.dumps(list({membership.point_id for membership in members.values()}))
    await session.run(UNWRITE, channel_id, json.dumps(list(members)), points)


async def _repeat_another(session: Session, channel_id: ChannelId, gone: str) -> None:
    """Of those in a point that repeat what is gone, the earliest says it now, and the others repeat that one."""
    firsts: dict[tuple[ArgumentId, PointId], ArgumentId] = {}
    values = list[tuple[ChannelId, int, ArgumentId | None]]()
    for repeated, point_id, position, argument_id in await session.rows(REPEATING, channel_id, gone):
        first = firsts.setdefault((repeated, point_id), argument_id)
        values.append((channel_id, position, None if first == argument_id else first))
    await session.write(Write(REPEAT, values))


async def come_back(
    session: Session, channel_id: ChannelId, position: int, back: Mapping[ArgumentId, Membership]
) -> None:
    """Bring arguments that are kept into the points in which they stood, where they are on that side still; a point
    that is not there gets `position`. They are measured when `group` is called next."""
    rooms = [
        (channel_id, one.point_id, position, one.subject, one.stance, argument_id if one.tells else None, b"")
        for argument_id, one in back.items()
    ]
    await session.write(
        Write(KEEP_ROOM, rooms),
        Write(COME_BACK, [(channel_id, argument_id, one.point_id) for argument_id, one in back.items()]),
        Write(DROP_EMPTY, [(channel_id, json.dumps([one.point_id for one in back.values()]))]),
    )
