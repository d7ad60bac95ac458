"""How alike two groupings of the same items are: one that a reader made, and one that was found."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.evaluation.public.measures import mean


@dataclass(frozen=True, slots=True)
class Grouped:
    """The group of each item of one side, by the reader and as found. Two items of different `kinds` are of two kinds.

    Shapes: three sequences of one length; an item's place is the same in all.
    """

    gold: Sequence[Hashable]
    found: Sequence[Hashable]
    kinds: Sequence[Hashable] = ()


Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those that were named are right, and of those that are right were named."""

    right: int
    named: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.named if self.named else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.named + self.wanted
        return 2 * self.right / both if both else 0.0

    @property
    def f_half(self) -> float:
        """Precision counts twice as much as recall. Source: van Rijsbergen, "Information Retrieval", 1979."""
        both = self.named + 0.25 * self.wanted
        return 1.25 * self.right / both if both else 0.0


def pairs_together(sides: Iterable[Grouped], counts: Callable[[Grouped, Pair], bool] = lambda *_: True) -> Share:
    """Of all pairs of two items of one side that count: which stand in one group, added up over all sides."""
    right = named = wanted = 0
    for side in sides:
        for pair in combinations(range(len(side.gold)), 2):
            if counts(side, pair):
                gold, found = (labels[pair[0]] == labels[pair[1]] for labels in (side.gold, side.found))
                right, named, wanted = right + (gold and found), named + found, wanted + gold
    return Share(right, named, wanted)


def of_two_kinds(side: Grouped, pair: Pair) -> bool:
    return side.kinds[pair[0]] != side.kinds[pair[1]]


@dataclass(frozen=True, slots=True)
class VMeasure:
    homogeneity: float
    completeness: float
    v: float


def v_measure(sides: Iterable[Grouped]) -> VMeasure:
    """Of each side, and of these the mean: over all at once the sides, which nobody mixes up, would count as found.

    Source: Rosenberg and Hirschberg, "V-Measure", EMNLP 2007.
    """
    from sklearn.metrics import homogeneity_completeness_v_measure

    each = [homogeneity_completeness_v_measure(*_numbered(side)) for side in sides]
    return VMeasure(*(mean(float(one[n]) for one in each) for n in range(3)))


def _numbered(side: Grouped) -> tuple[list[int], list[int]]:
    """Scikit-learn takes numbers for any labels."""
    gold, found = ({label: n for n, label in enumerate(dict.fromkeys(labels))} for labels in (side.gold, side.found))
    return [gold[label] for label in side.gold], [found[label] for label in side.found]


def b_cubed_f1(sides: Iterable[Grouped]) -> float:
    """Of the mean precision and the mean recall of all items' own groups.

    Source: Bagga and Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space Model", ACL 1998.
    """
    precisions, recalls = list[float](), list[float]()
    for side in sides:
        gold, found = Counter(side.gold), Counter(side.found)
        both = Counter(zip(side.gold, side.found, strict=True))
        for here, there in zip(side.gold, side.found, strict=True):
            precisions.append(both[here, there] / found[there])
            recalls.append(both[here, there] / gold[here])
    precision, recall = mean(precisions), mean(recalls)
    return 2 * precision * recall / (precision + recall)


def macro_f1_of(gold: Sequence[Hashable], said: Sequence[Hashable]) -> float:
    """The mean F1 of the labels that the reader gave, each with the weight of one however rare it is."""
    pairs = Counter(zip(gold, said, strict=True))
    wanted, named = Counter(gold), Counter(said)
    return mean(Share(pairs[label, label], named[label], wanted[label]).f1 for label in wanted)
