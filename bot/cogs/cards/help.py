"""How the casebook is used: in one screen for who asks, and in a few lines where the bot is new."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import discord

from bot.answers.compose import name_of
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.place import rights
from bot.cogs.surface.short_text import brief
from bot.cogs.surface.tongue import COMMANDS
from bot.domain.subject import Subject
from bot.errors import NotAllowed
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

TABLE = "discord_help"
LONGEST_NAME = 60


def help_card(held: Sequence[Subject], words: Wording) -> Card:
    """With examples on what the channel holds; where it holds nothing, on what it might."""
    return (
        Card()
        .text(words.say(TABLE, "title"), _saving(words), words.say(TABLE, "ask", ask=_called("ask", words)))
        .text(words.say(TABLE, "examples"), *_examples(held, words))
        .text(words.say(TABLE, "follow_up"))
        .text(*_looking_after(words))
        .text(words.say(TABLE, "never"), words.say(TABLE, "words"), words.say(TABLE, "kept"))
    )


def _called(command: str, words: Wording) -> str:
    """A command as Discord shows it in this language."""
    return words.say(COMMANDS, command)


def _saving(words: Wording) -> str:
    return words.say(TABLE, "save", save=_called("save", words), menu=_called("save_menu", words))


def _looking_after(words: Wording) -> list[str]:
    return [
        words.say(TABLE, "look", posts=_called("posts", words), alias=_called("alias", words)),
        words.say(TABLE, "correct", posts=_called("posts", words)),
        words.say(TABLE, "delete", forget=_called("forget", words)),
        words.say(TABLE, "take", export=_called("export", words)),
        words.say(TABLE, "manage", settings=_called("settings", words), status=_called("status", words)),
    ]


def _examples(held: Sequence[Subject], words: Wording) -> list[str]:
    called = [brief(name_of(one, words.locale), LONGEST_NAME) for one in held] or [words.say(TABLE, "some_subject")]
    first, last = called[0], called[-1]
    return [
        words.say(TABLE, "example_side", subject=first),
        words.say(TABLE, "example_who", subject=last),
        words.say(TABLE, "example_since", subject=first),
        words.say(TABLE, "example_case", case=_called("case", words), subject=last),
        words.say(TABLE, "example_debate", debate=_called("debate", words), subject=first),
    ]


def welcome_card(words: Wording) -> Card:
    """The first message in a server, until somebody dismisses it."""
    return (
        Card()
        .text(words.say(TABLE, "welcome"), words.say(TABLE, "welcome_about"))
        .text(
            _saving(words),
            words.say(TABLE, "ask", ask=_called("ask", words)),
            words.say(TABLE, "set_up", settings=_called("settings", words)),
            words.say(TABLE, "more", help=_called("help", words), status=_called("status", words)),
        )
        .controls(DismissButton(words.say(TABLE, "dismiss")))
    )


class DismissButton(Persistent, template="cb:dismiss"):
    """Deletes the guide, for those who may manage messages or the channel."""

    def __init__(self, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id="cb:dismiss"))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    async def pressed(self, interaction: "discord.Interaction[CasebookBot]") -> None:
        may = rights(interaction)
        if not (may.moderates or may.manages):
            raise NotAllowed(permission="manage_messages")
        await interaction.response.defer()
        await interaction.delete_original_response()
