"""Making anew what can be made from what is kept."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.post import ChannelId, PostId
from storage.arguments import ArgumentRow, read_evidence
from storage.database import Session, Write
from storage.pastes import Saving, saving_write
from storage.points import UNMEASURE
from storage.rows import Row
from storage.verify.disagreeing import misplaced_spans
from storage.verify.examination import Examination
from storage.verify.rules import ANSWERS, CHANNELS, POSTS, Rule
from storage.verify.rules_of_arguments import ARGUMENTS, COUNTED_AGAIN, DROP_ARGUMENT, IN_NO_POINT, POINTS, SPOILT
from storage.verify.totals import sum_anew, wrong_points
from storage.words import IndexRow

AT_A_TIME = 500

READ_AGAIN = """INSERT INTO jobs (channel_id, post_id, position)
                SELECT p.channel_id, p.post_id, p.position FROM arguments a
                JOIN posts p ON p.channel_id = a.channel_id AND p.post_id = a.post_id
                WHERE a.channel_id = $1 AND a.position = $2 ON CONFLICT (channel_id, post_id) DO NOTHING"""

SAVED_BY_NOBODY = """SELECT p.channel_id, p.post_id, p.position, p.paste_id, p.saved_by, p.saved_at FROM posts p
                     WHERE NOT EXISTS (
                         SELECT 1 FROM savings s WHERE s.channel_id = p.channel_id AND s.post_id = p.post_id)"""
NEXT_PLACE = "SELECT coalesce(max(place) + 1, 0) FROM savings WHERE channel_id = $1 AND paste_id = $2"

NUMBERS = "SELECT channel_id, number FROM channels"
WORDED = """SELECT a.position, a.argument_id, t.words FROM arguments a
               JOIN argument_texts t ON t.channel_id = a.channel_id AND t.position = a.position
               WHERE a.channel_id = $1 AND a.position > $2 ORDER BY a.position LIMIT $3"""
TERMS = "UPDATE argument_texts SET terms = $3 WHERE channel_id = $1 AND position = $2"

# Whoever holds a channel in memory, in any process, reads it anew.
CHANGED = """UPDATE channels SET revision = revision + 1, erasures = erasures + 1, moves = moves + 1
             WHERE channel_id = $1"""


async def mend(session: Session, examination: Examination) -> None:
    """Within a transaction. Nothing of it touches what anybody pasted."""
    if await examination.lost_indexes(session):
        await examination.index_anew(session)
    await _mend_rows(session, examination)
    await _measure_anew(session)
    wrong = await wrong_points(session)
    await _unmeasure(session, {channel_id for channel_id, _ in wrong.unlike})
    await sum_anew(session, await wrong_points(session) if wrong.unlike else wrong)
    if await examination.unlike_words(session):
        await _index_words_anew(session, examination)
    await session.write(Write(CHANGED, [(channel_id,) for channel_id, _ in await session.rows(NUMBERS)]))


async def _mend_rows(session: Session, examination: Examination) -> None:
    """In this order: what others belong to comes first."""
    await _keep_to(session, (*examination.orphans, *CHANNELS, *POSTS))
    await _save_again(session)
    for spoilt in (*SPOILT, *examination.spoilt):
        await _read_again(session, await session.rows(spoilt.finds), spoilt.drops)
    await _read_again(session, await misplaced_spans(session), DROP_ARGUMENT)
    await _keep_to(session, (*ARGUMENTS, *POINTS, *ANSWERS))


async def _keep_to(session: Session, rules: Sequence[Rule]) -> None:
    for rule in rules:
        if await session.row(rule.finds) is not None:
            for statement in rule.mends:
                await session.run(statement)


async def _save_again(session: Session) -> None:
    """A post tells of its first saving who, when and in which paste; not from where."""
    for channel_id, post_id, position, paste_id, by, at in await session.rows(SAVED_BY_NOBODY):
        [place] = await session.one(NEXT_PLACE, channel_id, paste_id)
        saving = Saving(post_id, paste_id, place, by, datetime.fromisoformat(at), None, None)
        await session.write(saving_write(channel_id, [saving], position))


async def _read_again(session: Session, spoilt: Sequence[Row], drop: str) -> None:
    places = [tuple(row[1:3]) for row in spoilt]
    await session.write(Write(READ_AGAIN, places), Write(drop, places))


async def _measure_anew(session: Session) -> None:
    """What is in no point, though it should be, comes into one when the channel is grouped next."""
    for finds in (IN_NO_POINT, COUNTED_AGAIN):
        await _unmeasure(session, {channel_id for _, channel_id in await session.rows(finds)})


async def _unmeasure(session: Session, channels: Collection[ChannelId]) -> None:
    for channel_id in sorted(channels):
        for statement in UNMEASURE:
            await session.run(statement, channel_id)


async def _index_words_anew(session: Session, examination: Examination) -> None:
    """From the texts, and not from the terms that are kept: these may be what is wrong."""
    await examination.empty_words(session)
    for channel_id, number in await session.rows(NUMBERS):
        after = 0
        while rows := await session.rows(WORDED, channel_id, after, AT_A_TIME):
            indexed = await _worded(session, channel_id, number, rows)
            terms = [(channel_id, row.position, row.terms) for row in indexed]
            await session.write(Write(TERMS, terms), session.words.adds(indexed))
            after = rows[-1][0]


async def _worded(session: Session, channel_id: ChannelId, number: int, rows: Sequence[Row]) -> list[IndexRow]:
    found = {one.argument_id: one for one, _ in await read_evidence(session, channel_id, [row[1] for row in rows])}
    indexed: list[IndexRow] = []
    for position, argument_id, words in rows:
        row = ArgumentRow(PostId(""), found[argument_id], "", words, None)
        indexed.append(IndexRow(channel_id, number, position, row.terms, row.marks))
    return indexed
