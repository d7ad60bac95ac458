"""What a picture shows, in words: for who does not see it."""

from collections.abc import Iterator, Sequence

from bot.answers.compose import day, name_of
from bot.answers.render import inert
from bot.domain.text import Locale
from bot.domain.timeline import Mark, Timeline
from bot.locales import Wording, wording
from bot.pictures.marks import by_kind, most_telling
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
    return words.say("picture", "alt_space").join(said)


def _bars(timeline: Timeline, subject: str, words: Wording) -> Iterator[str]:
    found = periods(timeline.bars)
    title = "alt_by_week" if found.grain is Grain.WEEK else "alt_by_month"
    since, until = day(found.columns[0].start, words), day(timeline.until, words)
    yield words.say("picture", title, subject=subject, since=since, until=until)
    if any(bar.dated for bar in timeline.bars):
        bull, bear = (sum(bar.bull for bar in timeline.bars), sum(bar.bear for bar in timeline.bars))
        yield words.say("picture", "alt_sides", bull=bull, bear=bear)
        yield _fullest(found, words)
    if timeline.undated:
        hollow = (sum(bar.undated_bull for bar in timeline.bars), sum(bar.undated_bear for bar in timeline.bars))
        yield words.say("picture", "alt_undated", bull=hollow[0], bear=hollow[1])
    if timeline.unsure:
        yield words.say("timeline", "unsure")


def _fullest(found: Periods, words: Wording) -> str:
    """By what is dated: on which days more was saved tells nothing of when it was argued."""
    most = max(found.columns, key=lambda column: column.bull + column.bear)
    if found.grain is Grain.WEEK:
        return words.say("picture", "alt_fullest_week", day=day(most.start, words), bull=most.bull, bear=most.bear)
    month = words.say("picture", f"month_{most.start.month}")
    year = words.say("picture", "year", year=most.start.year)
    return words.say("picture", "alt_fullest_month", month=month, year=year, bull=most.bull, bear=most.bear)


def _marked(marks: Sequence[Mark], words: Wording) -> Iterator[str]:
    comma = words.say("answer", "join")
    numbers = {key: comma.join(f"{mark.n}" for mark in of_kind) for key, of_kind in by_kind(marks).items()}
    told = [
        words.say("picture", "alt_kind", kind=words.say("picture", key), numbers=told) for key, told in numbers.items()
    ]
    if told:
        yield words.say("picture", "alt_marks", marks=words.say("picture", "alt_join").join(told))
