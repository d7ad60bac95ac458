"""Whose words tell a point: the strongest few, of different people first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answers.candidates import Candidate
from bot.answers.cues import pattern
from bot.answers.places import folded_name
from bot.answers.selection import same_words
from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.domain.text import Language
from storage import ChannelStore

SHOWN = 4
"""Quotes of one point."""

Stores = Mapping[ChannelId | None, ChannelStore]
"""The channel's own store under None, and those of the channels that it reads."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An argument that may be shown, and where it is kept."""

    shelf: ChannelId | None
    candidate: Candidate

    @property
    def quote(self) -> str:
        return self.candidate.argument.quote

    @property
    def evidence(self) -> Evidence:
        """Not numbered yet."""
        return Evidence(n=1, argument=self.candidate.argument, post=self.candidate.post, shelf=self.shelf)


async def voices_of(wanted: Mapping[ChannelId | None, Sequence[ArgumentId]], stores: Stores) -> dict[ArgumentId, Voice]:
    """Arguments of several stores, read at once from each; what is gone meanwhile is left out."""
    found: dict[ArgumentId, Voice] = {}
    for shelf, arguments in wanted.items():
        for argument, post in await stores[shelf].evidence(arguments) if arguments else ():
            found[argument.argument_id] = Voice(shelf, Candidate(argument, post))
    return found


def strongest(offered: Sequence[Voice], reader: Language | None, first: Voice | None) -> list[Voice]:
    """`first`, and then the strongest few in different words, of different people first."""
    heard, new, again = set[str | None](), list[Voice](), list[Voice]()
    ranked = sorted(offered, key=lambda voice: _weakness(voice.candidate, reader))
    for voice in [first, *ranked] if first else ranked:
        who = person(voice.candidate.argument.holder or "")
        (again if who in heard else new).append(voice)
        heard.add(who)
    shown: list[Voice] = []
    for voice in new + again:
        if len(shown) < SHOWN and not any(_is_one(voice.candidate, other.candidate) for other in shown):
            shown.append(voice)
    return shown


@lru_cache(maxsize=8192)
def person(name: str) -> str | None:
    """A holder, however the name is written; None for a camp ("the bears"), which is nobody in particular."""
    folded = folded_name(name).lstrip("@").removeprefix("u/")
    return None if any(match.end() == len(folded) for match in pattern("camps").finditer(folded)) else folded


def _weakness(one: Candidate, reader: Language | None) -> tuple[float, bool, float]:
    """Of equally sure arguments the readable ones go first, then the newer."""
    day = one.post.published_at or one.post.saved_at
    return -round(one.argument.stance_confidence, 1), reader not in (None, one.language), -day.toordinal()


def _is_one(left: Candidate, right: Candidate) -> bool:
    # Texts that are nearly the same share words: most pairs don't, and need no comparison of their letters.
    return len(left.words & right.words) * 2 >= min(len(left.words), len(right.words)) and same_words(left, right)
