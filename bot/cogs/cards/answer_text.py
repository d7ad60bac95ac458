"""What a card tells of a grounded answer: its sentences, its sources, and what it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.compose import name_of
from bot.answers.render import (
    abstention,
    considered_line,
    fallback_line,
    footer,
    holds_lines,
    one_sided_lines,
    period_line,
)
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.asking import Told
from bot.cogs.surface.card import Card, accent_of
from bot.cogs.surface.layout import Room, fitting, pieces
from bot.cogs.surface.markdown import inert
from bot.cogs.surface.short_text import brief, label
from bot.domain.answer import Answer, Held, Sentence
from bot.domain.question import Question
from bot.locales import Wording, wording

TABLE = "discord_answer"
LONGEST_LABEL = 80
"""Characters that Discord takes on a button."""
LONGEST_ECHO = 300
"""Characters of a question that is said again above its answer: who sees the answer has not seen the command."""
LONGEST_LINE = 300
"""Characters of a line that says whom the channel does not know: it has the asker's own words in it."""


def text_card(told: Told, *, echo: bool) -> Card:
    """The sentences with their numbers, the sources under them, what was considered, and where the words come from.

    What does not fit is said to be under *Sources*, which shows every quote of the answer whole.
    """
    found = told.answer
    words = wording(found.query.locale)
    head = [_echo(told.question.text, words)] if echo else []
    if found.abstained:
        heading, *held = holds_lines(found)
        lines = _short([abstention(found), *_limits(found), heading])
        return Card().text(*head, *lines, *(words.say(TABLE, "held", line=line) for line in _short(held)))
    around = _Around(head, _short(_missing(found)), _tail(found, words))
    return _grounded_card(found, told.question, around)


def growing_card(found: Answer, question: Question, *, echo: bool) -> Card:
    """What is written so far, with its sources. Nothing is remembered of it, and so it has no buttons."""
    words = wording(found.query.locale)
    head = [_echo(question.text, words)] if echo else []
    return _grounded_card(found, question, _Around(head, [], [words.say(TABLE, "still_writing")]))


@dataclass(frozen=True, slots=True)
class _Around:
    """The lines above the sentences, under them, and under the sources."""

    head: Sequence[str]
    missing: Sequence[str]
    tail: Sequence[str]


def _grounded_card(found: Answer, question: Question, around: _Around) -> Card:
    words = wording(found.query.locale)
    room = Room().less(*around.head, *around.missing, *around.tail)
    every = [_sentence_line(one, words) for one in found.sentences]
    sentences = fitting(every, room, lambda left: words.count(TABLE, "more", left))
    card = Card(accent_of(found.query.stance)).text(*around.head, *sentences, *around.missing)
    sources = _sources(found, Reader(found.query.locale, question.asked_on), room.less(*sentences))
    return card.text(*sources).text(*around.tail)


def _short(lines: Sequence[str]) -> list[str]:
    return [brief(line, LONGEST_LINE) for line in lines]


def _sentence_line(sentence: Sentence, words: Wording) -> str:
    markers = "".join(words.say("answer", "marker", n=n) for n in sentence.citations)
    return words.say(TABLE, "sentence", text=inert(sentence.text), markers=markers)


def _echo(question: str, words: Wording) -> str:
    first, *rest = pieces(inert(question), Room(characters=LONGEST_ECHO))
    return words.say(TABLE, "echo", question=first + (words.say(TABLE, "goes_on") if rest else ""))


def _sources(found: Answer, reader: Reader, room: Room) -> list[str]:
    """As many sources as fit, and if not all do, how many are left."""
    blocks = source_blocks(found.citations, reader)
    return fitting(
        [block.text for block in blocks],
        room,
        lambda left: reader.words.count(TABLE, "more", sum(block.count for block in blocks[len(blocks) - left :])),
    )


def _tail(found: Answer, words: Wording) -> list[str]:
    """In small type: why no model wrote it, what was considered, how much of it is told, whose words they are."""
    fallback = fallback_line(found)
    considered = [*([fallback] if fallback else []), considered_line(found)]
    limits = [*_limits(found), footer(found)]
    return [*_small(considered, words), *_untold(found, words), *_small(limits, words)]


def _untold(found: Answer, words: Wording) -> list[str]:
    """An answer tells the arguments that answer best; how many those are where there were more."""
    told = len(found.citations)
    return [words.count(TABLE, "told_here", told)] if told < found.considered.arguments else []


def _missing(found: Answer) -> list[str]:
    return one_sided_lines(found) if found.query.comparison else []


def _limits(found: Answer) -> list[str]:
    period = period_line(found)
    return [period] if period else []


def _small(lines: list[str], words: Wording) -> list[str]:
    return [words.say(TABLE, "small", line=inert(line)) for line in lines]


def near_label(held: Held, words: Wording) -> str:
    """What stands on the button for a row of what is held nearest."""
    holes = {
        "subject": name_of(held.subject, words.locale),
        "stance": words.say("stances", held.stance),
        "count": held.arguments,
    }
    if held.aspect is None:
        return label(words.say(TABLE, "near", **holes), LONGEST_LABEL)
    aspect = words.say("aspects", held.aspect)
    return label(words.say(TABLE, "near_aspect", aspect=aspect, **holes), LONGEST_LABEL)
