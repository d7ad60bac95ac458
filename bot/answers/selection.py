"""From ranked arguments to the few that are shown: one of each, of many people, on many aspects."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.answers.candidates import Candidate
from bot.answers.sameness import same_text
from bot.domain.argument import ArgumentId, Aspect

AGAIN = 0.15
"""What each earlier argument of the same person, or on the same aspect, takes from a score of at most 1."""


def same_words(left: Candidate, right: Candidate) -> bool:
    """Whether two quotes are one text, with the same numbers, denials and directions."""
    return same_text(left.folded, right.folded)


def grouped(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Near-duplicates on one side of one subject together, each group led by its first, in the order of the leaders.

    Each is one with every other of its group: what is alike by steps ends up as two texts.
    """
    groups: list[list[Candidate]] = []
    for one in candidates:
        home = next((group for group in groups if all(_is_one(other, one) for other in group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _is_one(left: Candidate, right: Candidate) -> bool:
    mine, other = left.argument, right.argument
    if mine.stance is not other.stance or mine.subject.company != other.subject.company:
        return False
    # Texts that are nearly the same share words: most pairs don't, and need no comparison of their letters.
    shared = len(left.words & right.words)
    return shared * 2 >= min(len(left.words), len(right.words)) and same_words(left, right)


def diverse(groups: Sequence[list[Candidate]], scores: Mapping[ArgumentId, float], limit: int) -> list[list[Candidate]]:
    """The best groups, each next one chosen with a handicap for what was already heard: this person, this aspect."""
    best = max(scores.values(), default=1) or 1
    left, chosen = list(groups), list[list[Candidate]]()
    people: Counter[str | None] = Counter()
    aspects: Counter[Aspect] = Counter()

    def worth(group: list[Candidate]) -> float:
        argument = group[0].argument
        heard = people[argument.holder] + (aspects[argument.aspect] if argument.aspect is not Aspect.OTHER else 0)
        return scores.get(argument.argument_id, 0) / best - AGAIN * heard

    while left and len(chosen) < limit:
        group = max(left, key=worth)
        left.remove(group)
        chosen.append(group)
        people[group[0].argument.holder] += 1
        aspects[group[0].argument.aspect] += 1
    return chosen
