"""What is set for a channel, and what its threads have asked for."""

from bot.domain.post import ChannelId
from bot.domain.settings import ChannelSettings
from bot.domain.shown import ThreadState
from storage.bound import ENTER, Bound
from storage.database import Session

READ = "SELECT chosen FROM settings WHERE channel_id = $1"
SET = """INSERT INTO settings (channel_id, chosen) VALUES ($1, $2)
         ON CONFLICT (channel_id) DO UPDATE SET chosen = excluded.chosen"""
SET_FIRST = "INSERT INTO settings (channel_id, chosen) VALUES ($1, $2) ON CONFLICT (channel_id) DO NOTHING"
THREAD = "SELECT state FROM threads WHERE channel_id = $1 AND thread = $2"
SET_THREAD = """INSERT INTO threads (channel_id, thread, state) VALUES ($1, $2, $3)
                ON CONFLICT (channel_id, thread) DO UPDATE SET state = excluded.state"""


async def read_settings(session: Session, channel_id: ChannelId) -> ChannelSettings | None:
    """None where nobody ever set anything."""
    row = await session.row(READ, channel_id)
    return None if row is None else ChannelSettings.model_validate_json(row[0])


async def write_first_settings(session: Session, channel_id: ChannelId, settings: ChannelSettings) -> None:
    """Set them where nobody did before."""
    await session.run(SET_FIRST, channel_id, settings.model_dump_json())


class Settings(Bound):
    """What those who manage a channel have set."""

    async def settings(self) -> ChannelSettings:
        async with self._glancing() as session:
            return await read_settings(session, self.channel_id) or ChannelSettings()

    async def set_settings(self, settings: ChannelSettings) -> None:
        async with self._writing() as session:
            await session.run(ENTER, self.channel_id)
            await session.run(SET, self.channel_id, settings.model_dump_json())

    async def thread_state(self, thread: str) -> ThreadState | None:
        """None where the thread has asked for nothing yet."""
        async with self._glancing() as session:
            row = await session.row(THREAD, self.channel_id, thread)
        return None if row is None else ThreadState(row[0])

    async def set_thread_state(self, thread: str, state: ThreadState) -> None:
        async with self._writing() as session:
            await session.run(ENTER, self.channel_id)
            await session.run(SET_THREAD, self.channel_id, thread, state)
