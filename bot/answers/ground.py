"""The gate: whoever wrote a draft, each of its sentences is shown only if it stands on the evidence that it cites."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from bot.answers.gate.carrying import chance_of, is_carried, share_of_words
from bot.answers.gate.citations import cites_evidence, is_plain_text, says_something
from bot.answers.gate.claim import Claim, Names
from bot.answers.gate.entailment import Entailment
from bot.answers.gate.exchanges import exchanges_no_opposites
from bot.answers.gate.figures import (
    dates_stand_in_the_evidence,
    moments_stand_in_the_evidence,
    numbers_stand_in_the_evidence,
)
from bot.answers.gate.framed import reports_whole_clauses, says_no_more_than_frames, tells_all_that_it_cites
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.sides import keeps_the_side
from bot.answers.gate.support import (
    says_more_than_who,
    says_nothing_beyond_its_quotes,
    shows_only_quoted_symbols,
)
from bot.answers.gate.twists import keeps_the_sense_of_near_copies
from bot.answers.gate.voices import (
    names_only_cited_companies,
    names_only_cited_people,
    names_the_speaker,
    quotes_verbatim,
    words_are_everyones,
)
from bot.domain.answer import Draft, DraftSentence, Dropped, Evidence, Sentence
from bot.domain.question import Query

Rule = Callable[[Claim], Refusal | None]

RULES: tuple[Rule, ...] = (
    says_something,
    cites_evidence,
    quotes_verbatim,
    is_plain_text,
    names_the_speaker,
    words_are_everyones,
    names_only_cited_people,
    names_only_cited_companies,
    shows_only_quoted_symbols,
    keeps_the_side,
)
"""In the order in which they are asked; the first that a sentence breaks is why it was dropped."""
RULES_ON_FIGURES: tuple[Rule, ...] = (
    dates_stand_in_the_evidence,
    moments_stand_in_the_evidence,
    numbers_stand_in_the_evidence,
)
RULES_ON_OWN_WORDS: tuple[Rule, ...] = (
    *RULES_ON_FIGURES,
    keeps_the_sense_of_near_copies,
    exchanges_no_opposites,
)
"""Asked next, where a sentence does more than to quote and to say who is quoted."""
RULES_ON_A_MODELS_WORDS: tuple[Rule, ...] = (reports_whole_clauses, tells_all_that_it_cites, says_no_more_than_frames)
"""Asked of each sentence that a language model wrote."""
BROKEN = 0.1
"""What is left of a sentence's grade where it breaks a rule."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """What the gate let through, and what it refused. `cited` is the evidence that the kept sentences stand on."""

    kept: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...]
    cited: tuple[Evidence, ...]

    @classmethod
    def of(cls, kept: Sequence[Sentence], dropped: Sequence[Dropped], offered: Sequence[Evidence]) -> Self:
        numbers = {n for sentence in kept for n in sentence.citations}
        return cls(tuple(kept), tuple(dropped), tuple(one for one in offered if one.n in numbers))


@dataclass(frozen=True, slots=True)
class Offered:
    """What a draft was composed from: the question, the evidence for it, and who and what can be named."""

    query: Query
    evidence: Sequence[Evidence]
    names: Names
    entailment: Entailment | None = None
    """Judges what is said in other words than the quotes'; without it, nothing else may be said."""

    def claim(self, sentence: DraftSentence) -> Claim:
        cited = tuple(one for one in self.evidence if one.n in sentence.citations)
        return Claim(sentence, cited, self.query, self.names)


def ground(draft: Draft, offered: Offered) -> Grounded:
    """Judge a draft sentence by sentence; one that breaks a rule is dropped whole."""
    return judged(draft, [refusal_of(sentence, offered) for sentence in draft.sentences], offered)


def judged(draft: Draft, refusals: Sequence[Refusal | None], offered: Offered) -> Grounded:
    """A draft of whose sentences each was judged: what it was refused for, or None."""
    kept: list[Sentence] = []
    dropped: list[Dropped] = []
    for sentence, refusal in zip(draft.sentences, refusals, strict=True):
        if refusal is None:
            kept.append(Sentence(text=sentence.text, citations=sentence.citations))
        else:
            dropped.append(Dropped(text=sentence.text, reason=refusal))
    return Grounded.of(kept, dropped, offered.evidence)


def refusal_of(sentence: DraftSentence, offered: Offered) -> Refusal | None:
    """The first rule that a sentence breaks; None where it may be shown.

    The model is asked only about a sentence that keeps the rules, and that says something in other words than the
    quotes'.
    """
    claim = offered.claim(sentence)
    if refusal := _broken(RULES, claim):
        return refusal
    return _refusal_of_own_words(claim, offered.entailment) if says_more_than_who(claim) else None


def refusal_of_written(sentence: DraftSentence, offered: Offered) -> Refusal | None:
    """`refusal_of` for what a language model wrote: it may choose and order quotes, and say whose they are.

    What says more is told the plainest of its faults, for the model to mend it.
    """
    claim = offered.claim(sentence)
    refusal = _broken((*RULES, *RULES_ON_A_MODELS_WORDS), claim)
    return _broken(RULES_ON_FIGURES, claim) or refusal if refusal is Refusal.UNSUPPORTED else refusal


def _refusal_of_own_words(claim: Claim, entailment: Entailment | None) -> Refusal | None:
    if refusal := _broken(RULES_ON_OWN_WORDS, claim):
        return refusal
    unread = says_nothing_beyond_its_quotes(claim)
    return unread and (is_carried(claim, entailment) if entailment else unread)


def _broken(rules: Sequence[Rule], claim: Claim) -> Refusal | None:
    return next((refusal for rule in rules if (refusal := rule(claim))), None)


def grade_of(sentence: DraftSentence, offered: Offered) -> float:
    """How surely a sentence stands on what it cites, 0 to 1: to rank sentences by, where a yes or no is too coarse."""
    claim = offered.claim(sentence)
    chance = chance_of(claim, offered.entailment) if offered.entailment else share_of_words(claim)
    return chance * BROKEN if _broken((*RULES, *RULES_ON_OWN_WORDS), claim) else chance
