"""Digests that were due: each is claimed before it is sent, so that none is sent twice."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.digest import Delivery, Outcome
from storage.bound import ENTER, Bound
from storage.rows import Row

STATE = "SELECT leased_until, outcome FROM digests WHERE channel_id = $1 AND due = $2"
CLAIM = """INSERT INTO digests (channel_id, due, leased_until) VALUES ($1, $2, $3)
           ON CONFLICT (channel_id, due) DO UPDATE SET leased_until = excluded.leased_until"""
END = "UPDATE digests SET outcome = $3, message = $4 WHERE channel_id = $1 AND due = $2"
LAST = "SELECT due, outcome, message FROM digests WHERE channel_id = $1 ORDER BY due DESC LIMIT 1"
TOLD = """SELECT max(due) FROM digests
          WHERE channel_id = $1 AND due < $2 AND outcome IN (SELECT value FROM json_each($3))"""
SCHEDULED_CHANNELS = """SELECT channel_id FROM settings WHERE json_extract(chosen, '$.digest') IS NOT NULL
                        ORDER BY channel_id"""

LONGEST = 1200
"""Seconds from now that no lease reaches."""
TOLD_OUTCOMES = f'["{Outcome.SENT}", "{Outcome.QUIET}"]'
"""Of these nothing is to be told any more."""


class Claim(StrEnum):
    FIRST = "first"
    AGAIN = "again"
    """Somebody claimed it before, and what became of it is not known."""


class Digests(Bound):
    """What became of the channel's digests. Rows stay, so that a clock that goes back finds them."""

    async def claim_digest(self, due: datetime, now: datetime, lease: timedelta) -> Claim | None:
        """Claim the digest that is due then; nobody else gets it for as long as the lease lasts.

        None where it is done with, or somebody else is at it.
        """
        key = _key(due)
        async with self._glancing() as session:  # mostly it is done with, and a look keeps nobody waiting
            if _is_taken(await session.row(STATE, self.channel_id, key), now):
                return None
        async with self._writing() as session:
            state = await session.row(STATE, self.channel_id, key)
            if _is_taken(state, now):
                return None
            await session.run(ENTER, self.channel_id)
            await session.run(CLAIM, self.channel_id, key, (now + lease).timestamp())
        return Claim.FIRST if state is None else Claim.AGAIN

    async def end_digest(self, due: datetime, outcome: Outcome, message: str | None = None) -> None:
        """Note what became of a digest that was claimed."""
        async with self._writing() as session:
            await session.run(END, self.channel_id, _key(due), outcome, message)

    async def last_delivery(self) -> Delivery | None:
        """The latest digest that was due and claimed."""
        async with self._glancing() as session:
            row = await session.row(LAST, self.channel_id)
        return None if row is None else Delivery(due=row[0], outcome=row[1], message=row[2])

    async def told_until(self, due: datetime) -> datetime | None:
        """Up to when the digests before this one have told what came in; None where there was none."""
        async with self._glancing() as session:
            (latest,) = await session.one(TOLD, self.channel_id, _key(due), TOLD_OUTCOMES)
        return None if latest is None else datetime.fromisoformat(latest)


def _key(due: datetime) -> str:
    """As it is written down: of two such texts the later moment's sorts behind."""
    return due.astimezone(UTC).isoformat(timespec="seconds")


def _is_taken(state: Row | None, now: datetime) -> bool:
    if state is None:
        return False
    leased_until, outcome = state
    # One that ends later than any is given was given by a clock that has gone back since.
    return outcome is not None or 0 < leased_until - now.timestamp() <= LONGEST
