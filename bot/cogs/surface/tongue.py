"""Which words a person is shown, and the commands' names and descriptions in every locale."""

import discord
from discord import app_commands

from bot.answers.script import locale_of_text
from bot.domain.text import Locale
from bot.locales import Wording, wording

LOCALES = {
    discord.Locale.american_english: Locale.ENGLISH,
    discord.Locale.chinese: Locale.SIMPLIFIED,
    discord.Locale.taiwan_chinese: Locale.TRADITIONAL,
}
COMMANDS = "commands"
"""The table of names, descriptions and choices."""


def locale_of(interaction: discord.Interaction) -> Locale:
    """What the person has Discord set to; English where we have no words of theirs."""
    return LOCALES.get(interaction.locale, Locale.ENGLISH)


def locale_of_message(message: discord.Message) -> Locale:
    """The words for a message, with which Discord tells no locale: those of its language, else the server's."""
    server = LOCALES.get(message.guild.preferred_locale, Locale.ENGLISH) if message.guild else Locale.ENGLISH
    return locale_of_text(message.content, server)


def words_of(interaction: discord.Interaction) -> Wording:
    return wording(locale_of(interaction))


def told(key: str) -> app_commands.locale_str:
    """The name, description or choice at `[commands] key`, to be translated when the commands are registered."""
    return app_commands.locale_str(wording(Locale.ENGLISH).say(COMMANDS, key), key=key)


class Translator(app_commands.Translator):
    """Gives what `told` names in the locales other than English."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, _context: app_commands.TranslationContextTypes
    ) -> str | None:
        ours = LOCALES.get(locale)
        key = string.extras.get("key")
        if key is None or ours is None or ours is Locale.ENGLISH:
            return None
        return wording(ours).say(COMMANDS, key)
