"""Which matters a text names, found fast enough to read a hundred quotes for one answer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.answers.cues import places
from bot.answers.fold import HAN_RUN, LATIN_WORD
from bot.answers.matters import matters

Named = Mapping[str, frozenset[str]]
"""Matters by a cue, or by how it begins."""
HEAD = 3
"""Letters by which a cue of several words is looked up."""


@dataclass(frozen=True, slots=True)
class Register:
    """The cues of all matters: Latin words, their beginnings, phrases by their first letters, and Chinese words."""

    words: Named
    beginnings: Named
    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    chinese: Named
    longest: int


def matters_in(folded: str) -> frozenset[str]:
    """The names of all matters that a folded text names, in either language; wide ones beside the narrow."""
    return frozenset([*_latin(folded), *_chinese(folded)])


def _latin(folded: str) -> Iterator[str]:
    known = register()
    for word in LATIN_WORD.findall(folded):
        yield from known.words.get(word, ())
        for end in range(1, len(word) + 1):
            yield from known.beginnings.get(word[:end], ())
        yield from (name for cue, name in known.phrases.get(word[:HEAD], ()) if places(cue, folded))


def _chinese(folded: str) -> Iterator[str]:
    known = register()
    for run in HAN_RUN.findall(folded):
        for start in range(len(run)):
            for end in range(start + 1, min(start + known.longest, len(run)) + 1):
                yield from known.chinese.get(run[start:end], ())


@cache
def register() -> Register:
    """Read from the locales once a process."""
    words, beginnings, chinese = (defaultdict[str, set[str]](set) for _ in range(3))
    phrases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, cue in ((name, cue) for name, cues in matters().items() for cue in cues):
        if not cue[0].isascii():
            chinese[cue].add(name)
        elif " " in cue:
            phrases[cue.partition(" ")[0].rstrip("*")[:HEAD]].append((cue, name))
        else:
            (beginnings if cue.endswith("*") else words)[cue.rstrip("*")].add(name)
    return Register(
        words=_frozen(words),
        beginnings=_frozen(beginnings),
        phrases={head: tuple(cues) for head, cues in phrases.items()},
        chinese=_frozen(chinese),
        longest=max(map(len, chinese)),
    )


def _frozen(named: Mapping[str, set[str]]) -> Named:
    return {cue: frozenset(names) for cue, names in named.items()}
