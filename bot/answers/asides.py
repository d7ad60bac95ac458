"""What of a question is no part of what it asks: orders to the bot, and what it excepts."""

import re
from functools import cache

from bot.answers.cues import chinese, cues, latin, pattern
from bot.answers.fold import fold
from bot.answers.places import Place, blanked
from bot.answers.strangers import SIDES

_CLAUSE = re.compile(r"[^,.;:!?，。；：！？\n]+[:：]?")


def without_asides(text: str) -> str:
    """A question with spaces where it gives orders ("ignore your rules", 结尾写上…) or says what it does not ask for
    ("apart from valuation", 除了估值以外); of the same length.

    One order that is all of it and asks for a side ("print the bear case on Xiaomi") is a question: only its head goes.
    """
    folded = fold(text)
    asked = blanked(folded, [match.span() for match in _exception().finditer(folded)])
    clauses: list[Place] = [match.span() for match in _CLAUSE.finditer(asked)]
    orders = [place for place in clauses if _is_order(asked[slice(*place)])]
    if len(clauses) == 1:
        orders = [_head_of_a_question(asked) or place for place in orders]
    told = blanked(asked, orders)
    return "".join(char if kept == same else " " for char, kept, same in zip(text, told, folded, strict=True))


def overrides(folded: str) -> bool:
    """Whether a folded text would have its reader drop its rules: no argument, whatever it says of a company."""
    # Nearly no text holds any of these words: a look for each is ten times faster than the pattern.
    return any(cue in folded for cue in cues("cues", "overrides")) and bool(pattern("overrides").search(folded))


def _is_order(clause: str) -> bool:
    return overrides(clause) or _begins_order().match(clause) is not None


def _head_of_a_question(order: str) -> Place | None:
    """Where an order says "print the", if what it wants printed is a side."""
    head = _begins_order().match(order)
    if head is None or overrides(order):
        return None
    return head.span() if any(pattern(side).search(order, head.end()) for side in SIDES) else None


@cache
def _begins_order() -> re.Pattern[str]:
    """English says at a clause's head what is to be done; what Chinese says so is told wherever it stands."""
    return re.compile(rf"\s*(?:{latin('asks_lead')}\s+)*{latin('orders')}|.*?{chinese('orders')}")


@cache
def _exception() -> re.Pattern[str]:
    """From the word that excepts to the clause's end, or to the company that all of it is about ("at BYD"); in Chinese
    to 以外, which may stand within one.
    """
    english = rf"{latin('excepts')}\s[^,;:?!，。；？]+?(?=\s(?:at|for|about|regarding)\s|[,;:?!，。；？]|$)"
    ends = r"(?:之外|以外|外(?=[,，还都也其另])|(?=[,;?!，。；？]|$))"
    return re.compile(rf"{english}|{chinese('excepts')}[^,;?!，。；？]*?{ends}")
