"""A grounded answer, with its sources and buttons."""

from typing import Any

import discord

from bot.answers.render import abstention, considered_line, footer, holds_lines, one_sided_lines, period_line
from bot.cogs.cards.answer_buttons import OtherSideButton, ShelvesButton, SourcesButton, VerdictButton
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.asking import Told
from bot.cogs.surface.card import Card, accent_of
from bot.cogs.surface.layout import Room, fitting, pieces
from bot.cogs.surface.markdown import inert
from bot.cogs.surface.short_text import brief
from bot.domain.answer import Answer, Sentence
from bot.domain.shown import Verdict
from bot.locales import Wording, wording

TABLE = "discord_answer"
LONGEST_ECHO = 300
"""Characters of a question that is said again above its answer: who sees the answer has not seen the command."""
LONGEST_LINE = 300
"""Characters of a line that says whom the channel does not know: it has the asker's own words in it."""


def answer_card(told: Told, *, echo: bool) -> Card:
    """The sentences with their numbers, the sources under them, what was considered, and where the words come from.

    What does not fit is said to be under *Sources*, which shows every quote of the answer whole.
    """
    found, locale = told.answer, told.answer.query.locale
    words = wording(locale)
    card = Card(accent_of(None if found.abstained else found.query.stance))
    head = [_echo(told.question.text, words)] if echo else []
    if found.abstained:
        lines = (brief(line, LONGEST_LINE) for line in [abstention(found), *_limits(found), *holds_lines(found)])
        return card.text(*head, *lines).controls(*_more(told, words))
    missing = [brief(line, LONGEST_LINE) for line in _missing(found)]
    tail = _tail(found, words)
    room = Room()
    for line in [*head, *missing, *tail]:
        room = room.less(line)
    every = [sentence_line(one, found) for one in found.sentences]
    sentences = fitting(every, room, lambda left: words.count(TABLE, "more", left))
    for line in sentences:
        room = room.less(line)
    card.text(*head, *sentences, *missing)
    if shown := _sources(told, room, words):
        card.text(*shown)
    return card.text(*tail).controls(*buttons(told, words))


def sentence_line(sentence: Sentence, answer: Answer) -> str:
    words = wording(answer.query.locale)
    markers = "".join(words.say("answer", "marker", n=n) for n in sentence.citations)
    return words.say(TABLE, "sentence", text=inert(sentence.text), markers=markers)


def _echo(question: str, words: Wording) -> str:
    first, *rest = pieces(inert(question), Room(characters=LONGEST_ECHO))
    return words.say(TABLE, "echo", question=first + (words.say(TABLE, "goes_on") if rest else ""))


def _sources(told: Told, room: Room, words: Wording) -> list[str]:
    """As many sources as fit, and if not all do, how many are left."""
    reader = Reader(told.answer.query.locale, told.question.asked_on)
    blocks = source_blocks(told.answer.citations, reader)
    return fitting(
        [block.text for block in blocks],
        room,
        lambda left: words.count(TABLE, "more", sum(block.count for block in blocks[len(blocks) - left :])),
    )


def _tail(found: Answer, words: Wording) -> list[str]:
    """What was considered, how much of it is told, and where the words come from, in small type."""
    considered, *limits = _small([considered_line(found), *_limits(found), footer(found)], words)
    return [considered, *_untold(found, words), *limits]


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


def buttons(told: Told, words: Wording) -> list[discord.ui.Item[Any]]:
    """*Other side* only where one side was told."""
    answer_id, found = told.answer_id, told.answer
    sides = {one.argument.stance for one in found.citations}
    one_sided = found.query.stance is not None or len(sides) == 1
    return [
        SourcesButton(answer_id, 0, words.say(TABLE, "sources")),
        *([OtherSideButton(answer_id, words.say(TABLE, "other_side"))] if one_sided else []),
        *_more(told, words),
        *(VerdictButton(answer_id, verdict, words.say(TABLE, verdict)) for verdict in Verdict),
    ]


def _more(told: Told, words: Wording) -> list[discord.ui.Item[Any]]:
    """*From other shelves*, where some were left out because not everybody here may see them."""
    return [ShelvesButton(told.answer_id, words.say(TABLE, "other_shelves"))] if told.left_out else []
