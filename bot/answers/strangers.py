"""Names that a question puts where a subject stands and that no table or alias knows."""

import re
from collections.abc import Iterator
from functools import cache

from bot.answers.cues import any_of, chinese, cues, latin, places, table_of
from bot.answers.fold import fold
from bot.answers.matters import spotted
from bot.answers.places import blanked

_WORD = r"[^\s?,.!;:，。？！：()]+"
_NAME = r"[A-Z][\w&\-]*(?:\s+[A-Z][\w&\-]*){0,3}"
_HAN_NAME = r"[^\s,，。？?！!、的]{2,16}?"
_ENDS = (
    "since in on from this last and or vs versus right here now according at before after during by for as is please"
)
_END = rf"(?=$|\s*[?,.!;:]|\s+(?:{_ENDS.replace(' ', '|')})\b)"
_EDGE = re.compile(r"^(?:the|a|an|is|are)\s+|'s(?:\s.*)?$", re.IGNORECASE)

SIDES = ("bear", "bull", "bear_weak", "bull_weak", "both", "neutral", "flip")


def strangers_in(text: str, known: str) -> tuple[str, ...]:
    """Names in subject position. `known` is the text with spaces where companies, people and dates stand."""
    found: dict[str, str] = {}
    for name in _candidates(text, fold(known)):
        name = _EDGE.sub("", name.strip()).strip()
        if name and _is_name(fold(name)):
            found.setdefault(fold(name), name)
    return tuple(found.values())


def _candidates(text: str, known: str) -> Iterator[str]:
    """As the asker wrote them. Blanked places part what is left into names."""
    for one in _anywhere():
        for match in one.finditer(known):
            yield text[slice(*match.span("name"))]
    shown = "".join(char if other != " " else " " for char, other in zip(text, known, strict=True))
    for one in _capitalised():
        for match in one.finditer(shown):
            yield match["name"]


@cache
def _anywhere() -> tuple[re.Pattern[str], ...]:
    """Positions that only a subject takes, in whatever case it is written."""
    follow = any_of(cues("cues", "follow"))
    return tuple(
        re.compile(text)
        for text in (
            rf"{latin('cases')}\s+(?:{latin('linked')}\s+)?(?P<name>{_WORD}(?:\s{_WORD}){{0,3}}?){_END}",
            rf"{chinese('cases')}\s?(?P<name>{_HAN_NAME})\s?{chinese('linked')}",
            rf"(?:^|[,，。\s？?])(?:请问|那么|那|对|关于)?(?P<name>{_HAN_NAME})\s?{chinese('asked_of')}",
            rf"^(?:{follow}\s+)+(?P<name>{_WORD}(?:\s{_WORD}){{0,2}})\s*\??$",
            rf"^那?(?P<name>{_HAN_NAME})呢[？?]?$",
            r"(?P<name>\$[a-z][a-z.]{0,9})(?![a-z])",
        )
    )


@cache
def _capitalised() -> tuple[re.Pattern[str], ...]:
    """Positions that other words take too: there a name is known by its capital letter."""
    return tuple(
        re.compile(text)
        for text in (
            rf"(?:{latin('asked_of').replace('(?<![a-z0-9])', '(?<![a-zA-Z0-9])')})\s+(?P<name>{_NAME})",
            rf"(?P<name>{_NAME})'s\s",
            rf"^(?:[Ii]s|[Aa]re|[Ww]ill|[Dd]oes|[Dd]o|[Cc]an|[Hh]as|[Ii]s [Ii]t|[Aa]ny)\s+(?P<name>{_NAME})",
            rf"^(?P<name>{_NAME})\s*\??$",
        )
    )


def _is_name(folded: str) -> bool:
    """Whether it can be a name: something is left of it without common words and what the locales know as a matter."""
    if table_of(SIDES).hits(folded):
        return False
    rest = blanked(folded, [place for one in spotted(folded) for place in one.places])
    for cue in _common():
        for place in places(cue, rest):
            rest = blanked(rest, [place])
    return any(len(left) > 1 for left in rest.split())


@cache
def _common() -> tuple[str, ...]:
    names = ("generic", "stop", "people", "who", "when", "whole", "says", "compare", "person", "pronoun", "greetings")
    return tuple(sorted({cue for name in names for cue in cues("cues", name)}, key=len, reverse=True))
