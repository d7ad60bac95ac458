"""Rules on what a sentence stands on, and on what may not stand in it."""

import re

from bot.answers.gate.claim import Claim
from bot.answers.gate.refusal import Refusal
from bot.answers.places import without_names

LONGEST = 4000
"""Characters of a sentence: nothing longer is one, and a quote has at most 400 or so."""
_MARKUP = re.compile(
    r"@|<[@#:!]|\]\(|https?:|www\.|\|\||[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    r"|\b[a-z0-9-]+\.(?:com|net|org|io|gg|cn|ru|xyz|me|app)\b",
    re.IGNORECASE,
)


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
    """No links, mentions or invisible characters in its own words."""
    return Refusal.MARKUP if _MARKUP.search(without_names(claim.folded, claim.people)) else None
