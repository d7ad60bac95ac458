"""Taking a channel's casebook away, and bringing it back."""

from collections.abc import AsyncIterator, Iterable

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId
from bot.domain.receipt import Imported


class Moving(AtDesk):
    async def export(self, channel: ChannelId) -> AsyncIterator[str]:
        """Everything of the channel, a JSON object a line, in an order that depends on nothing but its content.

        Answers, verdicts and what threads asked for are not part of it: they belong to the place where they stand.
        """
        store = self._channel(channel)
        await store.group(self._desk.ingest.grouping)
        async for line in store.export_lines():
            yield line

    async def import_(self, channel: ChannelId, lines: Iterable[str]) -> Imported:
        """Restore an export, of this version or an earlier one; run again, nothing doubles. What is set here stays.

        Errors: BadImport.
        """
        store = self._channel(channel)
        imported = await store.restore(lines)
        await store.group(self._desk.ingest.grouping)
        return imported
