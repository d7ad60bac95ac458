"""What every message of ours is made of: text in a frame, and buttons that outlive a restart under it."""

import re
from dataclasses import dataclass
from enum import IntEnum
from io import BytesIO
from typing import Any, Self

import discord

from bot.cogs.surface.boundary import apologising
from bot.cogs.surface.place import require_sight
from bot.cogs.surface.using import name_of_class, using
from bot.domain.argument import Stance
from bot.errors import NotAChoice


class Accent(IntEnum):
    """The frame's colour: told apart with any colour vision, and never the only sign of a side."""

    BULL = 0x2F80ED
    BEAR = 0xE07A1F
    PLAIN = 0x8A8F98
    ERROR = 0xB3261E


def accent_of(stance: Stance | None) -> Accent:
    return {Stance.BULL: Accent.BULL, Stance.BEAR: Accent.BEAR}.get(stance or Stance.NEUTRAL, Accent.PLAIN)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that is sent along with a card. `alt`: what it shows in words, at most 1,024 characters."""

    name: str
    png: bytes
    alt: str

    @property
    def file(self) -> discord.File:
        """Anew each time: one that was sent can't be sent again."""
        return discord.File(BytesIO(self.png), self.name, description=self.alt)


class Card(discord.ui.LayoutView):
    """A message of ours. Its buttons are `Persistent`: found by their custom_id, so that this view may be forgotten."""

    def __init__(self, accent: Accent = Accent.PLAIN) -> None:
        super().__init__(timeout=None)
        self._frame: discord.ui.Container[Card] = discord.ui.Container(accent_colour=int(accent))
        self._shots: list[Shot] = []
        self.add_item(self._frame)

    def text(self, *lines: str) -> Self:
        """Lines of one block; between two blocks stands a rule. Without lines there is no block."""
        if not lines:
            return self
        if self._frame.children:
            self._frame.add_item(discord.ui.Separator())
        self._frame.add_item(discord.ui.TextDisplay("\n".join(lines)))
        return self

    def controls(self, *items: discord.ui.Item[Any]) -> Self:
        """A row of buttons, at most five, or one select menu."""
        if items:
            self._frame.add_item(discord.ui.ActionRow(*items))
        return self

    def mark(self, number: int) -> Self:
        """Give it a number that nobody sees, by which the message is known again (`mark_of`); below 2 to the 31st."""
        self._frame.id = number
        return self

    def attach(self, file: discord.File) -> Self:
        """A file that is sent along, shown in the frame."""
        self._frame.add_item(discord.ui.File(file))
        return self

    def picture(self, shot: Shot) -> Self:
        """A picture of ours, shown in the frame."""
        item = discord.MediaGalleryItem(f"attachment://{shot.name}", description=shot.alt)
        self._frame.add_item(discord.ui.MediaGallery(item))
        self._shots.append(shot)
        return self

    @property
    def files(self) -> list[discord.File]:
        """Its pictures, to be sent with it."""
        return [shot.file for shot in self._shots]


def mark_of(message: discord.Message) -> int | None:
    """The number of a card that was marked; any small one of another card."""
    return getattr(message.components[0], "id", None) if message.components else None


class Persistent(discord.ui.DynamicItem[discord.ui.Item[Any]], template=r"(?!)"):
    """A button or menu whose custom_id says all that is needed to do its work, after any restart.

    No text that people wrote stands in a custom_id: ids and digests only.
    """

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """The item that a custom_id names."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls.of(match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        interaction.client.note_work()
        async with apologising(interaction):
            with using(name_of_class(type(self))):
                require_sight(interaction)
                await self.pressed(interaction)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """What a press does. Whatever it raises is said to the person."""
        raise NotImplementedError


def chosen(interaction: discord.Interaction[Any]) -> list[str]:
    """The values that were chosen in a menu. A client may send others than the menu offered."""
    sent: Any = interaction.data
    return [str(value) for value in sent.get("values", ())]


def chosen_alone(interaction: discord.Interaction[Any]) -> str:
    """The one value that was chosen. Errors: NotAChoice where there are more, or none."""
    values = chosen(interaction)
    if len(values) != 1:
        raise NotAChoice
    return values[0]
