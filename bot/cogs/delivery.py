"""Sends each channel's digest at its time, once, through restarts, kills and failures."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord.ext import commands, tasks

from bot.cogs.cards.digest import clock_of, digest_card
from bot.cogs.cards.digest_text import Telling
from bot.cogs.cards.sources import Reader
from bot.cogs.delivering.letters import Letter, send, sent_before
from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.card import Card
from bot.cogs.surface.clock import now
from bot.cogs.surface.reply import replace_card
from bot.domain.digest import Due, Outcome
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.shown import Place
from bot.domain.text import Locale
from bot.watching.trail import begin_trail

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Digests that are sent at the same time: many are due at nine."""
PATIENCE = 120.0
"""Seconds that one digest may take: less than its lease, so that nobody else takes it on meanwhile."""
UNKNOWN_CHANNEL = 10003
"""Discord's code for a channel that is there no more."""
AWAY = (aiohttp.ClientError, OSError, TimeoutError)
"""Failures of the way to Discord. They pass, like its own (from 500 on) and its 429: it is tried again when the lease
is over."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A digest that is to be sent now, and where."""

    channel: ChannelId
    due: Due
    moment: datetime

    @property
    def letter(self) -> Letter:
        return Letter(self.channel, self.due.due)


class Delivery(commands.Cog):
    """Looks each minute. What is due is claimed in the store first; a claim whose process died is taken over, and what
    that one may have sent is looked for in the channel before anything is sent."""

    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot
        self._sending: asyncio.Task[None] | None = None
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def cog_load(self) -> None:
        self.look.start()

    async def cog_unload(self) -> None:
        self.look.cancel()
        if self._sending is not None:
            self._sending.cancel()
            await asyncio.wait([self._sending])  # whoever closes the store after us closes it on nothing

    @tasks.loop(minutes=1)
    async def look(self) -> None:
        self._begin()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """What was due while the bot was away is sent at once."""
        self._begin()

    def _begin(self) -> None:
        if self.bot.is_ready() and (self._sending is None or self._sending.done()):
            self._sending = asyncio.create_task(self.send_due(now))

    async def send_due(self, clock: Callable[[], datetime]) -> None:
        """Send every digest that is due. One channel's trouble is not the others'."""
        self.bot.note_work()
        with logging_faults("the digests that are due"):
            channels = [one for one in await self.bot.casebook.scheduled_channels() if one.isdecimal()]
            # Several processes may look at once: each begins with what it knows, and mostly finds the rest claimed.
            channels.sort(key=lambda channel: self.bot.get_channel(int(channel)) is None)
            await asyncio.gather(*(self._send(channel, clock) for channel in channels))

    async def _send(self, channel: ChannelId, clock: Callable[[], datetime]) -> None:
        begin_trail()
        async with self._turns:
            with logging_faults("a digest that is due"):
                moment = clock()
                due = await self.bot.casebook.claim_digest(channel, moment)
                if due is not None:
                    await self._see_to(Errand(channel, due, moment))

    async def _see_to(self, errand: Errand) -> None:
        """Send it and note what became of it; where that is not known, the lease is left to end."""
        message: str | None = None
        try:
            async with asyncio.timeout(PATIENCE):
                message = await self._deliver(errand)
            outcome = Outcome.QUIET if message is None else Outcome.SENT
        except (*AWAY, discord.HTTPException) as error:
            ended = _meaning(error)
            kind = type(error).__name__
            log.warning("the digest of %s is not sent (%s): %s", errand.channel, ended or "tried again", kind)
            if ended is None:
                return
            outcome = ended
        await self.bot.casebook.end_digest(errand.channel, errand.due, outcome, message)

    async def _deliver(self, errand: Errand) -> str | None:
        """The id of the message in which it stands; None where there is nothing to tell. Errors: discord.py's."""
        earlier = await sent_before(self.bot, errand.letter) if errand.due.again else None
        told = await self._telling(errand)
        if told.digest.is_quiet:
            if earlier is not None:
                with suppress(discord.NotFound):
                    await earlier.delete()  # what it told of is deleted meanwhile
            return None
        card = digest_card(told)
        if earlier is None:
            message = await send(self.bot, errand.letter, card, told.name)
        else:
            message = await _replaced(earlier, card.mark(errand.letter.mark))
        await self._remember(errand, told, message)
        return str(message.id)

    async def _telling(self, errand: Errand) -> Telling:
        settings = await self.bot.casebook.settings(errand.channel)
        locale = settings.answer_in or (settings.digest.locale if settings.digest else Locale.ENGLISH)
        async with self.bot.answering:
            digest = await self.bot.casebook.digest(errand.channel, errand.due.window)
        late = errand.moment - errand.due.due
        return Telling(digest, Reader(locale, errand.moment.date()), clock_of(settings), late)

    async def _remember(self, errand: Errand, told: Telling, message: discord.Message) -> None:
        """What it cites may be deleted later: then it is taken back where it stands, as an answer is."""
        casebook, channel = self.bot.casebook, errand.channel
        asked = Question(text=told.as_question, asked_on=told.reader.today, spoken=told.reader.locale)
        before = await casebook.shown_at(channel, str(message.id))
        if before is not None:  # it stands there no more, and what becomes of it is not this one's
            await casebook.drop_answer(channel, before.answer_id)
        answer_id = await casebook.remember(channel, told.digest.evidence, asked)
        await casebook.placed(channel, answer_id, Place(channel=str(message.channel.id), message=str(message.id)))
        if await casebook.withdrawn(channel):  # something that it cites was deleted while it was on its way
            self.bot.dispatch("deletion")


async def _replaced(message: discord.Message, card: Card) -> discord.Message:
    """What was deleted since it was sent goes. Who deleted the message itself wants no other."""
    with suppress(discord.NotFound):
        await replace_card(message, card)
    return message


def _meaning(error: Exception) -> Outcome | None:
    """None where it may go better later."""
    if not isinstance(error, discord.HTTPException) or error.status >= 500 or error.status == 429:
        return None
    if isinstance(error, discord.Forbidden):
        return Outcome.FORBIDDEN
    return Outcome.GONE if error.code == UNKNOWN_CHANNEL else Outcome.REFUSED


async def setup(bot: "CasebookBot") -> None:
    await bot.add_cog(Delivery(bot))
