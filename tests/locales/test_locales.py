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
OURS = ("stances", "aspects", "answer", "attribution", "cues", "dates", "matters")


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot" / "answers").rglob("*.py")))


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("table", OURS)
def test_locales_hold_the_same_keys_and_holes(tag: str, table: str) -> None:
    ours: dict[str, Any] = wording(tag).table(table)
    english: dict[str, Any] = wording("en").table(table)
    assert set(ours) == set(english)
    sentences = {key: text for key, text in ours.items() if isinstance(text, str)}
    assert {key: holes(text) for key, text in sentences.items()} == {key: holes(english[key]) for key in sentences}
    assert {key: type(value) for key, value in ours.items()} == {key: type(value) for key, value in english.items()}


@pytest.mark.parametrize("tag", LOCALES)
def test_sides_and_aspects_are_all_named_and_matters_belong_to_one(tag: str) -> None:
    assert set(wording(tag).table("stances")) == set(Stance)
    assert set(wording(tag).table("aspects")) == set(Aspect)
    heads = {name.split(".")[0] for name in wording(tag).table("matters")}
    assert heads <= {TOPIC, *Aspect}


BUILT = ("_several", "_one", "_other", "counted_", "_weak", *Stance)
"""Parts of keys that the code puts together: `bear_several`, `posts_one`."""


BUILT = ("_several", "_one", "_other", "counted_", "_weak", *Stance)
"""Parts of keys that the code puts together: `bear_several`, `posts_one`."""


@pytest.mark.parametrize("table", ["answer", "attribution", "cues", "dates"])
def test_every_key_is_used_by_the_answers(table: str) -> None:
    source = code()
    whole = [key for key in wording("en").table(table) if not any(part in key for part in BUILT)]
    assert [key for key in whole if not re.search(f"['\"]{key}['\"]", source)] == []


@pytest.mark.parametrize("tag", LOCALES)
def test_cues_are_folded_as_questions_are(tag: str) -> None:
    lists = [value for table in OURS for value in wording(tag).table(table).values() if isinstance(value, list)]
    cues = [cue for value in lists for cue in value]
    assert cues
    assert [cue for cue in cues if cue != cue.lower() or not cue or re.search(r"\s\s|^\s|\s$", cue)] == []
