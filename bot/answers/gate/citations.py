"""Rules on what a sentence stands on, and on what may not stand in it."""

import re
import unicodedata

from bot.answers.gate.claim import Claim, names_of
from bot.answers.gate.refusal import Refusal
from bot.answers.places import without_names

LONGEST = 4000
"""Characters of a sentence: nothing longer is one, and a quote has at most 400 or so."""
_MARKUP = re.compile(
    r"@|<[@#:!]|\]\(|https?:|www\.|\|\||[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    r"|\b[a-z0-9-]+\.(?:com|net|org|io|gg|cn|ru|xyz|me|app)\b",
    re.IGNORECASE,
)

_UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn", "Zl", "Zp"))
"""Categories of characters that show nothing by themselves, or that change how their neighbours look."""
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def says_something(claim: Claim) -> Refusal | None:
    if len(claim.sentence.text) > LONGEST:
        return Refusal.TOO_LONG
    return None if any(char.isalnum() for char in claim.sentence.text) else Refusal.EMPTY


def cites_evidence(claim: Claim) -> Refusal | None:
    """At least one, only what was offered, and no other number in its text."""
    if not claim.sentence.citations:
        return Refusal.NO_CITATION
    known = {evidence.n for evidence in claim.cited}
    cites_known = known.issuperset(claim.sentence.citations) and known.issuperset(claim.marked)
    return None if cites_known else Refusal.UNKNOWN_CITATION


def is_plain_text(claim: Claim) -> Refusal | None:
    """No links, mentions or invisible characters in its own words; and none of these but a quote's within marks."""
    if _MARKUP.search(without_names(claim.folded, claim.people)):
        return Refusal.MARKUP
    return Refusal.MARKUP if _unseen(claim) else None


def _unseen(claim: Claim) -> set[str]:
    text = claim.sentence.text
    if text.isascii():
        return set()
    unseen = {char for char in text if char not in "\n\t" and _is_unseen(char)}
    names = [name for evidence in claim.cited for name in names_of(evidence.argument.subject)]
    return unseen.difference(*claim.quotes, *claim.people, *names)


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or char in _FILLERS
