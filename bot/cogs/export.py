"""`/export`: everything in the channel's store, as a file for who moderates it."""

from contextlib import ExitStack
from enum import StrEnum
from typing import IO, TYPE_CHECKING, cast

import discord
from discord import app_commands
from discord.ext import commands
from discord.utils import DEFAULT_FILE_SIZE_LIMIT_BYTES

from bot.casebook.export_files import Bounds, jsonl_files, text_files
from bot.casebook.markdown_export import markdown_blocks
from bot.cogs.surface.card import Card
from bot.cogs.surface.place import here, require_moderator
from bot.cogs.surface.reply import put_off
from bot.cogs.surface.tongue import told, words_of
from bot.errors import ExportTooLarge
from bot.locales import Wording

if TYPE_CHECKING:
    from io import BufferedIOBase

    from bot.cogs.surface.client import CasebookBot

    Asked = discord.Interaction[CasebookBot]

TABLE = "discord_export"
MOST_FILES = 10
"""Discord takes no more in a message."""


class Format(StrEnum):
    JSONL = "jsonl"
    MARKDOWN = "md"


FORMATS = [
    app_commands.Choice(name=told("export_jsonl"), value=Format.JSONL.value),
    app_commands.Choice(name=told("export_md"), value=Format.MARKDOWN.value),
]


class Export(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @app_commands.command(name=told("export"), description=told("export_about"))
    @app_commands.rename(format_=told("export_format"))
    @app_commands.describe(format_=told("export_format_about"))
    @app_commands.choices(format_=FORMATS)
    @app_commands.default_permissions(manage_messages=True)
    async def export(self, interaction: "Asked", format_: str) -> None:
        require_moderator(interaction)
        await put_off(interaction, private=True)
        with ExitStack() as opened:
            files = await self._files(interaction, Format(format_), opened)
            names = _names(len(files), format_)
            # A spooled file is all that discord.py asks for, and of another type.
            sent = [discord.File(cast("BufferedIOBase", file), name) for file, name in zip(files, names, strict=True)]
            card = _card(sent, Format(format_), words_of(interaction))
            await interaction.edit_original_response(view=card, attachments=sent)

    async def _files(self, interaction: "Asked", wanted: Format, opened: ExitStack) -> list[IO[bytes]]:
        channel, bounds = here(interaction), Bounds(_most(interaction), MOST_FILES)
        lines = self.bot.casebook.export(channel)
        try:
            if wanted is Format.JSONL:
                return await jsonl_files(lines, bounds, opened)
            return await text_files(markdown_blocks(lines, words_of(interaction)), bounds, opened)
        except ExportTooLarge as error:
            raise ExportTooLarge(**error.details, channel=channel) from error


def _most(interaction: "Asked") -> int:
    """Bytes of a file that Discord takes from the bot here."""
    own = interaction.guild.filesize_limit if interaction.guild else DEFAULT_FILE_SIZE_LIMIT_BYTES
    return min(own, interaction.filesize_limit)


def _names(count: int, ending: str) -> list[str]:
    if count == 1:
        return [f"casebook.{ending}"]
    return [f"casebook-{n}-of-{count}.{ending}" for n in range(1, count + 1)]


def _card(files: list[discord.File], wanted: Format, words: Wording) -> Card:
    lines = [words.say(TABLE, "to_read_back" if wanted is Format.JSONL else "to_read")]
    if len(files) > 1:
        lines.append(words.say(TABLE, "parts" if wanted is Format.JSONL else "parts_to_read", count=len(files)))
    card = Card().text(*lines)
    for file in files:
        card.attach(file)
    return card


async def setup(bot: "CasebookBot") -> None:
    await bot.add_cog(Export(bot))
