"""Whether everything in a store agrees with everything else."""

from storage.database import Database


async def disagreements(database: Database) -> list[str]:
    raise NotImplementedError
