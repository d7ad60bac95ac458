"""Cards with pages: which page is shown, and the buttons to the ones around it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.locales import Wording

TABLE = "discord_pages"

Button = Callable[[int, str], discord.ui.Item[Any]]
"""Makes the button to a page, by the page's number and the button's label."""


@dataclass(frozen=True, slots=True)
class Turning:
    """Which page is shown, counted from 0, and how many there are."""

    page: int
    pages: int

    @classmethod
    def to(cls, page: int, pages: int) -> "Turning":
        """The page that is wanted; the last one where there are not so many any more."""
        return cls(min(page, pages - 1), pages)

    def line(self, words: Wording) -> list[str]:
        """*Page 2 of 3*; nothing where all is on one page."""
        return [words.say(TABLE, "page", page=self.page + 1, pages=self.pages)] if self.pages > 1 else []

    def buttons(self, button: Button, words: Wording) -> list[discord.ui.Item[Any]]:
        """To the page before and to the one after, as far as there are such."""
        around = ((self.page - 1, words.say(TABLE, "previous")), (self.page + 1, words.say(TABLE, "next")))
        return [button(page, label) for page, label in around if 0 <= page < self.pages]
