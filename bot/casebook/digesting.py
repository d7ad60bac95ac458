"""Digests: what came in, and sending it by itself at its time, once."""

import logging
from datetime import datetime, timedelta

from bot.casebook.asking import Asking
from bot.domain.digest import Delivery, Digest, Due, Outcome, Window
from bot.domain.post import ChannelId
from bot.domain.schedule import DigestSchedule
from storage import DigestClaim

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
"""How long a process that took on a digest has it for itself. Sending one takes a second; where Discord holds it back,
two minutes at most are waited."""
TOO_LATE = timedelta(days=1)
"""After that a digest that was due is not sent any more."""
WAITING = timedelta(minutes=10)
"""So long a digest waits for posts that were saved before it was due, and are still being read."""
LONGEST = timedelta(days=31)
"""What a scheduled digest tells of at most, where those before it were missed."""


class Digesting(Asking):
    """Digests tell what the channel itself saved; shelves have their own."""

    async def digest(self, channel: ChannelId, window: Window) -> Digest:
        """What was saved in a time; quiet where nothing was."""
        from bot.answers.digest import digest_of  # none of it is on the way of a question

        stores = await self._stores(channel, ())
        return await digest_of(stores[None], window)

    async def scheduled_channels(self) -> list[ChannelId]:
        """The channels in which digests are sent by themselves."""
        return await self._desk.store.scheduled_channels()

    async def claim_digest(self, channel: ChannelId, now: datetime) -> Due | None:
        """The digest that is due and that this process is to send; None where there is none, or somebody else does.

        It tells of the time since the last one. One that is more than a day late is noted as missed instead.
        """
        store = self._channel(channel)
        schedule = (await store.settings()).digest
        due = None if schedule is None else schedule.last_due(now)
        if schedule is None or due is None or due < schedule.begins:
            return None
        if now - due < WAITING and await store.waits_from_before(due):
            return None
        claim = await store.claim_digest(due, now, LEASE)
        if claim is None:
            return None
        if now - due >= TOO_LATE:
            log.warning("the digest of %s that was due at %s is missed", channel, due.isoformat())
            await store.end_digest(due, Outcome.MISSED)
            return None
        since = _since(schedule, due, await store.told_until(due))
        return Due(due=due, window=Window(since=since, until=due), again=claim is DigestClaim.AGAIN)

    async def end_digest(self, channel: ChannelId, due: Due, outcome: Outcome, message: str | None = None) -> None:
        """Note what became of it. In a channel that is deleted none is sent any more."""
        store = self._channel(channel)
        await store.end_digest(due.due, outcome, message)
        if outcome is Outcome.GONE:
            await store.set_settings((await store.settings()).model_copy(update={"digest": None}))

    async def last_delivery(self, channel: ChannelId) -> Delivery | None:
        """The latest digest that was due here."""
        return await self._channel(channel).last_delivery()


def _since(schedule: DigestSchedule, due: datetime, told_until: datetime | None) -> datetime:
    """Where the last one ended; for the first, when the one before it would have been due."""
    since = told_until or schedule.last_due(schedule.begins)
    return since if due - since <= LONGEST else schedule.last_due(due - timedelta(seconds=1))
