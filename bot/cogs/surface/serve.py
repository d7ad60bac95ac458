"""Running the bot: logging in, staying there, and leaving in an orderly way."""

import asyncio
import gc
import logging
import signal
import sys
from dataclasses import dataclass, replace

import aiohttp
import discord

from bot.casebook import Casebook
from bot.cogs.surface.client import CasebookBot, Options
from bot.errors import BadToken, DiscordDown
from bot.locales import Wording
from bot.worker import keep_reading

log = logging.getLogger(__name__)

GRACE = 8.0
"""Seconds that what was begun has to end, once the process is asked to stop: with the closing, ten at most."""


@dataclass(frozen=True, slots=True)
class Service:
    """What runs: a casebook that somebody else opened, a bot's token, and the words for who runs it."""

    casebook: Casebook
    token: str
    options: Options
    words: Wording


async def serve(service: Service) -> None:
    """Run until the process is asked to stop (SIGTERM, SIGINT). Errors: BadToken, DiscordDown.

    Where Discord does not grant the intent for messages' content, the bot runs without it and says so.
    """
    stop = _asked_to_stop()
    reading = asyncio.create_task(keep_reading(service.casebook))
    try:
        try:
            await _run(service, stop)
        except discord.PrivilegedIntentsRequired:
            log.warning(service.words.say("run", "no_content_intent"))
            await _run(replace(service, options=replace(service.options, reads_messages=False)), stop)
    finally:
        reading.cancel()
        await asyncio.wait([reading])


async def _run(service: Service, stop: asyncio.Event) -> None:
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
    bot = CasebookBot(service.casebook, service.options)
    async with bot:
        running = asyncio.create_task(_started(bot, service.token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if running.done():
            return running.result()
        log.info(service.words.say("run", "stopping"))
        await bot.finish_work(GRACE)
        await bot.close()
        await asyncio.wait([running])
    return None


async def _started(bot: CasebookBot, token: str) -> None:
    """Errors: BadToken, DiscordDown; PrivilegedIntentsRequired."""
    try:
        await bot.login(token)
        _spare_the_collector()
        await bot.connect()
    except discord.LoginFailure as error:
        raise BadToken from error
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise DiscordDown(reason=str(error)) from error


def _spare_the_collector() -> None:
    """What is loaded by now stays to the end. To walk through it for garbage, again and again, takes 50 ms in which no
    command is acknowledged; without it, 3 ms."""
    gc.collect()
    gc.freeze()


def _asked_to_stop() -> asyncio.Event:
    """Set when the process is told to end."""
    stop = asyncio.Event()
    if sys.platform != "win32":  # there Ctrl-C ends the loop by itself
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
    return stop
