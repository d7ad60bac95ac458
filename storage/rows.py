"""Columns of the store as values of the domain, and back."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.argument import Argument, ArgumentId
from bot.domain.post import Post, Published, Segment, Ticker
from bot.domain.subject import Subject
from bot.domain.text import Span

Row = tuple[Any, ...]


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def tickers_to(tickers: Sequence[Ticker]) -> str:
    return compact([[ticker.symbol, ticker.market, ticker.name] for ticker in tickers])


def tickers_from(text: str) -> tuple[Ticker, ...]:
    if text == "[]":
        return ()
    return tuple(Ticker(symbol=symbol, market=market, name=name) for symbol, market, name in json.loads(text))


def segments_to(segments: Sequence[Segment]) -> str:
    return compact([[part.part, part.span.start, part.span.end, part.post] for part in segments])


def published_from(text: str | None) -> Published | None:
    if text is None:
        return None
    # A bare date has ten characters; anything longer has a time.
    return date.fromisoformat(text) if len(text) == len("2025-10-14") else datetime.fromisoformat(text)


def moment_of(time: Published) -> float:
    """Seconds of the epoch, to compare by; a time without an offset is taken for UTC, a date for its beginning."""
    if not isinstance(time, datetime):
        time = datetime(time.year, time.month, time.day, tzinfo=UTC)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def post_from(row: Row) -> Post:
    """From `posts.READ`."""
    return Post(
        post_id=row[0],
        paste_id=row[1],
        platform=row[2],
        author=row[3],
        published_at=published_from(row[4]),
        language=row[5],
        tickers=tickers_from(row[6]),
        quotes_post=row[7],
        topic=row[8],
        url=row[9],
        saved_by=row[10],
        saved_at=datetime.fromisoformat(row[11]),
        body=row[12],
        source=row[13],
    )


def subject_from(row: Row) -> Subject:
    """From key, name, name_zh, kind and tickers."""
    return Subject(key=row[0], name=row[1], name_zh=row[2], kind=row[3], tickers=tickers_from(row[4]))


def argument_from(row: Row, subject: Subject, post: Post) -> Argument:
    """From `arguments.READ`."""
    span = Span(start=row[3], end=row[4])
    return Argument(
        argument_id=ArgumentId(row[0]),
        claim=row[11],
        span=span,
        quote=span.of(post.body),
        stance=row[6],
        stance_confidence=row[7],
        subject=subject,
        aspect=row[8],
        holder=row[9],
        kind=row[10],
    )
