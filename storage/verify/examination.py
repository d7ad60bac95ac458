"""What each driver brings of its own to say whether a store is whole."""

from collections.abc import Sequence
from typing import Protocol

from storage.database import Session
from storage.verify.rules import Rule
from storage.verify.rules_of_arguments import Spoilt


class Examination(Protocol):
    """How one kind of database is looked through, and how what it makes of the tables is made anew."""

    @property
    def orphans(self) -> Sequence[Rule]:
        """How rows are mended whose owners are not there: none, where the database lets no such thing come about."""
        ...

    @property
    def spoilt(self) -> Sequence[Spoilt]:
        """Arguments of which something is lost that only this database keeps so."""
        ...

    async def damage(self, session: Session) -> list[str]:
        """Where the database itself can't be read: nothing may be written until it is mended otherwise."""
        ...

    async def lost_indexes(self, session: Session) -> list[str]:
        """What the database's own indexes and keys say otherwise than its tables."""
        ...

    async def index_anew(self, session: Session) -> None:
        """Make the database's own indexes from its tables."""
        ...

    async def unlike_words(self, session: Session) -> list[str]:
        """What the words index says otherwise than the terms that are kept."""
        ...

    async def empty_words(self, session: Session) -> None:
        """Take everything out of the words index, readable or not."""
        ...
