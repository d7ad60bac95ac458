"""Following a message that something was saved from."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId, Paste
from bot.domain.receipt import Receipt
from bot.errors import NothingToSave
from storage import ChannelStore, ReadPaste, Revision


class Following(AtDesk):
    """What was saved says what the message says."""

    async def revise(self, channel: ChannelId, source: str, texts: Sequence[str]) -> Receipt | None:
        """The message says these texts now: its posts are replaced, for the same savers and as of the same time. New
        ones wait to be read; one that it says as before stays what it is, with its arguments.

        None where nothing changed, or nothing was saved from it. Texts that hold nothing to save are left out; where
        none is left, all is withdrawn. Broken off anywhere, nothing is lost, and the next call finishes it.
        Errors: NotText, TooLarge; then nothing of what it said before was withdrawn.
        """
        store = self._channel(channel)
        async with self._desk.changing:
            revision = await store.revision(source, texts)
            if revision is None:
                return None
            new = await self._looked_through(store, source, revision)
            if not (new or revision.gone):
                return None
            await store.revise(source, new, revision.gone)
            posts = await store.saved_from(source)
        return Receipt(posts=posts, skipped=tuple(dict.fromkeys(part for one in new for part in one.reading.skipped)))

    async def _looked_through(self, store: ChannelStore, source: str, revision: Revision) -> list[ReadPaste]:
        new: list[ReadPaste] = []
        for text, saver in revision.new:
            paste = Paste(raw=text, saved_by=saver.saved_by, saved_at=saver.saved_at, source=source, url=saver.url)
            with suppress(NothingToSave):
                new.append(await self._desk.ingest.looked_through(paste, store, revision.leaving))
        return new

    async def sources(self, channel: ChannelId, since: datetime) -> list[str]:
        """The messages and files from which something was saved since then, newest first."""
        return await self._channel(channel).sources(since)

    async def kept_in(self, source: str, message: str) -> list[ChannelId]:
        """The channels that something was saved in from a message, named by its link, or that have an answer standing
        in it, named by its id. Of most messages: none."""
        return await self._desk.store.kept_in(source, message)
