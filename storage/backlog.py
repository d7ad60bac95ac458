"""How many posts wait to be read, and for how long: for whoever runs the store, of all channels or of one."""

import time
from datetime import UTC, datetime

from bot.domain.health import LONGEST_LEASE, TRIES, Backlog
from bot.domain.post import ChannelId
from storage.database import Session

WAITING = "SELECT count(channel_id) FROM jobs"
# Of several savings the last: a post that is read again waits since then at the earliest.
BACKLOG = """SELECT count(j.channel_id),
                    coalesce(sum(CASE WHEN j.attempts >= $1 THEN 1 ELSE 0 END), 0),
                    coalesce(sum(CASE WHEN j.leased_until > $2 THEN 1 ELSE 0 END), 0),
                    coalesce(sum(CASE WHEN j.leased_until > $3 AND j.leased_until <= $2 THEN 1 ELSE 0 END), 0),
                    max(CASE WHEN j.leased_until > $3 AND j.leased_until <= $2 THEN j.leased_until END),
                    min((SELECT max(s.moment) FROM savings s
                         WHERE s.channel_id = j.channel_id AND s.post_id = j.post_id))
             FROM jobs j"""
BACKLOG_OF = f"{BACKLOG} WHERE j.channel_id = $4"
NEWEST = """SELECT max((SELECT max(s.moment) FROM savings s WHERE s.channel_id = c.channel_id)) FROM channels c"""


async def waiting_posts(session: Session) -> int:
    """In all channels; cheap enough to be asked every few seconds."""
    [count] = await session.one(WAITING)
    return int(count)


async def backlog(session: Session, channel: ChannelId | None = None) -> Backlog:
    """Of one channel, or of all where none is named."""
    now = time.time()
    values = (TRIES, now + LONGEST_LEASE.total_seconds(), now)
    if channel is None:
        row = await session.one(BACKLOG, *values)
    else:
        row = await session.one(BACKLOG_OF, *values, channel)
    waiting, failing, stuck, held, until, oldest = row
    return Backlog(
        waiting=waiting, failing=failing, stuck=stuck, held=held, until=_moment(until), oldest=_moment(oldest)
    )


async def newest_save(session: Session) -> datetime | None:
    """Of all channels."""
    [moment] = await session.one(NEWEST)
    return _moment(moment)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
