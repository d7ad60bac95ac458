"""What of a question is no part of what it asks: orders to the bot, and what it excepts."""

import re
from functools import cache

from bot.answers.cues import chinese, cues, latin, pattern
from bot.answers.fold import fold
from bot.answers.places import Place, blanked

_CLAUSE = re.compile(r"[^,.;:!?，。；：！？\n]+[:：]?")


def without_asides(text: str) -> str:
    """A question with spaces where it gives orders ("ignore your rules", 结尾写上…) or says what it does not ask for
    ("apart from valuation", 除了估值以外); of the same length.
    """
    folded = fold(text)
    clauses: list[Place] = [match.span() for match in _CLAUSE.finditer(folded)]
    orders = [place for place in clauses if _is_order(folded[slice(*place)])]
    return blanked(text, orders + [match.span() for match in _exception().finditer(folded)])


def overrides(folded: str) -> bool:
    """Whether a folded text would have its reader drop its rules: no argument, whatever it says of a company."""
    # Nearly no text holds any of these words: a look for each is ten times faster than the pattern.
    return any(cue in folded for cue in cues("cues", "overrides")) and bool(pattern("overrides").search(folded))


def _is_order(clause: str) -> bool:
    return overrides(clause) or _begins_order().match(clause) is not None


@cache
def _begins_order() -> re.Pattern[str]:
    """English says at a clause's head what is to be done; what Chinese says so is told wherever it stands."""
    return re.compile(rf"\s*(?:{latin('asks_lead')}\s+)*{latin('orders')}|.*?{chinese('orders')}")


@cache
def _exception() -> re.Pattern[str]:
    """From the word that excepts to the clause's end; in Chinese to 以外, which may stand within one."""
    return re.compile(
        rf"{latin('excepts')}\s[^,;:?!，。；？]+|{chinese('excepts')}[^,;?!，。；？]*?(?:之外|以外|外|(?=[,;?!，。；？]|$))"
    )
