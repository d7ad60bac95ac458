"""Everything of a channel as JSON Lines, in an order that restoring keeps: the same export again, byte for byte."""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence

from bot.domain.correction import Correction
from bot.domain.post import PasteId, Post, PostId
from bot.domain.text import Span
from storage.aliases import read_aliases, read_switched_off
from storage.bound import Bound
from storage.corrections import read_corrections
from storage.database import Session
from storage.lines import (
    AliasLine,
    ArgumentLine,
    CorrectionLine,
    DismissedLine,
    EndLine,
    HeaderLine,
    Line,
    PasteLine,
    PointPart,
    PostLine,
    SavingPart,
    SettingsLine,
    SwitchedOffLine,
    VectorPart,
)
from storage.posts import WAITING, read_posts
from storage.rows import Row, subject_from
from storage.settings import read_settings
from storage.suggestions import read_dismissed

POSTS_AT_A_TIME = 50

LAST = "SELECT coalesce(max(last_position), 0) FROM channels WHERE channel_id = $1"
POSTS = """SELECT position, post_id FROM posts
           WHERE channel_id = $1 AND position > $2 AND position <= $3 ORDER BY position LIMIT $4"""
SAVINGS = """SELECT post_id, paste_id, place, saved_by, saved_at, source, url FROM savings
             WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2)) ORDER BY post_id, position"""
PASTES = """SELECT paste_id, digest, raw, text, segments FROM pastes
            WHERE channel_id = $1 AND paste_id IN (SELECT value FROM json_each($2))"""
FINGERPRINTS = """SELECT post_id, value FROM fingerprints
                  WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2)) ORDER BY post_id, value"""
ARGUMENTS = """SELECT a.post_id, a.argument_id, t.claim, a.span_start, a.span_end, a.stance, a.stance_confidence,
                      a.aspect, a.holder, a.kind, a.engine, t.words, v.model, v.scale, v.vector,
                      m.point_id, p.told_by = a.argument_id, s.key, s.name, s.name_zh, s.kind, s.tickers
               FROM arguments a
               JOIN argument_texts t ON t.channel_id = a.channel_id AND t.position = a.position
               JOIN subjects s ON s.channel_id = a.channel_id AND s.key = a.subject_key
               LEFT JOIN vectors v ON v.channel_id = a.channel_id AND v.position = a.position
               LEFT JOIN point_members m ON m.channel_id = a.channel_id AND m.position = a.position
               LEFT JOIN points p ON p.channel_id = a.channel_id AND p.point_id = m.point_id
               WHERE a.channel_id = $1 AND a.post_id IN (SELECT value FROM json_each($2))
               ORDER BY a.post_id, a.position"""


class Export(Bound):
    """Everything of a channel, to take away."""

    async def export_lines(self) -> AsyncIterator[str]:
        """The channel's lines, each with its line feed. What is saved or deleted while they are read may be missing;
        nothing is there by half. Answers, verdicts and what threads asked for belong to the place and stay there."""
        async with self._reading() as session:
            [last] = await session.one(LAST, self.channel_id)
            settings = await read_settings(session, self.channel_id)
            aliases = await read_aliases(session, self.channel_id)
            off = await read_switched_off(session, self.channel_id)
            dismissed = await read_dismissed(session, self.channel_id)
        yield _written(HeaderLine())
        if settings is not None:
            yield _written(SettingsLine(settings=settings))
        for alias in aliases:
            yield _written(AliasLine(alias=alias))
        for one in off:
            yield _written(SwitchedOffLine(off=one))
        for digest, company in dismissed:
            yield _written(DismissedLine(digest=digest, company=company))
        after, told = 0, set[PasteId]()
        while True:
            # No transaction is held while the lines are taken: their reader may be slow, and a deletion would wait.
            async with self._reading() as session:
                rows = await session.rows(POSTS, self.channel_id, after, last, POSTS_AT_A_TIME)
                lines = await self._lines(session, [row[1] for row in rows], told)
            if not rows:
                break
            after = rows[-1][0]
            for line in lines:
                yield _written(line)
        yield _written(EndLine())

    async def _lines(self, session: Session, post_ids: Sequence[PostId], told: set[PasteId]) -> list[Line]:
        """Posts with their arguments, each after the pastes that it was saved in and that were not told of before."""
        wanted = json.dumps(post_ids)
        posts = await read_posts(session, self.channel_id, post_ids)
        savings = _by_first(await session.rows(SAVINGS, self.channel_id, wanted))
        fingerprints = _by_first(await session.rows(FINGERPRINTS, self.channel_id, wanted))
        arguments = _by_first(await session.rows(ARGUMENTS, self.channel_id, wanted))
        waiting = {row[0] for row in await session.rows(WAITING, self.channel_id, wanted)}
        put_right = await read_corrections(session, self.channel_id, post_ids)
        saved_in = {saving[0] for of_post in savings.values() for saving in of_post} - told
        pastes = _by_first(await session.rows(PASTES, self.channel_id, json.dumps(list(saved_in))))
        lines: list[Line] = []
        for post_id in post_ids:
            for saving in savings[post_id]:
                if saving[0] not in told:
                    told.add(saving[0])
                    lines += [_paste_line(saving[0], row) for row in pastes[saving[0]]]
            lines += [_correction_line(post_id, one) for one in put_right[post_id]]
            argued = [_argument_line(post_id, savings[post_id][0][0], row) for row in arguments[post_id]]
            line = _post_line(posts[post_id], savings[post_id], fingerprints[post_id])
            lines.append(line.model_copy(update={"waiting": post_id in waiting, "arguments": len(argued)}))
            lines += argued
        return lines


def _written(line: Line) -> str:
    return line.model_dump_json() + "\n"


def _by_first(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    """The rest of each row, under the id that it begins with."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found


def _paste_line(paste_id: PasteId, row: Row) -> PasteLine:
    digest, raw, text, segments = row
    parts = None if segments is None else json.loads(segments)
    return PasteLine(paste_id=paste_id, digest=digest, raw=raw, text=text, segments=parts)


def _correction_line(post_id: PostId, one: Correction) -> CorrectionLine:
    at = one.at.isoformat()
    return CorrectionLine(post_id=post_id, field=one.field, value=one.value, read=one.read, by=one.by, at=at)


def _post_line(post: Post, savings: Sequence[Row], fingerprint: Iterable[Row]) -> PostLine:
    return PostLine(
        post_id=post.post_id,
        paste_id=savings[0][0],
        platform=post.platform,
        author=post.author,
        published_at=None if post.published_at is None else post.published_at.isoformat(),
        language=post.language,
        body=post.body,
        tickers=post.tickers,
        quotes_post=post.quotes_post,
        topic=post.topic,
        url=post.url,
        waiting=False,
        fingerprint=tuple(value for (value,) in fingerprint),
        savings=tuple(
            SavingPart(paste_id=paste_id, place=place, saved_by=by, saved_at=at, source=source, url=url)
            for paste_id, place, by, at, source, url in savings
        ),
        arguments=0,
    )


def _argument_line(post_id: PostId, paste_id: PasteId, row: Row) -> ArgumentLine:
    argument_id, claim, start, end, stance, confidence, aspect, holder, kind, engine, words = row[:11]
    model, scale, data, point_id, tells = row[11:16]
    return ArgumentLine(
        argument_id=argument_id,
        post_id=post_id,
        paste_id=paste_id,
        claim=claim,
        span=Span(start=start, end=end),
        stance=stance,
        stance_confidence=confidence,
        subject=subject_from(row[16:]),
        aspect=aspect,
        holder=holder,
        kind=kind,
        engine=engine,
        words=words,
        vector=None if model is None else VectorPart(model=model, scale=scale, data=data),
        point=None if point_id is None else PointPart(point_id=point_id, tells=bool(tells)),
    )
