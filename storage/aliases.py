"""A channel's own names for companies, and the table's names that mean nothing in it."""

import json
from collections.abc import Collection, Iterable

from bot.domain.glossary import Glossary, SwitchedOff
from bot.domain.post import ChannelId, Ticker
from bot.domain.subject import Alias
from bot.errors import UnknownAlias
from storage.bound import Bound
from storage.database import Session
from storage.rows import tickers_from
from storage.words import folded

LIST = "SELECT name, company, added_by, learned FROM aliases WHERE channel_id = $1 ORDER BY folded"
# What a cashtag taught never overwrites what a person said.
ADD = """INSERT INTO aliases (channel_id, folded, name, company, added_by, learned) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (channel_id, folded) DO UPDATE SET
         name = excluded.name, company = excluded.company, added_by = excluded.added_by, learned = excluded.learned
         WHERE aliases.learned OR NOT excluded.learned"""
REMOVE = "DELETE FROM aliases WHERE channel_id = $1 AND folded = $2 RETURNING name"
LEARNED = "SELECT folded FROM aliases WHERE channel_id = $1 AND learned"
TEACHING = "SELECT DISTINCT tickers FROM posts WHERE channel_id = $1 AND tickers <> '[]'"
UNLEARN = "DELETE FROM aliases WHERE channel_id = $1 AND learned AND folded IN (SELECT value FROM json_each($2))"
OFF = "SELECT name, by_whom FROM switched_off WHERE channel_id = $1 ORDER BY folded"
SWITCH_OFF = """INSERT INTO switched_off (channel_id, folded, name, by_whom) VALUES ($1, $2, $3, $4)
                ON CONFLICT (channel_id, folded) DO NOTHING"""
SWITCH_ON = "DELETE FROM switched_off WHERE channel_id = $1 AND folded = $2 RETURNING name"


async def read_aliases(session: Session, channel_id: ChannelId) -> list[Alias]:
    rows = await session.rows(LIST, channel_id)
    return [Alias(name=row[0], company=row[1], added_by=row[2], learned=bool(row[3])) for row in rows]


async def write_alias(session: Session, channel_id: ChannelId, alias: Alias) -> None:
    values = (alias.name, alias.company, alias.added_by, alias.learned)
    await session.run(ADD, channel_id, folded(alias.name), *values)


async def unlearn(session: Session, channel_id: ChannelId, gone: Collection[Ticker]) -> None:
    """After posts went with these tags: let nothing be known from them that no other post teaches."""
    learned = {name for (name,) in await session.rows(LEARNED, channel_id)} if gone else set()
    lost = learned & _taught(gone)
    if lost:
        left = [tickers_from(tickers) for (tickers,) in await session.rows(TEACHING, channel_id)]
        lost -= _taught(ticker for tickers in left for ticker in tickers)
        await session.run(UNLEARN, channel_id, json.dumps(list(lost)))


def _taught(tags: Iterable[Ticker]) -> set[str]:
    """The names, as they are compared, that a tag may teach: see `Resolver.learn`."""
    return {folded(tag.name or tag.symbol) for tag in tags}


async def read_switched_off(session: Session, channel_id: ChannelId) -> list[SwitchedOff]:
    return [SwitchedOff(name=name, by_whom=by_whom) for name, by_whom in await session.rows(OFF, channel_id)]


async def write_switched_off(session: Session, channel_id: ChannelId, off: SwitchedOff) -> None:
    """Note it; what is off already stays off by whom it was."""
    await session.run(SWITCH_OFF, channel_id, folded(off.name), off.name, off.by_whom)


class Aliases(Bound):
    """Aliases are one and the same if they differ only in case, width or the script of their Chinese."""

    async def aliases(self) -> list[Alias]:
        async with self._glancing() as session:
            return await read_aliases(session, self.channel_id)

    async def glossary(self) -> Glossary:
        """The channel's own names, and those of the table that mean nothing in it."""
        async with self._glancing() as session:
            aliases = await read_aliases(session, self.channel_id)
            return Glossary(aliases=tuple(aliases), off=tuple(await read_switched_off(session, self.channel_id)))

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

    async def switch_off(self, off: SwitchedOff) -> None:
        """Let a name of the table mean nothing here."""
        async with self._writing() as session:
            await self._draw(session, 0)
            await write_switched_off(session, self.channel_id, off)

    async def switch_on(self, name: str) -> bool:
        """Let a name mean again what the table says; whether it was off."""
        async with self._writing() as session:
            return await session.row(SWITCH_ON, self.channel_id, folded(name)) is not None
