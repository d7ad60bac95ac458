"""Finding arguments: by words, by meaning, by date; and saying what there is."""

from collections.abc import Sequence
from datetime import date
from math import ceil

import numpy as np

from bot.domain.answer import Considered, Held
from bot.domain.argument import ArgumentId
from storage.bound import Bound
from storage.columns import Columns
from storage.database import AskedWords, Session
from storage.meaning import Query, in_database, in_memory
from storage.scope import Embedded, Scope
from storage.shelves import Shelf
from storage.words import phrases_of

TOO_COMMON = 0.15
"""A word that stands in more of a channel's arguments than this tells little, and costs most to follow."""
ENOUGH_TO_JUDGE = 64
"""In fewer arguments, any word would soon be too common."""
STEP = 8
"""How many times more matches are fetched when too few of the last ones were in the scope."""


class Search(Bound):
    """A channel's arguments, found and counted. Nothing of another channel can be found from here."""

    async def by_words(self, terms: Sequence[str], scope: Scope, limit: int) -> list[ArgumentId]:
        """Arguments in which any of `terms` stands, best first (BM25).

        A term of several words is looked for as a phrase; so is a run of Chinese. Terms that stand in more than 15 % of
        the channel's arguments count only where no rarer one is found in the scope.
        """
        phrases = phrases_of(terms)
        if not phrases or limit < 1:
            return []
        shelf = await self._shelf()
        if not shelf.columns.ids:
            return []
        async with self._glancing() as session:
            for telling in await self._most_telling(session, shelf, phrases):
                asked = AskedWords(self.channel_id, shelf.state.number, len(shelf.columns.ids), telling, scope)
                found = await _find(session, shelf.columns, asked, limit)
                if found:
                    return found
        return []

    async def by_meaning(self, asked: Embedded, scope: Scope, limit: int) -> list[tuple[ArgumentId, float]]:
        """The arguments whose vectors are nearest, with the cosine, best first. Vectors of another model are not
        compared. In memory it is exact; of what PostgreSQL finds among many, see `drivers/postgres/meaning.py`."""
        if limit < 1:
            return []
        columns, query = (await self._shelf()).columns, Query(self.channel_id, asked, scope, limit)
        if self._database.meaning is None:
            return await in_memory(columns, query)
        return await in_database(self._database.meaning, columns, query)

    async def newest(self, scope: Scope, limit: int) -> list[ArgumentId]:
        """By the post's date, newest first; an undated post counts from when it was saved."""
        return (await self._shelf()).columns.newest(scope, limit)

    async def considered(self, scope: Scope, today: date | None = None) -> Considered:
        """How much there is in the scope; the newest post's age counts back from `today`."""
        return (await self._shelf()).columns.considered(scope, today or date.today())

    async def coverage(self) -> list[Held]:
        """How many arguments the channel holds on each subject, side and aspect, most first."""
        return list((await self._shelf()).columns.coverage())

    async def holders(self) -> list[str]:
        """Everyone who holds an argument in the channel, who holds most first."""
        return (await self._shelf()).columns.holders()

    async def _most_telling(self, session: Session, shelf: Shelf, phrases: Sequence[str]) -> list[Sequence[str]]:
        """What to look for, and what after that if it is nowhere in the scope: first what is rare enough."""
        enough = int(TOO_COMMON * len(shelf.columns.ids))
        if len(phrases) < 2 or len(shelf.columns.ids) < ENOUGH_TO_JUDGE:
            return [phrases]
        asked = AskedWords(self.channel_id, shelf.state.number, len(shelf.columns.ids), phrases, Scope())
        counts = await session.words.count(session, asked, enough + 1)
        rarer = [phrase for phrase, rows in counts.items() if 0 < rows <= enough]
        return [rarer, phrases] if rarer else [phrases]


async def _find(session: Session, columns: Columns, asked: AskedWords, limit: int) -> list[ArgumentId]:
    """The best matches whose confidence and date are the scope's too, which the index doesn't know."""
    # Both as they are now: another search may fill the shelf up while this one waits for the index.
    facets, ids = columns.facets, columns.ids
    inside = facets.within_window(asked.scope)
    if not inside.any():
        return []
    # As many as should hold enough of those inside, if a match is as likely there as elsewhere.
    size = limit if inside.all() else ceil(2 * limit / inside.mean())
    while True:
        found = await session.words.find(session, asked, size)
        rows = facets.rows_at(np.array(found, np.int64))
        rows = rows[inside[rows]]
        if len(rows) >= limit or len(found) < size:
            return [ids[row] for row in rows[:limit]]
        size *= STEP
