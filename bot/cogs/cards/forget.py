"""Asking whether something is really to be deleted, and saying what was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Self

import discord

from bot.cogs.cards.post_text import WHOLE, heading
from bot.cogs.cards.posts import LONGEST_ID, POST_ID
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.place import here, person, rights
from bot.cogs.surface.reply import turn
from bot.cogs.surface.short_text import label
from bot.cogs.surface.tongue import words_of
from bot.domain.post import PostId
from bot.domain.receipt import Forgotten, SavedPost
from bot.errors import NotTheirs, UnknownPost
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

TABLE = "discord_forget"


class Reach(Enum):
    """What becomes of a post that somebody wants gone."""

    WHOLE = auto()
    """It is deleted, for everybody."""
    OWN = auto()
    """Others saved it too: it stays theirs."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """A post that the person may have deleted, how far that goes, and how many others saved it."""

    post_id: PostId
    reach: Reach
    others: int


async def deletion(interaction: "Pressed", post_id: str) -> Deletion:
    """Errors: UnknownPost; NotTheirs where neither the person saved it nor moderates the channel."""
    if not re.fullmatch(POST_ID, post_id):
        raise UnknownPost(post_id=label(post_id, LONGEST_ID))
    savers: Sequence[str] = await interaction.client.casebook.savers(here(interaction), PostId(post_id))
    if not savers:
        raise UnknownPost(post_id=post_id)
    others = [saver for saver in savers if saver != person(interaction)]
    if rights(interaction).moderates:
        return Deletion(PostId(post_id), Reach.WHOLE, len(others))
    if len(others) == len(savers):
        raise NotTheirs
    return Deletion(PostId(post_id), Reach.OWN if others else Reach.WHOLE, len(others))


async def confirmation(interaction: "Pressed", post_id: str) -> Card:
    """What will go. Errors: as `deletion`."""
    wanted = await deletion(interaction, post_id)
    saved = await interaction.client.casebook.post(here(interaction), wanted.post_id)
    words = words_of(interaction)
    lines = [words.say(TABLE, "ask"), _post_line(saved, words), *_consequences(wanted, words)]
    delete = DeleteButton(wanted.post_id, words.say(TABLE, "delete"))
    return Card().text(*lines).controls(delete, KeepButton(words.say(TABLE, "keep")))


def _post_line(saved: SavedPost, words: Wording) -> str:
    arguments = words.count("answer", "arguments", len(saved.arguments))
    return words.say(TABLE, "post", heading=heading(saved.post, words, WHOLE), arguments=arguments)


def _consequences(wanted: Deletion, words: Wording) -> list[str]:
    if wanted.reach is Reach.OWN:
        return [words.count(TABLE, "stays", wanted.others)]
    shared = [words.count(TABLE, "goes_for_all", wanted.others)] if wanted.others else []
    return [words.say(TABLE, "goes"), *shared]


async def confirmation_of_all(interaction: "Pressed") -> Card:
    """What of the person's own will go, all told."""
    own = await interaction.client.casebook.own(here(interaction), person(interaction))
    words = words_of(interaction)
    if not own.posts:
        return Card().text(words.say(TABLE, "mine_nothing"))
    lines = [words.say(TABLE, "ask_mine"), words.count(TABLE, "mine", own.posts)]
    if own.shared:
        lines.append(words.count(TABLE, "mine_shared", own.shared))
    delete = DeleteMineButton(words.say(TABLE, "delete"))
    return Card().text(*lines).controls(delete, KeepButton(words.say(TABLE, "keep")))


def _deleted(forgotten: Forgotten, words: Wording) -> str:
    posts = words.count("answer", "posts", forgotten.posts)
    arguments = words.count("answer", "arguments", forgotten.arguments)
    return words.say(TABLE, "deleted", posts=posts, arguments=arguments)


def _danger(text: str | None, custom_id: str) -> "discord.ui.Button[Card]":
    return discord.ui.Button(label=text, custom_id=custom_id, style=discord.ButtonStyle.danger)


class DeleteButton(Persistent, template=rf"cb:forget:(?P<post>{POST_ID})"):
    """Deletes a post. Who may do that is asked again: a right may have been lost since the question was put."""

    def __init__(self, post_id: PostId, text: str | None = None) -> None:
        super().__init__(_danger(text, f"cb:forget:{post_id}"))
        self.post_id = post_id

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(PostId(match["post"]))

    async def pressed(self, interaction: "Pressed") -> None:
        casebook, channel, words = interaction.client.casebook, here(interaction), words_of(interaction)
        wanted = await deletion(interaction, self.post_id)
        await interaction.response.defer()
        if wanted.reach is Reach.WHOLE:
            line = _deleted(await casebook.forget(channel, [self.post_id]), words)
        else:
            forgotten = await casebook.forget_own(channel, self.post_id, person(interaction))
            line = _deleted(forgotten, words) if forgotten.posts else words.say(TABLE, "withdrawn")
        interaction.client.dispatch("deletion")
        await turn(interaction, Card().text(line))


class DeleteMineButton(Persistent, template="cb:forget-mine"):
    """Deletes all that the one who presses saved here."""

    def __init__(self, text: str | None = None) -> None:
        super().__init__(_danger(text, "cb:forget-mine"))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    async def pressed(self, interaction: "Pressed") -> None:
        casebook, channel, words = interaction.client.casebook, here(interaction), words_of(interaction)
        await interaction.response.defer()
        shared = (await casebook.own(channel, person(interaction))).shared
        lines = [_deleted(await casebook.forget_mine(channel, person(interaction)), words)]
        interaction.client.dispatch("deletion")
        if shared:
            lines.append(words.count(TABLE, "mine_shared", shared))
        await turn(interaction, Card().text(*lines))


class KeepButton(Persistent, template="cb:keep"):
    """Deletes nothing, and takes the question away."""

    def __init__(self, text: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=text, custom_id="cb:keep"))

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        return cls()

    async def pressed(self, interaction: "Pressed") -> None:
        await turn(interaction, Card().text(words_of(interaction).say(TABLE, "kept")))


BUTTONS = (DeleteButton, DeleteMineButton, KeepButton)
