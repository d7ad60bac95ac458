"""The gate: whoever wrote a draft, each of its sentences is shown only if it stands on the evidence that it cites."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answers.gate.citations import cites_evidence, is_plain_text, says_something
from bot.answers.gate.claim import Claim, Names
from bot.answers.gate.figures import dates_stand_in_the_evidence, numbers_stand_in_the_evidence
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.sides import keeps_the_side
from bot.answers.gate.support import says_nothing_beyond_its_quotes
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
    dates_stand_in_the_evidence,
    numbers_stand_in_the_evidence,
    keeps_the_side,
    says_nothing_beyond_its_quotes,
)
"""In the order in which they are asked; the first that a sentence breaks is why it was dropped."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """What the gate let through, and what it refused. `cited` is the evidence that the kept sentences stand on."""

    kept: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...]
    cited: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a draft was composed from: the question, the evidence for it, and who and what can be named."""

    query: Query
    evidence: Sequence[Evidence]
    names: Names


def ground(draft: Draft, offered: Offered) -> Grounded:
    """Judge a draft sentence by sentence; one that breaks a rule is dropped whole."""
    kept: list[Sentence] = []
    dropped: list[Dropped] = []
    for sentence in draft.sentences:
        refusal = refusal_of(sentence, offered)
        if refusal is None:
            kept.append(Sentence(text=sentence.text, citations=sentence.citations))
        else:
            dropped.append(Dropped(text=sentence.text, reason=refusal))
    numbers = {n for sentence in kept for n in sentence.citations}
    return Grounded(tuple(kept), tuple(dropped), tuple(one for one in offered.evidence if one.n in numbers))


def refusal_of(sentence: DraftSentence, offered: Offered) -> Refusal | None:
    """The first rule that a sentence breaks; None where it may be shown."""
    cited = tuple(evidence for evidence in offered.evidence if evidence.n in sentence.citations)
    claim = Claim(sentence, cited, offered.query, offered.names)
    return next((refusal for rule in RULES if (refusal := rule(claim))), None)
