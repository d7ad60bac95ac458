"""What the store asks of a database. Each of `storage/drivers` is one."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.post import ChannelId
from storage.kept import StoreHealth
from storage.rows import Row
from storage.scope import Embedded, Scope
from storage.words import IndexRow


class Contradiction(Exception):  # the store's own: `restore` says it to a person
    """What was to be written contradicts what is kept: a key for the second time, or one that is not there."""


@dataclass(frozen=True, slots=True)
class Write:
    """A statement for each of `many` values."""

    sql: str
    many: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What is put to the words index of the channel with this number, which holds so many arguments: any of the
    phrases, within as much of the scope as the index knows."""

    channel_id: ChannelId
    number: int
    held: int
    phrases: Sequence[str]
    scope: Scope


class WordsIndex(Protocol):
    """Finds arguments by words. It is written within the transactions that write the arguments."""

    def adds(self, rows: Sequence[IndexRow]) -> Write: ...

    def takes(self, rows: Sequence[IndexRow]) -> Write:
        """To be written before the arguments go."""
        ...

    async def overwrite(self, session: "Session") -> None:
        """Let nothing be left of what was taken out in this transaction."""
        ...

    async def count(self, session: "Session", asked: AskedWords, enough: int) -> dict[str, int]:
        """In how many of the channel's arguments each phrase stands; `enough` where it is in so many or more."""
        ...

    async def find(self, session: "Session", asked: AskedWords, limit: int) -> list[int]:
        """The positions of the best matches, best first (BM25)."""
        ...


class Session(ABC):
    """Statements on one connection. Values stand for $1, $2, … in their order."""

    def __init__(self, words: WordsIndex) -> None:
        self.words = words

    @abstractmethod
    async def rows(self, sql: str, *values: Any) -> list[Row]: ...

    async def each(self, take: Callable[[Sequence[Row]], None], sql: str, *values: Any) -> None:
        """Hand the rows over in a thread, some at a time, if there are any."""
        if rows := await self.rows(sql, *values):
            await asyncio.to_thread(take, rows)

    @abstractmethod
    async def run(self, sql: str, *values: Any) -> None: ...

    @abstractmethod
    async def write(self, *writes: Write) -> None:
        """All of these, in this order, in one go."""

    @abstractmethod
    async def announce(self, channel_id: ChannelId) -> None:
        """Tell all processes, when the transaction is committed, that arguments of the channel went."""

    async def row(self, sql: str, *values: Any) -> Row | None:
        return next(iter(await self.rows(sql, *values)), None)

    async def one(self, sql: str, *values: Any) -> Row:
        """For a statement that always gives one row."""
        [row] = await self.rows(sql, *values)
        return row


@dataclass(frozen=True, slots=True)
class AskedMeaning:
    """With what a channel's vectors are compared: those of the same model and dimensions."""

    channel_id: ChannelId
    embedded: Embedded
    limit: int


class MeaningIndex(Protocol):
    """Finds vectors in the database, so that no process has to hold them. Positions and cosines, best first."""

    async def nearest(self, asked: AskedMeaning, among: Sequence[int] | None) -> list[tuple[int, float]]:
        """Exact, in time that grows with how many are compared. `among`: positions; None for the whole channel."""
        ...

    async def nearest_by_graph(self, asked: AskedMeaning) -> list[tuple[int, float]]:
        """Of the whole channel, and nearly exact."""
        ...


class Database(Protocol):
    """An open store, bound to no channel.

    Errors of all that reads or writes: StoreError's children.
    """

    @property
    def meaning(self) -> MeaningIndex | None:
        """None where vectors are compared in memory."""
        ...

    def writing(self, *channels: ChannelId) -> AbstractAsyncContextManager[Session]:
        """A transaction: on disk when the block ends, undone when it raises or is cancelled.

        Of those that name a channel one at a time is under way, in all processes.
        """
        ...

    def rehearsing(self) -> AbstractAsyncContextManager[Session]:
        """A transaction that is undone in any case."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Session]:
        """Statements that see one and the same state of the store."""
        ...

    def glancing(self) -> AbstractAsyncContextManager[Session]:
        """Statements that need not see the same state: without a transaction each is faster."""
        ...

    async def scrub(self) -> None:
        """After a deletion: let nothing of it be left where it could be read."""
        ...

    async def health(self) -> StoreHealth: ...

    def erased(self) -> AsyncIterator[ChannelId | None]:
        """The channels in which arguments went, as they go, whichever process it was; None where some may have been
        missed. Where only one machine's processes share the database nothing is told, and this ends at once."""
        ...
