"""What changes a setting: the right that it takes, the order of several, and the panel that shows it afterwards."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.cogs.surface.card import Persistent, chosen_alone
from bot.cogs.surface.place import here, require_manager
from bot.cogs.surface.reply import turn
from bot.domain.settings import ChannelSettings
from bot.errors import NotAChoice

if TYPE_CHECKING:
    import discord

    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]

Change = Callable[[ChannelSettings], ChannelSettings]
"""Gives the settings as they are to be. Whatever it raises changes nothing."""


async def change_settings(interaction: "Acted", change: Change) -> None:
    """Who presses needs the right to then, whoever opened the panel."""
    require_manager(interaction)
    channel, bot = here(interaction), interaction.client
    await interaction.response.defer()
    # Two who press at once change one after the other, so that neither undoes what the other set besides.
    try:
        async with bot.changing_settings:
            await bot.casebook.set_settings(channel, change(await bot.casebook.settings(channel)))
    finally:
        # The panel holds what changes it, and so can't be known here before it is made.
        from bot.cogs.cards.settings import panel

        # After a refusal too: the menu shows what was chosen until it is told what is set.
        await turn(interaction, await panel(interaction))


class Setting(Persistent, template=r"(?!)"):
    """Something on the panel that changes what is set."""

    def changed(self, interaction: "Acted", settings: ChannelSettings) -> ChannelSettings:
        """The settings as they are to be. Whatever it raises changes nothing."""
        raise NotImplementedError

    async def pressed(self, interaction: "Acted") -> None:
        await change_settings(interaction, lambda settings: self.changed(interaction, settings))


def one_of(interaction: "Acted", choices: Sequence[str]) -> str:
    """Errors: NotAChoice: what a client sends need not be what the menu offered."""
    value = chosen_alone(interaction)
    if value not in choices:
        raise NotAChoice
    return value
