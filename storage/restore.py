"""An export, read back into a channel."""

import json
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.correction import Field
from bot.domain.post import PasteId, Post, PostId
from bot.domain.receipt import Imported
from bot.errors import BadImport
from storage import ids
from storage.aliases import write_alias, write_switched_off
from storage.arguments import JOB_DONE, ArgumentRow, argument_of, argument_writes
from storage.bound import Bound
from storage.corrections import as_read, write_corrections
from storage.database import Contradiction, Session, Write
from storage.entries import (
    AliasEntry,
    DismissedEntry,
    Entry,
    PostEntry,
    SettingsEntry,
    SwitchedOffEntry,
    bad_import,
    entries,
)
from storage.lines import ArgumentLine, PasteLine, PostLine, SavingPart
from storage.memberships import Membership, come_back
from storage.pastes import PasteRow, Saving, add_paste, saving_write
from storage.posts import REPEATED, fingerprint_write, post_writes, read_posts
from storage.rows import compact, published_from
from storage.settings import write_first_settings
from storage.suggestions import write_dismissed
from storage.vectors import Quantized

LINES_AT_A_TIME = 1000
ORDINARY_LENGTH = 4000

QUOTE = """UPDATE posts SET quotes_post = $3
           WHERE channel_id = $1 AND post_id = $2 AND quotes_post IS NULL"""


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post of the export that is not here yet, and as what it comes here."""

    entry: PostEntry
    post: Post


@dataclass(frozen=True, slots=True)
class Quote:
    """That a post quotes another, by the ids in the export, and on what line that stands."""

    post_id: PostId
    quoted: PostId
    number: int


@dataclass(slots=True)
class Progress:
    """What a restoring has done, and under which ids its pastes and posts are here: the export's own, unless they were
    here before."""

    posts: int = 0
    arguments: int = 0
    duplicates: int = 0
    pastes: dict[PasteId, PasteId] = field(default_factory=dict)
    kept_as: dict[PostId, PostId] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)
    """Noted down once all posts are here: a post may quote one that comes after it."""


class Restore(Bound):
    """An export, brought back."""

    async def restore(self, lines: AsyncIterable[str] | Iterable[str]) -> Imported:
        """Read an export into this channel, with the ids that stand in it. What is here already stays as it is, and is
        counted as a duplicate; so this may be stopped at any time and run again.

        Errors: BadImport, with the line; what stands before it is kept. Where it is in order by itself and contradicts
        what is kept here, the line is the first of those that were to be kept with it, and none of them is.
        """
        progress = Progress()
        async for batch in _batches(entries(lines)):
            try:
                await self._take(batch, progress)
            except Contradiction as error:
                reason = f"what begins here contradicts itself or what is kept already: {error}"
                raise bad_import(batch[0].number, reason) from error
        await self._quote(progress)
        return Imported(posts=progress.posts, arguments=progress.arguments, duplicates=progress.duplicates)

    async def _take(self, batch: Sequence[Entry], progress: Progress) -> None:
        """Keep a batch in one transaction."""
        posts = [entry for entry in batch if isinstance(entry, PostEntry)]
        async with self._writing() as session:
            await self._draw(session, 0)
            for settings in (entry.settings for entry in batch if isinstance(entry, SettingsEntry)):
                await write_first_settings(session, self.channel_id, settings)
            for entry in batch:
                await self._add_name(session, entry)
            await self._add_pastes(session, [paste for entry in posts for paste in entry.pastes], progress)
            new = await self._new(session, posts, progress)
            await self._add_posts(session, new)
            await self._add_savings(session, posts, progress)
            await self._add_arguments(session, new, progress)
        progress.posts += len(new)
        progress.duplicates += len(posts) - len(new)

    async def _add_name(self, session: Session, entry: Entry) -> None:
        match entry:
            case AliasEntry():
                await write_alias(session, self.channel_id, entry.alias)
            case SwitchedOffEntry():
                await write_switched_off(session, self.channel_id, entry.off)
            case DismissedEntry():
                await write_dismissed(session, self.channel_id, entry.digest, entry.company)

    async def _add_pastes(self, session: Session, lines: Sequence[PasteLine], progress: Progress) -> None:
        drawn = await self._draw(session, len(lines))
        for position, line in enumerate(lines, drawn.first):
            progress.pastes[line.paste_id] = await add_paste(session, self.channel_id, _paste_row(line), position)

    async def _new(self, session: Session, entries: Sequence[PostEntry], progress: Progress) -> list[NewPost]:
        """The posts of these that are not here yet; and note of all under which id they are, and what they quote."""
        new: list[NewPost] = []
        here = await self._here(session, entries)
        for entry in entries:
            line, digest = entry.post, _digest(entry)
            kept_as = here.get(line.post_id) or here.get(digest)
            if kept_as is None:
                new.append(NewPost(entry, _post_of(entry, progress)))
            if line.quotes_post is not None:
                progress.quotes.append(Quote(line.post_id, line.quotes_post, entry.number))
            here[digest] = here[line.post_id] = progress.kept_as[line.post_id] = kept_as or line.post_id
        return new

    async def _here(self, session: Session, entries: Sequence[PostEntry]) -> dict[str, PostId]:
        """The ids of the posts that are here already, by their ids and by their digests."""
        by_id = await read_posts(session, self.channel_id, [entry.post.post_id for entry in entries])
        digests = [_digest(entry) for entry in entries]
        rows = await session.rows(REPEATED, self.channel_id, json.dumps(digests))
        return {**{post_id: post_id for post_id in by_id}, **dict(rows)}

    async def _add_posts(self, session: Session, new: Sequence[NewPost]) -> None:
        drawn = await self._draw(session, len(new))
        lines = [item.entry.post for item in new]
        await session.write(
            *post_writes(self.channel_id, [item.post for item in new], drawn.first),
            fingerprint_write(self.channel_id, [(line.post_id, frozenset(line.fingerprint)) for line in lines]),
            Write(JOB_DONE, [(self.channel_id, line.post_id) for line in lines if not line.waiting]),
        )
        for item in new:
            if item.entry.put_right:
                put_right = [line.correction for line in item.entry.put_right]
                await write_corrections(session, self.channel_id, item.post, put_right)

    async def _add_savings(self, session: Session, entries: Sequence[PostEntry], progress: Progress) -> None:
        savings = [_saving(entry.post, part, progress) for entry in entries for part in entry.post.savings]
        drawn = await self._draw(session, len(savings))
        await session.write(saving_write(self.channel_id, savings, drawn.first))

    async def _add_arguments(self, session: Session, new: Sequence[NewPost], progress: Progress) -> None:
        rows = [_argument_row(item.post, line) for item in new for line in item.entry.arguments]
        drawn = await self._draw(session, len(rows))
        await session.write(*argument_writes(session.words, drawn, rows))
        lines = [line for item in new for line in item.entry.arguments]
        back = {line.argument_id: one for line in lines if (one := _membership(line)) is not None}
        await come_back(session, self.channel_id, drawn.first, back)
        progress.arguments += len(rows)

    async def _quote(self, progress: Progress) -> None:
        kept_as = progress.kept_as
        there = [quote for quote in progress.quotes if quote.quoted in kept_as]
        async with self._writing() as session:
            pairs = [(kept_as[quote.post_id], kept_as[quote.quoted]) for quote in there]
            await session.write(Write(QUOTE, [(self.channel_id, *pair) for pair in pairs]))
        for quote in progress.quotes:
            if quote.quoted not in kept_as:
                raise bad_import(quote.number, "it quotes a post that is not in the export")


async def _batches(read: AsyncIterator[Entry]) -> AsyncIterator[list[Entry]]:
    """What fits into a transaction each; what was read before a bad line is given before the error."""
    batch: list[Entry] = []
    weight = 0
    try:
        async for entry in read:
            batch.append(entry)
            weight += _weight(entry)
            if weight >= LINES_AT_A_TIME:
                yield batch
                batch, weight = [], 0
    except BadImport:
        yield batch
        raise
    yield batch


def _weight(entry: Entry) -> int:
    """In lines of ordinary length; a long paste weighs more."""
    if not isinstance(entry, PostEntry):
        return 1
    return 1 + len(entry.arguments) + sum(len(paste.raw or "") for paste in entry.pastes) // ORDINARY_LENGTH


def _paste_row(line: PasteLine) -> PasteRow:
    digest = line.digest if line.raw is None else ids.paste_digest(line.raw)
    segments = None if line.segments is None else compact(line.segments)
    return PasteRow(line.paste_id, digest, line.raw, line.text, segments)


def _digest(entry: PostEntry) -> str:
    """Of what was read, as that of a post here."""
    read = next((line.read for line in entry.put_right if line.field is Field.AUTHOR), entry.post.author)
    return ids.post_digest(read, entry.post.body)


def _post_of(entry: PostEntry, progress: Progress) -> Post:
    """The post as it is added: as it was read, and it quotes nothing yet, because what it quotes may come later."""
    line, first = entry.post, entry.post.savings[0]
    post = Post(
        post_id=line.post_id,
        paste_id=progress.pastes[first.paste_id],
        platform=line.platform,
        author=line.author,
        published_at=published_from(line.published_at),
        language=line.language,
        body=line.body,
        tickers=line.tickers,
        quotes_post=None,
        topic=line.topic,
        url=line.url,
        saved_by=first.saved_by,
        saved_at=datetime.fromisoformat(first.saved_at),
        source=first.source,
    )
    return as_read(post, [one.correction for one in entry.put_right])


def _saving(line: PostLine, part: SavingPart, progress: Progress) -> Saving:
    return Saving(
        post_id=progress.kept_as[line.post_id],
        paste_id=progress.pastes[part.paste_id],
        place=part.place,
        saved_by=part.saved_by,
        saved_at=datetime.fromisoformat(part.saved_at),
        source=part.source,
        url=part.url,
    )


def _argument_row(post: Post, line: ArgumentLine) -> ArgumentRow:
    vector = line.vector
    return ArgumentRow(
        post_id=post.post_id,
        argument=argument_of(post, line.argument_id, line.draft),
        engine=line.engine,
        words=line.words,
        vector=None if vector is None else Quantized(vector.model, vector.scale, vector.data),
    )


def _membership(line: ArgumentLine) -> Membership | None:
    point = line.point
    return None if point is None else Membership(point.point_id, line.subject.key, line.stance, point.tells)
