"""Running the bot: logging in, staying there, and leaving in an orderly way."""

import asyncio
import logging
import signal
import sys
from dataclasses import dataclass, replace
from enum import IntEnum

import aiohttp
import discord

from bot.casebook import Casebook
from bot.cogs.surface.client import CasebookBot, Options
from bot.cogs.surface.identifying import Turns
from bot.errors import BadToken, DiscordDown, DiscordError, MoreShardsNeeded
from bot.garbage import look_at_what_is_new
from bot.locales import Wording
from bot.worker import keep_reading

log = logging.getLogger(__name__)

GRACE = 8.0
"""Seconds that what was begun has to end, once the process is asked to stop: with the closing, ten at most."""


class Closed(IntEnum):
    """Why the gateway closed for good: by the numbers that Discord gives."""

    NO_SUCH_TOKEN = 4004
    TOO_FEW_SHARDS = 4011


@dataclass(frozen=True, slots=True)
class Service:
    """What runs: a casebook that somebody else opened, a bot's token, and the words for who runs it."""

    casebook: Casebook
    token: str
    options: Options
    words: Wording


async def serve(service: Service) -> None:
    """Run until the process is asked to stop (SIGTERM, SIGINT). Errors: BadToken, DiscordDown, MoreShardsNeeded.

    Where the application does not have the intent for messages' content, the bot runs without it and says so; also
    where it is taken away after Discord said that it had it.
    """
    stop = _asked_to_stop()
    reading = asyncio.create_task(keep_reading(service.casebook, service.options.shards))
    try:
        try:
            await _run(service, stop)
        except discord.PrivilegedIntentsRequired:
            await _run(replace(service, options=replace(service.options, reads_messages=False)), stop)
    finally:
        reading.cancel()
        await asyncio.wait([reading])


async def _run(service: Service, stop: asyncio.Event) -> None:
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
    bot = CasebookBot(service.casebook, service.options)
    async with bot:
        running = asyncio.create_task(_started(bot, service))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if running.done():
            return running.result()
        log.info(service.words.say("run", "stopping"))
        await bot.finish_work(GRACE)
        await bot.close()
        running.cancel()  # the shards that had not logged in yet would go on trying
        await asyncio.wait([running])
    return None


async def _started(bot: CasebookBot, service: Service) -> None:
    """Errors: BadToken, DiscordDown, MoreShardsNeeded; PrivilegedIntentsRequired."""
    advised = 0
    try:
        await bot.login(service.token)
        bot.ask_for_no_more_than_granted()
        if not bot.reads_messages:
            log.warning(service.words.say("run", "no_content_intent", application=bot.application_id))
        advised = await _take_advice(bot, service.words)
        look_at_what_is_new()
        await bot.connect()
    except discord.LoginFailure as error:
        raise BadToken from error
    except discord.ConnectionClosed as error:
        raise _meaning(error, bot, advised) from error
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise DiscordDown(reason=str(error)) from error


def _meaning(error: discord.ConnectionClosed, bot: CasebookBot, advised: int) -> DiscordError:
    match error.code:
        case Closed.NO_SUCH_TOKEN:
            return BadToken()
        case Closed.TOO_FEW_SHARDS:
            return MoreShardsNeeded(**_shards_told(bot, advised))
        case _:
            return DiscordDown(reason=str(error))


async def _take_advice(bot: CasebookBot, words: Wording) -> int:
    """How many may log in at once is done as Discord says. How many shards there should be, which it says too, is for
    who runs the bot; that number. Errors: GatewayNotFound (discord.py's)."""
    advised, _, limits = await bot.http.get_bot_gateway()
    bot.turns = Turns(limits["max_concurrency"])
    if advised > bot.options.shards.count:
        log.warning(words.say("run", "more_shards", **_shards_told(bot, advised)))
    return advised


def _shards_told(bot: CasebookBot, advised: int) -> dict[str, object]:
    given = bot.options.shards.count
    count = max(advised, given + 1)  # it asks for more, whatever it advised before
    return {"given": given, "count": count, "last": count - 1}


def _asked_to_stop() -> asyncio.Event:
    """Set when the process is told to end."""
    stop = asyncio.Event()
    if sys.platform != "win32":  # there Ctrl-C ends the loop by itself
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
    return stop
