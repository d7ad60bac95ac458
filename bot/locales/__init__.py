"""The words that Casebook shows, one file a locale (`<tag>.toml`), and nothing else in code."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from bot.domain.text import Language, Locale

FORMS = {Language.ENGLISH: ("one", "other"), Language.CHINESE: ("other",)}
"""The plural forms that a language has, by their names in CLDR."""


_HEADING = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


class Wording:
    """One locale's sentences, found by table and key.

    A table is parsed when it is first asked for: the terminal never needs most of them, and each takes milliseconds.
    """

    def __init__(self, locale: Locale, text: str) -> None:
        self.locale = locale
        _, *parts = _HEADING.split(text)
        self._texts = dict(zip(parts[::2], parts[1::2], strict=True))
        self._tables: dict[str, Mapping[str, Any]] = {}

    def say(self, table: str, key: str, **holes: object) -> str:
        """The sentence at `[table] key` with its `{holes}` filled.

        Errors: KeyError where the locale lacks the sentence or the call lacks a hole.
        """
        sentence: str = self.table(table)[key]
        return sentence.format(**holes) if holes else sentence

    def count(self, table: str, key: str, count: int, **holes: object) -> str:
        """The sentence at `[table] key` in the plural form that its language has for `count`, which fills `{count}`.

        Errors: KeyError as `say`.
        """
        forms: Mapping[str, str] = self.table(table)[key]
        return forms[self._form(count)].format(count=count, **holes)

    def _form(self, count: int) -> str:
        return "one" if count == 1 and "one" in FORMS[self.locale.language] else "other"

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(self._texts)

    def table(self, name: str) -> Mapping[str, Any]:
        """Errors: KeyError where the locale has no such table."""
        if name not in self._tables:
            self._tables[name] = tomllib.loads(self._texts[name])
        return self._tables[name]


@cache
def wording(locale: Locale) -> Wording:
    """The words of a locale, read once a process."""
    text = resources.files(__name__).joinpath(f"{locale}.toml").read_text(encoding="utf-8")
    return Wording(locale, text)
