"""What a channel does hold, nearest to a question that it can't answer, and what to ask to hear of that."""

from collections.abc import Iterable, Iterator, Sequence

from bot.answers.compose import name_of
from bot.domain.answer import Held
from bot.domain.argument import Aspect, Stance
from bot.domain.question import Query
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Locale
from bot.locales import Wording, wording
from bot.subjects.resolve import Resolver

TABLE = "near"
MOST = 5
"""Rows: as many as a message has room for in one row of buttons."""


def nearest(held: Sequence[Held], query: Query) -> tuple[Held, ...]:
    """At most five rows, nearest first.

    Of the asked subjects: what is held of just what was asked (on other days, or of other people), the other side,
    other aspects; then the company's other parts; then the subjects that are held most. A row speaks of one aspect
    where the question names some, else of all.
    """
    keys = {subject.key for subject in query.subjects}
    companies = {subject.company for subject in query.subjects}
    same = [one for one in held if one.subject.key in keys]
    akin = [one for one in held if one.subject.key not in keys and one.subject.company in companies]
    others = [one for one in held if one.subject.company not in companies]
    rows = [*_of_subject(same, query), *_asked_side_first(in_all(akin), query), *in_all(others)]
    return tuple(rows[:MOST])


def _of_subject(same: Sequence[Held], query: Query) -> Iterator[Held]:
    asked = [one for one in same if query.stance in (one.stance, None)]
    opposed = [one for one in same if query.stance not in (one.stance, None)]
    if not query.aspects:
        yield from in_all(asked)
        yield from in_all(opposed)
        return
    yield from _on(asked, query.aspects)
    yield from _on(opposed, query.aspects) or in_all(opposed)
    others = [one for one in asked if one.aspect not in query.aspects]
    # What speaks to no aspect of the list can't be asked for by one: where there is nothing else, all is offered.
    yield from _most_first(one for one in others if one.aspect is not Aspect.OTHER) or (in_all(asked) if others else [])


def _on(held: Sequence[Held], aspects: Sequence[Aspect]) -> list[Held]:
    return _most_first(one for one in held if one.aspect in aspects)


def _most_first(held: Iterable[Held]) -> list[Held]:
    return sorted(held, key=lambda one: -one.arguments)


def _asked_side_first(held: Sequence[Held], query: Query) -> list[Held]:
    return sorted(held, key=lambda one: one.stance is not query.stance)


def in_all(held: Sequence[Held]) -> list[Held]:
    """Each subject's sides with their arguments on all aspects, most first."""
    rows: dict[tuple[SubjectKey, Stance], Held] = {}
    for one in held:
        key = one.subject.key, one.stance
        before = rows[key].arguments if key in rows else 0
        rows[key] = one.model_copy(update={"aspect": None, "arguments": before + one.arguments})
    return _most_first(rows.values())


def called(held: Sequence[Held], resolver: Resolver, locale: Locale) -> tuple[Held, ...]:
    """The rows with the names by which questions in a locale find their subjects here."""
    return tuple(one.model_copy(update={"called": _name(one, resolver, locale)}) for one in held)


def _name(held: Held, resolver: Resolver, locale: Locale) -> str | None:
    """The reader's name for it, another, or a code: the first that a question understands as this subject alone."""
    for name in _names(held.subject, locale):
        asked = question_on(held.model_copy(update={"called": name}), wording(locale))
        if {mention.subject.key for mention in resolver.question_mentions(asked or "")} == {held.subject.key}:
            return name
    return None


def _names(subject: Subject, locale: Locale) -> Iterator[str]:
    yield name_of(subject, locale)
    yield from filter(None, (subject.name_zh, subject.name))
    yield from (f"${ticker.symbol}.{ticker.market}" for ticker in subject.tickers)


def question_on(held: Held, words: Wording) -> str | None:
    """What to ask to hear of what a row counts; None where no name of the subject would be understood."""
    if held.called is None:
        return None
    if held.aspect in (None, Aspect.OTHER):
        return words.say(TABLE, held.stance, subject=held.called)
    aspect = words.say("asked_aspects", held.aspect)
    return words.say(TABLE, f"{held.stance}_on", subject=held.called, aspect=aspect)
