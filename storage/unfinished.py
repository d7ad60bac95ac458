"""The messages in which an answer is being written."""

from bot.domain.shown import Place
from storage.bound import ENTER, Bound

BEGIN = """INSERT INTO unfinished (channel_id, place_channel, place_message) VALUES ($1, $2, $3)
           ON CONFLICT (channel_id, place_channel, place_message) DO NOTHING"""
END = "DELETE FROM unfinished WHERE channel_id = $1 AND place_channel = $2 AND place_message = $3"
ALL = """SELECT place_channel, place_message FROM unfinished WHERE channel_id = $1
         ORDER BY place_channel, place_message"""
DROP_UNFINISHED = "DELETE FROM unfinished WHERE channel_id = $1"


class Unfinished(Bound):
    """Places of answers of which only a part stands there. No word of any stands here."""

    async def begin_showing(self, place: Place) -> None:
        async with self._writing() as session:
            await session.run(ENTER, self.channel_id)
            await session.run(BEGIN, self.channel_id, place.channel, place.message)

    async def end_showing(self, place: Place) -> None:
        """The answer stands there whole, or nothing of it."""
        async with self._writing() as session:
            await session.run(END, self.channel_id, place.channel, place.message)

    async def unfinished(self) -> list[Place]:
        async with self._glancing() as session:
            rows = await session.rows(ALL, self.channel_id)
        return [Place(channel=channel, message=message) for channel, message in rows]
