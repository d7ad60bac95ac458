"""How the casebook's own work goes, and what is wrong with what it stands on."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel

TRIES = 3
"""Times after which a post that still waits is one on which reading fails."""
LONGEST_LEASE = timedelta(minutes=10)
"""From now on: no reader claims a post for as long. A lease that ends later was given by a clock that was set back."""
LONG = timedelta(hours=1)
"""After which nobody would say any more that a post is about to be read."""
SKEW = timedelta(minutes=1)
"""By how much the clocks of two machines may differ."""
LEAST_ROOM = 1 << 30
"""Bytes on the store's disk below which it is told."""
LEAST_CONNECTIONS = 11
"""Free on a database's server: as many as one more process opens at most, ten for its work and one to listen."""
LONGEST_LOG = 256 << 20
"""Bytes of a SQLite store's log, which is folded back into the file from 32 MB on where nobody reads for long."""


class Trouble(StrEnum):
    """What somebody who runs it should look into."""

    WAITS_LONG = "waits_long"
    """A post waits for long to be read."""
    FAILS = "fails"
    """Posts were tried again and again and are not read."""
    STUCK = "stuck"
    """Posts are claimed until a time so far off that no reader can have meant it."""
    DISK_LOW = "disk_low"
    LOG_GROWN = "log_grown"
    """The store's log is far larger than it should be: something reads for hours, or copies the file."""
    CLOCK_BACK = "clock_back"
    """The machine's clock is behind the newest save."""
    MODEL_RESTS = "model_rests"
    """The language model failed several times in a row."""
    READS_BESIDE = "reads_beside"
    """Posts are read in the process that answers: one of their own can't be started."""
    CROWDED = "crowded"
    """The database's server hardly gives connections any more."""
    CLOCKS_APART = "clocks_apart"
    """The clocks of the database's server and of this machine differ."""


class Safeguard(StrEnum):
    """A setting of a database's server that should be on, as PostgreSQL calls it."""

    DATA_CHECKSUMS = "data_checksums"
    AUTOVACUUM = "autovacuum"
    TRACK_COUNTS = "track_counts"
    FSYNC = "fsync"
    FULL_PAGE_WRITES = "full_page_writes"
    SYNCHRONOUS_COMMIT = "synchronous_commit"


class Backlog(BaseModel, frozen=True):
    """Posts that wait to be read for arguments. `oldest`: when the one was saved that waits longest.

    `held`: those that somebody reads, or did when it was killed; `until`: when all of them are free again, unless their
    readers live.
    """

    waiting: int = 0
    failing: int = 0
    stuck: int = 0
    held: int = 0
    until: datetime | None = None
    oldest: datetime | None = None

    def troubles(self, now: datetime) -> tuple[Trouble, ...]:
        found = {
            Trouble.WAITS_LONG: self.oldest is not None and now - self.oldest > LONG,
            Trouble.FAILS: self.failing > 0,
            Trouble.STUCK: self.stuck > 0,
        }
        return tuple(trouble for trouble, is_there in found.items() if is_there)


class Room(BaseModel, frozen=True):
    """What a store in a file has around it. Units: bytes."""

    free: int
    log: int

    def troubles(self) -> tuple[Trouble, ...]:
        found = {Trouble.DISK_LOW: self.free < LEAST_ROOM, Trouble.LOG_GROWN: self.log > LONGEST_LOG}
        return tuple(trouble for trouble, is_there in found.items() if is_there)


class Server(BaseModel, frozen=True):
    """What a database's server says of itself and of who asks.

    Units:  `used` and `allowed` are connections, where the limit is nearest; `ahead` are seconds by which its clock is
            ahead of this machine's.
    `forbidden` is what the role may not do, as GRANT writes it.
    """

    version: str
    pgvector: str
    standby: bool
    read_only: bool
    standbys: int
    used: int
    allowed: int
    ahead: float
    off: tuple[Safeguard, ...] = ()
    forbidden: tuple[str, ...] = ()

    def troubles(self) -> tuple[Trouble, ...]:
        return (*self.connection_troubles(), *self.clock_troubles())

    def connection_troubles(self) -> tuple[Trouble, ...]:
        return (Trouble.CROWDED,) if self.allowed - self.used < LEAST_CONNECTIONS else ()

    def clock_troubles(self) -> tuple[Trouble, ...]:
        return (Trouble.CLOCKS_APART,) if abs(self.ahead) > SKEW.total_seconds() else ()


def clock_troubles(newest_save: datetime | None, now: datetime) -> tuple[Trouble, ...]:
    is_behind = newest_save is not None and newest_save - now > SKEW
    return (Trouble.CLOCK_BACK,) if is_behind else ()
