"""A channel's own names for companies."""

from bot.domain.post import ChannelId
from bot.domain.subject import Alias
from bot.errors import UnknownAlias
from storage.bound import Bound
from storage.database import Session
from storage.words import folded

LIST = "SELECT name, company, added_by, learned FROM aliases WHERE channel_id = $1 ORDER BY folded"
# What a cashtag taught never overwrites what a person said.
ADD = """INSERT INTO aliases (channel_id, folded, name, company, added_by, learned) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (channel_id, folded) DO UPDATE SET
         name = excluded.name, company = excluded.company, added_by = excluded.added_by, learned = excluded.learned
         WHERE aliases.learned OR NOT excluded.learned"""
REMOVE = "DELETE FROM aliases WHERE channel_id = $1 AND folded = $2 RETURNING name"


async def read_aliases(session: Session, channel_id: ChannelId) -> list[Alias]:
    rows = await session.rows(LIST, channel_id)
    return [Alias(name=row[0], company=row[1], added_by=row[2], learned=bool(row[3])) for row in rows]


async def write_alias(session: Session, channel_id: ChannelId, alias: Alias) -> None:
    values = (alias.name, alias.company, alias.added_by, alias.learned)
    await session.run(ADD, channel_id, folded(alias.name), *values)


class Aliases(Bound):
    """Aliases are one and the same if they differ only in case, width or the script of their Chinese."""

    async def aliases(self) -> list[Alias]:
        async with self._glancing() as session:
            return await read_aliases(session, self.channel_id)

    async def add_alias(self, alias: Alias) -> None:
        """Add it, or set it anew; a learned one leaves a person's as it is."""
        async with self._writing() as session:
            await self._draw(session, 0)
            await write_alias(session, self.channel_id, alias)

    async def remove_alias(self, name: str) -> None:
        """Errors: UnknownAlias."""
        async with self._writing() as session:
            if await session.row(REMOVE, self.channel_id, folded(name)) is None:
                raise UnknownAlias(name=name)
