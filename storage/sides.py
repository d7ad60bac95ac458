"""One side of a subject, while newcomers are taken into its points within a transaction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import Argument, ArgumentId, Stance
from bot.domain.case import PointId
from bot.domain.post import ChannelId
from bot.domain.subject import SubjectKey
from storage import ids
from storage.arguments import read_evidence
from storage.database import Session, Write
from storage.grouping import Grouping, Places, Unplaced
from storage.members import Members, alike, read_members
from storage.vectors import Quantized, quantized_row, restored

LOOKED_AT = 48
"""Members of a point among which the one that tells it is looked for: those most like all of them."""
POINTS = """SELECT point_id, position, told_by, members, total FROM points
            WHERE channel_id = $1 AND subject_key = $2 AND stance = $3 ORDER BY position"""
KEEP_POINT = """INSERT INTO points (channel_id, point_id, position, subject_key, stance, told_by, members, total)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (channel_id, point_id) DO UPDATE SET
                told_by = excluded.told_by, members = excluded.members, total = excluded.total"""
KEEP_MEMBER = """INSERT INTO point_members (channel_id, position, point_id, scale, place)
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (channel_id, position) DO UPDATE SET
                 scale = excluded.scale, place = excluded.place"""
REPEATS = "UPDATE point_members SET repeats = $3 WHERE channel_id = $1 AND position = $2"
MOVE = """UPDATE point_members SET point_id = $2
          WHERE channel_id = $1 AND position IN (SELECT CAST(value AS BIGINT) FROM json_each($3))"""
MOVE_ALL = "UPDATE point_members INDEXED BY members_of_point SET point_id = $3 WHERE channel_id = $1 AND point_id = $2"
REDIRECT = "UPDATE point_moves SET became = $3 WHERE channel_id = $1 AND became = $2"
BECAME = """INSERT INTO point_moves (channel_id, point_id, became) VALUES ($1, $2, $3)
            ON CONFLICT (channel_id, point_id) DO UPDATE SET became = excluded.became"""
UNBECOME = "DELETE FROM point_moves WHERE channel_id = $1 AND point_id = $2"
DROP_POINT = "DELETE FROM points WHERE channel_id = $1 AND point_id = $2"
DROP_TEXT = "DELETE FROM point_texts WHERE channel_id = $1 AND point_id = $2"


@dataclass(frozen=True, slots=True)
class SideKey:
    subject: SubjectKey
    stance: Stance


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An argument that comes into a point: into its own, where it was in one before."""

    unplaced: Unplaced
    point_id: PointId | None = None

    @property
    def argument(self) -> Argument:
        return self.unplaced.argument


@dataclass(slots=True)
class Group:
    """A point while it changes. `grown`: by how many that were in no point before."""

    point_id: PointId
    position: int
    told_by: ArgumentId | None
    size: int
    total: NDArray[np.float32]
    grown: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """Errors of every method: those of the store."""

    session: Session
    channel_id: ChannelId
    key: SideKey
    grouping: Grouping
    groups: list[Group] = field(default_factory=list)

    async def take(self, newcomers: Sequence[Newcomer], measured: Places) -> bool:
        """Bring them into points; whether any argument that was in one is in another now."""
        rows = [quantized_row(place) for place in measured]
        # As they are kept, so that a total is the sum of what is kept.
        places = restored([row.scale for row in rows], [row.data for row in rows])
        await self._read(places.shape[1])
        joined = self._joined(newcomers, places)
        await self._keep(joined)
        await self._keep_members(newcomers, joined, rows)
        changed = [group for group in self.groups if group.grown]
        split = await self._look_anew(changed)
        merged = await self._merge([*changed, *split])
        return bool(split or merged)

    async def _read(self, dimensions: int) -> None:
        rows = await self.session.rows(POINTS, self.channel_id, self.key.subject, self.key.stance)
        for point_id, position, told_by, size, total in rows:
            # A writable copy; a point of which nothing is measured yet has no total.
            there = np.frombuffer(total, np.float32).copy() if total else np.zeros(dimensions, np.float32)
            self.groups.append(Group(point_id, position, told_by, size, there))

    def _joined(self, newcomers: Sequence[Newcomer], places: Places) -> list[Group]:
        """The group of each newcomer. Those that were in a point come first: they are what others may join, and
        change nothing that was not so before. One whose telling argument was deleted is told by none of them."""
        known = {group.point_id: group for group in self.groups}
        joined: dict[int, Group] = {}
        for n, one in enumerate(newcomers):
            if one.point_id is not None and one.point_id in known:
                joined[n] = known[one.point_id]
                self._add(joined[n], places[n])
        free = [n for n in range(len(newcomers)) if n not in joined]
        measured = [group for group in self.groups if group.size]
        found = self._rows_of(places[free], measured) if free else []
        for n, row in zip(free, found, strict=True):
            if row == len(measured):
                measured.append(self._founded(newcomers[n], places.shape[1]))
            joined[n] = measured[row]
            joined[n].grown += 1
            joined[n].told_by = joined[n].told_by or newcomers[n].argument.argument_id
            self._add(joined[n], places[n])
        return [joined[n] for n in range(len(newcomers))]

    def _rows_of(self, places: Places, measured: Sequence[Group]) -> Sequence[int]:
        return self.grouping.policy.joins(places, _totals(measured, places.shape[1]), _sizes(measured))

    def _founded(self, one: Newcomer, dimensions: int) -> Group:
        point_id = self._new_id(one.argument.argument_id)
        total = np.zeros(dimensions, np.float32)
        group = Group(point_id, one.unplaced.position, one.argument.argument_id, 0, total)
        self.groups.append(group)
        return group

    def _new_id(self, founder: ArgumentId) -> PointId:
        taken = {group.point_id for group in self.groups}
        every = (ids.point_id(founder, self.key.stance, again) for again in count())
        return next(point_id for point_id in every if point_id not in taken)

    def _add(self, group: Group, place: NDArray[np.float32]) -> None:
        group.total += place
        group.size += 1

    async def _keep(self, groups: Iterable[Group]) -> None:
        values = [
            (
                self.channel_id,
                group.point_id,
                group.position,
                self.key.subject,
                self.key.stance,
                group.told_by,
                group.size,
                group.total.tobytes(),
            )
            for group in {group.point_id: group for group in groups}.values()
        ]
        # An id that was another point's before is its own again.
        again = [(self.channel_id, values_of[1]) for values_of in values]
        await self.session.write(Write(KEEP_POINT, values), Write(UNBECOME, again))

    async def _keep_members(
        self, newcomers: Sequence[Newcomer], joined: Sequence[Group], rows: Sequence[Quantized]
    ) -> None:
        """A member that repeats another's words is kept, and counts for nobody of its own."""
        values = [
            (self.channel_id, one.unplaced.position, group.point_id, row.scale, row.data)
            for one, group, row in zip(newcomers, joined, rows, strict=True)
        ]
        await self.session.write(Write(KEEP_MEMBER, values))
        repeats = await self._repeats(newcomers, joined)
        await self.session.write(Write(REPEATS, [(self.channel_id, *pair) for pair in repeats if pair[1]]))

    async def _repeats(
        self, newcomers: Sequence[Newcomer], joined: Sequence[Group]
    ) -> list[tuple[int, ArgumentId | None]]:
        """The newcomers' positions, each with the earliest member whose words it repeats."""
        members = await self._members([group for group in joined if group.size > 1])
        pairs = list(zip(newcomers, joined, strict=True))
        near = [alike(one.unplaced.position, members.get(group.point_id)) for one, group in pairs]
        wanted = list({argument_id for some in near for argument_id in some})
        found = await read_evidence(self.session, self.channel_id, wanted) if wanted else []
        quotes = {other.argument_id: other.quote for other, _ in found}
        return [
            (one.unplaced.position, self._repeated(one.argument.quote, some, quotes))
            for one, some in zip(newcomers, near, strict=True)
        ]

    def _repeated(self, quote: str, near: Sequence[ArgumentId], quotes: Mapping[ArgumentId, str]) -> ArgumentId | None:
        return next((other for other in near if self.grouping.repeats(quote, quotes[other])), None)

    async def _members(self, groups: Iterable[Group]) -> dict[PointId, Members]:
        return await read_members(self.session, self.channel_id, list({group.point_id for group in groups}))

    async def _look_anew(self, changed: Sequence[Group]) -> list[Group]:
        """Ask of the points that are due whether they are one still, and what tells them best; the new ones."""
        due = [group for group in changed if self.grouping.policy.is_due(group.size - group.grown, group.size)]
        members, split = await self._members(due), list[Group]()
        for group in due:
            new = await self._split(group, members[group.point_id])
            split += [new] if new else []
        members |= await self._members([*split, *due]) if split else {}
        for group in (*due, *split):
            await self._tell(group, members[group.point_id])
        await self._keep([*changed, *split])
        return split

    async def _split(self, group: Group, members: Members) -> Group | None:
        measured = [one for one in self.groups if one.size]
        totals = _totals(measured, members.places.shape[1])
        leaves = self.grouping.policy.splits(members.places, totals, _sizes(measured))
        if leaves is None:
            return None
        told = [n for n, argument_id in enumerate(members.argument_ids) if argument_id == group.told_by]
        if told and leaves[told[0]]:
            leaves = ~leaves  # a point stays with what it is told by
        leaving = [members.positions[int(n)] for n in np.flatnonzero(leaves)]
        founder = members.argument_ids[int(np.flatnonzero(leaves)[0])]
        new = Group(self._new_id(founder), leaving[0], founder, len(leaving), members.places[leaves].sum(axis=0))
        group.total, group.size = members.places[~leaves].sum(axis=0), len(members.positions) - len(leaving)
        self.groups.append(new)
        await self._keep([group, new])
        await self.session.run(MOVE, self.channel_id, new.point_id, json.dumps(leaving))
        await self.session.run(DROP_TEXT, self.channel_id, group.point_id)
        return new

    async def _tell(self, group: Group, members: Members) -> None:
        alike = members.places @ (group.total / max(group.size, 1))
        best = [int(n) for n in np.argsort(-alike, kind="stable")[:LOOKED_AT]]
        likeness = {members.argument_ids[n]: float(alike[n]) for n in best}
        if group.told_by is not None and group.told_by in members.argument_ids:
            likeness.setdefault(group.told_by, float(alike[members.argument_ids.index(group.told_by)]))
        found = [one for one, _ in await read_evidence(self.session, self.channel_id, list(likeness))]
        now = next((n for n, one in enumerate(found) if one.argument_id == group.told_by), None)
        chosen = self.grouping.told_by([(one, likeness[one.argument_id]) for one in found], now)
        group.told_by = found[chosen].argument_id

    async def _merge(self, changed: Sequence[Group]) -> bool:
        measured = [group for group in self.groups if group.size]
        wanted = [n for n, group in enumerate(measured) if any(group is one for one in changed)]
        totals = _totals(measured, len(measured[0].total)) if measured else np.empty((0, 0), np.float32)
        pairs = self.grouping.policy.merges(totals, _sizes(measured), wanted)
        for gone, into in pairs:
            await self._become(measured[gone], measured[into])
        return bool(pairs)

    async def _become(self, gone: Group, into: Group) -> None:
        into.total += gone.total
        into.size += gone.size
        await self._keep([into])
        for statement in (MOVE_ALL, REDIRECT, BECAME):
            await self.session.run(statement, self.channel_id, gone.point_id, into.point_id)
        await self.session.run(DROP_POINT, self.channel_id, gone.point_id)
        self.groups.remove(gone)


def _totals(groups: Sequence[Group], dimensions: int) -> Places:
    return np.stack([group.total for group in groups]) if groups else np.empty((0, dimensions), np.float32)


def _sizes(groups: Sequence[Group]) -> NDArray[np.int64]:
    return np.array([group.size for group in groups], np.int64)
