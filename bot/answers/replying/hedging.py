"""Turns of speech by which a text grants what others say and limits it."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeAlias


class Hedge(StrEnum):
    """How a text limits what it speaks of."""

    GRANTS = "grants"
    TURNS = "turns"
    """Goes on to the contrary: "but", "可是"."""
    PASSING = "passing"
    """Says that it is for a while, or will end."""
    PARTLY = "partly"
    """Says that it holds of a part only, or under a condition."""
    BECAUSE = "because"
    """Says what it only comes from."""
    PRICED = "priced"
    """Says that the price knows it."""
    COSTS = "costs"
    """Says what is paid for it."""


Hedges: TypeAlias = frozenset[Hedge]


def hedges_in(folded: str) -> Hedges:
    """Those of a folded text, in either language."""
    return frozenset(hedge for hedge, pattern in _patterns().items() if pattern.search(folded))


@cache
def _patterns() -> dict[Hedge, re.Pattern[str]]:
    table = tomllib.loads((files("bot.answers") / "replying" / "hedges.toml").read_text(encoding="utf-8"))
    # The Chinese pattern of what is granted has a group of its own; it stays the first of its own half.
    return {hedge: re.compile(f"{table['zh'][hedge]}|{table['en'][hedge]}") for hedge in Hedge}
