"""Cutting what is shown to what Discord takes: into pages, which lose nothing, or to the lines that fit on one card.

Limits: https://discord.com/developers/docs/components/reference (4,000 characters, 40 components in a message);
replies to commands have failed above some 10,000 bytes of UTF-8, which Chinese reaches first.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST_CHARACTERS = 3800
MOST_BYTES = 9500
"""A little less than the limits: the lines that every card ends with come on top."""

_CUTS = (re.compile(r"\n"), re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s"), re.compile(r"\s"))
"""Behind lines: the rest of a quote's line would stand there as if it were ours. Else behind sentences, or words."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much text fits."""

    characters: int = MOST_CHARACTERS
    octets: int = MOST_BYTES

    def less(self, *lines: str) -> "Room":
        """What is left with these lines in it, each with its end."""
        text = "".join(f"{line}\n" for line in lines)
        return Room(self.characters - len(text), self.octets - len(text.encode()))

    def holds(self, text: str) -> bool:
        return len(text) < self.characters and len(text.encode()) < self.octets


def pages(blocks: Sequence[str], room: Room) -> list[list[str]]:
    """Blocks of text on as many pages as they need, in their order; one that fits on no page is cut at its sentences.

    Errors: ValueError where a page has no room for 100 characters.
    """
    if not room.holds("字" * 100):
        raise ValueError(f"{room} is no page")
    filled: list[list[str]] = [[]]
    left = room
    for piece in (piece for block in blocks for piece in pieces(block, room)):
        if filled[-1] and not left.holds(piece):
            filled.append([])
            left = room
        filled[-1].append(piece)
        left = left.less(piece)
    return filled


def pieces(text: str, room: Room) -> list[str]:
    """`text` in parts that fit, cut behind lines or sentences where it can be, else behind words, or anywhere."""
    parts = []
    while not room.holds(text):
        cut = _cut(text, _most(text, room))
        # Between a backslash and what it makes itself nothing is cut.
        cut -= (len(text[:cut]) - len(text[:cut].rstrip("\\"))) % 2
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


def fitting(lines: Sequence[str], room: Room, more: Callable[[int], str]) -> list[str]:
    """The first lines that fit, and where not all do, what `more` says of how many are left."""
    if _fit(lines, room) == len(lines):
        return list(lines)
    count = _fit(lines, room.less(more(len(lines))))
    return [*lines[:count], more(len(lines) - count)]


def _fit(lines: Sequence[str], room: Room) -> int:
    """How many of the lines fit, from the first on."""
    for count, line in enumerate(lines):
        if not room.holds(line):
            return count
        room = room.less(line)
    return len(lines)


def _cut(text: str, most: int) -> int:
    """Where to part `text`: as late as can be in its second half."""
    for cuts in _CUTS:
        if found := [match.end() for match in cuts.finditer(text, most // 2, most)]:
            return found[-1]
    return most


def _most(text: str, room: Room) -> int:
    """How many characters of `text` fit."""
    head = text[: room.characters - 1]
    return len(head.encode()[: room.octets - 1].decode(errors="ignore"))
