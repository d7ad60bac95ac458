"""Whose words tell a point: the strongest few, of different people first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answers.admitting import nobody
from bot.answers.candidates import Candidate
from bot.answers.cues import pattern
from bot.answers.places import folded_name
from bot.answers.selection import same_words
from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.domain.text import Language
from storage import ChannelStore, Told

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


@dataclass(frozen=True, slots=True)
class Telling:
    """A point's words, and who is shown with them: first those whose words they are, `cited` of them."""

    text: str
    shown: Sequence[Voice]
    cited: int = 1


def telling(told: Told, offered: Sequence[Voice], reader: Language | None) -> Telling:
    """A point by the sentence on it, where all that it cites is offered, else by its best quote."""
    voices = {voice.candidate.argument.argument_id: voice for voice in offered}
    cited = [voices[one] for one in told.stands_on if one in voices]
    if told.text and cited and len(cited) == len(told.stands_on):
        return Telling(told.text, strongest(offered, reader, cited), len(cited))
    teller = [voices[one] for one in (told.argument_id,) if one in voices]
    shown = strongest(offered, reader, teller)
    return Telling(shown[0].quote, shown)


def strongest(
    offered: Sequence[Voice], reader: Language | None, first: Sequence[Voice], most: int = SHOWN
) -> list[Voice]:
    """`first`, and then the strongest few in different words, of different people first."""
    shown, new, again = list(first), list[Voice](), list[Voice]()
    heard = {_who(voice) for voice in first}
    for voice in sorted(offered, key=lambda voice: _weakness(voice.candidate, reader)):
        (again if _who(voice) in heard else new).append(voice)
        heard.add(_who(voice))
    for voice in new + again:
        if len(shown) < most and not any(_is_one(voice.candidate, other.candidate) for other in shown):
            shown.append(voice)
    return shown


def _who(voice: Voice) -> str | None:
    return person(voice.candidate.argument.holder or "")


@lru_cache(maxsize=8192)
def person(name: str) -> str | None:
    """A holder, however the name is written; None for a camp ("the bears") and for a name that many go by
    ("Anonymous"): either is nobody in particular."""
    folded = " ".join(folded_name(name).split()).lstrip("@").removeprefix("u/")
    if not folded or folded in nobody():
        return None
    return None if any(match.end() == len(folded) for match in pattern("camps").finditer(folded)) else folded


def _weakness(one: Candidate, reader: Language | None) -> tuple[float, bool, float]:
    """Of equally sure arguments the readable ones go first, then the newer."""
    day = one.post.published_at or one.post.saved_at
    return -round(one.argument.stance_confidence, 1), reader not in (None, one.language), -day.toordinal()


def _is_one(left: Candidate, right: Candidate) -> bool:
    # Texts that are nearly the same share words: most pairs don't, and need no comparison of their letters.
    return len(left.words & right.words) * 2 >= min(len(left.words), len(right.words)) and same_words(left, right)
