"""The first journey: paste → posts → arguments, kept by channel."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from string import ascii_letters, digits
from typing import TYPE_CHECKING, TypeVar

from bot.arguments.extract import Batch, Unread
from bot.domain.correction import subject_put_right
from bot.domain.post import LONGEST_POST, Paste, Post, PostDraft, PostId, Reading, Ticker
from bot.domain.receipt import Receipt
from bot.errors import BudgetSpent, PostTooLong
from bot.subjects.listings import INDEX
from bot.subjects.resolve import Resolver
from storage import Embedded, KeptArgument, KnownPost, ReadPaste, found_by

if TYPE_CHECKING:
    from bot.arguments.extract import Extractor, Found, ReadPost
    from bot.domain.argument import Argument
    from bot.domain.subject import Alias
    from bot.errors import ModelError
    from bot.llm.deadline import Deadline
    from bot.subjects.companies import Companies
    from storage import ChannelStore, Grouping

T = TypeVar("T")

HONG_KONG = "HK"
AT_MOST = 64
"""Arguments that are brought into points before a post counts as read."""

CODED = 50_000
"""The first characters of a paste, in which bare codes are looked for before it is acknowledged: a quarter of a second
at most. Tags count in all of it, and its arguments' companies are looked for when it is read."""

LONG = 4000
"""Characters from which a text is worked on in a thread, some 8 ms: for less, the change costs more than it gives."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """Keeps pastes, and reads the kept posts for arguments."""

    companies: "Companies"
    extractor: "Extractor"
    model: str | None
    """Which model made the extractor's vectors; None where there is none."""
    grouping: "Grouping"
    """Which arguments make one point."""
    longest_post: int = LONGEST_POST
    """Characters of a post, at the most."""

    async def keep(self, paste: Paste, store: "ChannelStore") -> Receipt:
        """Save a paste and the posts in it; on disk when it returns, waiting to be read for arguments.

        Errors: NothingToSave, NotText, TooLarge, PostTooLong, StoreError's children; nothing was kept then.
        """
        with store.precedence.taken():
            read = await self.looked_through(paste, store)
            return Receipt(posts=await store.keep(read.paste, read.reading, read.known), skipped=read.reading.skipped)

    async def looked_through(self, paste: Paste, store: "ChannelStore", leaving: Collection[PostId] = ()) -> ReadPaste:
        """A paste taken apart, and which saved posts it repeats; nothing is kept.

        Of the posts that are `leaving`, soon to be deleted, only an exact repetition is recognised.
        Errors: NothingToSave, NotText, TooLarge, PostTooLong.
        """
        reading = await _worked(partial(self.taken_apart, paste), len(paste.raw))
        known = [await _known(draft, store, leaving) for draft in reading.posts]
        return ReadPaste(paste, reading, tuple(known))

    def taken_apart(self, paste: Paste) -> Reading:
        """The posts in a paste; nothing is kept. Errors: NothingToSave, NotText, TooLarge, PostTooLong."""
        from bot.intake.decode import check_text  # 40 ms to import, which a question need not wait for
        from bot.intake.read import read

        source = paste.source or "the paste"
        reading = read(check_text(paste.raw, source))
        if longer := [len(post.body) for post in reading.posts if len(post.body) > self.longest_post]:
            raise PostTooLong(source=source, size=max(longer), limit=self.longest_post)
        return reading.model_copy(update={"posts": tuple(self._coded(reading.posts))})

    async def saved_as(self, draft: PostDraft, store: "ChannelStore") -> PostId | None:
        """The saved post that a read one repeats, if any."""
        return (await _known(draft, store)).duplicate_of

    def _coded(self, drafts: Sequence[PostDraft]) -> Iterator[PostDraft]:
        left = CODED
        for draft in drafts:
            yield self._with_codes(draft, _opening(draft.body, left))
            left = max(0, left - len(draft.body))

    def _with_codes(self, draft: PostDraft, opening: str) -> PostDraft:
        """With the table's codes that stand bare in its opening (AMD, 941) after those in tags; an index is no
        listing."""
        if not opening and not draft.tickers:
            return draft
        tagged = {ticker.symbol: ticker for ticker in draft.tickers if ticker.market != INDEX}
        bare = {
            ticker.symbol: ticker
            for mention in (Resolver(self.companies).mentions(opening) if opening else ())
            for ticker in mention.subject.tickers
            if _is_code(mention.span.of(opening), ticker)
        }
        # Tags first, and again last: theirs is the name that the post gives.
        return draft.model_copy(update={"tickers": tuple((tagged | bare | tagged).values())})

    async def read(
        self, posts: Sequence[Post], store: "ChannelStore", deadline: "Deadline | None" = None
    ) -> "AsyncIterator[tuple[PostId, tuple[Argument, ...]]]":
        """Find the arguments of kept posts and keep them, a post at a time; the companies that their tags teach first.

        Done twice, the second reading replaces the first. Errors: UnknownPost where one was deleted meanwhile.
        """
        async for read in self.extractor.read(Batch(await self._unread(posts, store), store, deadline)):
            yield read.post.post_id, await self._settled(read, store)

    async def read_again(
        self, posts: Sequence[Post], store: "ChannelStore", share: float
    ) -> "AsyncIterator[tuple[PostId, ModelError | None]]":
        """The same for posts that were read without the model. One that it can't be asked about now stays as it is, and
        comes with the reason.

        `share`: of the day's budget. Errors: UnknownPost.
        """
        async for read in self.extractor.read(Batch(await self._unread(posts, store), store, share=share)):
            if read.failure is None:
                await self._settled(read, store)
            yield read.post.post_id, read.failure

    async def _unread(self, posts: Sequence[Post], store: "ChannelStore") -> list[Unread]:
        resolver = await self._taught(posts, store)
        return [await _unread(post, resolver, store) for post in posts]

    async def _settled(self, read: "ReadPost", store: "ChannelStore") -> "tuple[Argument, ...]":
        """A channel's budget that is spent is its own choice: the model reads such a post no other day."""
        again = read.failure is not None and not isinstance(read.failure, BudgetSpent)
        kept = [self._kept(item) for item in read.found]
        arguments = await store.settle(read.post.post_id, kept, read.engine, by_model_yet=again)
        # Kept already: a stop before this costs nothing but a wait at the next question. Where much is behind,
        # this post waits its turn.
        await store.group(self.grouping, AT_MOST)
        return arguments

    async def _taught(self, posts: Sequence[Post], store: "ChannelStore") -> Resolver:
        """Who names companies in the channel, once these posts' tags have taught it theirs."""
        resolver = Resolver.by(self.companies, await store.glossary())
        learned: list[Alias] = [alias for post in posts for alias in resolver.learn(post.tickers)]
        for alias in learned:
            await store.add_alias(alias)
        return Resolver.by(self.companies, await store.glossary()) if learned else resolver

    def _kept(self, found: "Found") -> KeptArgument:
        embedded = Embedded(self.model, found.vector) if found.vector is not None and self.model else None
        return KeptArgument(found.draft, embedded, found_by(found.draft), found.own)


def _opening(body: str, size: int) -> str:
    """No more than `size` characters of a text, cut where no code is cut."""
    return body if len(body) <= size else body[:size].rstrip(f"{ascii_letters}{digits}.")


def _is_code(words: str, ticker: Ticker) -> bool:
    """Whether a mention's words are the listing's own code; people in Hong Kong leave out the zeros before it."""
    is_short = ticker.market == HONG_KONG and words.isdecimal() and words.zfill(len(ticker.symbol)) == ticker.symbol
    return ticker.market != INDEX and (is_short or words == ticker.symbol)


async def _unread(post: Post, resolver: Resolver, store: "ChannelStore") -> Unread:
    quoted = await store.post(post.quotes_post) if post.quotes_post else None
    told = [subject_put_right(await store.corrections(one.post_id)) for one in (post, quoted) if one]
    return Unread(post, resolver, quoted, next((subject for subject in told if subject), None))


async def _known(draft: PostDraft, store: "ChannelStore", leaving: Collection[PostId] = ()) -> KnownPost:
    """Which saved post a new one repeats, if any."""
    from bot.intake.duplicates import fingerprint, same_post  # not on the way of a question either

    sketch = await _worked(partial(fingerprint, draft.body), len(draft.body))
    alike = await store.look_alikes(sketch, draft)
    staying = [post for post in alike if post.post_id not in leaving]
    twin = await _worked(lambda: next((one.post_id for one in staying if same_post(draft, one)), None), len(draft.body))
    return KnownPost(duplicate_of=twin, fingerprint=sketch)


async def _worked(work: Callable[[], T], size: int) -> T:
    """In a thread where it takes long: a megabyte is worked on for a second, in which the loop must go on."""
    return await asyncio.to_thread(work) if size >= LONG else work()
