"""The words that Casebook shows, one file a locale (`<tag>.toml`), and nothing else in code."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from bot.domain.text import Language


class Wording:
    """One locale's sentences, found by table and key."""

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        self._tables = tables

    def say(self, table: str, key: str, **holes: object) -> str:
        """The sentence at `[table] key` with its `{holes}` filled.

        Errors: KeyError where the locale lacks the sentence or the call lacks a hole.
        """
        sentence: str = self._tables[table][key]
        return sentence.format(**holes) if holes else sentence

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(self._tables)

    def table(self, name: str) -> dict[str, Any]:
        return self._tables[name]


@cache
def wording(tag: str) -> Wording:
    """The locale `tag` (`en-US`, `zh-CN`), read once a process.

    Errors: FileNotFoundError where there is no such locale.
    """
    text = resources.files(__name__).joinpath(f"{tag}.toml").read_text(encoding="utf-8")
    return Wording(tomllib.loads(text))


def wording_of(language: Language) -> Wording:
    """The locale in which an asker of this language is answered."""
    return wording({Language.ENGLISH: "en-US", Language.CHINESE: "zh-CN"}[language])
