"""Pastes and the posts that were read in them."""

from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from pydantic import BaseModel, Field

from bot.domain.text import Kept, Language, Span

ChannelId = NewType("ChannelId", str)
PasteId = NewType("PasteId", str)
PostId = NewType("PostId", str)

Published = datetime | date
"""A time where the text gives one, a bare date where it gives only that; aware only where it gives an offset."""


class Platform(StrEnum):
    LONGPORT = "longport"
    XUEQIU = "xueqiu"
    STOCKTWITS = "stocktwits"
    X = "x"
    REDDIT = "reddit"
    GENERIC = "generic"


class Part(StrEnum):
    """What a stretch of a paste is. `QUOTED` is another post's text inside this one, in that post's own words."""

    HEADER = "header"
    BODY = "body"
    QUOTED = "quoted"
    BOILERPLATE = "boilerplate"


class Segment(BaseModel, frozen=True):
    """A stretch of a paste's text: what it is, and of which of the paste's posts (counted from 0)."""

    part: Part
    span: Span
    post: int | None = None


class Ticker(BaseModel, frozen=True):
    """A listing: `01810` on `HK`, with the name that the tag gave it.

    Markets: US, HK, SH, SZ, BJ, TW, JP, KR, SG, UK, DE, FR, NL, CH, …, CRYPTO, INDEX. Hong Kong codes have five digits.
    """

    symbol: str
    market: str
    name: str | None = None


class Paste(BaseModel, frozen=True):
    """What a person pasted: the text as it came, by whom, when, and from where."""

    raw: str
    saved_by: Kept
    saved_at: datetime
    source: Kept | None = None
    """A file's name or a message's jump link."""
    url: Kept | None = None
    """Where it was posted; kept, never fetched."""


class PostDraft(BaseModel, frozen=True):
    """A post as the intake read it in a paste, before it has an id.

    `body` is the post's own words: its BODY segments of the paste's cleaned text, joined. `quotes` is the place in the
    same reading of the post that this one reposts or replies to.
    """

    platform: Platform
    author: str | None = None
    published_at: Published | None = None
    language: Language
    body: str = Field(min_length=1)
    tickers: tuple[Ticker, ...] = ()
    quotes: int | None = None
    topic: str | None = None
    """The platform's own id of the post where the paste shows it: translations of one post share it."""
    url: str | None = None


LONGEST_POST = 400_000
"""Characters of a post where nobody chose otherwise: some 80 pages of English, which are read in one to two minutes."""


class Skipped(BaseModel, frozen=True):
    """A stretch of a paste that became no post, and why (a key of the locales' `[skipped]`)."""

    reason: str
    excerpt: str


class Reading(BaseModel, frozen=True):
    """What the intake read in a paste.

    `text` is the paste after mojibake, HTML and invisible characters were mended: the raw paste where there were none.
    `segments` cover `text` from its first character to its last, in order, without a gap or an overlap.
    """

    text: str
    segments: tuple[Segment, ...]
    posts: tuple[PostDraft, ...]
    skipped: tuple[Skipped, ...] = ()


class Post(BaseModel, frozen=True):
    """A saved post."""

    post_id: PostId
    paste_id: PasteId
    platform: Platform
    author: str | None
    published_at: Published | None
    language: Language
    body: str
    tickers: tuple[Ticker, ...]
    quotes_post: PostId | None
    topic: str | None
    url: str | None
    saved_by: str
    saved_at: datetime
    source: str | None = None
    """The message or file that it was first saved from."""
