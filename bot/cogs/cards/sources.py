"""Sources: who said it, when and where, and the whole quote in its own language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.answers.compose import day, name_of, speaker
from bot.answers.forecasts import forecast_line
from bot.cogs.surface.markdown import JUMP, inert, link, mention
from bot.domain.answer import Evidence
from bot.domain.text import Locale
from bot.locales import Wording, wording

TABLE = "discord_sources"
Dated = Callable[[Evidence], str]
AHEAD = -1
"""Days by which a post may be ahead of the reader, who is elsewhere on Earth. What is further ahead has no age."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it, in which words, and on which day."""

    locale: Locale
    today: date

    @property
    def words(self) -> Wording:
        return wording(self.locale)


@dataclass(frozen=True, slots=True)
class Block:
    """Sources that stand under one heading, and how many they are."""

    text: str
    count: int


def source_blocks(found: Sequence[Evidence], reader: Reader, dated: Dated | None = None) -> list[Block]:
    """What is known of each source, and its quote; neighbours that share all but the quote share the heading too.

    `dated`: when it is from, where that is told otherwise than by the post's day.
    """
    groups = [list(group) for _, group in groupby(found, key=lambda one: _heading([one], reader, dated)[1])]
    told = ((group, [_heading(group, reader, dated)[0], *_quotes(group, reader)]) for group in groups)
    return [Block("\n".join(lines), len(group)) for group, lines in told]


def source_heading(evidence: Evidence, reader: Reader) -> str:
    """What is known of a source whose quote stands elsewhere."""
    return _heading([evidence], reader)[0]


def _heading(group: Sequence[Evidence], reader: Reader, dated: Dated | None = None) -> tuple[str, str]:
    """The heading of one or several sources, and what of it they have to share."""
    words, first = reader.words, group[0]
    told = words.say(
        TABLE,
        "told",
        stance=words.say("stances", first.argument.stance),
        subject=inert(name_of(first.argument.subject, reader.locale)),
        date=dated(first) if dated else day(first.post.published_at, words),
    )
    holder, shared = inert(speaker(first, words)), f"{told}{_origin(first, reader)}"
    key = "heading" if len(group) == 1 else "heading_several"
    return words.say(TABLE, key, n=first.n, holder=holder, told=shared), f"{holder}{shared}"


def _quotes(group: Sequence[Evidence], reader: Reader) -> list[str]:
    words = reader.words
    if len(group) == 1:
        return [words.say(TABLE, "quote", quote=quoted(group[0].argument.quote, words))]
    return [words.say(TABLE, "numbered", n=one.n, quote=quoted(one.argument.quote, words)) for one in group]


def quoted(quote: str, words: Wording) -> str:
    return words.say("answer", "quotation", quote=inert(quote))


def _origin(evidence: Evidence, reader: Reader) -> str:
    """How old it is, of which time it foretells, who saved it if not its author, and where it stands."""
    words, post = reader.words, evidence.post
    parts = []
    if post.published_at is not None:
        on = post.published_at.date() if isinstance(post.published_at, datetime) else post.published_at
        days = (reader.today - on).days
        if days >= AHEAD:
            parts.append(words.count(TABLE, "age", max(0, days)))
    if forecast := forecast_line(evidence, words, reader.today):
        parts.append(forecast)
    parts.append(words.say(TABLE, "saved_by", person=mention(post.saved_by)))
    if evidence.shelf is not None:
        parts.append(words.say(TABLE, "shelf", channel=f"<#{evidence.shelf}>"))
    if post.source and JUMP.fullmatch(post.source):
        parts.append(link(words.say(TABLE, "jump"), post.source))
    if post.url:
        parts.append(inert(post.url))
    return "".join(words.say(TABLE, "part", text=part) for part in parts)
