"""The table of companies, as the program asks it: by key, by listing, by name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

from bot.domain.post import Ticker
from bot.domain.subject import Subject, SubjectKey, SubjectKind
from bot.subjects.senses import BETWEEN, Sense, senses
from bot.subjects.spotting import Spotter

DERIVED = "derived.json"
"""In `data`; made from the rows by `python -m bot.subjects.derive`."""


@dataclass(frozen=True, slots=True)
class Companies:
    """What is known before anything is pasted. Subjects are made when they are asked for: loading stays a few ms."""

    spotter: Spotter
    ordinary: Mapping[str, int]
    """English words that a name or a misspelt one could be taken for."""
    _simplified: Mapping[int, int]
    _subjects: Mapping[str, str]
    _tickers: Mapping[str, str]
    _names: Mapping[str, str]

    @classmethod
    def load(cls) -> Self:
        parts = json.loads((files("bot.subjects") / "data" / DERIVED).read_bytes())
        return cls(
            spotter=Spotter(parts["names"], parts["words"], parts["characters"]),
            ordinary=parts["ordinary"],
            _simplified=str.maketrans(*parts["simplified"]),
            _subjects=parts["subjects"],
            _tickers=parts["tickers"],
            _names=parts["names"],
        )

    def __reduce__(self) -> tuple[Callable[[], "Companies"], tuple[()]]:
        """For another process, which has the same table: it is not sent."""
        return shipped, ()

    def __len__(self) -> int:
        """Companies, indices and coins; a segment counts with its company."""
        return sum("/" not in key for key in self._subjects)

    def by_key(self, key: SubjectKey) -> Subject | None:
        row = self._subjects.get(key)
        if row is None:
            return None
        kind, name, name_zh, tickers = row.split(BETWEEN)
        listings = (code.rpartition(".") for code in tickers.split())
        return Subject(
            key=key,
            name=name,
            name_zh=name_zh or None,
            kind=SubjectKind(kind),
            tickers=tuple(Ticker(symbol=symbol, market=market) for symbol, _, market in listings),
        )

    def by_ticker(self, ticker: Ticker) -> Subject | None:
        """Whose listing that is; former symbols too. The name in the tag plays no part."""
        key = self.key_of(ticker)
        return self.by_key(key) if key else None

    def key_of(self, ticker: Ticker) -> SubjectKey | None:
        key = self._tickers.get(f"{ticker.symbol}.{ticker.market}")
        return SubjectKey(key) if key else None

    def senses(self, form: str) -> tuple[Sense, ...]:
        """What a name can mean, by its form as `folding.name_form` gives it; empty where nothing."""
        line = self._names.get(form)
        return senses(line) if line else ()

    def simplified(self, text: str) -> str:
        """`text` with traditional characters simplified one by one; as long as before."""
        return text if text.isascii() else text.translate(self._simplified)

    def names(self) -> Mapping[str, str]:
        """Every name's form, with its senses as the derived file keeps them."""
        return self._names


@cache
def shipped() -> Companies:
    """The table, loaded once in a process that reads for another."""
    return Companies.load()
