"""Everything of a channel as JSON Lines, and back."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable

from bot.domain.receipt import Imported
from storage.bound import Bound


class Transfer(Bound):
    def export_lines(self) -> AsyncIterator[str]:
        raise NotImplementedError

    async def restore(self, lines: AsyncIterable[str] | Iterable[str]) -> Imported:
        raise NotImplementedError
