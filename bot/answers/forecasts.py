"""What time a forecast speaks of, so that a reader is told when that has passed.

Nothing is claimed where the words may mean something else: a date is a target only where its sentence foretells, and
its own clause neither tells what was, nor supposes, nor measures by it. Financial years are not guessed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from bot.answers.coming import Coming, any_listed, coming_in, day_before, listed, pattern_of
from bot.answers.compose import day
from bot.answers.dates import Dated
from bot.answers.fold import fold
from bot.domain.answer import Evidence
from bot.domain.argument import Kind
from bot.domain.post import Published
from bot.locales import Wording

_SENTENCE = re.compile(r"[^.;!?。；！？\n]+(?:\.(?=\d)[^.;!?。；！？\n]*)*")
_CLAUSE = re.compile(
    r",(?!\d{3})|[，、:：]|\band\b(?!\s+\d)|\b(?:but|while|because|as|though|although|whereas|so)\b|但|而|却"
)
_EDGES = r"(?:(?:the\s+)?(?:very\s+)?(?:start|beginning|end|middle)\s+of\s+)?"
_ALONE = re.compile(r"(?:(?:by|in|before|during|at|到|在)\s*)?(?:the\s+)?(?:(?:start|beginning|end|middle) of)?")
"""What may stand before a date that a sentence begins with: "By 2027, …"."""


@dataclass(frozen=True, slots=True)
class Target:
    """A forecast's time. `text`: as the quote has it; `until`: its last day."""

    text: str
    dated: Dated
    until: date

    def is_past(self, today: date) -> bool:
        return today > self.until


def target_of(quote: str, posted: Published | None) -> Target | None:
    """The last time that a quote's prediction speaks of; None where it names none, or none for sure.

    What is relative counts from the day of the post: of an undated one only times of the calendar are told.
    """
    written = posted.date() if isinstance(posted, datetime) else posted
    folded = fold(quote)
    found = [one for one in coming_in(folded, written) if written is None or one.last_day >= written]
    if not found or not _is_foretold(found[-1], folded):
        return None
    last = found[-1]
    dated = day_before(last.dated) if _is_before(last, folded) else last.dated
    until = dated.days()[1]
    return (
        Target(quote[last.start : last.end].rstrip("."), dated, until) if written is None or until >= written else None
    )


def target_in(evidence: Evidence) -> Target | None:
    """The same of an argument that is a forecast; facts and opinions have none."""
    if evidence.argument.kind is not Kind.FORECAST:
        return None
    return target_of(evidence.argument.quote, evidence.post.published_at)


def forecast_line(evidence: Evidence, words: Wording, today: date) -> str | None:
    """ "Forecast for Q3 2025, now past"; None where no time is told, and for what is no forecast."""
    target = target_in(evidence)
    if target is None:
        return None
    told = _named(target.dated, words)
    return words.say("timeline", "forecast_past" if target.is_past(today) else "forecast", target=told)


def _named(dated: Dated, words: Wording) -> str:
    year = dated.year
    if dated.day is not None:
        return day(dated.days()[0], words)
    if dated.month is not None:
        return words.say("timeline", "month", year=year, month=dated.month)
    if dated.quarter is not None:
        return words.say("timeline", "quarter", year=year, quarter=dated.quarter)
    if dated.half is not None:
        return words.say("timeline", "half_1" if dated.half == 1 else "half_2", year=year)
    return words.say("timeline", "year", year=year)


def _is_foretold(one: Coming, folded: str) -> bool:
    start, end = _sentence(one, folded)
    sentence = folded[start:end]
    if folded[end : end + 1] == "?" or any(_pattern(name).search(sentence) for name in ("promised", "fiscal", "asks")):
        return False
    head, tail = _clause(one, folded, (start, end))
    leads = folded[start : one.start] == head and _ALONE.fullmatch(head.strip()) and len(tail.strip()) <= 3
    if not _foretells(f"{head} {tail}") and not (leads and _foretells(sentence)):
        return False
    # 今年已经跌了三成还会跌: what stands next to the date is what it is the date of.
    return _is_when(one, folded) and not _pattern("past").match(tail.lstrip()) and not _pattern("supposes").search(head)


def _foretells(text: str) -> bool:
    return _pattern("foretells").search(text) is not None or _signs().search(text) is not None


@cache
def _signs() -> re.Pattern[str]:
    """将 and 会, where they are no part of another word: 将近, 股东会."""
    return re.compile(pattern_of("foretells", "signs"))


def _sentence(one: Coming, folded: str) -> tuple[int, int]:
    spans = (match.span() for match in _SENTENCE.finditer(folded))
    return next(((start, end) for start, end in spans if start <= one.start < end), (one.start, one.end))


def _clause(one: Coming, folded: str, sentence: tuple[int, int]) -> tuple[str, str]:
    """What of the date's own clause stands before it, and behind."""
    heads = [match.end() for match in _CLAUSE.finditer(folded, sentence[0], one.start)]
    tail = _CLAUSE.search(folded, one.end, sentence[1])
    head = folded[heads[-1] if heads else sentence[0] : one.start]
    return head, folded[one.end : tail.start() if tail else sentence[1]]


def _is_when(one: Coming, folded: str) -> bool:
    """Whether it is when something will be, by the words that stand right before and behind it."""
    before, behind = folded[: one.start], folded[one.end :]
    if _led(before, "not_so", r"(?:the\s+)?") or _follows(behind, "not_so"):
        return False
    if not _is_bare(one, folded):
        return True
    return not _follows(behind, "named") and bool(
        _led(before, "by", _EDGES) or _led(before, "before", _EDGES) or not before.rstrip(" (\"'")
    )


def _is_bare(one: Coming, folded: str) -> bool:
    """A year's four digits, or the name of a month that is a word too: either may be anything."""
    text = folded[one.start : one.end].rstrip(".")
    return text.isdigit() or text in ("may", "march", "mar", "dec", "jan", "sep")


def _led(before: str, name: str, between: str) -> re.Match[str] | None:
    return re.search(rf"{any_listed('leads', name)}\s*{between}$", before)


def _follows(behind: str, name: str) -> bool:
    return re.match(rf"\s*(?:[底末]\s*)?{any_listed('follows', name)}", behind) is not None


def _is_before(one: Coming, folded: str) -> bool:
    """ "Before October", 2027年之前: its last day is the one before. "Before year end", 年底前: the end itself."""
    before, behind = folded[: one.start], folded[one.end :]
    if folded[one.start : one.end] in (*listed("relative", "this_year"), *listed("relative", "year_end")):
        return False
    return bool(_led(before, "before", r"(?:the\s+)?")) or bool(
        re.match(rf"\s*{any_listed('follows', 'before')}", behind)
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(any_listed(name))
