"""Cashtags and bare stock codes in a text, in every form that the platforms write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.post import Ticker
from bot.domain.text import Span
from bot.subjects.folding import plain
from bot.subjects.listings import listing, mainland_market

# Every repetition is bounded and starts at a character that names one place, so that time grows with the text alone.
TAG = re.compile(
    r"\$(?P<name>[^\s$()][^$()\n]{0,40}(?:\([^()$\n]{1,20}\))?)\((?P<code>[^()$\n]{1,20})\)\$?"
    r"|\$(?P<short>[^\s$()\n][^$()\n]{0,20}) \((?P<spaced>[^()$\n]{1,20})\)\$"
)
LISTED = re.compile(r"\((?P<code>[A-Za-z0-9.:| -]{2,20})\)")
DOLLAR = re.compile(
    r"(?<![A-Za-z0-9$])\$(?P<code>[A-Za-z]{1,6}(?:[.-][A-Z]{1,4}(?![A-Za-z]))?|\d{3,6}\.(?:HK|SH|SZ|TW))(?![A-Za-z0-9])"
)
BARE = re.compile(
    r"(?<![A-Za-z0-9.$])(?P<code>\d{1,5}\.HK|\d{6}\.(?:SH|SS|SZ|BJ|KS|KQ|KR)|\d{4,6}\.(?:TWO|TW)|\d{4}\.(?:JP|T)"
    r"|[A-Z]{1,5}(?:\.[AB])?\.US|(?:SH|SZ)\d{6}|(?:NASDAQ|NYSE|HKEX|SEHK|OTCMKTS): ?[A-Z0-9]{1,5})(?![A-Za-z0-9])"
)
SYMBOL_END = re.compile(r"[.-]")
QUALIFIED = re.compile(r"[A-Z0-9.]{1,8}\.[A-Z]{2,3}|(?:SH|SZ|BJ)\d{6}|[A-Z]{2,8} ?[:|] ?[A-Z0-9.]{1,8}")
CAPITALS = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][A-Z0-9&'.-]*(?: |$)){1,5}$")
CAPITALISED = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][A-Za-z0-9&'.-]*(?: |$)){1,4}$")
MONEY = re.compile(r"\d[\d,.]*(?:\s|[.,]|[KMBTkmbt万亿]|$)")
NO_SYMBOLS = frozenset(
    ["HIT", "XX", "XXX", "USD", "HKD", "CNY", "RMB", "EUR", "GBP", "JPY", "TWD", "SGD", "KRW", "AUD", "BN", "MN", "MM"]
)
"""What follows a dollar sign and is no symbol: currencies, units, and words that hide behind it."""
YEARS = re.compile(r"(?:19|20)\d\d\.T")
NAME_LOOK_BACK = 48


@dataclass(frozen=True, slots=True)
class Cashtag:
    """A listing named in a text; `span` covers the tag with its dollar signs and the name that it gives."""

    ticker: Ticker
    span: Span


def cashtags(text: str) -> list[Cashtag]:
    """Every listing that `text` names by its code, in order, none over another; amounts of money are none.

    Units: spans in code points of `text`; Hong Kong codes have five digits. Time grows linearly with the text.
    """
    folded = plain(text)
    found: list[Cashtag] = []
    taken = set[int]()
    for find in (_tags, _listed, _dollars, _bare):  # the surer forms first
        for tag in find(folded):
            places = range(tag.span.start, tag.span.end)
            if taken.isdisjoint(places):
                taken.update(places)
                found.append(tag)
    return sorted(found, key=lambda tag: tag.span.start)


def _tags(text: str) -> Iterator[Cashtag]:
    for match in TAG.finditer(text):
        name, code = (match["name"] or match["short"]).strip(), match["code"] or match["spaced"]
        if _is_money(name) or _is_sentence(name) or code.islower():
            continue
        if ticker := listing(code, name):
            yield Cashtag(ticker, Span(start=match.start(), end=match.end()))


def _is_money(name: str) -> bool:
    """`$1.06B (…)` is an amount; `$3M(MMM)$` and `$360(601360)$` are names that begin with a number."""
    return MONEY.match(name) is not None and not re.fullmatch(r"\d+[A-Z]?", name)


def _is_sentence(name: str) -> bool:
    """`$MS upgraded Tesla(TSLA.US)`: a short cashtag, then words up to another company's brackets."""
    first, space, rest = name.partition(" ")
    return bool(space) and re.fullmatch(r"[A-Z]{1,5}", first) is not None and not re.match(r"[A-Z0-9&]", rest)


def _listed(text: str) -> Iterator[Cashtag]:
    for match in LISTED.finditer(text):
        code, before = match["code"].strip(), text[max(0, match.start() - NAME_LOOK_BACK) : match.start()]
        if QUALIFIED.fullmatch(code) is None and not _follows_chinese(before, code):
            continue
        name = _name_before(before)
        if ticker := listing(code, name):
            start = match.start() - (len(before) - before.rindex(name) if name else 0)
            yield Cashtag(ticker, Span(start=start, end=match.end()))


def _follows_chinese(before: str, code: str) -> bool:
    """`贵州茅台(600519)`, `腾讯(00700)`: a bare code is one only straight after a Chinese name."""
    if not before or not "\u4e00" <= before[-1] <= "\u9fff" or not code.isdigit():
        return False
    return (len(code) == 6 and mainland_market(code) is not None) or (len(code) == 5 and code[0] == "0")


def _name_before(before: str) -> str | None:
    """The capitalised words that end just before the brackets; Chinese has no capitals to tell a name from a clause."""
    match = CAPITALS.search(before) or CAPITALISED.search(before)
    return match[0].strip() if match and len(match[0].strip()) > 1 else None


def _dollars(text: str) -> Iterator[Cashtag]:
    for match in DOLLAR.finditer(text):
        code = match["code"]
        if code.upper() in NO_SYMBOLS or (len(code) == 1 and code.islower()):
            continue
        for form in (code, SYMBOL_END.split(code, maxsplit=1)[0]):
            if ticker := listing(form):
                yield Cashtag(ticker, Span(start=match.start(), end=match.start() + 1 + len(form)))
                break


def _bare(text: str) -> Iterator[Cashtag]:
    for match in BARE.finditer(text):
        ticker = listing(match["code"])
        if ticker and not YEARS.fullmatch(match["code"]):
            yield Cashtag(ticker, Span(start=match.start(), end=match.end()))
