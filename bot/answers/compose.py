"""From evidence to sentences: the engine that needs no model lets the quotes speak, and says whose they are."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.answers.cues import pattern
from bot.answers.fold import fold
from bot.answers.gate.quotations import evened
from bot.answers.retrieve import Retrieved
from bot.answers.script import traditional
from bot.answers.shorten import shortened
from bot.domain.answer import Draft, DraftSentence, Evidence
from bot.domain.argument import Aspect
from bot.domain.post import Published
from bot.domain.question import Asks, Query
from bot.domain.subject import Subject
from bot.domain.text import Locale
from bot.locales import Wording, wording


class ExtractiveComposer:
    """A sentence for each argument: who, on which side, on what, and the quote in its own language."""

    async def compose(self, found: Retrieved) -> Draft:
        offered = {evidence.n: evidence for evidence in found.evidence}
        groups = [[offered[n] for n in numbers] for numbers in found.copies]
        return Draft(sentences=tuple(_sentence(found.query, group) for group in groups))


def _sentence(query: Query, copies: Sequence[Evidence]) -> DraftSentence:
    """One argument, by everyone who made it in these words: the shortest of them, for a longer one says more."""
    first = min(copies, key=lambda one: len(one.argument.quote))
    return attributed(query, copies, shortened(evened(first.argument.quote), query.terms))


def attributed(query: Query, copies: Sequence[Evidence], quote: str) -> DraftSentence:
    """What the shortest of some copies of one argument says, `quote`: who, on which side of what, and the quote."""
    words, first = wording(query.locale), min(copies, key=lambda one: len(one.argument.quote))
    people = _speakers(copies, words)
    number = "_several" if len(people) > 1 or _is_camp(first.argument.holder) else ""
    text = words.say(
        "answer",
        f"{first.argument.stance}{number}",
        holder=joined(people, words),
        subject=name_of(first.argument.subject, query.locale),
        aspect=_aspect(first.argument.aspect, words),
        quotes=words.say("answer", "quotation", quote=quote),
    )
    if _shows_dates(query):
        text = words.say("answer", "dated", date=day(first.post.published_at, words), sentence=text)
    return DraftSentence(text=text, citations=tuple(evidence.n for evidence in copies))


def _is_camp(holder: str | None) -> bool:
    """Whether a holder is many: "the bears", "Tesla bulls", 空头."""
    name = fold(holder or "")
    return any(match.end() == len(name) for match in pattern("camps").finditer(name))


def speaker(evidence: Evidence, words: Wording) -> str:
    """Who holds the view; with who reports it where that is another, and in so many words where nobody knows."""
    holder, author = evidence.argument.holder, evidence.post.author
    if holder is None:
        return words.say("answer", "unnamed_reported", author=author) if author else words.say("answer", "unnamed")
    if author is None or author == holder:
        return holder
    return words.say("answer", "reported", holder=holder, author=author)


def _speakers(copies: Sequence[Evidence], words: Wording) -> list[str]:
    """Everyone who holds the view, once each; who says it also in person is not told as reported."""
    told: dict[str, str] = {}
    for evidence in copies:
        holder = evidence.argument.holder
        if holder is None or holder not in told or holder == evidence.post.author:
            told[holder or speaker(evidence, words)] = speaker(evidence, words)
    return list(told.values())


def joined(names: Sequence[str], words: Wording) -> str:
    """A, B and C."""
    *rest, last = names
    head = words.say("answer", "join").join(rest)
    return f"{head}{words.say('answer', 'join_last')}{last}" if rest else last


def name_of(subject: Subject, locale: Locale) -> str:
    """The subject as the asker calls it."""
    if locale is Locale.ENGLISH or subject.name_zh is None:
        return subject.name
    return traditional(subject.name_zh) if locale is Locale.TRADITIONAL else subject.name_zh


def _aspect(aspect: Aspect, words: Wording) -> str:
    if aspect is Aspect.OTHER:
        return ""
    return words.say("answer", "on_aspect", aspect=words.say("aspects", aspect))


def _shows_dates(query: Query) -> bool:
    return query.asks is Asks.WHEN or query.since is not None or query.until is not None


def day(published: Published | date | None, words: Wording) -> str:
    """The day of a post, or that nobody knows it."""
    if published is None:
        return words.say("answer", "undated")
    on = published.date() if isinstance(published, datetime) else published
    return words.say("answer", "day", year=on.year, month=on.month, day=on.day)
