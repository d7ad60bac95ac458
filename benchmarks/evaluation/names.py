"""Whether two names mean one company or one person, by the names that a set says are right."""

import re
from collections.abc import Iterable

from benchmarks.evaluation.gold import RightNames

LEAST_PART = 4
"""Characters of a name that stands for a longer one (a handle without its ending)."""
_PARENTHESES = re.compile(r"\(.*?\)")
_EXCHANGE = re.compile(r"^(SH|SZ|HK)(?=\d)")


class Names:
    """The names of one set, in any case."""

    def __init__(self, right: RightNames) -> None:
        common = {name.casefold() for name in right.exact_only}
        self._subjects = _by_name(right.subjects)
        self._people = _by_name(right.people)
        self._telling = sorted(
            (name for name in self._subjects if name not in common and _is_telling(name)), key=len, reverse=True
        )

    def subject(self, name: str) -> str:
        """The set's own name of whom `name` means, by the longest name in it; the name itself where it is nobody's."""
        name = name.strip().lstrip("$").casefold()
        for exact in (name, _PARENTHESES.sub("", name).strip()):
            if exact in self._subjects:
                return self._subjects[exact]
        return next((self._subjects[part] for part in self._telling if _stands_in(part, name)), name)

    def of_symbol(self, symbol: str) -> str | None:
        """Whose listing it is. Hong Kong's codes have five digits, and are often written without their zeros."""
        return self._subjects.get(symbol.casefold()) or self._subjects.get(symbol.zfill(5).casefold())

    def named_in(self, text: str) -> set[str]:
        """Whom a text names anywhere; a short name in Latin letters counts here as a word of its own."""
        text = text.casefold()
        short = (name for name in self._subjects if name.isascii() and len(name) > 1)
        return {self._subjects[name] for name in [*self._telling, *short] if _stands_in(name, text)}

    def same_person(self, name: str | None, right: Iterable[str | None]) -> bool:
        """Whether `name` is one of `right`; a part of four characters or more will do."""
        said = self._person(name)
        return any(_same(said, self._person(other)) for other in right)

    def _person(self, name: str | None) -> str:
        bare = (name or "").strip().lstrip("@").removeprefix("u/").casefold()
        return self._people.get(bare, bare)


def bare_symbol(symbol: str) -> str:
    """A listing's symbol without its exchange and leading zeros: `SH600519`, `0700.HK`, `$TSLA`."""
    bare = _EXCHANGE.sub("", symbol.upper().lstrip("$").split(".")[0])
    return bare.lstrip("0") or bare


def _by_name(names: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {name.casefold(): own for own, others in names.items() for name in (own, *others)}


def _is_telling(name: str) -> bool:
    """Whether a name can be told inside a longer text: three Latin letters, two Chinese ones, or an emoji."""
    return len(name) >= 3 if name.isascii() else len(name) >= 2 or not name.isalnum()


def _stands_in(name: str, text: str) -> bool:
    if not name.isascii():
        return name in text
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None


def _same(a: str, b: str) -> bool:
    if not a or not b:
        return False
    return a == b or (min(len(a), len(b)) >= LEAST_PART and (a in b or b in a))
