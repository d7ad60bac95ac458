"""A store that was opened, and its channels."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime

from bot.domain.health import Backlog, Server
from bot.domain.post import ChannelId
from bot.errors import NoChannel, StoreError
from storage.aliases import Aliases
from storage.answers import Answers
from storage.arguments import Arguments
from storage.arrivals import Arrivals
from storage.backlog import backlog, newest_save, waiting_posts
from storage.cases import Cases
from storage.corrections import Corrections
from storage.database import Database
from storage.digests import SCHEDULED_CHANNELS, Digests
from storage.erasure import Erasure
from storage.export import Export
from storage.history import History
from storage.jobs import Jobs
from storage.kept import StoreHealth
from storage.lengths import check_names
from storage.listing import Listing
from storage.names import Names
from storage.point_links import PointLinks
from storage.point_texts import PointTexts
from storage.points import Points
from storage.posts import Posts
from storage.precedence import Precedence
from storage.replies import Replies
from storage.restore import Restore
from storage.revising import Revising
from storage.search import Search
from storage.second_readings import SecondReadings
from storage.servers import condition, is_on_server
from storage.settings import Settings
from storage.shelves import Shelves
from storage.sources import Sources
from storage.suggestions import Suggestions
from storage.unfinished import Unfinished
from storage.usage import Spending
from storage.verify import disagreements

CHANNELS = "SELECT channel_id FROM channels ORDER BY channel_id"
SECOND_READING_CHANNELS = "SELECT DISTINCT channel_id FROM second_readings ORDER BY channel_id"
WAITING_CHANNELS = "SELECT DISTINCT channel_id FROM jobs ORDER BY channel_id"
KEPT_IN = """SELECT c.channel_id FROM channels c WHERE EXISTS (
                 SELECT 1 FROM savings s INDEXED BY savings_by_source
                 WHERE s.channel_id = c.channel_id AND s.source = $1)
             OR EXISTS (
                 SELECT 1 FROM answers a INDEXED BY answers_by_message
                 WHERE a.channel_id = c.channel_id AND a.place_message = $2)
             ORDER BY c.channel_id"""
WITHDRAWN_CHANNELS = """SELECT DISTINCT channel_id FROM answers WHERE withdrawn AND place_message IS NOT NULL
                        ORDER BY channel_id"""

UNFINISHED_CHANNELS = "SELECT DISTINCT channel_id FROM unfinished ORDER BY channel_id"


class ChannelStore(
    Revising,
    Posts,
    Listing,
    Sources,
    Arguments,
    Corrections,
    Search,
    Names,
    Cases,
    Points,
    PointTexts,
    PointLinks,
    History,
    Jobs,
    SecondReadings,
    Replies,
    Aliases,
    Suggestions,
    Settings,
    Spending,
    Answers,
    Unfinished,
    Digests,
    Arrivals,
    Erasure,
    Export,
    Restore,
):
    """Everything that is kept of one channel. Each part is described where it is written."""


class Store:
    """A store that was opened. Whoever opened it closes it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shelves = Shelves(database)
        self._precedence = Precedence()

    def channel(self, channel_id: ChannelId) -> ChannelStore:
        """Errors: NoChannel where the name is empty; NameTooLong."""
        if not channel_id.strip():
            raise NoChannel
        check_names(channel_id)
        return ChannelStore(self._database, self._shelves, self._precedence, channel_id)

    async def ping(self) -> StoreHealth:
        return await self._database.health()

    async def server(self) -> Server | None:
        """What the database's server says of itself; None where the store is a file."""
        if not is_on_server((await self.ping()).location):
            return None
        async with self._database.glancing() as session:
            return await condition(session)

    async def channels(self) -> list[ChannelId]:
        """Every channel of which anything is kept."""
        async with self._database.glancing() as session:
            return [channel_id for (channel_id,) in await session.rows(CHANNELS)]

    async def waiting_channels(self) -> list[ChannelId]:
        """The channels in which posts wait to be read for arguments."""
        async with self._database.glancing() as session:
            return [channel_id for (channel_id,) in await session.rows(WAITING_CHANNELS)]

    async def second_reading_channels(self) -> list[ChannelId]:
        """The channels with posts that the language model is to read yet."""
        async with self._database.glancing() as session:
            return [channel_id for (channel_id,) in await session.rows(SECOND_READING_CHANNELS)]

    async def kept_in(self, source: str, message: str) -> list[ChannelId]:
        """The channels in which something was saved from `source`, or an answer stands in the message."""
        async with self._database.glancing() as session:
            return [channel_id for (channel_id,) in await session.rows(KEPT_IN, source, message)]

    async def withdrawn_channels(self) -> list[ChannelId]:
        """The channels in which an answer stands that cites what was deleted since."""
        async with self._database.glancing() as session:
            return [channel_id for (channel_id,) in await session.rows(WITHDRAWN_CHANNELS)]

    async def unfinished_channels(self) -> list[ChannelId]:
        """The channels in which an answer is being written, or was when a process was killed."""
        async with self._database.glancing() as session:
            return [channel_id for (channel_id,) in await session.rows(UNFINISHED_CHANNELS)]

    async def scheduled_channels(self) -> list[ChannelId]:
        """The channels in which digests are sent by themselves."""
        async with self._database.glancing() as session:
            return [channel_id for (channel_id,) in await session.rows(SCHEDULED_CHANNELS)]

    async def waiting_posts(self) -> int:
        """How many posts wait in all channels; cheap enough to be asked every few seconds."""
        async with self._database.glancing() as session:
            return await waiting_posts(session)

    async def backlog(self, channel_id: ChannelId | None = None) -> Backlog:
        """What waits to be read, and for how long: in one channel, or in all where none is named."""
        async with self._database.glancing() as session:
            return await backlog(session, channel_id)

    async def newest_save(self) -> datetime | None:
        """When anything was last saved, in any channel."""
        async with self._database.glancing() as session:
            return await newest_save(session)

    async def erased(self) -> AsyncIterator[ChannelId | None]:
        """The channels in which something is deleted, as it is, whichever process does it; None where any may have been
        missed. What is held of them in memory is gone by then. For as long as it is asked."""
        async for channel_id in self._database.erased():
            with suppress(StoreError):  # what is held is let go; the next search says what is wrong
                await self._shelves.let_go(channel_id)
            yield channel_id

    async def verify(self) -> list[str]:
        """Read everything and say what disagrees: nothing, where the store is whole. 100k arguments take seconds."""
        return await disagreements(self._database)
