"""Builds what the program loads from what people write: `python -m bot.subjects.derive`.

From the rows of the table it makes `data/derived.json`: every name in the form it is looked up by, in traditional
characters too, with its meanings. It refuses a table whose names or tickers mean two companies, and a name that is an
ordinary word and isn't marked as one.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.domain.post import Ticker
from bot.domain.subject import SubjectKey
from bot.subjects.companies import DERIVED
from bot.subjects.folding import is_charwise, name_form
from bot.subjects.listings import CRYPTO, INDEX
from bot.subjects.senses import BETWEEN, Role, Sense
from bot.subjects.spotting import Spotter
from bot.subjects.table import Named, Row, groups, rows, words

VARIANTS = ("s2t", "s2tw", "s2hk")
"""OpenCC's conversions: plain traditional characters, and Taiwan's and Hong Kong's choice of them."""

TWINS = str.maketrans("滙恒", "匯恆")
"""Characters of names that people also write in the other traditional form, which OpenCC leaves out."""

RANKS = (Role.NAME, Role.GROUP, Role.BRAND, Role.PERSON, Role.TICKER, Role.TRAP)
"""Where one company has a name twice, the role that stays."""


CHINESE = range(0x4E00, 0xA000)
BARE_MARKETS = ("US", CRYPTO, INDEX)
"""Where people write symbols as if they were names."""


class Derivation:
    """The names gathered so far, and what is wrong with them."""

    def __init__(self) -> None:
        # Imported here: only the script converts characters, and loading the dictionaries takes a while.
        from opencc import OpenCC

        self._converters = [OpenCC(variant) for variant in VARIANTS]
        self._ordinary = set(words("ordinary"))
        self._senses: defaultdict[str, dict[SubjectKey, Sense]] = defaultdict(dict)
        self.faults: list[str] = []

    def add(self, text: str, sense: Sense) -> None:
        for variant in self._variants(text):
            form = name_form(variant)
            known = self._senses[form].get(sense.key)
            if known is None or RANKS.index(sense.role) < RANKS.index(known.role):
                self._senses[form][sense.key] = sense

    def add_row(self, row: Row) -> None:
        for named in filter(None, (row.name, row.name_zh, *row.names)):
            self._add_named(named, Sense(Role.NAME, row.key))
        for named in row.brands:
            self._add_named(named, Sense(Role.BRAND, row.key))
        for named in row.people:
            self._add_named(named, Sense(Role.PERSON, row.key))
        for ticker in (*row.tickers, *row.former_tickers):
            self._add_ticker(ticker, row.key)

    def finished(self) -> dict[str, str]:
        """Form → senses. Errors: ValueError with every fault, where there are any."""
        for form, found in self._senses.items():
            self._check(form, list(found.values()))
        if self.faults:
            raise ValueError("\n".join(sorted(self.faults)))
        return {
            form: BETWEEN.join(sense.line() for sense in found.values()) for form, found in sorted(self._senses.items())
        }

    def _variants(self, text: str) -> set[str]:
        if text.isascii():
            return {text}
        traditional = {converter.convert(text) for converter in self._converters}
        return {text, *traditional, *(form.translate(TWINS) for form in traditional)}

    def _add_named(self, named: Named, sense: Sense) -> None:
        cased = not is_charwise(named.text) and (named.unsure or len(named.text) < 3)
        if not named.unsure and name_form(named.text) in self._ordinary:
            self.faults.append(f"{named.text!r} of {sense.key} is an ordinary word: mark it with ?")
        written = named.text if cased else None
        self.add(named.text, Sense(sense.role, sense.key, named.unsure, named.shared, written))

    def _add_ticker(self, ticker: Ticker, key: SubjectKey) -> None:
        """Bare, without a dollar sign: never `ON` or `NOW`, `SNOW` and `MU` with something that bears them out."""
        ordinary = name_form(ticker.symbol) in self._ordinary
        if (
            ticker.market in BARE_MARKETS
            and len(ticker.symbol) > (3 if ordinary else 1)
            and not ticker.symbol.isdigit()
        ):
            unsure = ordinary or len(ticker.symbol) < 3
            self.add(ticker.symbol, Sense(Role.TICKER, key, unsure, written=ticker.symbol))

    def _check(self, form: str, found: list[Sense]) -> None:
        """A name may mean two companies only as a group, or where it is weak; a former ticker may have a new owner."""
        naming = [s for s in found if not s.weak and s.role not in (Role.GROUP, Role.TICKER)]
        if len({sense.key for sense in naming}) > 1:
            self.faults.append(f"{form!r} means {', '.join(sense.key for sense in naming)}")


def derived() -> str:
    """The derived file's text. Errors: ValueError where the table is at fault."""
    table, derivation = list(rows()), Derivation()
    for row in table:
        derivation.add_row(row)
    for group in groups():
        for key in group.keys:
            capitals = group.name if group.name.isupper() and group.name.isascii() else None
            derivation.add(group.name, Sense(Role.GROUP, key, written=capitals))
    for phrase in words("traps"):
        derivation.add(phrase, Sense(Role.TRAP, SubjectKey("-")))
    names = derivation.finished()
    spotter = Spotter.over(names)
    parts = {
        "subjects": {row.key: _subject(row) for row in table},
        "tickers": dict(_tickers(table)),
        "names": names,
        "words": dict(sorted(spotter.words.items())),
        "characters": dict(sorted(spotter.characters.items())),
        "simplified": _simplified(),
        "ordinary": dict.fromkeys(words("ordinary"), 1),
    }
    return json.dumps(parts, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def _simplified() -> list[str]:
    """Traditional characters, and the simplified one of each in the same place."""
    from opencc import OpenCC

    converter = OpenCC("t2s")
    pairs = [(c, converter.convert(c)) for c in map(chr, CHINESE)]
    changed = [(old, new) for old, new in pairs if new != old and len(new) == 1]
    return ["".join(old for old, _ in changed), "".join(new for _, new in changed)]


def _subject(row: Row) -> str:
    tickers = " ".join(f"{ticker.symbol}.{ticker.market}" for ticker in row.tickers)
    return BETWEEN.join([row.kind.value, row.name.text, row.name_zh.text if row.name_zh else "", tickers])


def _tickers(table: list[Row]) -> Iterator[tuple[str, SubjectKey]]:
    seen: dict[str, SubjectKey] = {}
    for row in table:
        for ticker in (*row.tickers, *row.former_tickers):
            code = f"{ticker.symbol}.{ticker.market}"
            if seen.setdefault(code, row.key) != row.key:
                raise ValueError(f"{code} means {seen[code]} and {row.key}")
            yield code, row.key


def main() -> None:
    (Path(__file__).parent / "data" / DERIVED).write_text(derived(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
