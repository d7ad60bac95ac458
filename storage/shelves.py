"""What searches compare, in memory: a shelf for each channel, filled when the channel is first searched.

The store stays the truth. A channel's row in it says how often its arguments were changed; a shelf that is behind
fetches what is new before the next search, whoever wrote it: this process or another.
"""

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np

from bot.domain.post import ChannelId
from bot.errors import StoreError
from storage.columns import Columns
from storage.database import Database, Session
from storage.ending import to_the_end
from storage.filling import Batch

BUDGET_BYTES = 400 * 1024 * 1024
ROWS_AT_A_TIME = 8192

STATE = """SELECT number, revision, erasures, last_position, grouped, moves FROM channels WHERE channel_id = $1"""
POSITIONS = "SELECT position FROM arguments WHERE channel_id = $1 AND position <= $2 ORDER BY position"
SUBJECTS = "SELECT key, name, name_zh, kind, tickers FROM subjects WHERE channel_id = $1 ORDER BY key"
ARGUMENTS = """SELECT position, argument_id, post_id, subject_key, stance, aspect, holder, stance_confidence
               FROM arguments WHERE channel_id = $1 AND position > $2 ORDER BY position LIMIT $3"""
VECTORS = """SELECT position, model, scale, vector FROM vectors
             WHERE channel_id = $1 AND position BETWEEN $2 AND $3 ORDER BY position"""
POSTS = """SELECT post_id, author, published_at, saved_at FROM posts
           WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"""
MEMBERS = """SELECT position, point_id, repeats IS NOT NULL FROM point_members
             WHERE channel_id = $1 AND position > $2 ORDER BY position"""


@dataclass(frozen=True, slots=True)
class State:
    """How far a channel's arguments have come, or how far a shelf has followed them. `grouped` and `moves` follow
    which of them are in points."""

    number: int = 0
    revision: int = 0
    erasures: int = 0
    last_position: int = 0
    grouped: int = 0
    moves: int = 0

    def groups_as(self, other: "State") -> bool:
        """Whether the same arguments are in the same points."""
        return (self.revision, self.grouped, self.moves) == (other.revision, other.grouped, other.moves)


@dataclass(slots=True)
class Shelf:
    """A channel's columns, and the state of the channel that they show. `grouped`: that which their points show; those
    are fetched only for who asks for points."""

    columns: Columns = field(default_factory=Columns)
    state: State = State()
    grouped: State | None = None
    size_bytes: int = 0
    filling: asyncio.Lock = field(default_factory=asyncio.Lock)

    def shows(self, state: State, *, in_points: bool) -> bool:
        """Whether nothing that is looked at has changed since."""
        if in_points:
            return self.grouped is not None and self.grouped.groups_as(state)
        return self.state.revision >= state.revision


class Shelves:
    """The shelves of the channels that were searched last, within a budget of memory."""

    def __init__(self, database: Database, budget_bytes: int = BUDGET_BYTES) -> None:
        self._database = database
        self._budget_bytes = budget_bytes
        self._shelves: OrderedDict[ChannelId, Shelf] = OrderedDict()
        self.size_bytes = 0

    async def shelf_of(self, channel_id: ChannelId, *, in_points: bool = False) -> Shelf:
        """The channel's shelf, with everything on it that was committed before this call; `in_points`: also in which
        points it is."""
        shelf = self._shelves.setdefault(channel_id, Shelf())
        self._shelves.move_to_end(channel_id)
        async with self._database.glancing() as session:
            state = await _state_of(session, channel_id)
        if not shelf.shows(state, in_points=in_points):
            async with shelf.filling:
                # Another search may have done it while we waited.
                if not shelf.shows(state, in_points=in_points):
                    await self._fill(channel_id, shelf, in_points=in_points)
            self._weigh(channel_id, shelf)
        return shelf

    async def _fill(self, channel_id: ChannelId, shelf: Shelf, *, in_points: bool) -> None:
        async with self._database.reading() as session:
            state = await _state_of(session, channel_id)
            columns, grouped = shelf.columns, shelf.grouped
            if state.erasures != shelf.state.erasures:
                columns, grouped = await _without_gone(session, channel_id, columns), None
            await _fetch(session, channel_id, columns, with_vectors=self._database.meaning is None)
            if in_points:
                await _place(
                    session, channel_id, columns, grouped if grouped and grouped.moves == state.moves else None
                )
                grouped = state
        # The states come last: a fetching that was broken off is taken up again where it stopped.
        shelf.columns, shelf.state, shelf.grouped = columns, state, grouped

    async def let_go(self, channel_id: ChannelId | None) -> None:
        """Hold nothing any more of what is deleted of a channel, or of any; whoever still searches is not disturbed."""
        if channel_id is None:
            self._shelves.clear()
            self.size_bytes = 0
        elif channel_id in self._shelves:
            try:
                await self.shelf_of(channel_id)
            except StoreError:
                self._put_away(channel_id)
                raise

    def _put_away(self, channel_id: ChannelId) -> None:
        gone = self._shelves.pop(channel_id, None)
        self.size_bytes -= gone.size_bytes if gone else 0

    def _weigh(self, channel_id: ChannelId, shelf: Shelf) -> None:
        """Take note of a shelf's size, and put away the ones that were used least lately if they are too many."""
        if self._shelves.get(channel_id) is not shelf:
            return  # it was put away itself meanwhile
        self.size_bytes += shelf.columns.size_bytes - shelf.size_bytes
        shelf.size_bytes = shelf.columns.size_bytes
        while self.size_bytes > self._budget_bytes and len(self._shelves) > 1:
            self._put_away(next(iter(self._shelves)))


async def _state_of(session: Session, channel_id: ChannelId) -> State:
    row = await session.row(STATE, channel_id)
    return State() if row is None else State(*row)


async def _without_gone(session: Session, channel_id: ChannelId, columns: Columns) -> Columns:
    """What is still there of these; a position is never given twice."""
    if not columns.ids:
        return Columns()
    last = int(columns.facets.position[-1])
    rows = await session.rows(POSITIONS, channel_id, last)
    return columns.only(np.array([position for (position,) in rows], np.int64))


async def _place(session: Session, channel_id: ChannelId, columns: Columns, known: State | None) -> None:
    """Take over in which points arguments are: what came after the `known` state, or all.

    Beyond what is grouped too: what was read again or restored knows its point before it is measured.
    """
    members = await session.rows(MEMBERS, channel_id, known.grouped if known else 0)
    columns.place(members, anew=known is None)


async def _fetch(session: Session, channel_id: ChannelId, columns: Columns, *, with_vectors: bool) -> None:
    """Append everything that is behind the last row of `columns`; the subjects before the rows that name them."""
    columns.describe(await session.rows(SUBJECTS, channel_id))
    last = int(columns.facets.position[-1]) if len(columns.facets) else 0
    batches, rows_left = list[Batch](), True
    # In threads: thousands of rows would keep everything else waiting. To the end: the next search's would come in the
    # way of what a cancelled one began.
    try:
        while rows_left:
            filling = columns.filling()
            await to_the_end(session.each(filling.take_arguments, ARGUMENTS, channel_id, last, ROWS_AT_A_TIME))
            rows_left = len(filling) == ROWS_AT_A_TIME
            if filling:
                last = filling.positions[-1]
                if with_vectors:
                    await to_the_end(session.each(filling.take_vectors, VECTORS, channel_id, *filling.positions))
                posts = await session.rows(POSTS, channel_id, json.dumps(filling.posts))
                batches.append(await to_the_end(asyncio.to_thread(filling.batch, posts)))
    finally:
        columns.append(batches)
