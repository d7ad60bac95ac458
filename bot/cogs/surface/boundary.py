"""The one place where a failure in Discord becomes a line that a person can use."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import discord
from discord import app_commands

from bot.cogs.surface.markdown import inert, mention
from bot.cogs.surface.permissions import TABLE as PERMISSIONS
from bot.cogs.surface.tongue import locale_of_message, words_of
from bot.errors import BadInput, CasebookError, DiscordDown, NoPermission, Refused
from bot.locales import Wording, wording
from bot.watching.trail import reference

log = logging.getLogger(__name__)

TABLE = "discord_errors"
TOKEN_IS_OVER = frozenset({10015, 50027})
"""Discord's codes for the token of a command or a press, which lives 15 minutes, once it is over."""


@asynccontextmanager
async def apologising(interaction: discord.Interaction) -> AsyncIterator[None]:
    """Whatever goes wrong in the block is said to the person, and goes no further."""
    try:
        yield
    except Exception as error:  # the boundary
        await apologise(interaction, error)


@contextmanager
def logging_faults(what: str) -> Iterator[None]:
    """For work that nobody waits for: whatever goes wrong in the block is logged, and goes no further."""
    try:
        yield
    except Exception:  # the boundary
        log.exception("while seeing to %s", what)


async def apologise(interaction: discord.Interaction, error: Exception) -> None:
    """Say what went wrong and how to mend it; log it under the same reference.

    To the person alone; where the channel waits for an answer, in that answer's place, where Discord puts it.
    """
    line = noted(error, words_of(interaction))
    try:
        if interaction.response.is_done():
            await interaction.followup.send(line, ephemeral=True)
        else:
            await interaction.response.send_message(line, ephemeral=True)
    except discord.HTTPException as failure:
        # Where Discord is away, nothing can be said, and the log has it.
        if failure.code in TOKEN_IS_OVER:
            await ask_again(interaction)


async def ask_again(interaction: discord.Interaction) -> None:
    """Tell somebody in the channel to ask again, as nothing else reaches them; what they asked is not said there."""
    if interaction.channel_id is None:
        return
    line = words_of(interaction).say(TABLE, "ask_again", person=mention(str(interaction.user.id)))
    with suppress(discord.HTTPException):
        await interaction.client.get_partial_messageable(interaction.channel_id).send(line)


@asynccontextmanager
async def apologising_in_reply(message: discord.Message) -> AsyncIterator[None]:
    """The same for somebody who wrote a message."""
    try:
        yield
    except Exception as error:  # the boundary
        line = noted(error, wording(locale_of_message(message)))
        with suppress(discord.HTTPException):
            await message.reply(line, mention_author=False)


def noted(error: Exception, words: Wording) -> str:
    """Log an error under the reference of what is done, and give the line that says it."""
    under, cause = reference(), meaning(error)
    expected = isinstance(cause, BadInput | Refused)
    # What an error holds may be what somebody wrote: only its class is told.
    log.log(
        logging.INFO if expected else logging.ERROR,
        "%s: %s",
        under,
        type(cause).__name__,
        exc_info=None if expected else cause,
    )
    return words.say(TABLE, "line", sentence=sentence_of(cause, words), reference=under)


def meaning(error: Exception) -> Exception:
    """What discord.py's errors mean, as ours; what nobody can act on stays what it is."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.Forbidden):
        return NoPermission(reason=cause.text)
    if isinstance(cause, discord.DiscordServerError):
        return DiscordDown(reason=str(cause.status))
    return cause


def sentence_of(error: Exception, words: Wording) -> str:
    """Errors in the words of `[discord_errors]`; what people or machines wrote in the details can't act."""
    if not isinstance(error, CasebookError):
        return words.say(TABLE, CasebookError.wording)
    details = {name: inert(str(value)) for name, value in error.details.items()}
    if "permission" in details:
        details["permission"] = words.say(PERMISSIONS, str(error.details["permission"]))
    return words.say(TABLE, error.wording, **details)
