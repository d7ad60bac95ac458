"""As many lines as fit on one card, and how many are left."""

from collections.abc import Callable, Sequence

from bot.cogs.surface.layout import Room


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
