"""No regular expression of the package takes long on what it may be given, whoever made that to be slow."""

from functools import partial

import pytest

from tests.fuzz.patterns import Found, all_patterns, attacks, uses
from tests.timing import allowed, seconds

LONG = 16_000
"""Characters at which time that grows with their square shows: a tenth of a second and more."""
LONGEST = {
    "bot.answers": 2000,  # a question; a quote or a model's sentence is shorter
    "bot.answers.amounts._RANGE": 24,  # what stands before a number
    "bot.answers.gate.counting": 400,  # a quote
    "bot.arguments": 400,  # a unit, see bot/arguments/sentences.py
    "bot.arguments.sentences": LONG,
    "bot.arguments.plain": 120,
    "bot.arguments.reading": 120,  # loads the tables of `plain`, which are the slowest of its patterns
    "bot.intake.links": 500,  # a line that is an address
    "bot.intake.noise": 80,
    "bot.intake.platforms.chat": 100,
    "bot.intake.platforms.generic._ADDRESS": 200,
    "bot.intake.platforms.stocktwits._MOOD_WORD": 100,
    "bot.intake.unwrap._BROKEN_WORD": 40,
    "bot.subjects.beside": 48,
    "bot.subjects.listings.ELSEWHERE": 20,  # what stands in brackets
}
"""Where callers cut what they give: as many characters as come there at most. The longest name counts."""
SHORT_SPACES = ("bot.answers", "bot.arguments.versus")
"""What is read there has one space where several stood."""
BOUND = 0.04
"""Seconds for one text: a hundred times what most patterns take."""
PATTERNS = all_patterns()
USES = uses()
SHARES = 8


@pytest.mark.parametrize("share", range(SHARES))
def test_no_made_up_text_is_slow_for_any_pattern(share: int) -> None:
    bound = allowed(BOUND)
    slow = [f"{one.module}.{one.name}: {text}" for one in PATTERNS[share::SHARES] for text in slow_texts(one, bound)]
    assert slow == []


def slow_texts(one: Found, bound: float) -> list[str]:
    length = longest(f"{one.module}.{one.name}")
    found = []  # by the fastest of several tries: of thousands one may meet a moment in which the machine is away
    for before, pump in attacks(one.pattern):
        if one.module.startswith(SHORT_SPACES) and not pump.strip():
            continue
        text = f"{before}{pump * (length // len(pump) + 1)}\x01"
        for way in sorted(USES.get(f"{one.module}.{one.name}") or USES.get(one.name) or {"search"}):
            method = getattr(one.pattern, way)
            once = partial(method, text)
            if seconds(once) > bound and seconds(once, tries=3) > bound:
                found.append(f"{way} {before!r} {pump!r} × {length}")
    return found


def longest(name: str) -> int:
    cut = [place for place in LONGEST if name == place or name.startswith(f"{place}.")]
    return LONGEST[max(cut, key=len)] if cut else LONG


def test_patterns_of_every_kind_were_found() -> None:
    """Constants, those in a platform's file, those made of tables, those in code: else nothing was tried above."""
    modules = {one.module for one in PATTERNS}
    assert {"bot.intake.mend", "bot.intake.platforms.xueqiu", "bot.answers.people", "bot.arguments.judging"} <= modules
    assert len(PATTERNS) > 500
    assert sum(len(attacks(one.pattern)) for one in PATTERNS) > 1500
