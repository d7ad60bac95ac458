"""Whether everything in a store agrees with everything else, and making anew what can be made from what is kept."""

from dataclasses import dataclass

from storage.database import Database
from storage.drivers import open_database
from storage.drivers.sqlite.database import SqliteDatabase
from storage.verify.disagreeing import disagreements_of
from storage.verify.examination import Examination
from storage.verify.mending import mend
from storage.verify.sqlite import SqliteExamination

__all__ = ["Mended", "disagreements", "mend_store"]


@dataclass(frozen=True, slots=True)
class Mended:
    """What disagreed before, and what still does: that needs a backup, or an export and an import."""

    found: tuple[str, ...]
    left: tuple[str, ...]


def _examination_of(database: Database) -> Examination:
    if isinstance(database, SqliteDatabase):
        return SqliteExamination()
    from storage.verify.postgres import PostgresExamination  # who has a file need not wait for its client to load

    return PostgresExamination()


async def disagreements(database: Database) -> list[str]:
    """What is wrong in the store, a sentence each.

    Errors: StoreDamaged where it is so damaged that it can't be read through.
    """
    async with database.rehearsing() as session:
        return await disagreements_of(session, _examination_of(database))


async def mend_store(url: str, wait: float = 5.0) -> Mended:
    """Make anew what can be made from what is kept, in one transaction. A damaged file is left as it is.

    Errors: StoreError's children, as of `open_store`.
    """
    async with open_database(url, wait) as database:
        examination = _examination_of(database)
        async with database.rehearsing() as session:
            found = tuple(await disagreements_of(session, examination))
            damaged = await examination.damage(session)
        if not found or damaged:
            return Mended(found, found)
        async with database.writing() as session:
            await mend(session, examination)
        await database.scrub()
        return Mended(found, tuple(await disagreements(database)))
