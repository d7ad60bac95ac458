"""Text that people wrote in places that are short: cut where it must be, and so that it shows."""

from bot.answers.render import inert as visible
from bot.cogs.surface.layout import Room, pieces
from bot.cogs.surface.markdown import inert, mention

GOES_ON = "…"
LONGEST_PERSON = 40
"""Characters of a person's name, where it is not a member's id: an import may bring any."""


def label(text: str, most: int) -> str:
    """For a choice or a label, where Discord reads no Markdown. Empty where nothing of it can be seen."""
    line = visible(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + GOES_ON


def brief(text: str, most: int) -> str:
    """For a line of a card: it can't act, and with its escapes it takes at most `most` characters, thrice as many
    bytes."""
    first, *rest = pieces(inert(text), Room(most, 3 * most))
    return first.rstrip() + GOES_ON if rest else first


def brief_person(saved_by: str) -> str:
    """Who saved or added something, for a line of a card: a member of Discord by name, else what an import says."""
    is_member = len(saved_by) <= LONGEST_PERSON and saved_by.isdecimal()
    return mention(saved_by) if is_member else brief(saved_by, LONGEST_PERSON)
