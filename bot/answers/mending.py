"""What can be mended of a model's sentence without asking it again: the letters of a quotation, and the words around.

A sentence that says more than may be shown around a right quotation has chosen well all the same: the quotation is then
told in the words of an answer without a model.
"""

from collections.abc import Iterator, Mapping, Sequence

from bot.answers.compose import attributed
from bot.answers.fold import fold
from bot.answers.gate.quotations import CLOSING, evened, quotations_in
from bot.answers.gate.stretches import tells_alone
from bot.answers.ground import Offered
from bot.answers.shorten import shortened
from bot.domain.answer import DraftSentence, Evidence

_EDGE = " .,;:!?…。，；：！？"
"""Writers put their own stops into a quotation."""


def to_the_letter(draft: DraftSentence, offered: Offered) -> DraftSentence:
    """With each quotation as a cited quote has it, where they differ in case, width, spaces and marks alone."""
    cited, text = _cited(draft, offered), draft.text
    for quotation in reversed(quotations_in(text, cited)):
        mark = text[quotation.end - 1]
        if not quotation.sources and mark in CLOSING[text[quotation.start]]:
            own = _own_words(text[quotation.start + 1 : quotation.end - 1], cited)
            text = text[: quotation.start + 1] + own + text[quotation.end - 1 :] if own else text
    return draft if text == draft.text else draft.model_copy(update={"text": text})


def _own_words(quoted: str, cited: Sequence[Evidence]) -> str | None:
    wanted = fold(evened(quoted)).strip(_EDGE)
    for quote in (evened(evidence.argument.quote) for evidence in cited):
        at = fold(quote).find(wanted) if wanted else -1
        if at >= 0:
            return quote[at : at + len(wanted)]
    return None


def in_plain_words(draft: DraftSentence, offered: Offered) -> Iterator[DraftSentence]:
    """A sentence for each piece of evidence that a refused one quotes word for word."""
    cited = _cited(draft, offered)
    quoted = _quoted(draft, cited)
    for evidence in cited:
        if evidence.n in quoted:
            yield attributed(offered.query, (evidence,), quoted[evidence.n] or _shown(evidence, offered))


def _quoted(draft: DraftSentence, cited: Sequence[Evidence]) -> Mapping[int, str]:
    """By evidence, the first quotation that stands in it; empty where that is not of whole clauses."""
    found: dict[int, str] = {}
    for quotation in quotations_in(draft.text, cited):
        for evidence in quotation.sources[:1]:
            is_whole = tells_alone(quotation.text, evidence.argument.quote)
            found.setdefault(evidence.n, quotation.text if is_whole else "")
    return found


def _shown(evidence: Evidence, offered: Offered) -> str:
    """What an answer without a model shows of a quote."""
    return shortened(evened(evidence.argument.quote), offered.query.terms)


def _cited(draft: DraftSentence, offered: Offered) -> list[Evidence]:
    return [evidence for evidence in offered.evidence if evidence.n in draft.citations]
