"""Being mentioned, and keeping a conversation in threads without butting in."""

from enum import Enum, auto
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.answers.asking import is_chatter, is_question, wants_attention, wants_quiet, wants_saving
from bot.cogs.cards.announcing import announce, as_reply_to
from bot.cogs.cards.answer import tell
from bot.cogs.surface.audience import asked_by_all
from bot.cogs.surface.boundary import apologising_in_reply, logging_faults
from bot.cogs.surface.card import Card
from bot.cogs.surface.clock import today
from bot.cogs.surface.conversation import (
    is_by_a_person,
    is_followed,
    is_shared_talk,
    questions_before,
    replied_to,
    said,
)
from bot.cogs.surface.place import store_of
from bot.cogs.surface.reply import Reply, reply_to
from bot.cogs.surface.saving import save_message
from bot.cogs.surface.tongue import locale_of_message
from bot.cogs.surface.using import using
from bot.domain.question import Question
from bot.domain.shown import ThreadState
from bot.errors import NothingToSave, TooOften
from bot.intake.looks import looks_pasted
from bot.locales import wording
from bot.watching.events import Name

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

TABLE = "discord_mentions"
MENTION = Name("mention")


class Wish(Enum):
    """What a message wants of the bot."""

    NOTHING = auto()
    HELP = auto()
    QUIET = auto()
    ATTENTION = auto()
    SAVING = auto()
    ANSWER = auto()


class Mentions(commands.Cog):
    """Hears every message that the bot may read, and answers those that are meant for it."""

    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if not is_by_a_person(message):
            return
        self.bot.note_work()
        async with apologising_in_reply(message):
            wish = await self._wish(message)
            if wish is not Wish.NOTHING and self._has_room(message):
                with using(MENTION):
                    await self._grant(wish, message)

    def _has_room(self, message: discord.Message) -> bool:
        """Errors: TooOften, once until there is room again: a line under each message would be a flood of our own."""
        try:
            self.bot.limits.use(message.author.id, message.channel.id)
        except TooOften as refused:
            if self.bot.limits.is_news(refused, message.channel.id):
                raise
            return False
        return True

    async def _wish(self, message: discord.Message) -> Wish:
        if message.guild is None or self._is_called(message):
            return await self._called_for(message)
        if self._is_answered(message) or await self._follows(message):
            return Wish.ANSWER if is_question(said(message)) and not _speaks_to_others(message) else Wish.NOTHING
        return Wish.NOTHING

    def _is_called(self, message: discord.Message) -> bool:
        """Whether the bot is named in the message's own words: itself, or the role that Discord made for it."""
        names = [f"<@{self.bot.user.id}>", f"<@!{self.bot.user.id}>"] if self.bot.user else []
        if message.guild is not None and message.guild.self_role is not None:
            names.append(message.guild.self_role.mention)
        return any(name in message.content for name in names)

    def _is_answered(self, message: discord.Message) -> bool:
        """Whether it replies to the bot, and calls it by that."""
        return message.reference is not None and self.bot.user in message.mentions

    async def _follows(self, message: discord.Message) -> bool:
        """Whether the bot keeps the conversation of this thread."""
        thread = message.channel
        if not isinstance(thread, discord.Thread) or not message.content:
            return False
        with logging_faults("whether a thread is followed"):  # nobody called us, and no line is due to them
            return await is_followed(self.bot, thread)
        return False

    async def _called_for(self, message: discord.Message) -> Wish:
        text = said(message)
        if wants_quiet(text):
            return Wish.QUIET
        if wants_attention(text):
            return Wish.ATTENTION
        if wants_saving(text) or looks_pasted(text) or (_brings_something(message) and not is_question(text)):
            return Wish.SAVING
        if is_chatter(text):
            return Wish.NOTHING
        return Wish.ANSWER if text else Wish.HELP

    async def _grant(self, wish: Wish, message: discord.Message) -> None:
        match wish:
            case Wish.QUIET:
                await self._keep_state(message, ThreadState.QUIET)
                await self._say(message, "quiet" if is_shared_talk(message) else "quiet_already")
            case Wish.ATTENTION:
                await self._keep_state(message, ThreadState.FOLLOWED)
                await self._say(message, "listening" if is_shared_talk(message) else "quiet_already")
            case Wish.SAVING:
                await self._save(message)
            case Wish.HELP:
                await self._say(message, "how_to_ask")
            case _:
                await self._answer(message)

    async def _keep_state(self, message: discord.Message, state: ThreadState) -> None:
        if isinstance(message.channel, discord.Thread):
            thread = message.channel
            await self.bot.casebook.set_thread_state(store_of(thread), str(thread.id), state)

    async def _say(self, message: discord.Message, key: str) -> None:
        words = wording(locale_of_message(message))
        await reply_to(message, Card().text(words.say(TABLE, key)))

    async def _save(self, message: discord.Message) -> None:
        """The message itself; where it only says so, the one that it replies to. Errors: NothingToSave."""
        meant = message
        if wants_saving(said(message)) and not message.attachments and not message.message_snapshots:
            pointed = await replied_to(message)
            if pointed is None or pointed.author == self.bot.user:
                raise NothingToSave(source="")
            meant = pointed
        saved = await save_message(self.bot, meant, str(message.author.id))
        await announce(self.bot, saved, as_reply_to(message, locale_of_message(message)))

    async def _answer(self, message: discord.Message) -> None:
        await self._begin_to_follow(message)
        question = Question(
            text=said(message),
            after=await questions_before(self.bot, message),
            asked_on=today(),
            spoken=locale_of_message(message),
        )
        await tell(self.bot, await asked_by_all(self.bot, message.channel, question), Reply(self.bot, message))

    async def _begin_to_follow(self, message: discord.Message) -> None:
        """A mention in a thread begins a conversation there, unless the thread asked for quiet."""
        thread = message.channel
        if isinstance(thread, discord.Thread) and self._is_called(message):
            state = await self.bot.casebook.thread_state(store_of(thread), str(thread.id))
            if state is None:
                await self._keep_state(message, ThreadState.FOLLOWED)


def _brings_something(message: discord.Message) -> bool:
    return bool(message.attachments or message.message_snapshots)


def _speaks_to_others(message: discord.Message) -> bool:
    """Whether it calls or answers somebody who is not the bot."""
    return any(not person.bot for person in message.mentions)


async def setup(bot: "CasebookBot") -> None:
    await bot.add_cog(Mentions(bot))
