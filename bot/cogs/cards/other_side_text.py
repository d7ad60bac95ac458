"""What a card tells of a message's other side: its claims as they were understood, and what speaks against each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from bot.answers.compose import name_of
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.card import Card
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.markdown import inert, link
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.short_text import brief
from bot.domain.answer import Held
from bot.domain.argument import Aspect, Stance
from bot.domain.counter import Claim, Counter, Countered
from bot.domain.subject import Subject
from bot.locales import Wording

TABLE = "discord_other_side"
LONGEST_CLAIM = 240
"""Characters of a claim: its message is there to be read."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What was found against a message, the message's address, and who reads it. `unread`: what of it was not read."""

    counter: Counter
    message: str
    reader: Reader
    unread: Sequence[str] = ()

    @property
    def words(self) -> Wording:
        return self.reader.words


def other_side_pages(telling: Telling) -> list[Card]:
    """Each page leads to the message, and says where the words come from."""
    words = telling.words
    title = words.say(TABLE, "title", message=link(words.say(TABLE, "message"), telling.message))
    footer = [words.say(TABLE, "small", line=line) for line in _notes(telling)]
    every = pages(list(_blocks(telling)), Room().less(title, *footer, *telling.unread))
    return [
        Card().text(title).text(*lines).text(*Turning(number, len(every)).line(words), *footer).text(*telling.unread)
        for number, lines in enumerate(every)
    ]


def _notes(telling: Telling) -> Iterator[str]:
    """What was left out, and whose words these are."""
    words, counter = telling.words, telling.counter
    if counter.left_out:
        yield words.count(TABLE, "left_out", counter.left_out)
    if counter.is_cut:
        yield words.say(TABLE, "cut")
    if any(one.evidence for one in (*counter.claims, *counter.either)):
        yield words.say("answer", "footer")


def _blocks(telling: Telling) -> Iterator[str]:
    words, counter = telling.words, telling.counter
    if not counter.claims and not counter.either:
        yield words.say(TABLE, "no_claim")
    answered, unanswered = _parted(_numbered(counter.claims))
    for one in answered:
        yield from _countered(words.say(TABLE, "against", claim=_claim(one.claim, telling)), one, telling)
    if unanswered:
        claims = [words.say(TABLE, "listed", claim=_claim(one.claim, telling)) for one in unanswered]
        yield "\n".join([words.say(TABLE, "nothing_near"), *claims])
        yield from _held(counter.held, telling)
    yield from _either(telling)


def _parted(countered: Sequence[Countered]) -> tuple[list[Countered], list[Countered]]:
    return [one for one in countered if one.evidence], [one for one in countered if not one.evidence]


def _numbered(countered: Iterable[Countered], start: int = 1) -> list[Countered]:
    """Their evidence numbered in the order in which it is told."""
    numbers = count(start)
    return [
        one.model_copy(
            update={"evidence": tuple(item.model_copy(update={"n": next(numbers)}) for item in one.evidence)}
        )
        for one in countered
    ]


def _countered(heading: str, one: Countered, telling: Telling) -> Iterator[str]:
    """A heading stands in one block with what it heads, so that no page ends with it."""
    first, *rest = (block.text for block in source_blocks(one.evidence, telling.reader))
    yield f"{heading}\n{first}"
    yield from rest


def _either(telling: Telling) -> Iterator[str]:
    """Claims that may be meant either way, each as both."""
    words, counter = telling.words, telling.counter
    before = None
    for one in _numbered(counter.either, start=len(counter.evidence) + 1):
        unclear = [] if one.claim.quote == before else [words.say(TABLE, "unclear", quote=_quoted(one.claim, words))]
        key = "if_bull" if one.claim.stance is Stance.BULL else "if_bear"
        meant = words.say(TABLE, key, subject=_subject(one.claim, telling))
        before = one.claim.quote
        if one.evidence:
            yield from _countered("\n".join([*unclear, meant]), one, telling)
        else:
            yield "\n".join([*unclear, meant, words.say(TABLE, "nothing")])


def _claim(claim: Claim, telling: Telling) -> str:
    """Its side, what it is about, and its words."""
    words = telling.words
    aspect = "" if claim.aspect is Aspect.OTHER else words.say(TABLE, "on_aspect", aspect=_aspect(claim.aspect, words))
    return words.say(
        TABLE,
        "claim_bull" if claim.stance is Stance.BULL else "claim_bear",
        subject=_subject(claim, telling),
        aspect=aspect,
        quote=_quoted(claim, words),
    )


def _subject(claim: Claim, telling: Telling) -> str:
    if claim.subject is None:
        return telling.words.say(TABLE, "nobody_named")
    return _name(claim.subject, telling)


def _name(subject: Subject, telling: Telling) -> str:
    return inert(name_of(subject, telling.reader.locale))


def _quoted(claim: Claim, words: Wording) -> str:
    return words.say("answer", "quotation", quote=brief(claim.quote, LONGEST_CLAIM))


def _aspect(aspect: Aspect | None, words: Wording) -> str:
    return words.say("aspects", aspect or Aspect.OTHER)


def _held(held: Sequence[Held], telling: Telling) -> Iterator[str]:
    """What the other side of each subject holds all the same, in counts."""
    words = telling.words
    for subject, stance in dict.fromkeys((one.subject, one.stance) for one in held):
        counts = [
            words.say(TABLE, "count", aspect=_aspect(one.aspect, words), arguments=one.arguments)
            for one in held
            if (one.subject, one.stance) == (subject, stance)
        ]
        listed = words.say("answer", "join").join(counts)
        key = "held_bull" if stance is Stance.BULL else "held_bear"
        yield words.say(TABLE, key, subject=_name(subject, telling), counts=listed)
