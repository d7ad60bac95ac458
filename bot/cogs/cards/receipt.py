"""What a saving came to: whose posts, what they argue, what was left out; and the buttons under it, to take it back, to
read its arguments and to put it right. They find it again by the id of its message.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.cogs.cards.correction import BUTTONS as CORRECTION_BUTTONS
from bot.cogs.cards.correction import CorrectButton
from bot.cogs.cards.post_text import argument_lines
from bot.cogs.cards.receipt_text import heading, parted, sides
from bot.cogs.surface.boundary import sentence_of
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.layout import Room, fitting, pages
from bot.cogs.surface.markdown import JUMP, link, mention
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here, jump_link, person, require_moderator
from bot.cogs.surface.reply import is_private, show, turn
from bot.cogs.surface.saving import Saved
from bot.cogs.surface.short_text import brief
from bot.cogs.surface.tongue import words_of
from bot.domain.post import Skipped
from bot.domain.receipt import Receipt, SavedPost
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

TABLE = "discord_save"
NOTES = Room(1200, 3000)
"""How much of a card tells of what was not saved: the rest belongs to what was."""
MOST_SAVERS = 5
LONGEST_EXCERPT = 150
"""Characters of what was left out: enough to find it in what was pasted."""
LONGEST_URL = 400
MESSAGE = r"(?P<message>\d{1,20})"


class Progress(StrEnum):
    """How far the reading for arguments has come."""

    READING = "reading"
    READ = "read"
    FAILED = "failed"


def receipt_card(saved: Saved, words: Wording, progress: Progress) -> Card:
    """A line or two a post, then what was skipped and could not be read. What does not fit is counted."""
    head, tail = _head(saved, words), _tail(saved, words)
    notes = fitting(list(_left_out(saved, words)), NOTES, lambda count: words.count(TABLE, "more_notes", count))
    room = Room().less(head, tail, "\n".join(notes))
    posts = fitting(list(_posts(saved, words, progress)), room, lambda count: words.count(TABLE, "more_posts", count))
    return Card().text(head).text(*posts).text(*notes).text(tail).controls(*_buttons(saved, words))


def _head(saved: Saved, words: Wording) -> str:
    posts = saved.receipt.posts
    new = [post for post in posts if post.duplicate_of is None]
    if new:
        return words.count(TABLE, "saved", len(new))
    if posts:
        return words.say(TABLE, "saved_again")
    return words.say(TABLE, "saved_none" if saved.receipt.skipped else "not_saved")


def _posts(saved: Saved, words: Wording, progress: Progress) -> Iterator[str]:
    for one in saved.receipt.posts:
        yield f"{heading(one.post, words)}\n{_state(one, saved, words, progress)}"


def _state(one: SavedPost, saved: Saved, words: Wording, progress: Progress) -> str:
    if one.duplicate_of is not None:
        return words.say(TABLE, "duplicate", people=_people(saved.before.get(one.post.post_id, ()), words))
    if one.waiting:
        return words.say(TABLE, "failed" if progress is Progress.FAILED else "reading")
    return sides(one.arguments, words)


def _people(savers: Sequence[str], words: Wording) -> str:
    shown = words.say("answer", "join").join(mention(person) for person in savers[:MOST_SAVERS])
    more = len(savers) - MOST_SAVERS
    return shown + (words.count(TABLE, "more_savers", more) if more > 0 else "")


def _left_out(saved: Saved, words: Wording) -> Iterator[str]:
    for part in saved.receipt.skipped:
        yield _skipped(part, words)
    for error in saved.unread:
        yield words.say(TABLE, "unread", sentence=sentence_of(error, words))


def _skipped(part: Skipped, words: Wording) -> str:
    reason, excerpt = words.say("skipped", part.reason), brief(part.excerpt, LONGEST_EXCERPT)
    return words.say(TABLE, "skipped", reason=reason, excerpt=excerpt)


def _tail(saved: Saved, words: Wording) -> str:
    """Who saved it, from which message, and where it was posted first."""
    wanted = saved.wanted
    parts = [link(words.say(TABLE, "message"), wanted.source)]
    if wanted.url:
        parts.append(brief(wanted.url, LONGEST_URL))
    return words.say(TABLE, "saved_by", person=mention(wanted.saved_by), rest=parted(parts, words))


def _buttons(saved: Saved, words: Wording) -> list[discord.ui.Item[Any]]:
    """None where nothing was saved that could be undone."""
    match = JUMP.fullmatch(saved.wanted.source)
    if not saved.receipt.posts or match is None:
        return []
    message_id, saved_by = int(match[1]), int(saved.wanted.saved_by)
    return [
        UndoButton(message_id, saved_by, words.say(TABLE, "undo")),
        ArgumentsButton(message_id, 0, words.say(TABLE, "show_arguments")),
        CorrectButton(message_id, words.say(TABLE, "correct")),
    ]


class UndoButton(Persistent, template=rf"cb:undo:{MESSAGE}:(?P<saver>\d{{1,20}})"):
    """Takes back what one person saved from a message: that person can, and who moderates."""

    def __init__(self, message_id: int, saver: int, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:undo:{message_id}:{saver}"))
        self.message_id = message_id
        self.saver = str(saver)

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(int(match["message"]), int(match["saver"]))

    async def pressed(self, interaction: "Pressed") -> None:
        channel = here(interaction)
        if person(interaction) != self.saver:
            require_moderator(interaction)
        await interaction.response.defer()
        source = jump_link(interaction, self.message_id)
        await interaction.client.casebook.withdraw(channel, source, self.saver)
        interaction.client.dispatch("deletion")
        await turn(interaction, undone_card(self.saver, words_of(interaction)))


def undone_card(saved_by: str, words: Wording) -> Card:
    """The same whoever pressed, and however often."""
    return Card().text(words.say(TABLE, "undone", person=mention(saved_by)))


class ArgumentsButton(Persistent, template=rf"cb:args:{MESSAGE}:(?P<page>\d{{1,3}})"):
    """Shows a page of the arguments that were saved from a message, to the one who presses."""

    def __init__(self, message_id: int, page: int, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:args:{message_id}:{page}"))
        self.message_id = message_id
        self.page = page

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(int(match["message"]), int(match["page"]))

    async def pressed(self, interaction: "Pressed") -> None:
        channel, words = here(interaction), words_of(interaction)
        receipt = await interaction.client.casebook.saved_from(channel, jump_link(interaction, self.message_id))
        card = arguments_card(receipt, self, words)
        # The pages themselves are shown to the one who pressed alone, and turn in their place.
        await (turn if is_private(interaction) else show)(interaction, card)


def arguments_card(receipt: Receipt, wanted: ArgumentsButton, words: Wording) -> Card:
    """One page of the arguments, whole quotes, with buttons to the pages around it."""
    every = pages(_blocks(receipt, words), Room())
    turning = Turning.to(wanted.page, len(every))
    turns = turning.buttons(
        lambda page, label: ArgumentsButton(wanted.message_id, page, label),
        words,
    )
    return Card().text(*every[turning.page]).text(*turning.line(words)).controls(*turns)


def _blocks(receipt: Receipt, words: Wording) -> list[str]:
    if not receipt.posts:
        return [words.say(TABLE, "nothing_kept")]
    return [block for saved in receipt.posts for block in _of_post(saved, words)]


def _of_post(saved: SavedPost, words: Wording) -> list[str]:
    if saved.waiting:
        return [f"{heading(saved.post, words)}\n{words.say(TABLE, 'reading')}"]
    if not saved.arguments:
        return [f"{heading(saved.post, words)}\n{words.say(TABLE, 'no_arguments')}"]
    return [heading(saved.post, words), *(argument_lines(one, words) for one in saved.arguments)]


BUTTONS = (UndoButton, ArgumentsButton, *CORRECTION_BUTTONS)
