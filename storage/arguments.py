"""Keeping what a post argues, and reading it again."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import Argument, ArgumentDraft, ArgumentId
from bot.domain.correction import Correction, Field, moved, subject_put_right
from bot.domain.post import ChannelId, Post, PostId
from bot.domain.subject import Subject
from storage import ids
from storage.answers import withdraw_citing
from storage.bound import Bound, Drawn
from storage.corrections import read_corrections, said_of, write_corrections
from storage.database import Session, WordsIndex, Write
from storage.kept import KeptArgument, found_by
from storage.lengths import check_names
from storage.memberships import come_back, leave, memberships, unwrite
from storage.posts import known_post, read_posts
from storage.rows import Row, argument_from, subject_from, tickers_to
from storage.second_readings import DONE, WANTED
from storage.vectors import Quantized, quantized, restored
from storage.words import IndexRow, Marks, fitting, words_of

# CROSS JOIN makes SQLite look up each argument; it would rather read all of the channel.
READ = """SELECT a.argument_id, a.post_id, a.position, a.span_start, a.span_end, a.subject_key, a.stance,
                 a.stance_confidence, a.aspect, a.holder, a.kind, t.claim,
                 s.key, s.name, s.name_zh, s.kind, s.tickers
          FROM json_each($2) AS wanted CROSS JOIN arguments a
          JOIN argument_texts t ON t.channel_id = a.channel_id AND t.position = a.position
          JOIN subjects s ON s.channel_id = a.channel_id AND s.key = a.subject_key
          WHERE a.channel_id = $1 AND a.argument_id = wanted.value"""
# CROSS JOIN for the same reason.
VECTORS = """SELECT a.argument_id, v.scale, v.vector FROM json_each($2) AS wanted
             CROSS JOIN arguments a CROSS JOIN vectors v
             WHERE a.channel_id = $1 AND a.argument_id = wanted.value
             AND v.channel_id = a.channel_id AND v.position = a.position AND v.model = $3"""
OF_POST = "SELECT argument_id FROM arguments WHERE channel_id = $1 AND post_id = $2 ORDER BY span_start, position"

ADD_SUBJECT = """INSERT INTO subjects (channel_id, key, name, name_zh, kind, tickers) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (channel_id, key) DO UPDATE SET
                 name = excluded.name, name_zh = excluded.name_zh, kind = excluded.kind, tickers = excluded.tickers"""
ADD_ARGUMENT = """INSERT INTO arguments (channel_id, position, argument_id, post_id, span_start, span_end, subject_key,
                                         stance, stance_confidence, aspect, holder, kind, engine)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"""
ADD_TEXTS = "INSERT INTO argument_texts (channel_id, position, claim, words, terms) VALUES ($1, $2, $3, $4, $5)"
ADD_VECTOR = "INSERT INTO vectors (channel_id, position, model, scale, vector) VALUES ($1, $2, $3, $4, $5)"
GREW = "UPDATE channels SET revision = revision + 1 WHERE channel_id = $1"

# Left alone, SQLite would read all of the channel instead of looking into this index.
STANDING = """SELECT a.argument_id, a.position, t.terms, a.subject_key, a.stance, a.aspect, a.holder
              FROM arguments a INDEXED BY arguments_of_post
              JOIN argument_texts t ON t.channel_id = a.channel_id AND t.position = a.position
              WHERE a.channel_id = $1 AND a.post_id IN (SELECT value FROM json_each($2))"""
DROP_ARGUMENTS = """DELETE FROM arguments INDEXED BY arguments_of_post
                    WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"""
DROP_SUBJECTS = """DELETE FROM subjects WHERE channel_id = $1 AND NOT EXISTS (
                       SELECT 1 FROM arguments a WHERE a.channel_id = $1 AND a.subject_key = subjects.key)"""
SHRANK = "UPDATE channels SET revision = revision + 1, erasures = erasures + 1 WHERE channel_id = $1"
JOB_DONE = "DELETE FROM jobs WHERE channel_id = $1 AND post_id = $2"

# Left alone, SQLite would read all of the channel instead of looking into this index.
KEPT = """SELECT a.argument_id, a.post_id, a.position, a.span_start, a.span_end, a.subject_key, a.stance,
                 a.stance_confidence, a.aspect, a.holder, a.kind, t.claim,
                 s.key, s.name, s.name_zh, s.kind, s.tickers, a.engine, t.words, v.model, v.scale, v.vector
          FROM arguments a INDEXED BY arguments_of_post
          JOIN argument_texts t ON t.channel_id = a.channel_id AND t.position = a.position
          JOIN subjects s ON s.channel_id = a.channel_id AND s.key = a.subject_key
          LEFT JOIN vectors v ON v.channel_id = a.channel_id AND v.position = a.position
          WHERE a.channel_id = $1 AND a.post_id = $2 ORDER BY a.position"""
READ_AGAIN = """INSERT INTO jobs (channel_id, post_id, position)
                SELECT channel_id, post_id, position FROM posts WHERE channel_id = $1 AND post_id = $2
                ON CONFLICT (channel_id, post_id) DO NOTHING"""


@dataclass(frozen=True, slots=True)
class ArgumentRow:
    """An argument as it is written down."""

    post_id: PostId
    argument: Argument
    engine: str
    words: str
    vector: Quantized | None

    @property
    def marks(self) -> Marks:
        argument = self.argument
        return Marks(argument.subject.key, argument.stance, argument.aspect, argument.holder)

    @property
    def terms(self) -> str:
        """What it is found by: the words of the quote, of the claim where it has others, and the extra ones."""
        quoted, claimed = words_of(self.argument.quote), words_of(self.argument.claim)
        own = quoted if set(claimed) <= set(quoted) else quoted + claimed
        return " ".join([*fitting(own), *fitting(words_of(self.words))])


class Arguments(Bound):
    """What the posts of a channel argue."""

    async def settle(
        self, post_id: PostId, found: Sequence[KeptArgument], engine: str, *, by_model_yet: bool = False
    ) -> tuple[Argument, ...]:
        """Keep what was found in a post, instead of what was found before; the post no longer waits. What was put right
        of the post holds for these arguments too, also where it was put right while they were read.

        Of two arguments with one span and one subject the first is kept. `by_model_yet`: a model is to read it too.
        Errors: UnknownPost (it was forgotten meanwhile); ValueError where a span ends outside the stored body.
        """
        async with self._writing() as session:
            post = await known_post(session, self.channel_id, post_id)
            put_right = (await read_corrections(session, self.channel_id, [post_id]))[post_id]
            rows = _rows_of(post, _put_right(post, found, put_right), engine)
            taken, again = await self._replace(session, post, rows), {row.argument.argument_id for row in rows}
            await withdraw_citing(session, self.channel_id, [gone for gone in taken if gone not in again])
            second = WANTED if by_model_yet else DONE
            await session.write(*(Write(done, [(self.channel_id, post_id)]) for done in (JOB_DONE, second)))
        return tuple(row.argument for row in rows)

    async def correct(self, post_id: PostId, put_right: Sequence[Correction]) -> Post:
        """Keep what a person puts right of a post, as far as it is not so already, and let the post and its arguments
        follow: those of its author have the author that counts now, those about its main subject the subject. The post
        as it counts now.

        Answers that cite it are flagged, unless only its address was put right. Where its arguments can't tell what
        follows for them (who reports nobody by name; what a subject that was put right before had been), it waits to
        be read again.
        Errors: UnknownPost, NameTooLong; nothing is changed then.
        """
        check_names(*(one.by for one in put_right), *_authors(put_right))
        async with self._writing() as session:
            post = await known_post(session, self.channel_id, post_id)
            before = (await read_corrections(session, self.channel_id, [post_id]))[post_id]
            about = subject_put_right(before)
            new = [
                one.model_copy(update={"read": said_of(post, one.field)})
                for one in put_right
                if one.value != (about if one.field is Field.SUBJECT else said_of(post, one.field))
            ]
            if not new:
                return post
            now = await write_corrections(session, self.channel_id, post, new)
            if any(one.field is not Field.URL for one in new):
                await self._follow(session, _Change(post, now, new, about))
        return now

    async def _follow(self, session: Session, change: "_Change") -> None:
        post_id = change.before.post_id
        kept = [_row_kept(row, change.before) for row in await session.rows(KEPT, self.channel_id, post_id)]
        grouped = await memberships(session, self.channel_id, [post_id])
        await unwrite(session, self.channel_id, grouped)
        taken = await self._replace(session, change.now, change.followed(kept))
        await withdraw_citing(session, self.channel_id, taken)
        if change.leaves_open(kept):
            await session.run(READ_AGAIN, self.channel_id, post_id)

    async def _replace(self, session: Session, post: Post, rows: Sequence[ArgumentRow]) -> list[ArgumentId]:
        """Let these be a post's arguments; those that were. One that is so still stays in its point."""
        drawn = await self._draw(session, len(rows))
        again = {row.argument.argument_id: row.argument.stance for row in rows}
        grouped = await memberships(session, self.channel_id, [post.post_id])
        back = {one: grouped[one] for one, stance in again.items() if one in grouped and grouped[one].stance == stance}
        taken = await take_arguments(session, drawn, [post.post_id], frozenset(back))
        await session.write(*argument_writes(session.words, drawn, rows))
        await come_back(session, self.channel_id, drawn.first, back)
        return taken

    async def arguments_of(self, post_id: PostId) -> list[Argument]:
        """In the order in which they stand in the post; none while it waits. Errors: UnknownPost."""
        async with self._reading() as session:
            post = await known_post(session, self.channel_id, post_id)
            return await read_arguments(session, self.channel_id, post)

    async def evidence(self, wanted: Sequence[ArgumentId]) -> list[tuple[Argument, Post]]:
        """The arguments with the posts that they stand in, in the order asked; what is gone meanwhile is left out."""
        async with self._reading() as session:
            return await read_evidence(session, self.channel_id, wanted)

    async def vectors(self, wanted: Sequence[ArgumentId], model: str) -> dict[ArgumentId, NDArray[np.float32]]:
        """The vectors that a model made of these arguments, as far as there are such, each of shape (d,)."""
        async with self._glancing() as session:
            rows = await session.rows(VECTORS, self.channel_id, json.dumps(wanted), model)
        return {argument_id: restored([scale], [vector])[0] for argument_id, scale, vector in rows}


async def read_evidence(
    session: Session, channel_id: ChannelId, wanted: Sequence[ArgumentId]
) -> list[tuple[Argument, Post]]:
    """In the order asked; what is not there is left out."""
    rows = await _rows_by_id(session, channel_id, wanted)
    posts = await read_posts(session, channel_id, list({row[1] for row in rows.values()}))
    there = [rows[argument_id] for argument_id in wanted if argument_id in rows]
    return [(argument_from(row, subject_from(row[12:]), posts[row[1]]), posts[row[1]]) for row in there]


async def read_arguments(session: Session, channel_id: ChannelId, post: Post) -> list[Argument]:
    """In the order in which they stand in the post."""
    of_post = [row[0] for row in await session.rows(OF_POST, channel_id, post.post_id)]
    rows = await _rows_by_id(session, channel_id, of_post)
    return [argument_from(rows[argument_id], subject_from(rows[argument_id][12:]), post) for argument_id in of_post]


async def _rows_by_id(session: Session, channel_id: ChannelId, wanted: Sequence[ArgumentId]) -> dict[ArgumentId, Row]:
    return {row[0]: row for row in await session.rows(READ, channel_id, json.dumps(wanted))}


def _row_kept(row: Row, post: Post) -> ArgumentRow:
    """From `KEPT`."""
    engine, words, model, scale, data = row[17:]
    vector = None if model is None else Quantized(model, scale, data)
    return ArgumentRow(post.post_id, argument_from(row, subject_from(row[12:]), post), engine, words, vector)


def _rows_of(post: Post, found: Sequence[KeptArgument], engine: str) -> list[ArgumentRow]:
    rows: dict[ArgumentId, ArgumentRow] = {}
    for item in found:
        argument = argument_of(post, ids.argument_id(post.post_id, item.draft), item.draft)
        vector = None if item.embedded is None else quantized(item.embedded)
        rows.setdefault(argument.argument_id, ArgumentRow(post.post_id, argument, engine, item.words, vector))
    return list(rows.values())


@dataclass(frozen=True, slots=True)
class _Change:
    """What was put right of a post just now; `about`: what had been put right before of what it is about."""

    before: Post
    now: Post
    new: Sequence[Correction]
    about: Subject | None

    def followed(self, kept: Sequence[ArgumentRow]) -> list[ArgumentRow]:
        """The post's arguments as they are now."""
        author = self.before.author
        held = [_held_by(row.argument, self.now.author, is_own=row.argument.holder == author) for row in kept]
        to = subject_put_right(self.new)
        told = held if to is None or self.about is not None else moved(held, to, self.now)
        rows: dict[ArgumentId, ArgumentRow] = {}
        for row, argument in zip(kept, told, strict=True):
            if argument is not None:
                rows.setdefault((changed := _changed(row, argument)).argument.argument_id, changed)
        return list(rows.values())

    def leaves_open(self, kept: Sequence[ArgumentRow]) -> bool:
        """Whether only the post itself can tell what follows."""
        is_named = self.before.author is None and self.now.author is not None
        is_about = any(one.field is Field.SUBJECT for one in self.new)
        nameless = any(row.argument.holder is None for row in kept)
        return (is_named and nameless) or (is_about and (self.about is not None or not kept))


def _authors(put_right: Sequence[Correction]) -> list[str | None]:
    return [one.value for one in put_right if one.field is Field.AUTHOR and not isinstance(one.value, Subject)]


D = TypeVar("D", bound=ArgumentDraft)


def _held_by(draft: D, author: str | None, *, is_own: bool) -> D:
    """An argument of the post's author's own has the author for its holder; nothing is known of who has no name."""
    own = is_own and draft.holder is not None and draft.holder != author
    return draft.model_copy(update={"holder": author}) if own else draft


def _changed(row: ArgumentRow, argument: Argument) -> ArgumentRow:
    if argument == row.argument:
        return row
    if argument.subject.key != row.argument.subject.key:
        argument = argument.model_copy(update={"argument_id": ids.argument_id(row.post_id, argument)})
    return replace(row, argument=argument, words=found_by(argument))


def _put_right(post: Post, found: Sequence[KeptArgument], put_right: Sequence[Correction]) -> list[KeptArgument]:
    """What was found in a post, with what was put right of the post before or meanwhile."""
    read = next((one.read for one in put_right if one.field is Field.AUTHOR), None)
    held = [
        item.draft.model_copy(update={"holder": post.author})
        if item.own
        else _held_by(item.draft, post.author, is_own=item.draft.holder == read)
        for item in found
    ]
    to = subject_put_right(put_right)
    told = held if to is None else moved(held, to, post)
    return [
        item if draft == item.draft else replace(item, draft=draft, words=found_by(draft))
        for item, draft in zip(found, told, strict=True)
        if draft is not None
    ]


def argument_of(post: Post, argument_id: ArgumentId, draft: ArgumentDraft) -> Argument:
    """Errors: ValueError where the span ends outside the post's body."""
    if draft.span.end > len(post.body):
        raise ValueError(f"[{draft.span.start}, {draft.span.end}) is outside a body of {len(post.body)} characters")
    return Argument(**dict(draft), argument_id=argument_id, quote=draft.span.of(post.body))


def argument_writes(words: WordsIndex, drawn: Drawn, rows: Sequence[ArgumentRow]) -> list[Write]:
    """Adds arguments at the drawn positions, with their vectors and words, and the subjects that are new."""
    channel_id = drawn.channel_id
    placed = list(enumerate(rows, drawn.first))
    terms = {position: row.terms for position, row in placed}
    index_rows = [IndexRow(channel_id, drawn.number, at, terms[at], row.marks) for at, row in placed]
    return [
        Write(ADD_SUBJECT, [_subject_values(channel_id, row) for row in rows]),
        Write(ADD_ARGUMENT, [_values(channel_id, at, row) for at, row in placed]),
        Write(ADD_TEXTS, [(channel_id, at, row.argument.claim, row.words, terms[at]) for at, row in placed]),
        Write(ADD_VECTOR, [(channel_id, at, *astuple(row.vector)) for at, row in placed if row.vector is not None]),
        words.adds(index_rows),
        Write(GREW, [(channel_id,)]),
    ]


def _subject_values(channel_id: ChannelId, row: ArgumentRow) -> tuple[object, ...]:
    subject = row.argument.subject
    return (channel_id, subject.key, subject.name, subject.name_zh, subject.kind, tickers_to(subject.tickers))


def _values(channel_id: ChannelId, position: int, row: ArgumentRow) -> tuple[object, ...]:
    argument = row.argument
    return (
        channel_id,
        position,
        argument.argument_id,
        row.post_id,
        argument.span.start,
        argument.span.end,
        argument.subject.key,
        argument.stance,
        argument.stance_confidence,
        argument.aspect,
        argument.holder,
        argument.kind,
        row.engine,
    )


async def take_arguments(
    session: Session, drawn: Drawn, post_ids: Sequence[PostId], staying: frozenset[ArgumentId] = frozenset()
) -> list[ArgumentId]:
    """Take out all arguments of these posts, with what belongs to them. Answers go on citing them.

    Those that are `staying` are kept again in this transaction, on the side on which they were.
    """
    wanted = json.dumps(post_ids)
    grouped = await memberships(session, drawn.channel_id, post_ids)
    standing = await session.rows(STANDING, drawn.channel_id, wanted)
    if standing:
        key = (drawn.channel_id, drawn.number)
        words = [IndexRow(*key, position, terms, Marks(*marks)) for _, position, terms, *marks in standing]
        await session.write(session.words.takes(words), Write(DROP_ARGUMENTS, [(drawn.channel_id, wanted)]))
        await leave(session, drawn.channel_id, grouped, staying)
        await session.write(
            Write(DROP_SUBJECTS, [(drawn.channel_id,)]),
            Write(SHRANK, [(drawn.channel_id,)]),
        )
        await session.announce(drawn.channel_id)
    return [row[0] for row in standing]
