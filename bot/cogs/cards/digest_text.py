"""What a card tells of what came in: subject by subject, with counts of each side and the surest quotes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.answers.compose import day, name_of
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.card import Card
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.markdown import inert
from bot.cogs.surface.paging import Turning
from bot.domain.answer import Evidence
from bot.domain.digest import Arrived, Digest
from bot.locales import Wording

TABLE = "discord_digest"
WORTH_SAYING = timedelta(minutes=10)
"""From then on a digest that comes late says so."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The channel's own: a zone, and what it is called."""

    tz: tzinfo
    zone: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A digest, to whom it is told, and by which clock. `late`: how long after it was due, of one that was."""

    digest: Digest
    reader: Reader
    clock: Clock
    late: timedelta = timedelta(0)

    @property
    def words(self) -> Wording:
        return self.reader.words

    @property
    def holes(self) -> dict[str, str]:
        """From when to when."""
        window = self.digest.window
        return {"since": self._moment(window.since), "until": self._moment(window.until)}

    def _moment(self, moment: datetime) -> str:
        there = moment.astimezone(self.clock.tz)
        return self.words.say(TABLE, "moment", date=day(there, self.words), hour=there.hour, minute=there.minute)

    @property
    def as_question(self) -> str:
        return self.words.say(TABLE, "as_question", **self.holes)


def digest_pages(telling: Telling) -> list[Card]:
    """Each page says of which time it tells and where the words come from. A quiet one says so in a line."""
    if telling.digest.is_quiet:
        return [quiet_card(telling)]
    head = [telling.words.say(TABLE, "title"), *_window(telling)]
    foot = _foot(telling)
    every = pages(list(_blocks(telling)), Room().less(*head, *foot))
    cards = []
    for number, lines in enumerate(every):
        page = Turning(number, len(every)).line(telling.words)
        cards.append(Card().text(*head).text(*lines).text(*foot[:-1], *page, foot[-1]))
    return cards


def quiet_card(telling: Telling) -> Card:
    return Card().text(telling.words.say(TABLE, "quiet", zone=telling.clock.zone, **telling.holes))


def _window(telling: Telling) -> list[str]:
    told = telling.words.say(TABLE, "window", zone=telling.clock.zone, **telling.holes)
    if telling.late < WORTH_SAYING:
        return [told]
    minutes = int(telling.late.total_seconds() / 60)
    if minutes < 60:
        return [told, telling.words.count(TABLE, "late_minutes", minutes)]
    return [told, telling.words.count(TABLE, "late_hours", round(minutes / 60))]


def _foot(telling: Telling) -> list[str]:
    words, digest = telling.words, telling.digest
    more = [words.count(TABLE, "more", digest.more)] if digest.more else []
    posts = words.count("answer", "posts", digest.posts)
    stands_on = words.say(
        TABLE, "stands_on", arguments=words.count("answer", "arguments", digest.arguments), posts=posts
    )
    return [*more, stands_on, words.say(TABLE, "small", line=words.say("answer", "footer"))]


def _blocks(telling: Telling) -> Iterator[str]:
    """A heading stands in one block with what it heads, so that no page ends with it."""
    for one in telling.digest.subjects:
        yield from _headed(_subject(one, telling), one.evidence, telling)


def _headed(heading: str, evidence: Sequence[Evidence], telling: Telling) -> Iterator[str]:
    first, *rest = [block.text for block in source_blocks(evidence, telling.reader)]
    yield f"{heading}\n{first}"
    yield from rest


def _subject(one: Arrived, telling: Telling) -> str:
    words = telling.words
    counts = {"for_it": one.bull, "against_it": one.bear, "on_no_side": one.neutral}
    sides = [words.say(TABLE, key, count=count) for key, count in counts.items() if count]
    subject = inert(name_of(one.subject, telling.reader.locale))
    heading = words.say(TABLE, "subject", subject=subject, sides=" · ".join(sides))
    if len(one.evidence) == one.arguments:
        return heading
    return "\n".join([heading, words.count(TABLE, "surest", len(one.evidence))])
