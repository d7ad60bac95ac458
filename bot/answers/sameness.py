"""Whether two quotes are one text, so that whoever is said to have said the one did say it."""

import re
from collections import Counter
from functools import lru_cache

from rapidfuzz import fuzz

from bot.answers.amounts import amounts_in
from bot.answers.cues import table_of
from bot.answers.dates import dates_in
from bot.answers.fold import fold
from bot.answers.places import blanked

ALIKE = 88
"""Least similarity (0 to 100) of two quotes that say the same in nearly the same words."""
INSIDE = 90
"""Least similarity of a quote with the part of a longer one that it repeats."""
SHORTEST = 12
"""Characters of the shorter quote from which on repeating a part of the other means anything."""
_TURNS = ("negators", "rises", "falls")
_LABEL = re.compile(r"[a-z]*\d[a-z\d.]*")


def same_text(left: str, right: str) -> bool:
    """Whether two folded quotes are equal, lightly edited, or one within the other, and neither turns what the other
    says: a number, a "no" or a "down" is one word among many, and the whole of what is claimed.
    """
    return left == right or (_alike(left, right) and tells(left) == tells(right))


def same_quote(left: str, right: str) -> bool:
    """The same of two quotes as they stand in their posts."""
    return same_text(fold(left), fold(right))


def _alike(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    if len(short) * 3 > len(long) * 2 and fuzz.ratio(short, long, score_cutoff=ALIKE):
        return True
    return len(short) >= SHORTEST and bool(fuzz.partial_ratio(short, long, score_cutoff=INSIDE))


@lru_cache(maxsize=1024)
def tells(folded: str) -> Counter[object]:
    """What may not differ: each amount, date and numbered name, and how often it denies, says up and says down."""
    dated = [written for written in dates_in(folded) if written.sure]
    amounts = amounts_in(folded)
    places = [(one.start, one.end) for one in dated] + [(one.start, one.end) for one in amounts]
    rest = blanked(folded, places)
    found: Counter[object] = Counter((amount.value, amount.unit) for amount in amounts)
    found.update(written.dated for written in dated)
    found.update(label.rstrip(".") for label in _LABEL.findall(rest))
    found.update(hit.name for hit in table_of(_TURNS).hits(folded))
    return found
