"""A card that goes on saying that its posts are read, because the process that read them was killed or stopped, or
because that failed: it is found again by its button, and told the rest where it stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.cards.receipt import TABLE, UndoButton, undone_card
from bot.cogs.cards.receipt_text import heading, sides
from bot.cogs.surface.place import message_link
from bot.cogs.surface.reply import replace_card
from bot.domain.post import ChannelId
from bot.domain.receipt import Receipt
from bot.domain.text import Locale
from bot.locales import Wording, wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

PENDING = ("reading", "failed")
"""What stands under a post that is not read yet."""


def undo_of(message: discord.Message) -> UndoButton | None:
    """The button under a card of what was saved, which names whence and by whom; None for any other message."""
    pattern = UndoButton.__discord_ui_compiled_template__
    found = (pattern.fullmatch(custom_id) for custom_id in _custom_ids(message.components))
    return next((UndoButton.of(match) for match in found if match), None)


def _custom_ids(parts: Any) -> Iterator[str]:
    for part in parts:
        if custom_id := getattr(part, "custom_id", None):
            yield custom_id
        yield from _custom_ids(getattr(part, "children", ()))


async def finish_card(bot: "CasebookBot", channel: ChannelId, message: discord.Message) -> bool:
    """Tell what its posts argue, once they are read, whoever read them; False as long as one waits.

    Errors: discord.py's.
    """
    undo = undo_of(message)
    if undo is None:
        return True
    source = message_link(message.guild.id if message.guild else None, message.channel.id, undo.message_id)
    receipt = await bot.casebook.saved_from(channel, source)
    if any(saved.waiting for saved in receipt.posts):
        return False
    words = _words_of(message)
    if not receipt.posts:
        await replace_card(message, undone_card(undo.saver, words))
    else:
        await _tell(message, receipt, words)
    return True


async def _tell(message: discord.Message, receipt: Receipt, words: Wording) -> None:
    """Change what it says of these posts, and leave the rest: what was left out of a paste stands nowhere else."""
    card = discord.ui.LayoutView.from_message(message, timeout=None)
    for part in card.walk_children():
        if isinstance(part, discord.ui.TextDisplay):
            part.content = _told(part.content, receipt, words)
    card.stop()  # its buttons are found by their custom_ids: it need not be kept
    await message.edit(view=card, allowed_mentions=discord.AllowedMentions.none())


def _told(text: str, receipt: Receipt, words: Wording) -> str:
    for saved in receipt.posts:
        head = heading(saved.post, words)
        for pending in PENDING:
            text = text.replace(f"{head}\n{words.say(TABLE, pending)}", f"{head}\n{sides(saved.arguments, words)}")
    return text


def _words_of(message: discord.Message) -> Wording:
    """Those that it is written in."""
    said = "\n".join(_texts(message.components))
    spoken = (wording(locale) for locale in Locale)
    fits = (words for words in spoken if any(words.say(TABLE, pending) in said for pending in PENDING))
    return next(fits, wording(Locale.ENGLISH))


def _texts(parts: Any) -> Iterator[str]:
    for part in parts:
        if isinstance(part, discord.TextDisplay):
            yield part.content
        yield from _texts(getattr(part, "children", ()))
