"""Hong Kong codes as people there write them: without exchange and zeros, and only where they can't be a price."""

import re
from collections.abc import Container, Iterator, Sequence

from bot.domain.post import Ticker
from bot.domain.subject import SubjectKey
from bot.domain.text import Span
from bot.subjects.cashtags import Cashtag
from bot.subjects.folding import lowered
from bot.subjects.listings import listing
from bot.subjects.roster import Meanings, Roster

_CODE = re.compile(r"(?<![A-Za-z0-9$%￥¥-])(?<!\d[.,:])0?\d{3,4}(?![.,:%-]?\d|[A-Za-z%])")
_BESIDE = re.compile(
    r"\s?[(\[【]\s?(?P<bracketed>0?\d{1,4})\s?[)\]】]|\s?(?P<bare>0\d{3}|[1-9]\d{3})(?![.,:%-]?\d|[A-Za-z%])"
)
"""A code straight behind a name: in brackets any, without them only one of four digits."""
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_AMOUNT = re.compile(
    r"\s?(?:块|塊|元|蚊|港|万|萬|亿|億|点|點|手|股|人|年|月|日|号|號|名|间|間|家|倍|台|辆|輛|million|billion|hkd|usd|"
    r"people|(?!is\b|was\b|has\b|keeps\b|pays\b)[a-z]{2,}s\b)"
)
"""What a number counts; in English any word of several: shares, points, stores."""
_MEASURED = re.compile(
    r"(?:\b(?:at|to|from|of|in|by|near|above|below|over|under|about|around|since|hit|only)|"
    r"[目标標价價到至在约約近破穿守跌升涨漲])\s?$"
)
"""What stands before a price, a year or a level of an index."""


def short_codes(text: str, names: Sequence[Meanings], evident: Container[SubjectKey], roster: Roster) -> list[Cashtag]:
    """The listings that short codes in a plain text name, in order: beside their company's name, with a leading zero
    where the text names the company, and afterwards wherever such a code stands again and counts nothing."""
    beside = {tag.span.end: tag for tag in _beside_names(text, names, roster)}
    known = {tag.ticker.symbol for tag in beside.values()}
    rest = [tag for tag in _alone(text, roster) if tag.span.end not in beside]
    known |= {
        tag.ticker.symbol
        for tag in rest
        if _leads_with_zero(text, tag) and roster.subject_of(tag.ticker).key in evident
    }
    found = [*beside.values(), *(tag for tag in rest if tag.ticker.symbol in known)]
    return sorted(found, key=lambda tag: tag.span.start)


def _beside_names(text: str, names: Sequence[Meanings], roster: Roster) -> Iterator[Cashtag]:
    for name in names:
        match = _BESIDE.match(text, name.place.end)
        ticker = _of(match["bracketed"] or match["bare"]) if match else None
        if match and ticker and roster.subject_of(ticker).key in {sense.key.split("/")[0] for sense in name.senses}:
            group = "bracketed" if match["bracketed"] else "bare"
            yield Cashtag(ticker, Span(start=match.start(group), end=match.end(group)))


def _alone(text: str, roster: Roster) -> Iterator[Cashtag]:
    low = lowered(text)
    for match in _CODE.finditer(text):
        ticker = _of(match[0])
        if ticker and roster.knows(ticker) and not _is_amount(low, match):
            yield Cashtag(ticker, Span(start=match.start(), end=match.end()))


def _is_amount(low: str, number: re.Match[str]) -> bool:
    """Whether something is counted or measured by a number; a leading zero does neither."""
    if number[0].startswith("0"):
        return False
    before = low[max(0, number.start() - 8) : number.start()]
    return bool(_YEAR.fullmatch(number[0]) or _AMOUNT.match(low, number.end()) or _MEASURED.search(before))


def _of(digits: str) -> Ticker | None:
    return listing(f"{digits}.HK")


def _leads_with_zero(text: str, tag: Cashtag) -> bool:
    return text[tag.span.start] == "0"
