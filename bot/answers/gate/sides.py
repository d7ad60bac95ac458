"""The rule on sides."""

from functools import cache

from bot.answers.cues import CueTable, Hit, pattern
from bot.answers.gate.claim import Claim
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import Languages, attributions, languages_in
from bot.answers.gate.words import listed, words_of
from bot.domain.argument import Stance


def keeps_the_side(claim: Claim) -> Refusal | None:
    """The evidence is on the side that was asked for, and the sentence says no other."""
    held = {evidence.argument.stance for evidence in claim.cited}
    if claim.query.stance is not None and held != {claim.query.stance}:
        return Refusal.SIDE
    hits = _sides(languages_in(claim.nameless)).hits(claim.nameless)
    if any(_is_denied(claim.nameless, hit) for hit in hits):
        return Refusal.SIDE
    said = {Stance(hit.name) for hit in hits}
    return None if said <= held or said <= held | _spoken_of(claim) else Refusal.SIDE


def _spoken_of(claim: Claim) -> set[Stance]:
    """Sides that the quotes themselves speak of: "the bulls say"."""
    return {stance for stance in (Stance.BULL, Stance.BEAR) if words_of("stances", stance).search(claim.quoted)}


@cache
def _sides(languages: Languages) -> CueTable:
    """The frames of attribution, and plain words for a side."""
    sides = (Stance.BULL, Stance.BEAR)
    lists: dict[str, tuple[str, ...]] = {stance: attributions(stance, languages) for stance in Stance}
    return CueTable({**lists, **{side: (*lists[side], *listed("stances", side)) for side in sides}})


def _is_denied(folded: str, hit: Hit) -> bool:
    """Whether a negation stands right before it: "does not argue against"."""
    head = folded[: hit.start].rstrip()
    return any(match.end() == len(head) for match in pattern("negators").finditer(head))
