"""Sources: who said it, when and where, and the whole quote in its own language."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.answers.compose import day, name_of, speaker
from bot.cogs.surface.markdown import JUMP, inert, link, mention
from bot.domain.answer import Evidence
from bot.domain.text import Locale
from bot.locales import Wording, wording

TABLE = "discord_sources"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it, in which words, and on which day."""

    locale: Locale
    today: date

    @property
    def words(self) -> Wording:
        return wording(self.locale)


def source_lines(evidence: Evidence, reader: Reader) -> str:
    """A source in two lines: what is known of it, and the quote."""
    words = reader.words
    heading = words.say(
        TABLE,
        "heading",
        n=evidence.n,
        holder=inert(speaker(evidence, words)),
        stance=words.say("stances", evidence.argument.stance),
        subject=inert(name_of(evidence.argument.subject, reader.locale)),
        date=day(evidence.post.published_at, words),
    )
    return f"{heading}{_origin(evidence, reader)}\n> {quoted(evidence.argument.quote, words)}"


def quoted(quote: str, words: Wording) -> str:
    return words.say("answer", "quotation", quote=inert(quote))


def _origin(evidence: Evidence, reader: Reader) -> str:
    """How old it is, who saved it if not its author, and where it stands."""
    words, post = reader.words, evidence.post
    parts = []
    if post.published_at is not None:
        on = post.published_at.date() if isinstance(post.published_at, datetime) else post.published_at
        parts.append(words.count(TABLE, "age", max(0, (reader.today - on).days)))
    parts.append(words.say(TABLE, "saved_by", person=mention(post.saved_by)))
    if evidence.shelf is not None:
        parts.append(words.say(TABLE, "shelf", channel=f"<#{evidence.shelf}>"))
    if post.source and JUMP.fullmatch(post.source):
        parts.append(link(words.say(TABLE, "jump"), post.source))
    if post.url:
        parts.append(inert(post.url))
    return "".join(words.say(TABLE, "part", text=part) for part in parts)
