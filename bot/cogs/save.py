"""`/save` and the message menu *Save to casebook*."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.cards.announcing import announce, as_answer_to
from bot.cogs.cards.receipt import BUTTONS
from bot.cogs.surface.boundary import apologise, apologising
from bot.cogs.surface.message_text import read_files
from bot.cogs.surface.place import here, jump_link, person
from bot.cogs.surface.reply import promise, put_off
from bot.cogs.surface.saving import Saving, save_message, save_texts
from bot.cogs.surface.tongue import told, words_of
from bot.cogs.surface.using import name_of_class, using
from bot.intake.links import checked_address
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Asked = discord.Interaction[CasebookBot]

TABLE = "discord_save"
LONGEST_TEXT = 6000
"""Characters of an option: Discord's limit; a modal's text ends at 4,000, and a longer post comes as a file."""
LONGEST_TYPED = 4000
MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave to be saved."""

    text: str
    files: Sequence[discord.Attachment]
    url: str | None


class Save(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=told("save_menu"), callback=self.save_this)

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command(name=told("save"), description=told("save_about"))
    @app_commands.rename(text=told("save_text"), file=told("save_file"), url=told("save_url"))
    @app_commands.describe(text=told("save_text_about"), file=told("save_file_about"), url=told("save_url_about"))
    async def save(
        self,
        interaction: "Asked",
        text: app_commands.Range[str, 1, LONGEST_TEXT] | None = None,
        file: discord.Attachment | None = None,
        url: str | None = None,
    ) -> None:
        address = None if url is None else checked_address(url)
        if text is None and file is None:
            await interaction.response.send_modal(PostModal(address, words_of(interaction)))
        else:
            await _save(interaction, Given(text or "", [file] if file else [], address))

    async def save_this(self, interaction: "Asked", message: discord.Message) -> None:
        await _put_off(interaction)
        saved = await save_message(self.bot, message, person(interaction))
        await announce(self.bot, saved, as_answer_to(interaction))


class PostModal(discord.ui.Modal):
    """Asks for a post: text with its line breaks, files, or both."""

    def __init__(self, url: str | None, words: Wording) -> None:
        super().__init__(title=words.say(TABLE, "modal"))
        self.url = url
        self.text: discord.ui.TextInput[PostModal] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="text", required=False, max_length=LONGEST_TYPED
        )
        self.files: discord.ui.FileUpload[PostModal] = discord.ui.FileUpload(
            custom_id="files", required=False, min_values=0, max_values=MOST_FILES
        )
        about_text, about_files = words.say(TABLE, "modal_text_about"), words.say(TABLE, "modal_files_about")
        self.add_item(
            discord.ui.Label(text=words.say(TABLE, "modal_text"), description=about_text, component=self.text)
        )
        self.add_item(
            discord.ui.Label(text=words.say(TABLE, "modal_files"), description=about_files, component=self.files)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        interaction.client.note_work()
        async with apologising(interaction):
            with using(name_of_class(PostModal)):
                await _save(interaction, Given(self.text.value, self.files.values, self.url))

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, _item: object = None, /) -> None:
        await apologise(interaction, error)


async def _save(interaction: "Asked", given: Given) -> None:
    """Errors: as `save_texts`."""
    channel = here(interaction)
    message_id = await _put_off(interaction)
    files = await read_files(given.files)
    typed = (given.text,) if given.text.strip() else ()
    source = jump_link(interaction, message_id)
    texts = replace(files, texts=(*typed, *files.texts))
    bot = interaction.client
    saved = await save_texts(bot, Saving(channel, texts, person(interaction), source, given.url))
    await announce(bot, saved, as_answer_to(interaction))


async def _put_off(interaction: "Asked") -> int:
    """Acknowledge, for the channel to see; the id of the card to come."""
    message_id = await put_off(interaction, private=False)
    if message_id is None:
        message_id = (await interaction.original_response()).id
        promise(interaction, message_id)
    return message_id


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(Save(bot))
