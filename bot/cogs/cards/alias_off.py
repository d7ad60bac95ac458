"""Asking whether a name that everybody knows is to mean nothing in a channel."""

import re
from typing import TYPE_CHECKING, Self

import discord

from bot.cogs.cards.alias_text import NAME, TABLE, companies_line
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.place import here, person, require_moderator
from bot.cogs.surface.reply import turn
from bot.cogs.surface.short_text import brief
from bot.cogs.surface.tongue import words_of
from bot.domain.glossary import SwitchedOff
from bot.subjects.digests import DIGEST, digest
from bot.subjects.folding import name_form

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]


async def off_question(interaction: "Pressed", name: str) -> Card:
    """Whether a name that everybody knows is to be switched off here, and what that does. Errors: NotAllowed."""
    require_moderator(interaction)
    casebook, words = interaction.client.casebook, words_of(interaction)
    meant = casebook.meanings(name)
    if await casebook.is_off(here(interaction), name):
        return Card().text(words.say(TABLE, "off_already", name=brief(name, NAME)))
    ask = words.say(TABLE, "off_ask", name=brief(name, NAME), company=companies_line(meant, words))
    off = OffButton(digest(name_form(name)), words.say(TABLE, "off_button"))
    return Card().text(ask).controls(off, LeaveButton(words.say(TABLE, "off_keep")))


class OffButton(Persistent, template=rf"cb:name-off:(?P<told>{DIGEST})"):
    """Switches a name of the table off. Who may do that is asked again."""

    def __init__(self, told: str, text: str | None = None) -> None:
        super().__init__(
            discord.ui.Button(label=text, custom_id=f"cb:name-off:{told}", style=discord.ButtonStyle.danger)
        )
        self.told = told

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(match["told"])

    async def pressed(self, interaction: "Pressed") -> None:
        """Errors: UnknownAlias where a newer table has the name no more."""
        require_moderator(interaction)
        casebook, words = interaction.client.casebook, words_of(interaction)
        name = casebook.known_by(self.told) or ""
        await casebook.switch_off(here(interaction), SwitchedOff(name=name, by_whom=person(interaction)))
        await turn(interaction, Card().text(words.say(TABLE, "off_done", name=brief(name, NAME))))


class LeaveButton(Persistent, template="cb:name-on"):
    """Switches nothing off, and takes the question away."""

    def __init__(self, text: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=text, custom_id="cb:name-on"))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    async def pressed(self, interaction: "Pressed") -> None:
        await turn(interaction, Card().text(words_of(interaction).say(TABLE, "off_left")))


BUTTONS = (OffButton, LeaveButton)
