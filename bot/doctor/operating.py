"""What whoever runs the casebook looks after: what waits, the room on the disk, the clock, ports, and the service."""

import os
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.doctor.holders import holder_of, is_free, serves_metrics
from bot.doctor.patient import Check, Patient
from bot.domain.health import Backlog, Trouble, clock_troubles
from bot.errors import StoreError
from bot.reader_process import open_reader_process
from bot.watching.endpoint import LOOPBACK
from bot.watching.room import room_of
from storage import open_store

TABLE = "doctor"
SQLITE = "sqlite:///"
MIB = 1 << 20
MENDS = {
    Trouble.WAITS_LONG: "mend_waits_long",
    Trouble.FAILS: "mend_fails",
    Trouble.STUCK: "mend_stuck",
    Trouble.DISK_LOW: "mend_disk_low",
    Trouble.LOG_GROWN: "mend_log_grown",
    Trouble.CLOCK_BACK: "mend_clock_back",
}


@dataclass(frozen=True, slots=True)
class Past:
    """What the store tells of the work so far."""

    backlog: Backlog
    newest_save: datetime | None


async def look_after(patient: Patient) -> AsyncIterator[Check]:
    """Each part in turn; of a store that is not there, or can't be opened, nothing but the disk."""
    past = await _past(patient)
    if past is not None:
        yield _backlog(patient, past.backlog)
        yield _clock(patient, past.newest_save)
    room = room_of(patient.settings.store)
    if room is not None:
        detail = patient.words.say(TABLE, "room_left", free=room.free // MIB, log=room.log // MIB)
        yield _check(patient, "room", detail, room.troubles())
    yield await _reader(patient)
    yield _metrics(patient)
    yield _unit(patient)


def _check(patient: Patient, part: str, detail: str, troubles: Iterable[Trouble]) -> Check:
    mends = [patient.words.say(TABLE, MENDS[trouble]) for trouble in troubles]
    return Check(part, ok=not mends, detail=detail, mend=" ".join(mends) or None)


async def _past(patient: Patient) -> Past | None:
    url = patient.settings.store
    if not _is_there(url):
        return None
    try:
        async with open_store(url) as store:
            return Past(await store.backlog(), await store.newest_save())
    except StoreError:
        return None  # the check of the store itself says so


def _is_there(url: str) -> bool:
    """Whether opening the store makes none."""
    return not url.startswith(SQLITE) or Path(url.removeprefix(SQLITE)).exists()


def _backlog(patient: Patient, found: Backlog) -> Check:
    words = patient.words
    if found.oldest is None:
        return patient.works("backlog", "backlog_none")
    since = found.oldest.astimezone().isoformat(sep=" ", timespec="minutes")
    counts = {"waiting": found.waiting, "failing": found.failing, "stuck": found.stuck}
    detail = words.say(TABLE, "backlog_waits", since=since, **counts)
    if found.until is not None:
        until = found.until.astimezone().isoformat(sep=" ", timespec="seconds")
        detail = f"{detail}; {words.say(TABLE, 'backlog_held', held=found.held, until=until)}"
    return _check(patient, "backlog", detail, found.troubles(datetime.now(UTC)))


def _clock(patient: Patient, newest: datetime | None) -> Check:
    now = datetime.now(UTC)
    troubles = clock_troubles(newest, now)
    if newest is None or not troubles:
        return patient.works("clock", "clock_right")
    ahead = round((newest - now).total_seconds())
    return _check(patient, "clock", patient.words.say(TABLE, "clock_behind", seconds=ahead), troubles)


async def _reader(patient: Patient) -> Check:
    """Whether posts can be read in a process of their own. Where not, they are read all the same."""
    async with open_reader_process() as reader:
        is_apart = await reader.run(os.getpid) != os.getpid()
    if is_apart:
        return patient.works("reader", "reader_apart")
    detail, mend = patient.words.say(TABLE, "reader_beside"), patient.words.say(TABLE, "reader_mend")
    return Check("reader", ok=True, detail=detail, mend=mend)


def _metrics(patient: Patient) -> Check:
    words, port = patient.words, patient.settings.metrics_port
    if port is None:
        return patient.could_be("metrics")
    if is_free(port):
        return patient.works("metrics", "metrics_free", host=LOOPBACK, port=port)
    if serves_metrics(port):
        return patient.works("metrics", "metrics_served", host=LOOPBACK, port=port)
    holder = holder_of(port) or words.say(TABLE, "metrics_nobody_known")
    detail = words.say(TABLE, "metrics_taken", holder=holder, host=LOOPBACK, port=port)
    return Check("metrics", ok=False, detail=detail, mend=words.say(TABLE, "mend_metrics_taken"))


def _unit(patient: Patient) -> Check:
    """What a service of systemd needs that is not set here. A relative store would lie in its working folder."""
    settings, words = patient.settings, patient.words
    is_relative = settings.store.startswith(SQLITE) and not settings.store.removeprefix(SQLITE).startswith("/")
    lacks = {"DISCORD_TOKEN": settings.discord_token is None, "CASEBOOK_STORE": is_relative}
    names = ", ".join(name for name, is_lacking in lacks.items() if is_lacking)
    if not names:
        return patient.works("unit", "unit_set")
    detail, mend = words.say(TABLE, "unit_lacks", names=names), words.say(TABLE, "unit_mend")
    return Check("unit", ok=True, detail=detail, mend=mend)
