"""What a picture shows, in words: for who does not see it."""

from collections.abc import Iterator, Sequence

from bot.answers.compose import day, name_of
from bot.answers.render import inert
from bot.domain.text import Locale
from bot.domain.timeline import Mark, MarkKind, Timeline
from bot.locales import Wording, wording
from bot.pictures.marks import most_telling
from bot.pictures.periods import Grain, Periods, periods

LONGEST_NAME = 80
"""Characters: with it the whole stays far below the 1,024 that Discord takes."""


def described(timeline: Timeline, locale: Locale) -> str:
    """Whose arguments, from when to when, how many on which side, and what the marks mean."""
    words, subject = wording(locale), inert(name_of(timeline.subject, locale))[:LONGEST_NAME]
    if not timeline.bars:
        said = [words.say("picture", "alt_nothing", subject=subject)]
    else:
        said = [*_bars(timeline, subject, words), *_marked(most_telling(timeline.marks), words)]
    if timeline.undated:
        said.append(words.count("picture", "alt_undated", timeline.undated))
    return words.say("picture", "alt_space").join(said)


def _bars(timeline: Timeline, subject: str, words: Wording) -> Iterator[str]:
    found = periods(timeline.bars)
    title = "alt_by_week" if found.grain is Grain.WEEK else "alt_by_month"
    since, until = day(found.columns[0].start, words), day(timeline.until, words)
    yield words.say("picture", title, subject=subject, since=since, until=until)
    bull, bear = (sum(bar.bull for bar in timeline.bars), sum(bar.bear for bar in timeline.bars))
    yield words.say("picture", "alt_sides", bull=bull, bear=bear)
    yield _fullest(found, words)


def _fullest(found: Periods, words: Wording) -> str:
    most = max(found.columns, key=lambda column: column.bull + column.bear)
    if found.grain is Grain.WEEK:
        return words.say("picture", "alt_fullest_week", day=day(most.start, words), bull=most.bull, bear=most.bear)
    month = words.say("picture", f"month_{most.start.month}")
    year = words.say("picture", "year", year=most.start.year)
    return words.say("picture", "alt_fullest_month", month=month, year=year, bull=most.bull, bear=most.bear)


def _marked(marks: Sequence[Mark], words: Wording) -> Iterator[str]:
    kinds = {kind: [f"{mark.n}" for mark in marks if mark.kind is kind] for kind in MarkKind}
    comma = words.say("answer", "join")
    told = [
        words.say("picture", "alt_kind", kind=words.say("picture", kind), numbers=comma.join(numbers))
        for kind, numbers in kinds.items()
        if numbers
    ]
    if told:
        yield words.say("picture", "alt_marks", marks=words.say("picture", "alt_join").join(told))
