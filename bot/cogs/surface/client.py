"""The bot: what it is made of, and which of Discord's events it asks for."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pkgutil import iter_modules
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

import bot.cogs
from bot.casebook import Casebook
from bot.cogs.surface.boundary import apologise, apologising, meaning
from bot.cogs.surface.changes import Changes
from bot.cogs.surface.commands_sync import register
from bot.cogs.surface.homes import Homes
from bot.cogs.surface.identifying import Turns
from bot.cogs.surface.limits import Allowance, Limits
from bot.cogs.surface.place import require_sight
from bot.cogs.surface.telling import UnderWay
from bot.cogs.surface.tongue import Translator
from bot.cogs.surface.using import UNKNOWN, tell_use, telling_failure
from bot.domain.receipt import SavedPost
from bot.domain.shards import Shards
from bot.watching.events import Change, ConnectionChanged, Name, Outcome, outcome_of, tell
from bot.watching.trail import begin_trail

log = logging.getLogger(__name__)

Command = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu

ANSWERING_AT_ONCE = 2
"""Answers worked on at the same time: a command that comes meanwhile is acknowledged between two of their steps."""
WRITING_AT_ONCE = 8
"""The same of answers that a language model writes, which wait for it most of the time. Eight are twice as many as are
sent to it at once (`CASEBOOK_MODEL_AT_ONCE`): the next have their evidence when one is done. On 10,000 arguments twelve
such questions took 9 s, and 15 s two by two; the loop was free for an acknowledgement within 1 ms (p95) both ways."""
READING_AT_ONCE = 2
"""Saved posts read for arguments at the same time, and beside them one that is long: nobody lines up behind it."""
LONG_POST = 20_000
"""Characters from which a post takes more than some four seconds."""
BREAKING_OFF = 1.0
"""Seconds that work has to end which was broken off."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the bot runs. `reads_messages`: with Discord's privileged intent for the content of messages, where the
    application has it; `shards`: those that this process hears."""

    reads_messages: bool = True
    allowance: Allowance = field(default_factory=Allowance)
    shards: Shards = field(default_factory=Shards)


def intents(options: Options) -> discord.Intents:
    """As few as can be: which channels there are, and what is said in them and in direct messages."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=options.reads_messages)


class Tree(app_commands.CommandTree["CasebookBot"]):
    """Checks every command before it runs, and says what went wrong in it."""

    async def interaction_check(self, interaction: "discord.Interaction[CasebookBot]", /) -> bool:
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        interaction.client.note_work()
        async with apologising(interaction):
            with telling_failure(_name_of(interaction)):
                require_sight(interaction)
                interaction.client.count_use(interaction)
            return True
        return False

    async def on_error(
        self, interaction: "discord.Interaction[CasebookBot]", error: app_commands.AppCommandError, /
    ) -> None:
        tell_use(_name_of(interaction), outcome_of(meaning(error)))
        await apologise(interaction, error)


def _name_of(interaction: "discord.Interaction[CasebookBot]") -> Name:
    return Name(interaction.command.qualified_name) if interaction.command else UNKNOWN


class CasebookBot(commands.AutoShardedBot):
    """The casebook on Discord. Whoever opened the casebook closes it."""

    def __init__(self, casebook: Casebook, options: Options) -> None:
        self._asked_for = intents(options)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=self._asked_for,
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            # Not between other people, nor where the bot is not a member: nobody there could be asked for a right.
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            # Nothing is answered from memory: edits and deletions come raw, rights with each press.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_ids=list(options.shards.ids),
            shard_count=options.shards.count,
        )
        self.casebook = casebook
        self.options = options
        self.limits = Limits(options.allowance)
        self.answering = asyncio.Semaphore(ANSWERING_AT_ONCE)
        self.writing = asyncio.Semaphore(WRITING_AT_ONCE)
        self.reading = asyncio.Semaphore(READING_AT_ONCE)
        self.reading_long = asyncio.Semaphore(1)
        self.changing_settings = asyncio.Lock()
        self.changes = Changes()
        self.under_way = UnderWay(self.changes)
        self.homes = Homes(self)
        self.turns = Turns()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Translator())
        for module in iter_modules(bot.cogs.__path__):
            if not module.ispkg:
                await self.load_extension(f"{bot.cogs.__name__}.{module.name}")
        if self.options.shards.hear_first:  # one process of all compares them
            await register(self.tree)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """What Discord allows decides, not whether it is the first."""
        await asyncio.sleep(self.turns.pause(shard_id or 0, self.loop.time()))

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no commands behind a prefix, and listeners hear messages by themselves."""

    async def on_app_command_completion(self, _interaction: discord.Interaction[Any], command: Command) -> None:
        """Discord.py's word for a command that ended well; it comes in a task that goes on with the command's trail."""
        tell_use(Name(command.qualified_name), Outcome.DONE)

    async def on_connect(self) -> None:
        tell(log, ConnectionChanged(Change.CONNECTED))

    async def on_resumed(self) -> None:
        tell(log, ConnectionChanged(Change.RESUMED))

    async def on_disconnect(self) -> None:
        tell(log, ConnectionChanged(Change.LOST))

    def ask_for_no_more_than_granted(self) -> None:
        """Once logged in, before connecting: who asks for an intent that the application lacks is turned away."""
        flags = self.application_flags
        granted = flags.gateway_message_content or flags.gateway_message_content_limited
        # The client keeps this very object, and reads it whenever a shard identifies.
        self._asked_for.message_content = self._asked_for.message_content and granted

    @property
    def reads_messages(self) -> bool:
        """Whether it asks for the content of messages."""
        return self._asked_for.message_content

    def count_use(self, interaction: discord.Interaction[Any]) -> None:
        """A command or a press that takes work. Errors: TooOften."""
        self.limits.use(interaction.user.id, interaction.channel_id or 0)

    def can_read(self, message: discord.Message) -> bool:
        """Whether Discord shows us what a message says: without the intent only direct ones and those that call us."""
        return self.reads_messages or message.guild is None or self.user in message.mentions

    def place_to_read(self, *posts: SavedPost) -> asyncio.Semaphore:
        """What is held while posts are read."""
        return self.reading_long if any(len(one.post.body) > LONG_POST for one in posts) else self.reading

    def note_work(self) -> None:
        """The task that runs is one that a stop waits for, and begins a trail of its own in the log."""
        begin_trail()
        if (task := asyncio.current_task()) is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Go on with something in the background; a stop waits for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("in the background", exc_info=error)

    async def finish_work(self, within: float) -> None:
        """Wait for what was begun, for at most so many seconds, and break off what is left: its posts wait on."""
        if not self._tasks:
            return
        _, left = await asyncio.wait(self._tasks, timeout=within)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=BREAKING_OFF)
