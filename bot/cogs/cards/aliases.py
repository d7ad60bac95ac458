"""The channel's own nicknames, a page at a time."""

import re
from typing import TYPE_CHECKING, Self

import discord

from bot.answers.compose import name_of
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import turn
from bot.cogs.surface.short_text import brief, brief_person
from bot.cogs.surface.tongue import words_of
from bot.domain.subject import Alias
from bot.errors import UnknownSubject
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

TABLE = "discord_alias"
PAGE = 15
NAME = 80
"""Characters of a name: fifteen lines stay under a message's limits, whoever wrote them."""


async def aliases_card(interaction: "Pressed", page: int) -> Card:
    """A page of them, the last one where there are not so many."""
    aliases = await interaction.client.casebook.aliases(here(interaction))
    words = words_of(interaction)
    if not aliases:
        return Card().text(words.say(TABLE, "none"))
    turning = Turning.to(page, -(-len(aliases) // PAGE))
    shown = aliases[turning.page * PAGE :][:PAGE]
    lines = [await _entry(interaction, alias, words) for alias in shown]
    card = Card().text(words.say(TABLE, "title"), *lines).text(*turning.line(words))
    return card.controls(*turning.buttons(AliasesButton, words))


async def _entry(interaction: "Pressed", alias: Alias, words: Wording) -> str:
    origin = words.say(TABLE, "learned") if alias.learned else added_by(alias, words)
    company = await company_name(interaction, alias, words)
    return words.say(TABLE, "entry", name=brief(alias.name, NAME), company=company, origin=origin)


async def company_name(interaction: "Pressed", alias: Alias, words: Wording) -> str:
    """As the reader calls the company; as the alias says it, where nobody knows it otherwise."""
    try:
        subject = await interaction.client.casebook.subject(here(interaction), alias.company)
    except UnknownSubject:
        return brief(alias.company, NAME)
    return brief(name_of(subject, words.locale), NAME)


def added_by(alias: Alias, words: Wording) -> str:
    return words.say(TABLE, "added_by", person=brief_person(alias.added_by))


class AliasesButton(Persistent, template=r"cb:aliases:(?P<page>\d{1,5})"):
    """Turns to a page of the nicknames."""

    def __init__(self, page: int, text: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=text, custom_id=f"cb:aliases:{page}"))
        self.page = page

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(int(match["page"]))

    async def pressed(self, interaction: "Pressed") -> None:
        await turn(interaction, await aliases_card(interaction, self.page))


BUTTONS = (AliasesButton,)
