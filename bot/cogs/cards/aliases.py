"""The channel's own nicknames, what its posts suggest and what is switched off, a page at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import discord

from bot.answers.compose import name_of
from bot.cogs.cards.alias_text import NAME, TABLE, alias_line, off_line, suggestion_line
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here, person, require_moderator, rights
from bot.cogs.surface.reply import turn
from bot.cogs.surface.short_text import brief, label
from bot.cogs.surface.tongue import words_of
from bot.domain.glossary import Suggestion, SwitchedOff
from bot.domain.subject import Alias
from bot.subjects.digests import DIGEST

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

PAGE = 15
"""Lines of a page."""
MOST_SUGGESTED = 5
"""As many as are shown at once: what is decided makes room for the next."""
LINES_OF_SUGGESTION = 3
LABEL = 30
"""Characters of a nickname on its button."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands on a page, and which one it is."""

    suggested: Sequence[Suggestion]
    names: Sequence[Alias | SwitchedOff]
    turning: Turning


async def aliases_card(interaction: "Pressed", page: int, done: str | None = None) -> Card:
    """A page of them, the last one where there are not so many; above it what was just `done`."""
    words = words_of(interaction)
    card = Card().text(*([done] if done else []))
    shown = await _page(interaction, page)
    if not shown.suggested and not shown.names:
        return card.text(words.say(TABLE, "none"))
    _suggest(card, shown.suggested, interaction)
    casebook = interaction.client.casebook
    own = [await alias_line(interaction, one) for one in shown.names if isinstance(one, Alias)]
    off = [off_line(one, casebook.meanings(one.name), words) for one in shown.names if isinstance(one, SwitchedOff)]
    for title, lines in (("title", own), ("off_title", off)):
        card.text(*([words.say(TABLE, title), *lines] if lines else []))
    return card.text(*shown.turning.line(words)).controls(*shown.turning.buttons(AliasesButton, words))


async def _page(interaction: "Pressed", page: int) -> _Page:
    """Suggestions stand on the first page alone, and leave it less room for names."""
    casebook, channel = interaction.client.casebook, here(interaction)
    glossary = await casebook.glossary(channel)
    suggested = (await casebook.suggestions(channel))[:MOST_SUGGESTED]
    names: list[Alias | SwitchedOff] = [*glossary.aliases, *glossary.off]
    room = PAGE - LINES_OF_SUGGESTION * len(suggested)
    turning = Turning.to(page, 1 + -(-max(len(names) - room, 0) // PAGE))
    if turning.page == 0:
        return _Page(suggested, names[:room], turning)
    start = room + (turning.page - 1) * PAGE
    return _Page((), names[start : start + PAGE], turning)


def _suggest(card: Card, suggested: Sequence[Suggestion], interaction: "Pressed") -> None:
    """Add the suggestions, each with its buttons for those who may decide."""
    words, title = words_of(interaction), True
    for one in suggested:
        card.text(*([words.say(TABLE, "suggested_title")] if title else []), suggestion_line(one, words))
        title = False
        if rights(interaction).moderates:
            told = interaction.client.casebook.digest_of(one)
            accept = words.say(TABLE, "accept", name=label(one.name, LABEL))
            card.controls(AcceptButton(told, accept), DismissButton(told, words.say(TABLE, "dismiss")))


class AliasesButton(Persistent, template=r"cb:aliases:(?P<page>\d{1,5})"):
    """Turns to a page of the nicknames."""

    def __init__(self, page: int, text: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=text, custom_id=f"cb:aliases:{page}"))
        self.page = page

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(int(match["page"]))

    async def pressed(self, interaction: "Pressed") -> None:
        await interaction.response.defer()
        await turn(interaction, await aliases_card(interaction, self.page))


class AcceptButton(Persistent, template=rf"cb:nick-yes:(?P<told>{DIGEST})"):
    """Lets a suggested nickname mean its company."""

    def __init__(self, told: str, text: str | None = None) -> None:
        super().__init__(
            discord.ui.Button(label=text, custom_id=f"cb:nick-yes:{told}", style=discord.ButtonStyle.primary)
        )
        self.told = told

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(match["told"])

    async def pressed(self, interaction: "Pressed") -> None:
        if suggestion := await _still_suggested(interaction, self.told):
            await interaction.client.casebook.accept(here(interaction), suggestion, person(interaction))
            await _decided(interaction, "accepted", suggestion)


class DismissButton(Persistent, template=rf"cb:nick-no:(?P<told>{DIGEST})"):
    """Lets a nickname be suggested no more."""

    def __init__(self, told: str, text: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=text, custom_id=f"cb:nick-no:{told}"))
        self.told = told

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(match["told"])

    async def pressed(self, interaction: "Pressed") -> None:
        if suggestion := await _still_suggested(interaction, self.told):
            await interaction.client.casebook.dismiss(here(interaction), suggestion)
            await _decided(interaction, "dismissed", suggestion)


async def _still_suggested(interaction: "Pressed", told: str) -> Suggestion | None:
    """What somebody who may is to decide; None, and the list anew, where there is nothing left to decide.

    Errors: NotAllowed, where the right was lost since the list was shown.
    """
    require_moderator(interaction)
    await interaction.response.defer()
    suggestion = await interaction.client.casebook.suggestion(here(interaction), told)
    if suggestion is None:
        gone = words_of(interaction).say(TABLE, "suggestion_gone")
        await turn(interaction, await aliases_card(interaction, 0, gone))
    return suggestion


async def _decided(interaction: "Pressed", key: str, suggestion: Suggestion) -> None:
    """Show the list without it."""
    words = words_of(interaction)
    company = brief(name_of(suggestion.subject, words.locale), NAME)
    done = words.say(TABLE, key, name=brief(suggestion.name, NAME), company=company)
    await turn(interaction, await aliases_card(interaction, 0, done))


BUTTONS = (AliasesButton, AcceptButton, DismissButton)
