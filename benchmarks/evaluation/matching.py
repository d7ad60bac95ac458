"""Which of the arguments that were found in a paste stands for which of those that are in it, one to one."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.evaluation.gold import GoldArgument
from benchmarks.evaluation.running import Saved
from benchmarks.evaluation.spans import iou, occurrences, place, plain, same_place
from bot.domain.argument import Argument
from bot.domain.text import Span


@dataclass(frozen=True, slots=True)
class Wanted:
    """An argument of the set, and where it stands in the plain paste."""

    gold: GoldArgument
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at one place: several arguments where it speaks of several subjects.

    `span` is None where the quote does not stand in the paste.
    """

    arguments: tuple[Argument, ...]
    span: Span | None

    @property
    def quote(self) -> str:
        return self.arguments[0].quote

    def is_at(self, span: Span) -> bool:
        return self.span is not None and same_place(self.span, span)


@dataclass(frozen=True, slots=True)
class Matching:
    """`pairs` are places in `wanted` and in `findings`. Neither an optional argument nor its finding is in `scored`."""

    wanted: tuple[Wanted, ...]
    findings: tuple[Finding, ...]
    pairs: dict[int, int]

    @property
    def scored(self) -> list[tuple[Wanted, Finding | None]]:
        """Every argument that has to be found, with what stands for it."""
        return [
            (one, self.findings[self.pairs[number]] if number in self.pairs else None)
            for number, one in enumerate(self.wanted)
            if not one.gold.optional
        ]

    @property
    def false(self) -> list[Finding]:
        """Findings that are at no argument: a second one at an argument counts neither way."""
        return [finding for finding in self.findings if not any(finding.is_at(one.span) for one in self.wanted)]


def matching_of(saved: Saved) -> Matching:
    """Errors: ValueError where the set quotes what its paste does not hold."""
    wanted = tuple(Wanted(gold, place(gold.quote, gold.start, saved.raw)) for gold in saved.gold.arguments)
    findings = _findings(saved, [one.span for one in wanted])
    return Matching(wanted, findings, match(wanted, findings))


def _findings(saved: Saved, wanted: Sequence[Span]) -> tuple[Finding, ...]:
    """By place; a quote that stands in several is taken where an argument is wanted."""
    text = plain(saved.raw)
    placed: dict[Span, list[Argument]] = {}
    lost = []
    for argument in _arguments(saved):
        places = occurrences(plain(argument.quote), text)
        if places:
            best = max(places, key=lambda span: max((iou(span, one) for one in wanted), default=0))
            placed.setdefault(best, []).append(argument)
        else:
            lost.append(Finding((argument,), None))
    return (*(Finding(tuple(arguments), span) for span, arguments in placed.items()), *lost)


def _arguments(saved: Saved) -> list[Argument]:
    return [argument for post in saved.receipt.posts for argument in post.arguments] if saved.receipt else []


def match(wanted: Sequence[Wanted], findings: Sequence[Finding]) -> dict[int, int]:
    """The best overlap first, each at most once; an optional argument only takes what no other one does."""
    alike = sorted(
        (one.gold.optional, -iou(finding.span, one.span), number, at)
        for at, finding in enumerate(findings)
        for number, one in enumerate(wanted)
        if finding.span and same_place(finding.span, one.span)
    )
    pairs: dict[int, int] = {}
    for _, _, number, at in alike:
        if number not in pairs and at not in pairs.values():
            pairs[number] = at
    return pairs
