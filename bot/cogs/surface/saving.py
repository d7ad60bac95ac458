"""Saving what a message or a command holds: kept on disk first, shown then, read for arguments meanwhile."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.clock import now
from bot.cogs.surface.finding import store_of_id
from bot.cogs.surface.message_text import Texts, texts_of
from bot.cogs.surface.place import store_of
from bot.cogs.surface.rereading import link_of, overtaken
from bot.domain.post import ChannelId, Paste, PostId, Skipped
from bot.domain.receipt import Receipt, SavedPost
from bot.errors import CasebookError, NothingToSave, OwnMessage, StoreError, UnknownPost

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)

PAUSES = (1, 2, 4, 8, 16, 32, 64)
"""Seconds to wait for a post that somebody else is reading: together as long as one may take."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What is to be saved, and how it is found again. `source` is the link to the message that it came from."""

    channel: ChannelId
    texts: Texts
    saved_by: str
    source: str
    url: str | None = None
    saved_at: datetime = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class Saved:
    """What is on disk now, what could not be read, and who had saved the posts that are not new."""

    wanted: Saving
    receipt: Receipt
    unread: tuple[CasebookError, ...] = ()
    before: Mapping[PostId, tuple[str, ...]] = field(default_factory=dict)


async def save_message(bot: "CasebookBot", message: discord.Message, saved_by: str) -> Saved:
    """Keep all that a message holds; a call to the bot at its beginning is no part of it.

    Errors: as `save_texts`; OwnMessage for one of ours.
    """
    me = bot.user.id if bot.user else None
    if message.author.id == me:
        raise OwnMessage
    texts = await texts_of(message, me=me)
    return await save_texts(bot, Saving(await store_of_message(bot, message), texts, saved_by, link_of(message)))


async def store_of_message(bot: "CasebookBot", message: discord.Message) -> ChannelId:
    """Whose store it belongs to. A thread that we have not seen comes without its parent, and is asked for."""
    if isinstance(message.channel, discord.PartialMessageable):
        return await store_of_id(bot, message.channel.id)
    return store_of(message.channel)


async def save_texts(bot: "CasebookBot", wanted: Saving) -> Saved:
    """Keep each text as a paste of its own: on disk when this returns, waiting to be read for arguments.

    Errors: NothingToSave where there is no text at all; where no text could be kept, why the only one could not, and
    StoreError's children. Otherwise what could not be kept is `unread`.
    """
    kept, unread = await _keep(bot, wanted)
    if not kept and len(unread) < 2:
        raise unread[0] if unread else NothingToSave(source=wanted.source)
    receipt = await overtaken(bot, wanted.channel, wanted.source) or _joined(kept, wanted.texts.skipped)
    return Saved(wanted, receipt, tuple(unread), await _savers(bot, wanted, receipt))


async def _keep(bot: "CasebookBot", wanted: Saving) -> tuple[list[Receipt], list[CasebookError]]:
    """What was kept, and why the rest was not. Errors: StoreError's children, where nothing is kept yet."""
    receipts: list[Receipt] = []
    unread = list(wanted.texts.unread)
    for text in wanted.texts.texts:
        try:
            receipts.append(await bot.casebook.keep(wanted.channel, _paste(text, wanted)))
        except CasebookError as error:
            if isinstance(error, StoreError):
                _raise_unless_some_are_kept(error, receipts)
            unread.append(error)
    return receipts, unread


def _joined(receipts: Sequence[Receipt], skipped: Sequence[Skipped]) -> Receipt:
    return Receipt(
        posts=tuple(post for one in receipts for post in one.posts),
        skipped=(*(part for one in receipts for part in one.skipped), *skipped),
    )


def _raise_unless_some_are_kept(error: StoreError, receipts: list[Receipt]) -> None:
    if not receipts:
        raise error
    log.error("one of several texts was not kept", exc_info=error)


def _paste(text: str, wanted: Saving) -> Paste:
    return Paste(raw=text, saved_by=wanted.saved_by, saved_at=wanted.saved_at, source=wanted.source, url=wanted.url)


async def _savers(bot: "CasebookBot", wanted: Saving, receipt: Receipt) -> dict[PostId, tuple[str, ...]]:
    """Who saved the duplicates before; who saves now only where it was nobody else."""
    before = {}
    for saved in receipt.posts:
        if saved.duplicate_of is not None:
            savers = await bot.casebook.savers(wanted.channel, saved.post.post_id)
            before[saved.post.post_id] = tuple(one for one in savers if one != wanted.saved_by) or tuple(savers)
    return before


async def read_through(bot: "CasebookBot", saved: Saved) -> Saved:
    """Read its waiting posts for arguments: together by a language model, which is paid by the call; else a post at a
    time, for few are read at once, and many people wait.

    A post that was deleted meanwhile is left out. Errors: StoreError's children; the posts go on waiting then.
    """
    receipt = await _read_together(bot, saved) if bot.casebook.has_model else saved.receipt
    read = [await _read(bot, saved.wanted.channel, post) for post in receipt.posts]
    posts = tuple(post for post in read if post is not None)
    return replace(saved, receipt=saved.receipt.model_copy(update={"posts": posts}))


async def _read_together(bot: "CasebookBot", saved: Saved) -> Receipt:
    """The receipt with what could be read; as it is where a post of it was deleted meanwhile."""
    try:
        async with bot.place_to_read(*saved.receipt.posts):
            return await bot.casebook.finish(saved.wanted.channel, saved.receipt)
    except UnknownPost:
        return saved.receipt


async def _read(bot: "CasebookBot", channel: ChannelId, post: SavedPost) -> SavedPost | None:
    """The post with its arguments; as it is where somebody else goes on reading it; None where it was deleted."""
    for pause in (*PAUSES, 0):
        if not post.waiting:
            break  # it does not line up once more behind those that are to be read
        try:
            async with bot.place_to_read(post):
                [post] = (await bot.casebook.finish(channel, Receipt(posts=(post,)))).posts
        except UnknownPost:
            return None
        if post.waiting:
            await asyncio.sleep(pause)
    return post
