"""What speaks against a message."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.arguments.extract import Unread
from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook.asking import shelves_beside
from bot.casebook.desk import AtDesk
from bot.domain.counter import Counter
from bot.domain.post import ChannelId, Paste, PasteId, Post, PostDraft, PostId, Reading
from bot.domain.subject import SubjectKey
from bot.domain.text import Locale

if TYPE_CHECKING:
    from bot.answers.counter.naming import HeldFirst
    from bot.answers.voices import Stores

LONGEST_READ = 10_000
"""Characters of a message: some hundred sentences, which take three seconds."""
UNSAVED = "unsaved"
"""The id of what is only read."""


class Countering(AtDesk):
    async def other_side(
        self, channel: ChannelId, text: str, shelves: Sequence[ChannelId] = (), spoken: Locale | None = None
    ) -> Counter:
        """The saved arguments that speak against what a message claims: the channel's, and those of its shelves.

        Nothing of the message is kept, or sent to a language model. `spoken`: what the asker is shown elsewhere; of
        arguments as direct as each other, those in that language go first.
        Errors: NothingToSave where no text is in it, NotText, EmbeddingsFailed.
        """
        from bot.answers.counter.claims import claims_in, surest  # none of it is on the way of a question
        from bot.answers.counter.counter import counter_of
        from bot.answers.counter.finding import Said

        stores: Stores = {None: self._channel(channel)} | {
            shelf: self._channel(shelf) for shelf in shelves_beside(channel, shelves)
        }
        paste = Paste(raw=text[:LONGEST_READ], saved_by=UNSAVED, saved_at=datetime.now(UTC))
        reading = await asyncio.to_thread(self._desk.ingest.taken_apart, paste)
        extractor = ExtractiveExtractor(self.embedder, self._desk.run)
        claims = await claims_in(await self._unread(reading, stores), extractor)
        answered = surest(claims)
        said = Said(
            text=reading.text,
            claims=answered,
            model=self.embedder.name if self.embedder else None,
            reader=spoken.language if spoken else None,
            saved_as={shelf: await self._saved_as(reading, shelf or channel) for shelf in stores},
        )
        found = await counter_of(said, stores)
        return found.model_copy(update={"left_out": len(claims) - len(answered), "is_cut": len(text) > LONGEST_READ})

    async def _unread(self, reading: Reading, stores: "Stores") -> list[Unread]:
        """The posts of a message as they are read, but for those that it only quotes, where it says anything itself."""
        resolver = await self._naming(reading, stores)
        posts = [unsaved(draft) for draft in reading.posts]
        quoted = {draft.quotes for draft in reading.posts if draft.quotes is not None}
        own = [n for n in range(len(posts)) if n not in quoted] or range(len(posts))
        replied = {n: reading.posts[n].quotes for n in own}
        return [Unread(posts[n], resolver, None if (place := replied[n]) is None else posts[place]) for n in own]

    async def _naming(self, reading: Reading, stores: "Stores") -> "HeldFirst":
        """Who knows the channel's names, whom it and its shelves hold anything on, what the message's tags teach."""
        from bot.answers.counter.naming import HeldFirst

        glossary, held = await stores[None].glossary(), list[SubjectKey]()
        for store in stores.values():
            held += [subject.company for subject in await store.subjects()]
        known = HeldFirst(self._desk.companies, glossary, held)
        taught = [alias for draft in reading.posts for alias in known.learn(draft.tickers)]
        if not taught:
            return known
        aliases = (*glossary.aliases, *taught)
        return HeldFirst(self._desk.companies, glossary.model_copy(update={"aliases": aliases}), held)

    async def _saved_as(self, reading: Reading, channel: ChannelId) -> list[PostId]:
        """The saved posts that a message's own are."""
        store = self._channel(channel)
        found = [await self._desk.ingest.saved_as(draft, store) for draft in reading.posts]
        return [post for post in found if post is not None]


def unsaved(draft: PostDraft) -> Post:
    return Post(
        post_id=PostId(UNSAVED),
        paste_id=PasteId(UNSAVED),
        platform=draft.platform,
        author=draft.author,
        published_at=draft.published_at,
        language=draft.language,
        body=draft.body,
        tickers=draft.tickers,
        quotes_post=None,
        topic=draft.topic,
        url=draft.url,
        saved_by=UNSAVED,
        saved_at=datetime.now(UTC),
    )
