"""The rule on exchanged words: where a sentence keeps to a quote word for word, none stands in its opposite's place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from bot.answers.cues import any_of
from bot.answers.fold import HAN, LATIN_WORD, fold
from bot.answers.gate.claim import Claim
from bot.answers.gate.denials import lessens, says_no, stands_unturned
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.statement import statement_of
from bot.answers.gate.twists import OPPOSITES, POLES, clauses_in, poles_in, stretches_of
from bot.answers.gate.words import listed

KEPT = 0.6
"""The share of a clause's words that stand in a stretch of the quotes, in order, from which on it keeps to that."""
LEAST = 3
"""Words of a clause that can be laid beside a stretch."""
LONGEST = 3
"""Words that are one for another: more of them are another thought."""
EXCHANGED = (*OPPOSITES, "merit", "extent", "pace", "others")
"""Tables of `words.toml` whose `up` and `down` are opposites where one stands in the other's place."""
TURNED = (
    ("", "un"),
    ("", "in"),
    ("", "im"),
    ("", "dis"),
    ("over", "under"),
    ("up", "down"),
    ("in", "de"),
    ("ac", "de"),
)
"""Beginnings of an English word, and what makes its opposite of it."""
SHORTEST = 4
"""Letters behind such a beginning."""
_LIGHT = "了的着得更很再又也还"
_WORD = re.compile(f"{LATIN_WORD.pattern}|[{HAN}]")


@dataclass(frozen=True, slots=True)
class _Laid:
    """A clause laid beside a stretch of the quotes, word by word."""

    stretch: Sequence[str]
    clause: Sequence[str]
    matcher: SequenceMatcher[str]

    @classmethod
    def of(cls, stretch: Sequence[str], clause: Sequence[str]) -> "_Laid":
        return cls(stretch, clause, SequenceMatcher(None, stretch, clause, autojunk=False))


def exchanges_no_opposites(claim: Claim) -> Refusal | None:
    stretches = [_words(stretch) for stretch in stretches_of(claim.quoted)]
    own = clauses_in(fold(statement_of(claim)))
    changed = [_words(clause) for clause in own if not stands_unturned(clause, claim.quoted)]
    return Refusal.SIDE if any(_is_exchanged(clause, stretches) for clause in changed if len(clause) >= LEAST) else None


def _is_exchanged(clause: Sequence[str], stretches: Sequence[Sequence[str]]) -> bool:
    """Where several stretches are as near, an opposite must stand in all of them; the shortest are laid first."""
    laid = [_Laid.of(stretch, clause) for stretch in sorted(stretches, key=len)]
    kept = [_kept(one) for one in laid]
    if max(kept, default=0) < KEPT * len(clause):
        return False
    nearest = [one for one, words in zip(laid, kept, strict=True) if words == max(kept)]
    within = [one for one in nearest if len(one.stretch) <= len(nearest[0].stretch) + LONGEST]
    return all(any(_are_opposites(*place) for place in _places(one)) for one in within)


def _kept(laid: _Laid) -> int:
    """How many words stand in both in order; none where they are strewn over more than the clause has room for."""
    blocks = [block for block in laid.matcher.get_matching_blocks() if block.size]
    together = blocks and blocks[-1].a + blocks[-1].size - blocks[0].a <= len(laid.clause) + LONGEST
    return sum(block.size for block in blocks) if together else 0


def _places(laid: _Laid) -> Iterator[tuple[str, str]]:
    """What stood in the stretch and what stands there now, place by place, and with each neighbour that stayed."""
    for kind, start, end, new_start, new_end in laid.matcher.get_opcodes():
        new = new_end - new_start
        if kind != "replace" or new > LONGEST:
            continue
        # Before its first word and after its last a clause leaves out what it likes.
        first = max(start, end - new) if new_start == 0 else start
        last = min(end, start + new) if new_end == len(laid.clause) else end
        if last - first <= LONGEST + 1:
            yield from _widened(
                laid.stretch[first:last], laid.clause[new_start:new_end], laid.clause[:new_start], laid.clause[new_end:]
            )


def _widened(
    gone: Sequence[str], new: Sequence[str], before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """A Chinese word may differ from its opposite in one of its characters: 顺风 and 逆风."""
    yield _joined(gone), _joined(new)
    if re.search(f"[{HAN}]", _joined([*gone, *new])):
        yield _joined([*before[-1:], *gone]), _joined([*before[-1:], *new])
        yield _joined([*gone, *after[:1]]), _joined([*new, *after[:1]])


def _are_opposites(gone: str, new: str) -> bool:
    if _is_turned(gone, new) or _is_turned(new, gone):
        return True
    if any(says_no(text) or lessens(text) or _says_more(text) for text in (gone, new)):
        return False
    poles = ((poles_in(table, gone), poles_in(table, new)) for table in EXCHANGED)
    return any(len(here) == len(there) == 1 and here != there for here, there in poles)


def _is_turned(one: str, other: str) -> bool:
    """Whether two English words differ by a beginning or an end alone that turns one into the other."""
    if one.endswith("ful") and other == f"{one.removesuffix('ful')}less":
        return True
    rests = ((one.removeprefix(plain), turned) for plain, turned in TURNED if one.startswith(plain))
    return any(len(rest) >= SHORTEST and other == turned + rest for rest, turned in rests)


def _says_more(text: str) -> bool:
    """Whether Chinese is left beside words of the tables: a character that is part of another word tells nothing."""
    return any(char not in _LIGHT for char in re.findall(f"[{HAN}]", _tabled().sub("", text)))


@cache
def _tabled() -> re.Pattern[str]:
    return re.compile(any_of(word for table in EXCHANGED for pole in POLES for word in listed(table, pole)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _joined(words: Sequence[str]) -> str:
    """Chinese words as they were, without spaces between their characters."""
    return re.sub(rf"(?<=[{HAN}]) (?=[{HAN}])", "", " ".join(words))
