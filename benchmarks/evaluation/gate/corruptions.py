"""All corruptions, by what they corrupt, and what each must be caught at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.evaluation.gate import exact, meaning
from benchmarks.evaluation.gate.corrupting import Corruption, Kind
from benchmarks.evaluation.gate.sentences import Right

SEED = 4
CORRUPTIONS: Mapping[Kind, Corruption] = {
    Kind.NUMBER: exact.number,
    Kind.UNIT: exact.unit,
    Kind.DATE: exact.moment,
    Kind.ENTITY: exact.entity,
    Kind.HOLDER: exact.holder,
    Kind.WORD: exact.word,
    Kind.CITATION: exact.citation,
    Kind.GLUED: exact.glued,
    Kind.SIDE: meaning.side,
    Kind.NEGATION: meaning.negation,
    Kind.CLAUSE: meaning.clause,
}
REACH: Mapping[Kind, float] = dict.fromkeys(Kind, 0.99) | {Kind.SIDE: 0.95, Kind.NEGATION: 0.80, Kind.CLAUSE: 0.70}


@dataclass(frozen=True, slots=True)
class Corrupted:
    """A sentence that the gate should refuse. `right` is what it was made of."""

    sentence: Right
    right: Right
    kind: Kind


def corrupted(rights: Sequence[Right]) -> Iterator[Corrupted]:
    """Each sentence in every way that it can be corrupted in, the same each time."""
    for n, right in enumerate(rights):
        for kind, corruption in CORRUPTIONS.items():
            made = corruption(right, Random(f"{SEED} {n} {kind}"))
            if made is not None:
                yield Corrupted(made, right, kind)
