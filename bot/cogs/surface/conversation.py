"""What was asked before in a conversation, read from there: nothing is kept that its people deleted."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.place import store_of
from bot.domain.shown import ThreadState

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

LOOKED_BACK = 60
"""Messages of a thread that are read for what was asked before."""
REMEMBERED = 8
"""Questions before, as many as an answer reads."""

SAID_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)

_MENTION = re.compile(r"<@[!&]?\d{1,20}>")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that the bot answered: who asked it, and the id of the answer's message."""

    text: str
    asker: int
    answer: int


def said(message: discord.Message) -> str:
    """What a person wrote, without the mentions in it."""
    return _MENTION.sub(" ", message.content).strip()


def is_by_a_person(message: discord.Message) -> bool:
    """Whether a person said it: no bot, no webhook, and not Discord itself, which tells of pins and joins."""
    return not message.author.bot and message.webhook_id is None and message.type in SAID_BY_PEOPLE


async def is_followed(bot: "CasebookBot", thread: discord.Thread) -> bool:
    """Whether the bot talks in a thread: it was asked to follow it, or opened it and was not sent away."""
    state = await bot.casebook.thread_state(store_of(thread), str(thread.id))
    opened = bot.user is not None and thread.owner_id == bot.user.id
    return state is ThreadState.FOLLOWED or (opened and state is None)


def is_shared_talk(message: discord.Message) -> bool:
    """Whether a message stands in a thread or a direct message, where one thing leads to another."""
    return message.guild is None or isinstance(message.channel, discord.Thread)


async def questions_before(bot: "CasebookBot", message: discord.Message) -> tuple[str, ...]:
    """The questions that this message may follow up, oldest first.

    In a thread: its asker's own; where there are none, everybody's; where it replies to an answer, that one's and those
    before it by the same asker. In a channel: only up the chain of replies.
    """
    if not is_shared_talk(message):
        return tuple([one.text async for one in _up_the_replies(bot, message)][::-1])
    exchanges = [one async for one in _exchanges(bot, message)]
    return tuple(one.text for one in _followed_up(message, exchanges)[-REMEMBERED:])


def _followed_up(message: discord.Message, exchanges: Sequence[Exchange]) -> Sequence[Exchange]:
    replied_to = message.reference.message_id if message.reference else None
    for place, one in enumerate(exchanges):
        if one.answer == replied_to:
            return [before for before in exchanges[: place + 1] if before.asker == one.asker]
    own = [one for one in exchanges if one.asker == message.author.id]
    return own or exchanges


async def _exchanges(bot: "CasebookBot", message: discord.Message) -> AsyncIterator[Exchange]:
    """What was asked and answered in this conversation lately, oldest first."""
    recent = [one async for one in message.channel.history(limit=LOOKED_BACK, before=message)]
    by_id = {one.id: one for one in recent}
    for answer in reversed(recent):
        if answer.author == bot.user:
            asked = by_id.get(answer.reference.message_id or 0) if answer.reference else None
            if (exchange := await _exchange(bot, answer, asked)) is not None:
                yield exchange


async def _up_the_replies(bot: "CasebookBot", message: discord.Message) -> AsyncIterator[Exchange]:
    """Newest first: the answer that is replied to, its question, the answer that this one replied to, …"""
    for _ in range(REMEMBERED):
        answer = await replied_to(message)
        if answer is None or answer.author != bot.user:
            return
        asked = await replied_to(answer)
        exchange = await _exchange(bot, answer, asked)
        if exchange is None:
            return
        yield exchange
        if asked is None:
            return
        message = asked


async def _exchange(bot: "CasebookBot", answer: discord.Message, asked: discord.Message | None) -> Exchange | None:
    """From the question's own message; where that can't be read (a command has none), from what the answer notes."""
    if answer.reference is not None and asked is None:
        return None  # it was deleted: what it asked is no longer followed
    if asked is not None and (text := said(asked)):
        return Exchange(text, asked.author.id, answer.id)
    given = await bot.casebook.shown_at(store_of(answer.channel), str(answer.id))
    if given is None:
        return None
    by = answer.interaction_metadata.user.id if answer.interaction_metadata else 0
    return Exchange(given.question.text, asked.author.id if asked else by, answer.id)


async def replied_to(message: discord.Message) -> discord.Message | None:
    """None where it replies to nothing, or to what was deleted."""
    reference = message.reference
    if reference is None or reference.message_id is None or reference.type is not discord.MessageReferenceType.reply:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    try:
        return await message.channel.fetch_message(reference.message_id)
    except (discord.NotFound, discord.Forbidden):
        return None
