"""What is told of nicknames, of those that posts suggest, and of names that are switched off: a line each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answers.compose import name_of
from bot.cogs.surface.markdown import JUMP, inert, link
from bot.cogs.surface.place import here
from bot.cogs.surface.short_text import brief, brief_person
from bot.cogs.surface.tongue import words_of
from bot.domain.glossary import Suggestion, SwitchedOff
from bot.domain.subject import Alias, Subject
from bot.errors import UnknownSubject
from bot.locales import Wording

if TYPE_CHECKING:
    import discord

    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]

TABLE = "discord_alias"
NAME = 80
"""Characters of a name: fifteen lines stay under a message's limits, whoever wrote them."""
ADDRESS = 120
MOST_COMPANIES = 3


async def alias_line(interaction: "Acted", alias: Alias) -> str:
    words = words_of(interaction)
    origin = words.say(TABLE, "learned") if alias.learned else added_by(alias, words)
    company = await _company_of(interaction, alias)
    return words.say(TABLE, "entry", name=brief(alias.name, NAME), company=company, origin=origin)


async def _company_of(interaction: "Acted", alias: Alias) -> str:
    """As the reader calls the company; as the alias says it, where nobody knows it otherwise."""
    try:
        subject = await interaction.client.casebook.subject(here(interaction), alias.company)
    except UnknownSubject:
        return brief(alias.company, NAME)
    return brief(name_of(subject, words_of(interaction).locale), NAME)


def added_by(alias: Alias, words: Wording) -> str:
    return words.say(TABLE, "added_by", person=brief_person(alias.added_by))


def suggestion_line(suggestion: Suggestion, words: Wording) -> str:
    """The nickname, whose it may be, how often and by how many it is said, and a post that says it."""
    return words.say(
        TABLE,
        "suggested",
        name=brief(suggestion.name, NAME),
        company=brief(name_of(suggestion.subject, words.locale), NAME),
        posts=words.count("answer", "posts", suggestion.posts),
        people=words.count("answer", "people", suggestion.people),
        example=_example(suggestion.example.link, words),
    )


def _example(address: str | None, words: Wording) -> str:
    """A link to a message; any other address is text that somebody wrote."""
    if address is None:
        return ""
    is_message = JUMP.fullmatch(address) is not None
    shown = link(words.say(TABLE, "example_link"), address) if is_message else brief(address, ADDRESS)
    return words.say(TABLE, "example", link=shown)


def off_line(off: SwitchedOff, meant: Sequence[Subject], words: Wording) -> str:
    """A name that is switched off, whom everybody means by it, and by whom that was done."""
    who = brief_person(off.by_whom)
    return words.say(TABLE, "off", name=brief(off.name, NAME), company=companies_line(meant, words), person=who)


def companies_line(subjects: Sequence[Subject], words: Wording) -> str:
    """The first few companies that a name means: a group's has many."""
    names = [inert(name_of(subject, words.locale)) for subject in subjects[:MOST_COMPANIES]]
    return words.say("answer", "join").join(names)
