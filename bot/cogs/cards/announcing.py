"""Showing what was saved, and again when its arguments are in."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord

from bot.cogs.cards.receipt import Progress, receipt_card, undone_card
from bot.cogs.surface.boundary import noted
from bot.cogs.surface.card import Card
from bot.cogs.surface.reply import replace_card, reply_to, show_if_wanted
from bot.cogs.surface.saving import Saved, read_through
from bot.cogs.surface.tongue import words_of
from bot.domain.text import Locale
from bot.locales import Wording, wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

MOMENT = 1.0
"""Seconds for which a card waits for the arguments, to be shown once and whole."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a card is shown, and in which words. A second card takes the place of the first."""

    words: Wording
    shows: Callable[[Card], Awaitable[None]]


async def announce(bot: "CasebookBot", saved: Saved, outlet: Outlet) -> None:
    """Show what is on disk; where reading it takes longer than a moment, first without its arguments."""
    reading = asyncio.create_task(read_through(bot, saved))
    try:
        await asyncio.wait([reading], timeout=MOMENT)
        if not reading.done():
            await outlet.shows(receipt_card(saved, outlet.words, Progress.READING))
        await asyncio.wait([reading])
    except asyncio.CancelledError:
        await _broken_off(reading, saved, outlet)
        raise
    finally:
        await asyncio.wait([reading])
    if isinstance(error := reading.exception(), Exception):
        noted(error, outlet.words)
        await outlet.shows(receipt_card(saved, outlet.words, Progress.FAILED))
        return
    if await _still_stands(bot, saved, outlet):
        await outlet.shows(receipt_card(reading.result(), outlet.words, Progress.READ))
        await _still_stands(bot, saved, outlet)


async def _broken_off(reading: asyncio.Task[Saved], saved: Saved, outlet: Outlet) -> None:
    """A stop: the post goes back first and waits to be read, then that is said. Nobody comes back to this card."""
    reading.cancel()
    await asyncio.wait([reading])
    with suppress(discord.HTTPException):
        await outlet.shows(receipt_card(saved, outlet.words, Progress.FAILED))


async def _still_stands(bot: "CasebookBot", saved: Saved, outlet: Outlet) -> bool:
    """Whether all that was saved is kept still. Where it was taken back or edited while it was read, that is shown
    instead: a card of what is no longer kept is wrong."""
    kept = await bot.casebook.saved_from(saved.wanted.channel, saved.wanted.source)
    if {one.post.post_id for one in saved.receipt.posts} <= {one.post.post_id for one in kept.posts}:
        return True
    if kept.posts:
        await announce(bot, replace(saved, receipt=kept), outlet)
    else:
        await outlet.shows(undone_card(saved.wanted.saved_by, outlet.words))
    return False


def as_answer_to(interaction: "discord.Interaction[CasebookBot]") -> Outlet:
    """The card is the answer to a command that was put off."""

    async def shows(card: Card) -> None:
        await show_if_wanted(interaction, card)

    return Outlet(words_of(interaction), shows)


def as_reply_to(message: discord.Message, locale: Locale) -> Outlet:
    """The card is a reply to a message."""
    replies: list[discord.Message] = []

    async def shows(card: Card) -> None:
        if replies:
            with suppress(discord.NotFound):
                await replace_card(replies[0], card)
        else:
            replies.append(await reply_to(message, card))

    return Outlet(wording(locale), shows)
