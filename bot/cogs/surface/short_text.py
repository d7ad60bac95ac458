"""Text that people wrote in places that are short: cut where it must be, and so that it shows."""

from bot.answers.render import inert as visible
from bot.cogs.surface.layout import Room, pieces
from bot.cogs.surface.markdown import inert

GOES_ON = "…"


def label(text: str, most: int) -> str:
    """For a choice or a label, where Discord reads no Markdown. Empty where nothing of it can be seen."""
    line = visible(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + GOES_ON


def brief(text: str, most: int) -> str:
    """For a line of a card: it can't act, and with its escapes it takes at most `most` characters, thrice as many
    bytes."""
    first, *rest = pieces(inert(text), Room(most, 3 * most))
    return first.rstrip() + GOES_ON if rest else first
