"""What every part of a channel's store is bound to."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.domain.post import ChannelId
from storage.database import Database, Session
from storage.precedence import Precedence
from storage.shelves import Shelf, Shelves

DRAW = """INSERT INTO channels (channel_id, last_position) VALUES ($1, $2)
          ON CONFLICT (channel_id) DO UPDATE SET last_position = channels.last_position + excluded.last_position
          RETURNING number, last_position - $2 + 1"""
ENTER = "INSERT INTO channels (channel_id) VALUES ($1) ON CONFLICT (channel_id) DO NOTHING"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Positions of a channel, from `first` on, that are a transaction's own; `number` is the channel's."""

    channel_id: ChannelId
    number: int
    first: int


class Bound:
    """A channel of an open store."""

    def __init__(self, database: Database, shelves: Shelves, precedence: Precedence, channel_id: ChannelId) -> None:
        self.channel_id = channel_id
        self.precedence = precedence
        self._database = database
        self._shelves = shelves

    def _writing(self) -> AbstractAsyncContextManager[Session]:
        return self._database.writing(self.channel_id)

    def _claiming(self) -> AbstractAsyncContextManager[Session]:
        """A transaction that waits for no other of the channel: who claims passes over what others claim."""
        return self._database.writing()

    def _reading(self) -> AbstractAsyncContextManager[Session]:
        return self._database.reading()

    def _glancing(self) -> AbstractAsyncContextManager[Session]:
        return self._database.glancing()

    async def _shelf(self, *, in_points: bool = False) -> Shelf:
        """What is compared in searches, as it stands now."""
        return await self._shelves.shelf_of(self.channel_id, in_points=in_points)

    async def _draw(self, session: Session, count: int) -> Drawn:
        """Draw `count` positions. Enters a channel that is new."""
        number, first = await session.one(DRAW, self.channel_id, count)
        return Drawn(self.channel_id, number, first)
