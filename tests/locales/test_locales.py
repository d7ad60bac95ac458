"""Every locale says the same things, with the same holes, in the forms that its language has."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from string import Formatter
from typing import Any

import pytest

from bot.answers.fold import HAN_RUN, fold
from bot.answers.matters import TOPIC
from bot.domain.argument import Aspect, Stance
from bot.domain.text import Locale
from bot.locales import FORMS, wording
from tests.locales.code import BOT

READ = ("cues", "dates", "matters")
"""Tables of what is read. They belong to a language and stand in one locale of it; all others are shown."""
READING = (Locale.ENGLISH, Locale.SIMPLIFIED)
TABLES = wording(Locale.ENGLISH).tables


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def counted(locale: Locale) -> Iterator[tuple[str, dict[str, str]]]:
    """Every key of the locale that has plural forms, with its forms."""
    for table in wording(locale).tables:
        yield from (
            (f"{table}.{key}", forms) for key, forms in wording(locale).table(table).items() if is_plural(forms)
        )


def is_plural(value: object) -> bool:
    return isinstance(value, dict)


def holes_of(value: object) -> set[str]:
    """Of a sentence, or of all the forms of one; a list of words has none."""
    if isinstance(value, dict):
        return set().union(*map(holes, value.values()))
    return holes(value) if isinstance(value, str) else set()


def test_there_is_a_file_for_each_locale_and_no_other() -> None:
    assert {path.stem for path in (BOT / "locales").glob("*.toml")} == set(Locale)


@pytest.mark.parametrize("locale", Locale)
def test_a_locale_has_every_table_that_is_shown_and_one_a_language_those_that_are_read(locale: Locale) -> None:
    read = READ if locale in READING else ()
    assert set(wording(locale).tables) == {*(name for name in TABLES if name not in READ), *read}


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("table", TABLES)
def test_locales_hold_the_same_keys_types_and_holes(locale: Locale, table: str) -> None:
    if table in READ:
        locale = next(one for one in READING if one.language is locale.language)
    ours: dict[str, Any] = dict(wording(locale).table(table))
    english: dict[str, Any] = dict(wording(Locale.ENGLISH).table(table))
    assert ours.keys() == english.keys()
    assert {key: type(value) for key, value in ours.items()} == {key: type(value) for key, value in english.items()}
    assert {key: holes_of(value) for key, value in ours.items()} == {
        key: holes_of(value) for key, value in english.items()
    }


@pytest.mark.parametrize("locale", Locale)
def test_what_is_counted_has_exactly_the_forms_of_its_language(locale: Locale) -> None:
    forms = dict(counted(locale))
    assert forms
    assert {key: tuple(has) for key, has in forms.items()} == dict.fromkeys(forms, FORMS[locale.language])
    assert [key for key, has in forms.items() if not any("count" in holes(form) for form in has.values())] == []


@pytest.mark.parametrize(
    ("locale", "count", "said"),
    [
        (Locale.ENGLISH, 0, "0 arguments"),
        (Locale.ENGLISH, 1, "1 argument"),
        (Locale.ENGLISH, 2, "2 arguments"),
        (Locale.SIMPLIFIED, 1, "1条论点"),
        (Locale.SIMPLIFIED, 2, "2条论点"),
        (Locale.TRADITIONAL, 1, "1個論點"),
    ],
)
def test_a_count_is_said_in_its_form(locale: Locale, count: int, said: str) -> None:
    assert wording(locale).count("answer", "arguments", count) == said


@pytest.mark.parametrize("locale", Locale)
def test_sides_and_aspects_are_all_named(locale: Locale) -> None:
    assert set(wording(locale).table("stances")) == set(Stance)
    assert set(wording(locale).table("aspects")) == set(Aspect)


@pytest.mark.parametrize("locale", READING)
def test_matters_belong_to_an_aspect_or_are_topics(locale: Locale) -> None:
    heads = {name.split(".")[0] for name in wording(locale).table("matters")}
    assert heads <= {TOPIC, *Aspect}


@pytest.mark.parametrize("locale", READING)
def test_cues_are_folded_as_questions_are(locale: Locale) -> None:
    cues = [cue for table in READ for value in wording(locale).table(table).values() for cue in value]
    assert cues
    assert [cue for cue in cues if cue != fold(cue) or not cue or re.search(r"\s\s|^\s|\s$", cue)] == []


def test_traditional_wording_has_no_simplified_characters_and_the_reverse() -> None:
    """A character that only one of the two scripts has stands in none of the other's sentences. What is read is in
    the script to which questions are folded, and Cantonese has characters that the mainland's encoding lacks.
    """
    scripts = {Locale.SIMPLIFIED: ("gb2312", "big5"), Locale.TRADITIONAL: ("big5", "gb2312")}
    shown = {
        locale: [wording(locale).table(name) for name in wording(locale).tables if name not in READ]
        for locale in scripts
    }
    text = {locale: "".join(HAN_RUN.findall(str(tables))) for locale, tables in shown.items()}
    strays = {
        locale: {char for char in text[locale] if not is_in(own, char) and is_in(other, char)}
        for locale, (own, other) in scripts.items()
    }
    assert strays == {locale: set() for locale in scripts}


def is_in(encoding: str, char: str) -> bool:
    return char.encode(encoding, "ignore") != b""


@pytest.mark.parametrize("locale", Locale)
def test_a_table_parsed_alone_is_what_it_is_in_the_whole_file(locale: Locale) -> None:
    text = resources.files("bot.locales").joinpath(f"{locale}.toml").read_text(encoding="utf-8")
    words = wording(locale)
    assert {name: dict(words.table(name)) for name in words.tables} == tomllib.loads(text)
