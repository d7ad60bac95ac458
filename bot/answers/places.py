"""Where names stand in a folded text."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.answers.fold import HAN_RUN, blank, fold

Place = tuple[int, int]
"""Half-open, in code points of the text."""


@lru_cache(maxsize=8192)
def folded_name(name: str) -> str:
    """`fold` for names, of which a channel's few are asked about again and again."""
    return fold(name)


def place_of(name: str, folded: str) -> Place | None:
    """Where a name stands first, as a whole word where it is Latin. A name of white space stands nowhere."""
    if folded.isascii() and HAN_RUN.search(name):
        return None  # and folding it would load the table of characters, which English has no need of
    wanted = folded_name(name)
    return next(whole_places(wanted, folded), None) if wanted.strip() else None


def whole_places(wanted: str, folded: str) -> Iterator[Place]:
    """Where a folded stretch of text stands, as whole words where it is Latin."""
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (_joins(folded[at - 1 : at], wanted[:1]) or _joins(wanted[-1:], folded[end : end + 1])):
            yield at, end
        at = folded.find(wanted, at + 1)


def _joins(left: str, right: str) -> bool:
    """Whether two neighbours belong to one Latin word or number."""
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def without_names(folded: str, names: Sequence[str]) -> str:
    """`folded` with spaces where any of `names` stands, the longest first."""
    for name in sorted(set(names), key=len, reverse=True):
        while place := place_of(name, folded):
            folded = blank(folded, *place)
    return folded


def blanked(folded: str, places: Sequence[Place]) -> str:
    for start, end in places:
        folded = blank(folded, start, end)
    return folded


def overlaps(place: Place, others: Sequence[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
