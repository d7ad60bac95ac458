"""`/alias add | list | remove`: the channel's own nicknames for companies, and the names that mean nothing in it."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.compose import name_of
from bot.casebook.naming import LONGEST
from bot.cogs.cards import alias_off, aliases
from bot.cogs.cards.alias_off import off_question
from bot.cogs.cards.alias_text import TABLE, added_by
from bot.cogs.cards.aliases import aliases_card
from bot.cogs.surface.card import Card
from bot.cogs.surface.choices import alias_choices, subject_choices
from bot.cogs.surface.place import here, person, require_moderator, rights
from bot.cogs.surface.reply import put_off, show
from bot.cogs.surface.short_text import brief
from bot.cogs.surface.tongue import told, words_of
from bot.domain.subject import Alias, Subject
from bot.errors import AliasTaken, NotTheirs, UnknownAlias, UnknownSubject

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Asked = discord.Interaction[CasebookBot]

Named = app_commands.Range[str, 1, LONGEST]
NAME = 200
"""Characters of a name in a line of its own."""
NEAR = 5
LEAST_LETTERS = 3


class Aliases(commands.Cog):
    alias = app_commands.Group(name=told("alias"), description=told("alias_about"))

    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @alias.command(name=told("alias_add"), description=told("alias_add_about"))
    @app_commands.rename(name=told("alias_name"), company=told("alias_company"))
    @app_commands.describe(name=told("alias_name_about"), company=told("alias_company_about"))
    @app_commands.autocomplete(company=subject_choices)
    async def add(self, interaction: "Asked", name: Named, company: Named) -> None:
        # Not put off: whether the channel sees the answer is only known when it is there.
        channel, words = here(interaction), words_of(interaction)
        try:
            subject = await self.bot.casebook.subject(channel, company)
        except UnknownSubject:
            return await show(interaction, await self._unknown(interaction, company))
        await self._require_free(interaction, name, subject)
        alias = Alias(name=name.strip(), company=subject.lasting_name, added_by=person(interaction))
        was_off = await self.bot.casebook.is_off(channel, alias.name)
        await self.bot.casebook.add_alias(channel, alias)
        known = self.bot.casebook.known_as(alias.name)
        key = "on_again" if was_off and known is not None and known.key == subject.key else "added"
        company = brief(name_of(subject, words.locale), NAME)
        line = words.say(TABLE, key, name=brief(alias.name, NAME), company=company, origin=added_by(alias, words))
        await show(interaction, Card().text(line), private=False)
        return None

    async def _unknown(self, interaction: "Asked", company: str) -> Card:
        """That nobody knows the company, and which of the channel's go by one of its words."""
        words = words_of(interaction)
        parts = [part for part in company.split() if len(part) >= LEAST_LETTERS]
        near: dict[str, None] = {}
        for part in parts[:NEAR]:
            subjects = await self.bot.casebook.subjects(here(interaction), part, NEAR)
            near |= dict.fromkeys(brief(name_of(subject, words.locale), NAME) for subject in subjects)
        lines = [words.say(TABLE, "unknown", name=brief(company, NAME))]
        if near:
            lines.append(words.say(TABLE, "near", names=words.say("answer", "join").join([*near][:NEAR])))
        return Card().text(*lines)

    async def _require_free(self, interaction: "Asked", name: str, subject: Subject) -> None:
        """Errors: AliasTaken where the name means another company already and the person may not change that;
        NotAllowed where who may has switched it off."""
        if rights(interaction).moderates:
            return
        if await self.bot.casebook.is_off(here(interaction), name):
            require_moderator(interaction)
        known = self.bot.casebook.known_as(name)
        if known is not None and known.key != subject.key:
            raise AliasTaken(name=name, company=name_of(known, words_of(interaction).locale))
        try:
            own = await self.bot.casebook.alias(here(interaction), name)
        except UnknownAlias:
            return
        if not own.learned and own.added_by != person(interaction) and own.company != subject.lasting_name:
            raise AliasTaken(name=name, company=own.company)

    @alias.command(name=told("alias_list"), description=told("alias_list_about"))
    async def list(self, interaction: "Asked") -> None:
        await put_off(interaction, private=True)
        await show(interaction, await aliases_card(interaction, 0))

    @alias.command(name=told("alias_remove"), description=told("alias_remove_about"))
    @app_commands.rename(name=told("alias_name"))
    @app_commands.describe(name=told("alias_name_about"))
    @app_commands.autocomplete(name=alias_choices)
    async def remove(self, interaction: "Asked", name: Named) -> None:
        channel = here(interaction)
        await put_off(interaction, private=True)
        try:
            alias = await self.bot.casebook.alias(channel, name)
        except UnknownAlias:
            if not self.bot.casebook.meanings(name):
                raise
            return await show(interaction, await off_question(interaction, name))
        if not rights(interaction).moderates and (alias.learned or alias.added_by != person(interaction)):
            raise NotTheirs
        await self.bot.casebook.remove_alias(channel, name)
        line = words_of(interaction).say(TABLE, "removed", name=brief(alias.name, NAME))
        await show(interaction, Card().text(line))
        return None


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(*aliases.BUTTONS, *alias_off.BUTTONS)
    await bot.add_cog(Aliases(bot))
