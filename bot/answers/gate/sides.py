"""The rule on sides."""

from functools import cache

from bot.answers.cues import CueTable, Hit, cues, pattern
from bot.answers.gate.claim import Claim
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import Languages, attributions, languages_in
from bot.domain.argument import Stance


def keeps_the_side(claim: Claim) -> Refusal | None:
    """The evidence is on the side that was asked for, and the sentence says no other."""
    held = {evidence.argument.stance for evidence in claim.cited}
    if claim.query.stance is not None and held != {claim.query.stance}:
        return Refusal.SIDE
    hits = _sides(languages_in(claim.nameless)).hits(claim.nameless)
    said = {Stance(hit.name) for hit in hits}
    if any(_is_denied(claim.nameless, hit) for hit in hits):
        return Refusal.SIDE
    return None if not said or said == held else Refusal.SIDE


@cache
def _sides(languages: Languages) -> CueTable:
    return CueTable({stance: attributions(stance, languages) + cues("cues", stance) for stance in Stance})


def _is_denied(folded: str, hit: Hit) -> bool:
    """Whether a negation stands right before it: "does not argue against"."""
    head = folded[: hit.start].rstrip()
    return any(match.end() == len(head) for match in pattern("negators").finditer(head))
