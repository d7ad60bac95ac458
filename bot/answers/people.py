"""Whose words a question asks for: a holder of the channel, by any near spelling, or a person nobody here knows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from bot.answers.cues import chinese, cues, latin, pattern
from bot.answers.fold import HAN_RUN, fold
from bot.answers.matters import spotted
from bot.answers.places import Place, folded_name, overlaps, place_of

ALIKE = 80
"""Least similarity (0 to 100) of a misspelt name."""
SHORTEST_PART = 4
"""Letters of a name's part that stands for it."""
_HAN_SLOT = r"[^\s,，。？?！!、的]{2,14}"
_END = r"(?=$|[?,.!]|\s+(?:on|about|regarding|of|in|since)\s)"
_SLOT = r"@?[^\s?,.!;:，。？！：]+(?:\s+[^\s?,.!;:，。？！：]+){0,3}?"


@dataclass(frozen=True, slots=True)
class Person:
    """Whose words are asked for, as the channel writes the name where it knows it, and where the question says so."""

    name: str
    known: bool
    place: Place


def person_in(text: str, holders: Sequence[str], companies: Sequence[Place]) -> Person | None:
    """The person of a question; a name that is a company's stands for the company, unless a holder bears it."""
    folded = fold(text)
    slots = list(_slots(folded))
    for place in slots:
        if holder := _like(folded[slice(*place)], holders):
            return Person(holder, known=True, place=place)
    named = _named(folded, holders, companies)
    if named is not None:
        return named
    strangers = [place for place in slots if _is_strange(folded, place) and not overlaps(place, companies)]
    return Person(text[slice(*strangers[0])].lstrip("@"), known=False, place=strangers[0]) if strangers else None


def _named(folded: str, holders: Sequence[str], companies: Sequence[Place]) -> Person | None:
    """A holder whose name simply stands there; a common word is taken for one only in the place of a person."""
    for holder in sorted(holders, key=len, reverse=True):
        place = place_of(holder, folded)
        if place and not overlaps(place, companies) and not _is_common(folded_name(holder)):
            return Person(holder, known=True, place=place)
    return None


def _is_common(name: str) -> bool:
    if HAN_RUN.search(name):
        return len(name) < 2 or name in cues("cues", "people") or name in cues("cues", "stop")
    return len(name) < 5 or name in cues("cues", "stop") or name in cues("cues", "people") or bool(spotted(name))


def _like(name: str, holders: Sequence[str]) -> str | None:
    """The holder that is meant by `name`: the same, misspelt, or a part of the name that only one bears."""
    name = name.lstrip("@").removeprefix("u/").removesuffix("'s").strip()
    folded = {holder: folded_name(holder).lstrip("@").removeprefix("u/") for holder in holders}
    same = [holder for holder, other in folded.items() if other == name]
    if same or len(name) < 2 or _is_group(name):
        return same[0] if same else None
    parts = [holder for holder, other in folded.items() if _is_part(name, other)]
    if len(parts) == 1:
        return parts[0]
    best = process.extractOne(name, folded, scorer=fuzz.ratio, score_cutoff=ALIKE) if len(name) >= 4 else None
    return best[2] if best else None


def _is_part(name: str, other: str) -> bool:
    """Whether a name is a part of another: some of its words, or of Chinese what it begins or ends with."""
    if HAN_RUN.fullmatch(name):
        return other.startswith(name) or other.endswith(name)
    return len(name) >= SHORTEST_PART and set(name.split()) <= set(other.split())


@cache
def _latin_patterns() -> tuple[re.Pattern[str], ...]:
    says, views, according = latin("says"), latin("views"), latin("according")
    texts = (
        rf"(?<![a-z])(?:do|does|did|has|have|had|is|was|would)\s+(?P<who>{_SLOT})\s+(?:really\s+|ever\s+|also\s+)?{says}",
        rf"{according}\s+(?P<who>{_SLOT}){_END}",
        rf"(?P<who>{_SLOT})'s?\s+(?:main\s+)?{views}",
        r"(?P<who>@[\w.\-]+)",
    )
    return tuple(re.compile(text) for text in texts)


@cache
def _chinese_patterns() -> tuple[re.Pattern[str], ...]:
    texts = (
        rf"(?:^|[,，。\s？?]|请问)(?P<who>(?:[a-z][\w.]*\s){{0,2}}{_HAN_SLOT}?){chinese('says')}",
        rf"(?P<who>{_HAN_SLOT}){chinese('views')}",
        rf"{chinese('according')}(?P<who>{_HAN_SLOT}?)(?:的|说|讲|所)",
    )
    return tuple(re.compile(text) for text in texts)


_TAIL = re.compile(r"(?:是|在|对|到底|曾经|曾|都|也|又|究竟|最近|当时|对于|关于|怎么|还).*$")
_HEAD = re.compile(r"^(?:那么|那|请问|根据|按照|依|据|而)")


def _slots(folded: str) -> Iterator[Place]:
    """Places where the name of a speaker may stand."""
    for one in _latin_patterns() + (_chinese_patterns() if HAN_RUN.search(folded) else ()):
        for match in one.finditer(folded):
            start, end = match.span("who")
            if HAN_RUN.match(folded, start):
                head, tail = _HEAD.match(folded[start:end]), _TAIL.search(folded[start:end])
                start, end = start + (head.end() if head else 0), start + tail.start() if tail else end
            if start < end:
                yield start, end


def _is_strange(folded: str, place: Place) -> bool:
    """Whether a name stands there that is no group's, no pronoun and no common noun."""
    name = folded[slice(*place)].removesuffix("'s")
    if len(name.strip()) < 2 or _is_group(name) or spotted(name):
        return False
    if HAN_RUN.search(name):
        return not pattern("stop").search(name)
    return not any(word in cues("cues", "stop") for word in name.split()) or name.startswith("@")


def _is_group(name: str) -> bool:
    """Whether `name` begins as a group of people, or with an article: "people here", "the board", 大家."""
    name = name.lstrip("@")
    head = name.split()[0] if name.split() else name
    articles = ("the", "a", "an", "any", "some", "most", "many", "our", "my", "all", "either", "both")
    groups = cues("cues", "people")
    if HAN_RUN.match(name):
        return any(group in name for group in groups if not group.isascii() and len(group) > 1) or name in groups
    return head in articles or head in groups or name in groups
