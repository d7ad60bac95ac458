"""The table of companies as it is kept by hand: tab-separated files in `data`, a row a company, segment, index or coin.

    key  name  zh  tickers  names  nicknames  brands  people  source

`names`, `nicknames`, `brands` and `people` hold several, with "; " between. A name ends in `?` where it is an ordinary
word too and needs its surroundings, in `~` where several companies share it and it only hints. A ticker in brackets is
a former one. `source` says where the row can be checked: see `SOURCES`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.domain.post import Ticker
from bot.domain.subject import SubjectKey, SubjectKind
from bot.subjects.listings import listing

SOURCES = {
    "own": "own hand: common knowledge of the communities, checked by reading",
    "sec": "own hand for names; tickers as in the SEC's company_tickers.json",
    "hkex": "own hand for names; Hong Kong code as in HKEX's list of securities",
    "cn": "own hand for names; mainland code as in the lists of the Shanghai and Shenzhen exchanges",
    "twse": "own hand for names; Taiwan code as in TWSE's list of securities",
}

FILES = ("us", "china", "asia", "europe", "private", "indices", "coins")
KINDS = {"indices": SubjectKind.INDEX, "coins": SubjectKind.COIN}
COLUMNS = 9


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a cell, with the marks behind it."""

    text: str
    unsure: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    key: SubjectKey
    name: Named
    name_zh: Named | None
    kind: SubjectKind
    tickers: tuple[Ticker, ...]
    former_tickers: tuple[Ticker, ...]
    names: tuple[Named, ...]
    brands: tuple[Named, ...]
    people: tuple[Named, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """A nickname for several companies at once."""

    name: str
    keys: tuple[SubjectKey, ...]


def rows() -> Iterator[Row]:
    """Every row of every file. Errors: ValueError with the file and line, where a row breaks the form."""
    for name in FILES:
        for number, line in enumerate(_lines(f"{name}.tsv"), 1):
            try:
                yield _row(line, KINDS.get(name, SubjectKind.COMPANY))
            except ValueError as error:
                raise ValueError(f"{name}.tsv, row {number}: {error}: {line}") from error


def groups() -> Iterator[Group]:
    for line in _lines("groups.tsv"):
        name, keys, _source = line.split("\t")
        yield Group(name, tuple(SubjectKey(key) for key in keys.split()))


def words(name: str) -> list[str]:
    """A word list of `data`, one a line."""
    return _lines(f"{name}.txt")


def data(name: str) -> Traversable:
    return files("bot.subjects") / "data" / name


def _lines(name: str) -> list[str]:
    lines = data(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _row(line: str, kind: SubjectKind) -> Row:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} cells instead of {COLUMNS}")
    key, name, zh, tickers, names, nicknames, brands, people, source = cells
    if source not in SOURCES:
        raise ValueError(f"unknown source {source!r}")
    codes = tickers.split()
    return Row(
        key=SubjectKey(key),
        name=_named(name),
        name_zh=_named(zh) if zh else None,
        kind=SubjectKind.SEGMENT if "/" in key else kind,
        tickers=tuple(_ticker(code) for code in codes if not code.startswith("(")),
        former_tickers=tuple(_ticker(code.strip("()")) for code in codes if code.startswith("(")),
        names=_several(names) + _several(nicknames),
        brands=_several(brands),
        people=_several(people),
        source=source,
    )


def _several(cell: str) -> tuple[Named, ...]:
    return tuple(_named(part) for part in cell.split(";") if part.strip())


def _named(text: str) -> Named:
    bare = text.strip().rstrip("?~")
    marks = text.strip()[len(bare) :]
    return Named(bare, "?" in marks, "~" in marks)


def _ticker(code: str) -> Ticker:
    symbol, _, market = code.rpartition(".")
    ticker = listing(code)
    if ticker is None and market == "INDEX":
        ticker = Ticker(symbol=symbol, market=market)
    if ticker is None or (ticker.symbol, ticker.market) != (symbol, market):
        raise ValueError(f"ticker {code!r}")
    return ticker
