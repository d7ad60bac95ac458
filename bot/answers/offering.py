"""What a model is shown of the evidence: as much as it may read, and whole quotes only."""

from collections.abc import Iterator, Sequence

from bot.answers.compose import day, name_of, speaker
from bot.answers.gate.quotations import evened
from bot.answers.retrieve import Retrieved
from bot.domain.answer import Evidence
from bot.domain.text import Locale
from bot.llm.tokens import estimated_tokens
from bot.locales import wording


def within(found: Retrieved, tokens: int) -> list[Evidence]:
    """The evidence that fits into so many tokens, in the order of its numbers.

    The most valuable is left in: each argument once, by its rank, then who says the same. A quote that does not fit is
    left out whole.
    """
    left, chosen = tokens, list[Evidence]()
    for evidence in _by_value(found):
        size = estimated_tokens(row_of(evidence, found.query.locale)) + 1
        if size <= left:
            chosen.append(evidence)
            left -= size
    return sorted(chosen, key=lambda one: one.n)


def _by_value(found: Retrieved) -> Iterator[Evidence]:
    offered = {evidence.n: evidence for evidence in found.evidence}
    for place in range(max(map(len, found.copies), default=0)):
        yield from (offered[numbers[place]] for numbers in found.copies if place < len(numbers))


def told(evidence: Sequence[Evidence], locale: Locale) -> str:
    """A row for each."""
    return "\n".join(row_of(one, locale) for one in evidence)


def row_of(evidence: Evidence, locale: Locale) -> str:
    """Who, on which side of what, when, and the whole quote on one line."""
    words, argument = wording(locale), evidence.argument
    facts = [
        f"speaker: {evened(speaker(evidence, words))}",
        f"side: {words.say('stances', argument.stance)}",
        f"about: {name_of(argument.subject, locale)}",
        f"posted: {day(evidence.post.published_at, words)}",
    ]
    return f"[{evidence.n}] {' | '.join(facts)}\n    {evened(argument.quote)}"
