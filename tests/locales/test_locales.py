"""Every locale says the same things, with the same holes, and nothing that nobody shows."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from bot.answers.matters import TOPIC
from bot.domain.argument import Aspect, Stance
from bot.locales import wording

ROOT = Path(__file__).parents[2]
LOCALES = sorted(path.stem for path in (ROOT / "bot" / "locales").glob("*.toml"))
READ = ("cues", "dates", "matters")
"""Tables of what is read. They belong to a language, and stand in one locale of it; all others are shown."""
READING = ("en-US", "zh-CN")
SHOWN = [name for name in wording("en-US").tables if name not in READ]


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot" / "answers").rglob("*.py")))


def test_every_locale_has_every_table_that_is_shown_and_one_a_language_those_that_are_read() -> None:
    tables = {tag: wording(tag).tables for tag in LOCALES}
    assert {tag: set(names) for tag, names in tables.items()} == {
        tag: {*SHOWN, *(READ if tag in READING else ())} for tag in LOCALES
    }


@pytest.mark.parametrize(
    ("tag", "table"), [(tag, table) for tag in LOCALES for table in wording(tag).tables], ids="-".join
)
def test_locales_hold_the_same_keys_and_holes(tag: str, table: str) -> None:
    ours: dict[str, Any] = wording(tag).table(table)
    english: dict[str, Any] = wording("en-US").table(table)
    assert set(ours) == set(english)
    sentences = {key: text for key, text in ours.items() if isinstance(text, str)}
    assert {key: holes(text) for key, text in sentences.items()} == {key: holes(english[key]) for key in sentences}
    assert {key: type(value) for key, value in ours.items()} == {key: type(value) for key, value in english.items()}


@pytest.mark.parametrize("tag", LOCALES)
def test_sides_and_aspects_are_all_named(tag: str) -> None:
    assert set(wording(tag).table("stances")) == set(Stance)
    assert set(wording(tag).table("aspects")) == set(Aspect)


@pytest.mark.parametrize("tag", READING)
def test_matters_belong_to_an_aspect_or_are_topics(tag: str) -> None:
    heads = {name.split(".")[0] for name in wording(tag).table("matters")}
    assert heads <= {TOPIC, *Aspect}


BUILT = ("_several", "_one", "_other", "counted_", "_weak", *Stance)
"""Parts of keys that the code puts together: `bear_several`, `posts_one`."""


@pytest.mark.parametrize("table", ["answer", "attribution", "cues", "dates"])
def test_every_key_is_used_by_the_answers(table: str) -> None:
    source = code()
    whole = [key for key in wording("en-US").table(table) if not any(part in key for part in BUILT)]
    assert [key for key in whole if not re.search(f"['\"]{key}['\"]", source)] == []


@pytest.mark.parametrize("tag", READING)
def test_cues_are_folded_as_questions_are(tag: str) -> None:
    lists = [value for table in READ for value in wording(tag).table(table).values()]
    cues = [cue for value in lists for cue in value]
    assert cues
    assert [cue for cue in cues if cue != cue.lower() or not cue or re.search(r"\s\s|^\s|\s$", cue)] == []
