"""The words that locales show, as the gate finds them in a sentence: folded, and of the languages that stand in it."""

from collections.abc import Iterator
from functools import cache

from bot.answers.fold import HAN_RUN, fold
from bot.domain.text import Language, Locale
from bot.locales import wording

Languages = tuple[Language, ...]


def languages_in(folded: str) -> Languages:
    """The languages whose words can stand in a folded text. Without Chinese in it nobody waits for its words."""
    return tuple(Language) if HAN_RUN.search(folded) else (Language.ENGLISH,)


@cache
def attributions(name: str, languages: Languages) -> tuple[str, ...]:
    """Words that say who says something: those of a list of `[attribution]` in every locale of these languages."""
    return _once(word for locale in _locales(languages) for word in wording(locale).table("attribution")[name])


@cache
def shown(table: str, key: str, languages: Languages) -> tuple[str, ...]:
    """What stands at `[table] key` in every locale of these languages, its holes unfilled."""
    return _once(wording(locale).table(table)[key] for locale in _locales(languages))


def _locales(languages: Languages) -> Iterator[Locale]:
    return (locale for locale in Locale if locale.language in languages)


def _once(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold, words)))
