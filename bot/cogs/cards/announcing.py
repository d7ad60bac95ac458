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
from bot.cogs.surface.reply import promised_place, replace_card, reply_to, show_if_wanted
from bot.cogs.surface.saving import Saved, read_through
from bot.cogs.surface.tongue import words_of
from bot.domain.shown import Place
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
    where: Callable[[], Place | None] = lambda: None
    """Where it stands, as far as that is known."""


async def announce(bot: "CasebookBot", saved: Saved, outlet: Outlet, *, left: bool = False) -> None:
    """Show what is on disk; where reading it takes longer than a moment, first without its arguments.

    `left`: it is noted already that it stands there without them.
    """
    reading = asyncio.create_task(read_through(bot, saved))
    try:
        await asyncio.wait([reading], timeout=MOMENT)
        if not reading.done():
            left = await _show_unread(bot, saved, outlet, Progress.READING)
        await asyncio.wait([reading])
    except asyncio.CancelledError:
        await _broken_off(reading, bot, saved, outlet)
        raise
    finally:
        await asyncio.wait([reading])
    if isinstance(error := reading.exception(), Exception):
        noted(error, outlet.words)
        await _show_unread(bot, saved, outlet, Progress.FAILED)
        _leave(bot, saved, outlet)
    elif await _still_stands(bot, saved, outlet, left=left):
        await _show_read(bot, reading.result(), outlet, left=left)


async def _show_unread(bot: "CasebookBot", saved: Saved, outlet: Outlet, progress: Progress) -> bool:
    """Noted first, as far as it is known where: who is killed can't come back to it, and the next start does."""
    place = outlet.where()
    if place is not None:
        await bot.casebook.begun(saved.wanted.channel, place)
    await outlet.shows(receipt_card(saved, outlet.words, progress))
    if place is None and (place := outlet.where()) is not None:
        await bot.casebook.begun(saved.wanted.channel, place)
    return place is not None


async def _show_read(bot: "CasebookBot", saved: Saved, outlet: Outlet, *, left: bool) -> None:
    if any(post.waiting for post in saved.receipt.posts):  # somebody else has been at it for longer than a lease
        await _show_unread(bot, saved, outlet, Progress.READING)
        _leave(bot, saved, outlet)
        return
    await outlet.shows(receipt_card(saved, outlet.words, Progress.READ))
    if await _still_stands(bot, saved, outlet, left=left):
        await _end(bot, saved, outlet, left=left)


def _leave(bot: "CasebookBot", saved: Saved, outlet: Outlet) -> None:
    """To whoever looks for posts that were read since."""
    if (place := outlet.where()) is not None:
        bot.dispatch("card_left", saved.wanted.channel, place)


async def _end(bot: "CasebookBot", saved: Saved, outlet: Outlet, *, left: bool) -> None:
    if left and (place := outlet.where()) is not None:
        await bot.casebook.ended(saved.wanted.channel, place)


async def _broken_off(reading: asyncio.Task[Saved], bot: "CasebookBot", saved: Saved, outlet: Outlet) -> None:
    """A stop: the post goes back first and waits to be read, then that is said. The next start comes back to it."""
    reading.cancel()
    await asyncio.wait([reading])
    with suppress(discord.HTTPException):
        await _show_unread(bot, saved, outlet, Progress.FAILED)


async def _still_stands(bot: "CasebookBot", saved: Saved, outlet: Outlet, *, left: bool) -> bool:
    """Whether all that was saved is kept still. Where it was taken back or edited while it was read, that is shown
    instead: a card of what is no longer kept is wrong."""
    kept = await bot.casebook.saved_from(saved.wanted.channel, saved.wanted.source)
    if {one.post.post_id for one in saved.receipt.posts} <= {one.post.post_id for one in kept.posts}:
        return True
    if kept.posts:
        await announce(bot, replace(saved, receipt=kept), outlet, left=left)
    else:
        await outlet.shows(undone_card(saved.wanted.saved_by, outlet.words))
        await _end(bot, saved, outlet, left=left)
    return False


def as_answer_to(interaction: "discord.Interaction[CasebookBot]") -> Outlet:
    """The card is the answer to a command that was put off."""

    async def shows(card: Card) -> None:
        await show_if_wanted(interaction, card)

    return Outlet(words_of(interaction), shows, lambda: promised_place(interaction))


def as_reply_to(message: discord.Message, locale: Locale) -> Outlet:
    """The card is a reply to a message."""
    replies: list[discord.Message] = []

    async def shows(card: Card) -> None:
        if replies:
            with suppress(discord.NotFound):
                await replace_card(replies[0], card)
        else:
            replies.append(await reply_to(message, card))

    def where() -> Place | None:
        return Place(channel=str(replies[0].channel.id), message=str(replies[0].id)) if replies else None

    return Outlet(wording(locale), shows, where)
