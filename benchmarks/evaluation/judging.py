"""Everything that is judged, one item at a time: figures are shares of these, and misses are the wrong ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Matter(StrEnum):
    """What an item is judged for; the words say what is right of a right one."""

    PLATFORM = "a post's platform"
    AUTHOR = "a post's author"
    DATE = "a post's date"
    TICKERS = "a paste's tickers"
    SPLIT = "a paste's number of posts"
    DUPLICATE = "whether a paste is a duplicate"
    FOUND = "an argument was found"
    ARGUES = "what was found is an argument"
    TRAP = "a trap was left alone"
    SIDE = "the side of an argument that was found"
    SUBJECT = "its subject"
    HOLDER = "its holder"
    CITED = "an argument that answers a question was cited"
    CITED_ACROSS = "the same, question and post in two languages"
    BELONGS = "a citation belongs to the answer"
    PURE = "a citation is on the side that was asked"
    VERBATIM = "a citation's quote stands in a paste"
    NUMBERS = "a sentence's numbers stand in what it cites"
    NAMED = "a name or date that a right answer shows"
    ANSWERED = "a question with an answer was answered"
    ABSTAINED = "a question without an answer was refused"
    COMPLETE = "an answer cites all that it should"
    PRECISE = "an answer cites nothing else"
    SEALED = "nothing of another channel was shown"
    CLEAN = "a forbidden word was not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One item: a paste, a post, an argument, a citation, a sentence or a question.

    Units: `weight` is what it counts for in a share; `confidence` the stated chance that it is right, 0 to 1.
    `where` is a paste's path or a question's id, `what` the text that was judged; `groups` the kinds that it is of.
    """

    matter: Matter
    right: bool
    where: str
    what: str
    said: str = ""
    gold: str = ""
    groups: tuple[str, ...] = ()
    weight: float = 1.0
    confidence: float | None = None


def of_matter(judgements: Iterable[Judgement], matter: Matter) -> list[Judgement]:
    return [judgement for judgement in judgements if judgement.matter is matter]


def share(judgements: Sequence[Judgement]) -> float | None:
    """How much of the weight is right, 0 to 1; None of nothing."""
    total = sum(judgement.weight for judgement in judgements)
    return sum(judgement.weight for judgement in judgements if judgement.right) / total if total else None
