"""A timeline as lines for people: a bar of signs for each week or month, what changed, and where each quote stands."""

from collections.abc import Iterator
from itertools import groupby

from bot.answers.compose import day
from bot.answers.render import inert
from bot.answers.timeline_words import TABLE, TimelineWords
from bot.cli.screen import BLANK, SIGNS, TONES, Line, Piece, Tone, plain
from bot.cli.show_answer import source_of
from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.timeline import Timeline
from bot.locales import Wording
from bot.pictures.periods import Column, periods

WIDEST = 24
"""Signs of the fullest side of a week."""
LONG_SILENCE = 6
"""Weeks or months one after the other in which nothing is argued that are one line: behind a post of 1999 are years."""
SILENCE = "…"
HOLLOW = {Stance.BULL: "△", Stance.BEAR: "▽"}
"""Of what has no date, at the day on which it was saved: outside of what has one."""


def timeline_lines(timeline: Timeline, words: Wording) -> Iterator[Line]:
    tell = TimelineWords(timeline, words, inert)
    yield plain(tell.title, Tone.TITLE)
    yield from (Line((Piece(line),), hang=2) for line in tell.summary())
    if timeline.bars:
        yield BLANK
        yield from _bars(timeline, words)
    yield from _changes(tell)
    if timeline.evidence:
        yield BLANK
        yield from (_source(evidence, tell) for evidence in timeline.evidence)
    yield BLANK
    yield plain(words.say("answer", "footer"), Tone.DIM)


def _bars(timeline: Timeline, words: Wording) -> Iterator[Line]:
    """Weeks, or months where those are many; the bulls' signs grow leftwards, so that both sides begin in one place."""
    columns = periods(timeline.bars).columns
    most = max(max(bar.up, bar.down) for bar in columns)
    for is_silent, stretch in groupby(columns, _is_empty):
        together = list(stretch)
        if is_silent and len(together) >= LONG_SILENCE:
            yield plain(SILENCE, Tone.DIM)
        else:
            yield from (_bar(bar, most, words) for bar in together)


def _bar(bar: Column, most: int, words: Wording) -> Line:
    bull = SIGNS[Stance.BULL] * _length(bar.bull, most)
    bull += HOLLOW[Stance.BULL] * (_length(bar.up, most) - len(bull))
    bear = SIGNS[Stance.BEAR] * _length(bar.bear, most)
    bear += HOLLOW[Stance.BEAR] * (_length(bar.down, most) - len(bear))
    return Line(
        (
            Piece(f"{words.say(TABLE, 'begins', date=day(bar.start, words))} ", Tone.DIM),
            Piece(f"{bull[::-1]:>{WIDEST}}", TONES[Stance.BULL]),
            Piece(f" {bar.up:>3} | {bar.down:<3} ", Tone.DIM if _is_empty(bar) else Tone.PLAIN),
            Piece(bear, TONES[Stance.BEAR]),
        )
    )


def _length(many: int, most: int) -> int:
    """Signs: one an argument where they have room, and at least one for any."""
    return many if most <= WIDEST else -(-many * WIDEST // most)


def _is_empty(bar: Column) -> bool:
    return bar.up + bar.down == 0


def _changes(tell: TimelineWords) -> Iterator[Line]:
    for one in tell.changed():
        yield BLANK
        yield plain(one.heading, Tone.NAME)
        for change in one.changes:
            yield Line((Piece(change.line),), indent=2, hang=2)
            yield from (Line((Piece(quote),), indent=4, hang=2) for quote in change.quotes)


def _source(evidence: Evidence, tell: TimelineWords) -> Line:
    words = tell.words
    marker = words.say("answer", "marker", n=evidence.n)
    quote = words.say("answer", "quotation", quote=inert(evidence.argument.quote))
    source = inert(f"{marker} {source_of(evidence, words, tell.dated(evidence))}")
    line = words.say("case", "quoted_source", source=source, quote=quote)
    return Line((Piece(line, Tone.DIM),), hang=4)
